"""Defects of signatures in PSS with SHA-256, found in a signature of others and made again over another text.

What was done to their signature is searched for: a signature is taken apart (RFC 8017 §9.1), and each part may have been
changed by one byte, or be all zeros, all ones or inverted. Then ours is put together with the same change.
"""

import hashlib
import itertools
from collections.abc import Iterator

from .rsa import RSA

LENGTH = 32
ZEROS = bytes(8)
# What may stand before the digest instead: ones, no zeros, too few, too many.
OTHERS = [b"\1" * 8] + [bytes(count) for count in range(17) if count != 8]


def mask(seed: bytes, size: int) -> bytes:
    """MGF1 with SHA-256 (RFC 8017 B.2.1)."""
    data = b""
    for counter in itertools.count():
        if len(data) >= size:
            return data[:size]
        data += hashlib.sha256(seed + counter.to_bytes(4, "big")).digest()
    raise AssertionError


def exclusive(*texts: bytes) -> bytes:
    """The exclusive or of texts of one length."""
    value = 0
    for text in texts:
        value ^= int.from_bytes(text, "big")
    return value.to_bytes(len(texts[0]), "big")


def hashed(prefix: bytes, digest: bytes, salt: bytes) -> bytes:
    return hashlib.sha256(prefix + digest + salt).digest()


def changes(data: bytes) -> Iterator[bytes]:
    """The data as it is, then all that one defect may have made of it."""
    yield from (data, bytes(len(data)), b"\xff" * len(data), bytes(byte ^ 0xFF for byte in data))
    for index, flip in itertools.product(range(len(data)), range(1, 256)):
        yield data[:index] + bytes([data[index] ^ flip]) + data[index + 1:]


def same_change(before: bytes, after: bytes, own: bytes) -> bytes:
    """What becomes of our data by the change that made `after` of `before`."""
    if after in (bytes(len(after)), b"\xff" * len(after)):
        return after
    return exclusive(before, after, own)


class Message:
    """An encoded message, taken apart."""

    def __init__(self, key: RSA, data: bytes):
        unused = 8 * len(data) - (key.n.bit_length() - 1)
        self.lowest = 0xFF >> unused
        self.first, self.trailer = data[0] & ~self.lowest & 0xFF, data[-1:]
        self.masked, self.digest = data[:-LENGTH - 1], data[-LENGTH - 1:-1]

    def block(self, seed: bytes) -> bytes:
        """The data block, under the mask of a digest."""
        block = exclusive(self.masked, mask(seed, len(self.masked)))
        return bytes([block[0] & self.lowest]) + block[1:]

    def salts(self, block: bytes) -> list[bytes]:
        """What may be the salt: the last 32 bytes; or behind zeros and a one, the next 32 or all that is there."""
        rest = block.lstrip(b"\0")
        is_other = rest.startswith(b"\1") and len(rest) != LENGTH + 1
        return [block[-LENGTH:]] + ([rest[1:LENGTH + 1], rest[1:]] if is_other else [])

    def joined(self, block: bytes, seed: bytes, digest: bytes) -> bytes:
        """The message with another digest; what is wrong in its first bits and its last byte stays."""
        masked = exclusive(block, mask(seed, len(block)))
        return bytes([masked[0] & self.lowest | self.first]) + masked[1:] + digest + self.trailer


def pss(key: RSA, signature: bytes, theirs: bytes, ours: bytes) -> tuple[bytes, bool]:
    """A signature with the same defect over our text, and whether the defect was found."""
    data = key.message(signature)
    parts = Message(key, data)
    old, new = hashlib.sha256(theirs).digest(), hashlib.sha256(ours).digest()
    block = parts.block(parts.digest)
    for salt in parts.salts(block):
        if own := _hashed_otherwise(parts.digest, salt, old, new):
            return key.sign(parts.joined(block, own, own)), True
    # The digest was changed after it had masked the block.
    for seed in changes(parts.digest):
        block = parts.block(seed)
        salt = next((salt for salt in parts.salts(block) if hashed(ZEROS, old, salt) == seed), None)
        if salt is not None:
            own = hashed(ZEROS, new, salt)
            return key.sign(parts.joined(block, own, same_change(seed, parts.digest, own))), True
    return key.sign(data), False


def _hashed_otherwise(digest: bytes, salt: bytes, old: bytes, new: bytes) -> bytes | None:
    """Our digest, changed as theirs was, where that was done before it masked the block."""
    if digest == old:
        return new
    for prefix in itertools.chain(changes(ZEROS), OTHERS):
        if hashed(prefix, old, salt) == digest:
            return hashed(prefix, new, salt)
    for other in changes(old):
        if hashed(ZEROS, other, salt) == digest:
            return hashed(ZEROS, same_change(old, other, new), salt)
    for other in changes(salt):
        if hashed(ZEROS, old, other) == digest:
            return hashed(ZEROS, new, other)
    true = hashed(ZEROS, old, salt)
    if digest in set(changes(true)):
        return same_change(true, digest, hashed(ZEROS, new, salt))
    return None


def over_changed_digest(key: RSA, ours: bytes, index: int) -> bytes:
    """A signature over our text with one byte of its digest changed."""
    digest, salt = bytearray(hashlib.sha256(ours).digest()), bytes(LENGTH)
    digest[index] ^= 1
    parts = Message(key, bytes(key.size - 1) + b"\xbc")
    block = bytes(len(parts.masked) - LENGTH - 1) + b"\1" + salt
    seed = hashed(ZEROS, bytes(digest), salt)
    return key.sign(parts.joined(block, seed, seed))
