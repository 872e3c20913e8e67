"""Defects of RSA signatures in PKCS#1 v1.5 padding, and of RSA numbers, taken over to a signature over another text.

A defect lies in the encoded message, EM = sig^e mod n (RFC 8017 §8). It is found there, put into the encoded message of
our text, and that is signed with the private key: EM^d mod n.
"""

import hashlib

from .der import number

LENGTH = 32


class RSA:
    """The numbers of a private key."""

    def __init__(self, jwk: dict):
        self.n, self.e, self.d = number(jwk, "n"), number(jwk, "e"), number(jwk, "d")
        self.size = (self.n.bit_length() + 7) // 8

    def message(self, signature: bytes) -> bytes:
        """The encoded message of a signature."""
        return pow(int.from_bytes(signature, "big"), self.e, self.n).to_bytes(self.size, "big")

    def sign(self, message: bytes) -> bytes:
        """The signature that has an encoded message."""
        return pow(int.from_bytes(message, "big"), self.d, self.n).to_bytes(self.size, "big")


def numeric(key: RSA, signature: bytes, good: bytes) -> bytes | None:
    """Defects of the number itself, which do not depend on the text; `None` where it is another.

    `good` is a signature of ours over our text.
    """
    value, own = int.from_bytes(signature, "big"), int.from_bytes(good, "big")
    if value in (0, 1, key.n - 1, key.n):
        return signature
    if len(signature) < key.size:
        return good[:len(signature)]
    if len(signature) > key.size:
        # Zeros in front or behind, or a number that is not reduced.
        extra = len(signature) - key.size
        if value > key.n and not signature.endswith(bytes(extra)):
            return (own + key.n * (value // key.n)).to_bytes(len(signature), "big")
        return bytes(extra) + good if signature.startswith(bytes(extra)) else good + bytes(extra)
    if value > key.n:
        return (own + key.n).to_bytes(max(len(signature), ((own + key.n).bit_length() + 7) // 8), "big")
    return None


def pkcs1(key: RSA, signature: bytes, theirs: bytes, ours: bytes) -> tuple[bytes, bool]:
    """A signature with the same defect over our text, and whether their digest was found to be replaced.

    What is left of their digest, the longest run of it, is replaced by the same run of ours.
    """
    message = key.message(signature)
    old, new = hashlib.sha256(theirs).digest(), hashlib.sha256(ours).digest()
    for size in range(LENGTH, 7, -1):
        for start in range(LENGTH - size + 1):
            run = old[start:start + size]
            if run in message:
                return key.sign(message.replace(run, new[start:start + size])), True
    return key.sign(message), False
