"""What an authenticator shows (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time


def step():
    """Which step of 30 seconds it is."""
    return int(time.time()) // 30


def code(secret, at=None):
    """The six digits of a step; of the present one unless another is named."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", step() if at is None else at), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
