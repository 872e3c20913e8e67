"""Tokens that were not issued like this: 401 invalid_token, and nothing sent upstream."""

import base64
import hashlib
import hmac
import json
import time

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from support import standard
from support.answers import assert_problem, challenge
from support.standard import CREATE, READ
from support.wire import request

pytestmark = pytest.mark.usefixtures("nothing_forwarded")


def encode(data):
    if not isinstance(data, bytes):
        data = json.dumps(data, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sign(header, claims, key):
    """A token signed with ES256 by a key of ours."""
    text = f"{encode(header)}.{encode(claims)}"
    r, s = utils.decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{text}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


class Parts:
    """A token of the gateway's, taken apart."""

    def __init__(self, token):
        self.token = token
        self.texts = token.split(".")
        self.header, self.claims = json.loads(decode(self.texts[0])), json.loads(decode(self.texts[1]))
        self.signature = decode(self.texts[2])

    def with_header(self, **changes):
        return ".".join([encode(self.header | changes), *self.texts[1:]])

    def with_claims(self, **changes):
        return ".".join([self.texts[0], encode(self.claims | changes), self.texts[2]])

    def with_signature(self, signature):
        return ".".join([*self.texts[:2], encode(signature)])


@pytest.fixture
def parts(token):
    return Parts(token)


@pytest.fixture
def refused(gateway, upstream):
    def refused(token, *reasons):
        answer = gateway.call(request("GET", "/transactions", token=token))
        assert_problem(answer, 401, reasons or answer.json["reason"])
        assert answer.json["reason"].startswith("token.")
        parameters = challenge(answer)
        assert parameters["error"] == "invalid_token" and parameters["error_description"]
        assert upstream.requests == []
        return answer

    return refused


def test_the_token_itself_is_good(gateway, upstream, token):
    assert gateway.call(request("GET", "/transactions", token=token)).status == 200
    upstream.forget()


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", "es256", "ES256 ", "HS256", "RS256",
                                       "ES384", "PS256", 1, [], ["ES256"], None, True, {}], ids=repr)
def test_another_algorithm_is_refused(refused, parts, algorithm):
    text = f"{encode(parts.header | {'alg': algorithm})}.{parts.texts[1]}"
    refused(f"{text}.{parts.texts[2]}")
    answered = f"{text}.{encode(b'x')}"
    refused(answered)


def test_an_unsigned_token_is_refused(gateway, upstream, parts):
    """An empty signature has no b64token's shape to some readers: either refusal is right."""
    for header in (parts.header | {"alg": "none"}, {"alg": "none", "typ": "at+jwt"}):
        answer = gateway.call(request("GET", "/transactions", token=f"{encode(header)}.{parts.texts[1]}."))
        assert answer.status == 401
        assert challenge(answer)["error"] == "invalid_token"
    assert upstream.requests == []


def test_the_public_key_is_no_secret(refused, gateway, parts):
    """The published key, in each of its forms, used as an HMAC secret."""
    key = next(key for key in gateway.call(request("GET", "/.well-known/jwks.json")).json["keys"])
    x, y = (int.from_bytes(decode(key[name]), "big") for name in "xy")
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    forms = [public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
             public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
             json.dumps(key).encode(), decode(key["x"])]
    for secret in forms:
        text = f"{encode(parts.header | {'alg': 'HS256'})}.{parts.texts[1]}"
        refused(f"{text}.{encode(hmac.digest(secret, text.encode(), hashlib.sha256))}", "token.algorithm")


CHANGES = [{"scope": f"{READ} {CREATE}"}, {"client_id": "other"}, {"exp": 9999999999}, {"gen": 0}, {"aud": ["x"]},
           {"iss": "http://gateway.test/"}, {"extra": 1}]


@pytest.mark.parametrize("change", CHANGES, ids=[next(iter(change)) for change in CHANGES])
def test_a_changed_claim_is_refused(refused, parts, change):
    refused(parts.with_claims(**change), "token.signature")


def test_a_changed_signature_is_refused(refused, parts):
    signature = parts.signature
    assert len(signature) == 64
    for position in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[position] ^= 1
        refused(parts.with_signature(bytes(changed)), "token.signature")


N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def numbers(r, s):
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


SIGNATURES = {
    "zero": lambda signature: bytes(64), "r zero": lambda signature: bytes(32) + signature[32:],
    "n": lambda signature: numbers(N, N), "n - 1": lambda signature: numbers(N - 1, N - 1),
    "n + 1": lambda signature: numbers(N + 1, N + 1), "one": lambda signature: numbers(1, 1),
    "all ones": lambda signature: b"\xff" * 64, "short": lambda signature: signature[:63],
    "long": lambda signature: signature + b"\0", "very long": lambda signature: signature * 50,
    "one byte": lambda signature: b"x",
    "DER": lambda signature: utils.encode_dss_signature(
        int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")),
}


@pytest.mark.parametrize("change", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_of_another_form_is_refused(refused, parts, change):
    refused(parts.with_signature(change(parts.signature)))


def test_another_issuers_key_under_the_same_name_is_refused(refused, parts):
    key = ec.generate_private_key(ec.SECP256R1())
    refused(sign(parts.header, parts.claims, key), "token.signature")
    refused(sign(parts.header | {"kid": "other"}, parts.claims, key), "token.key")


def test_a_key_that_the_token_brings_is_not_believed(refused, parts):
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_numbers()
    own = {"kty": "EC", "crv": "P-256", "x": encode(public.x.to_bytes(32, "big")),
           "y": encode(public.y.to_bytes(32, "big")), "kid": "own"}
    refused(sign(parts.header | {"jwk": own}, parts.claims, key), "token.signature")
    refused(sign(parts.header | {"jwk": own, "kid": "own"}, parts.claims, key), "token.key")


def test_an_address_of_keys_is_not_fetched(refused, parts, upstream):
    """The end of the test tells that nothing came to the address."""
    key = ec.generate_private_key(ec.SECP256R1())
    for name in ("jku", "x5u"):
        refused(sign(parts.header | {name: f"{upstream.url}/keys"}, parts.claims, key), "token.signature")


@pytest.mark.parametrize("name", ["../../../../dev/null", "' OR 1=1 --", "\0", "k" * 5000, 1, None, [], ""],
                         ids=["path", "SQL", "NUL", "long", "number", "null", "list", "empty"])
def test_another_key_name_is_refused(refused, parts, name):
    refused(parts.with_header(kid=name))


def test_two_gateways_do_not_share_tokens(refused, gateway, tmp_path, upstreams):
    other = standard.start(tmp_path, *upstreams)
    try:
        token = other.token(other.register(READ), READ)
        assert other.call(request("GET", "/nothing", token=token)).status == 404
        refused(token, "token.key")
    finally:
        other.stop()


@pytest.mark.parametrize("change", [
    lambda parts: ".".join(parts.texts[:2]), lambda parts: parts.token + ".x", lambda parts: parts.token + "..",
    lambda parts: "x", lambda parts: "a.b.c", lambda parts: ".".join(parts.texts[:2]) + ".",
    lambda parts: "." + parts.token, lambda parts: parts.token.replace(".", "..", 1),
    lambda parts: parts.token + "=", lambda parts: parts.token + "==",
    lambda parts: parts.token.replace("-", "+").replace("_", "/") + ("" if set("-_") & set(parts.token) else "+"),
    lambda parts: parts.token[:-1] + non_zero_bits(parts.token[-1]),
    lambda parts: parts.token.upper(), lambda parts: parts.token[:-1], lambda parts: parts.token + "A",
], ids=["two", "four", "five", "one", "not JSON", "no signature", "empty header", "empty claims", "=", "==", "+/",
        "unused bits", "upper case", "cut", "longer"])
def test_another_form_is_refused(refused, parts, change):
    refused(change(parts))


def non_zero_bits(character):
    """The same last byte of 64 in base64url, with an unused bit set."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return alphabet[alphabet.index(character) | 1]


def test_a_token_over_the_limit_is_refused(refused, parts):
    refused(parts.with_claims(padding="x" * 12000))


def test_a_header_with_the_same_name_twice_is_refused(refused, parts):
    for text in ('{"alg":"none","alg":"ES256","typ":"at+jwt","kid":%s}', '{"alg":"ES256","typ":"JWT","typ":"at+jwt","kid":%s}',
                 '{"alg":"ES256","\\u0061lg":"ES256","typ":"at+jwt","kid":%s}'):
        header = (text % json.dumps(parts.header["kid"])).encode()
        refused(f"{encode(header)}.{parts.texts[1]}.{parts.texts[2]}", "token.malformed")


def test_claims_nested_without_end_are_refused_fast(refused, parts):
    claims = b'{"a":' + b"[" * 10000 + b"]" * 10000 + b"}"
    began = time.monotonic()
    refused(f"{parts.texts[0]}.{encode(claims)}.{parts.texts[2]}")
    assert time.monotonic() - began < 1


def test_nothing_of_an_unverified_token_is_repeated(refused, gateway, parts):
    mark = "MARKMARKMARK"
    answers = [refused(parts.with_claims(client_id=mark, scope=f"{mark}:x", jti=mark)),
               refused(parts.with_header(kid=mark, alg=mark))]
    for answer in answers:
        assert mark.encode() not in answer.head + answer.body
        line = gateway.log_line(answer.value("X-Request-Id"))
        assert "application" not in line and "jti" not in line and mark not in json.dumps(line)


def test_a_token_with_the_same_beginning_is_another(refused, gateway, upstream, parts):
    """What is kept of a good token must not answer for one that differs in its last byte."""
    assert gateway.call(request("GET", "/transactions", token=parts.token)).status == 200
    upstream.forget()
    changed = bytearray(parts.signature)
    changed[-1] ^= 0x10
    for _ in range(2):
        refused(parts.with_signature(bytes(changed)), "token.signature")


def test_a_token_ends_when_it_says(tmp_path, upstreams, upstream):
    """Two seconds, because `iat` is a whole second: a token of one second may be issued at the end of it."""
    gateway = standard.start(tmp_path, *upstreams, issuer={"url": "http://gateway.test", "tokenLifetime": "2s"})
    try:
        merchant = gateway.register(READ)
        token = gateway.token(merchant, READ)
        ends_at = json.loads(decode(token.split(".")[1]))["exp"]
        data = request("GET", "/transactions", token=token)
        with gateway.client() as client:
            statuses = []
            while not statuses or statuses[-1] == 200:
                answer = client.call(data)
                statuses.append(answer.status)
                assert time.time() < ends_at + 5
        assert time.time() >= ends_at
        assert_problem(answer, 401, "token.expired")
        assert challenge(answer)["error"] == "invalid_token"
        assert len(statuses) > 1, "it was refused at once"
        with gateway.client() as client:
            assert client.call(request("GET", "/transactions", token=gateway.token(merchant, READ))).status == 200
    finally:
        gateway.stop()
    upstream.forget()
