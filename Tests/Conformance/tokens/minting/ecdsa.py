"""Defects of ECDSA signatures, taken over from a signature of others to one over another text."""

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EDGES = (0, 1, ORDER - 1, ORDER)
# What makes a number too large, and the same to who reduces or cuts it.
ADDED = (ORDER, 1 << 256)


def halves(signature: bytes) -> tuple[bytes, bytes]:
    width = len(signature) // 2
    return signature[:width], signature[width:]


def es256(signature: bytes, theirs: bytes, good: bytes) -> bytes:
    """Our good signature with the same defect as `signature` has beside `theirs`.

    What surrounds their r and s will surround ours, and what was added to theirs will be added to ours. A value at an edge
    stands as it is, since it depends on no text.
    """
    if theirs in signature:
        return signature.replace(theirs, good)
    return b"".join(map(_half, halves(signature), halves(theirs), halves(good)))


def negative(half: bytes) -> bytes:
    """n - s is as good as s."""
    return (ORDER - int.from_bytes(half, "big")).to_bytes(len(half), "big")


def _half(half: bytes, before: bytes, own: bytes) -> bytes:
    value, pairs = int.from_bytes(half, "big"), ((before, own), (negative(before), negative(own)))
    if value in EDGES:
        return half
    for old, new in pairs:
        added = value - int.from_bytes(old, "big")
        if old in half:
            return half.replace(old, new)
        if added in ADDED:
            return (int.from_bytes(new, "big") + added).to_bytes(len(half), "big")
    return half
