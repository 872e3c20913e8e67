"""What others call valid and the gateway refuses, each with the rule that refuses it."""

ALGORITHM = "an algorithm that the gateway does not take: it takes ES256, ES384, EdDSA, PS256 and RS256 (RFC 8725 §3.2)"
ONE_ALGORITHM = "a key has exactly one algorithm, and the token names another (RFC 8725 §3.1)"
BASE64URL = "base64url has no such character (RFC 7515 §2); called valid by a known fault of the vectors"
TWICE = "a name that stands twice: readers differ in which value they take (RFC 7515 §4, RFC 8725 §2.4)"

# Wycheproof's tokens, by their numbers.
SIGNATURES = {
    **dict.fromkeys([1, 348, 352, 357, 358, 359], ALGORITHM),
    **dict.fromkeys(range(264, 272), ALGORITHM),
    **dict.fromkeys([*range(320, 324), *range(325, 329), 347, 351], ALGORITHM),
    346: ONE_ALGORITHM, 350: ONE_ALGORITHM, 372: BASE64URL, 373: BASE64URL,
}
# Wycheproof's keys.
KEYS = dict.fromkeys([2, 13, 14, 15], ALGORITHM)
# Texts of the JSONTestSuite, each as one member of claims or of a header that are good without it.
TEXTS = dict.fromkeys(["y_object_duplicated_key", "y_object_duplicated_key_and_value"], TWICE)
# A claim that is a text, or a list of texts, has no control character: who compares it as C strings do sees only a part.
CONTROL = dict.fromkeys(
    ["y_string_allowed_escapes", "y_string_escaped_control_character", "y_string_null_escape", "y_string_uescaped_newline",
     "y_string_unescaped_char_delete", "y_string_with_del_character"],
    "a control character in a claim (RFC 8259 §7 can write NUL); a tab is none of them")
# What is listed for a member of claims.
CLAIMS = TEXTS | CONTROL

# What the gateway says when it does not start with a key that is not sound, by the numbers of Wycheproof's keys.
KEY_MESSAGES = {
    7: "CVE-2017-15361",
    8: "the RSA key has 1024 bits",
    9: "exponent of the RSA key",
    # A point that is not on the curve, another curve than that of the numbers, another type than theirs.
    **dict.fromkeys([22, 23, 24], "the bytes are not a private key in PKCS#8 form"),
}


def cookbook_key_message(name: str, jwk: dict, algorithm: str) -> str:
    """What the gateway says of a key of RFC 7520 §3 that it is to use for one of its algorithms; empty where the key is sound."""
    if jwk["kty"] == "oct":
        return "the bytes are not a private key in PKCS#8 form"
    if jwk["kty"] == "EC" or algorithm not in ("PS256", "RS256"):
        # The curve of their elliptic key is P-521.
        return f"the key is not one that {algorithm} can use"
    return "" if "private" in name else "EVP_PKEY_pairwise_check failed"
