"""Private keys in PKCS#8 form, from whatever numbers a key file has: a library would refuse the unsound ones."""

from support.forge import decode

RSA = "2a864886f70d010101"
ELLIPTIC = "2a8648ce3d0201"
EDWARDS = "2b6570"
CURVES = {"P-256": "2a8648ce3d030107", "P-384": "2b81040022", "P-521": "2b81040023"}


def element(tag: int, content: bytes) -> bytes:
    """One element of DER."""
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def sequence(*parts: bytes) -> bytes:
    return element(0x30, b"".join(parts))


def integer(value: int) -> bytes:
    return element(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def name(hexadecimal: str) -> bytes:
    """An object identifier."""
    return element(6, bytes.fromhex(hexadecimal))


def private_key_info(algorithm: bytes, key: bytes) -> bytes:
    """RFC 5208 §5."""
    return sequence(integer(0), algorithm, element(4, key))


def number(jwk: dict, member: str) -> int:
    return int.from_bytes(decode(jwk.get(member, "")), "big")


def elliptic(jwk: dict) -> bytes:
    """RFC 5915 §3, the public point with it: as the key file has it, also where it is not on the curve."""
    point = element(3, b"\0\4" + decode(jwk["x"]) + decode(jwk["y"]))
    return sequence(integer(1), element(4, decode(jwk.get("d", ""))), element(0xA1, point))


def rsa(jwk: dict) -> bytes:
    """RFC 8017 A.1.2."""
    return sequence(integer(0), *(integer(number(jwk, member)) for member in ("n", "e", "d", "p", "q", "dp", "dq", "qi")))


def pkcs8(jwk: dict) -> bytes:
    """What the key file says that it is: type, curve and numbers."""
    null = element(5, b"")
    if jwk.get("kty") == "EC":
        return private_key_info(sequence(name(ELLIPTIC), name(CURVES.get(jwk["crv"], "00"))), elliptic(jwk))
    if jwk.get("kty") == "RSA":
        # A key of another type that says it is RSA keeps the numbers that it has.
        return private_key_info(sequence(name(RSA), null), rsa(jwk) if "n" in jwk else elliptic(jwk))
    if jwk.get("kty") == "OKP":
        # RFC 8410 §7.
        return private_key_info(sequence(name(EDWARDS)), element(4, decode(jwk["d"])))
    return decode(jwk.get("k", ""))
