"""Defects of ECDSA signatures, taken over from a signature of others to one over another text."""

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EDGES = (0, 1, ORDER - 1, ORDER)


def halves(signature: bytes) -> tuple[int, int]:
    width = len(signature) // 2
    return int.from_bytes(signature[:width], "big"), int.from_bytes(signature[width:], "big")


def es256(signature: bytes, theirs: bytes, good: bytes) -> bytes | None:
    """Our good signature with the same defect as `signature` has beside `theirs`; `None` where there is none in it.

    What surrounds their signature will surround ours; what was added to their r and s will be added to ours; and a value at
    an edge stands as it is, since it depends on no text.
    """
    if signature == theirs:
        return None
    if theirs in signature:
        return signature.replace(theirs, good)
    width, values = len(signature) // 2, []
    for value, before, own in zip(halves(signature), halves(theirs), halves(good), strict=True):
        is_kept = value in EDGES or not 0 <= own + value - before < 1 << 8 * width
        values.append(value if is_kept else own + value - before)
    return b"".join(value.to_bytes(width, "big") for value in values)
