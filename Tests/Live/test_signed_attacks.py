"""Tokens that the gateway's own key has signed, and that are refused all the same: each with a twin that is accepted.

The numbers are those of the table of attacks. One gateway has a key of each algorithm.
"""

import errno
import hashlib
import hmac
import json
import os
import socket
import time

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from support import standard
from support.answers import assert_problem, challenge
from support.forge import ALGORITHMS, CURVES, Forge, changed, decode, encode, new_key, private_keys, pss, sign
from support.gateway import Gateway
from support.standard import ACCOUNTS, CREATE, READ, REFUND
from support.waiting import wait_until
from support.wire import request

pytestmark = pytest.mark.usefixtures("nothing_forwarded")
ISSUER = "http://gateway.test"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, upstreams):
    """A gateway with a key of each algorithm; the last one signs."""
    gateway = Gateway(tmp_path_factory.mktemp("gateway"), standard.document(*upstreams))
    gateway.register(READ)
    for algorithm in reversed(ALGORITHMS):
        gateway.configure(gateway.document | {"issuer": {"url": ISSUER, "algorithm": algorithm}})
        done = gateway.run("keys", "rotate", "--now")
        assert done.returncode == 0, done.stderr
    gateway.start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.fixture(scope="module")
def forges(gateway, token):
    """A forge for each algorithm's newest key."""
    claims = json.loads(decode(token.split(".")[1]))
    return {algorithm: Forge(algorithm, kid, key, claims) for algorithm, kid, key in private_keys(gateway)}


@pytest.fixture
def forge(forges):
    return forges["ES256"]


@pytest.fixture(params=ALGORITHMS)
def each(request, forges):
    """The forge of each algorithm in turn."""
    return forges[request.param]


@pytest.fixture
def call(gateway):
    with gateway.client() as client:
        yield lambda token: client.call(request("GET", "/transactions", token=token))


@pytest.fixture
def refused(gateway, upstream):
    """Refuses a token with 401 invalid_token, and sends nothing upstream."""
    def refused(token, *reasons):
        answer = gateway.call(request("GET", "/transactions", token=token))
        assert_problem(answer, 401, reasons or answer.json["reason"])
        assert answer.json["reason"].startswith(("token.", "audience.", "application."))
        parameters = challenge(answer)
        assert parameters["error"] == "invalid_token" and parameters["error_description"]
        assert upstream.requests == []
        return answer

    return refused


@pytest.fixture
def accepted(gateway, upstream):
    def accepted(token):
        answer = gateway.call(request("GET", "/transactions", token=token))
        assert answer.status == 200, answer.body
        assert len(upstream.requests) == 1
        upstream.forget()
        return answer

    return accepted


def test_a_token_of_each_algorithm_is_accepted(accepted, each):
    accepted(each.token())
    accepted(each.with_header(extra=1))
    accepted(each.with_claims(extra=1))


# 1: `alg`


@pytest.mark.parametrize("value", ["none", "None", "NONE", "nOnE", "", "hs256", "HS256", "HS384", "HS512", "ES512",
                                   "ES256K", "Ed25519", 1, 256, [], None, True, {}, ...], ids=repr)
def test_1_another_algorithm_in_the_header_is_refused(refused, accepted, each, value):
    refused(each.with_header(alg=value), "token.algorithm")
    accepted(each.token())


def test_1_an_algorithm_that_is_spelt_otherwise_is_refused(refused, accepted, each):
    name = each.algorithm
    for value in (name + " ", " " + name, name.swapcase(), name + "\0", [name], {"alg": name}):
        refused(each.with_header(alg=value), "token.algorithm")
    accepted(each.token(header=json.dumps(each.header).replace(name, "\\u%04x" % ord(name[0]) + name[1:]).encode()))


def test_1_an_unsigned_token_is_refused(gateway, upstream, each):
    for value in ("none", "None", each.algorithm):
        text = f"{encode(each.header | {'alg': value})}.{encode(each.claims)}"
        for signature in ("", ".", ".AA", "." + encode(bytes(64))):
            answer = gateway.call(request("GET", "/transactions", token=text + signature))
            assert answer.status == 401 and challenge(answer)["error"] == "invalid_token"
    assert upstream.requests == []


# 2: one algorithm for each key


def forms(private):
    """A public key in every form in which somebody might take it for a secret."""
    public = private.public_key()
    kinds = [(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
             (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)]
    if hasattr(public.public_numbers() if hasattr(public, "public_numbers") else None, "n"):
        kinds.append((serialization.Encoding.DER, serialization.PublicFormat.PKCS1))
        kinds.append((serialization.Encoding.PEM, serialization.PublicFormat.PKCS1))
    elif isinstance(private, ec.EllipticCurvePrivateKey):
        kinds.append((serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint))
    else:
        kinds.append((serialization.Encoding.Raw, serialization.PublicFormat.Raw))
    return [public.public_bytes(*kind) for kind in kinds]


def test_2_a_public_key_is_no_secret(refused, accepted, gateway, each):
    published = next(key for key in gateway.call(request("GET", "/.well-known/jwks.json")).json["keys"]
                     if key["kid"] == each.kid)
    secrets = forms(each.key) + [json.dumps(published).encode(), each.kid.encode(), b""]
    secrets += [secret.strip() for secret in secrets if secret.endswith(b"\n")]
    for secret in secrets:
        for name, digest in (("HS256", hashlib.sha256), ("HS384", hashlib.sha384), ("HS512", hashlib.sha512)):
            text = f"{encode(each.header | {'alg': name})}.{encode(each.claims)}"
            refused(f"{text}.{encode(hmac.digest(secret, text.encode(), digest))}", "token.algorithm")
    accepted(each.token())


@pytest.mark.parametrize("other", ALGORITHMS)
def test_2_a_key_of_one_algorithm_is_not_used_for_another(refused, accepted, forges, each, other):
    if other != each.algorithm:
        refused(each.with_header(alg=other), "token.algorithm")
        refused(each.with_header(kid=forges[other].kid), "token.algorithm")
        refused(each.with_header(alg=other, kid=forges[other].kid), "token.signature")
    accepted(each.token())


@pytest.mark.parametrize("own, other", [("RS256", "PS256"), ("PS256", "RS256")])
def test_2_a_signature_in_the_other_rsa_padding_is_refused(refused, accepted, forges, own, other):
    forge = forges[own]
    for name, reason in ((own, "token.signature"), (other, "token.algorithm")):
        text = f"{encode(forge.header | {'alg': name})}.{encode(forge.claims)}"
        refused(f"{text}.{encode(sign(other, forge.key, text))}", reason)
    accepted(forge.token())


def test_2_the_digest_of_the_other_curve_is_refused(refused, accepted, forges):
    for own, digest in (("ES256", hashes.SHA384()), ("ES384", hashes.SHA256())):
        forge, length = forges[own], CURVES[own][2]
        for name, reason in ((own, "token.signature"), ({"ES256": "ES384"}.get(own, "ES256"), "token.algorithm")):
            text = f"{encode(forge.header | {'alg': name})}.{encode(forge.claims)}"
            r, s = utils.decode_dss_signature(forge.key.sign(text.encode(), ec.ECDSA(digest)))
            refused(f"{text}.{encode(r.to_bytes(length, 'big') + s.to_bytes(length, 'big'))}", reason)
        accepted(forge.token())


# 3: keys and addresses of keys in the header


@pytest.fixture
def listener():
    """A place that must see no connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield "http://127.0.0.1:%d" % server.getsockname()[1]
        with pytest.raises(BlockingIOError):
            server.accept()


def own_key(key, kid):
    numbers = key.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": encode(numbers.x.to_bytes(32, "big")), "alg": "ES256", "use": "sig",
            "y": encode(numbers.y.to_bytes(32, "big")), "kid": kid}


def test_3_a_key_that_the_token_brings_is_ignored(refused, accepted, forge, listener):
    key = new_key("ES256")
    for kid, reason in ((forge.kid, "token.signature"), ("own", "token.key"), (..., "token.key")):
        brought = own_key(key, "own" if kid is ... else kid)
        chain = [encode(b"certificate")]
        for extra in ({"jwk": brought}, {"jku": listener + "/keys"}, {"x5u": listener + "/chain"}, {"x5c": chain},
                      {"jwk": brought, "jku": listener, "x5u": listener, "x5c": chain, "x5t#S256": encode(b"x" * 32)}):
            forged = Forge("ES256", kid, key, forge.claims)
            refused(forged.token(header=changed(forged.header, extra)), reason)
    for extra in ({"jwk": own_key(key, forge.kid)}, {"jku": listener}, {"x5u": listener}, {"x5c": ["AA=="]}):
        accepted(forge.token(header=forge.header | extra))


# 4: `kid`


KEY_NAMES = ["../../../../dev/null", "/dev/zero", "file:///etc/passwd", "' OR 1=1 --", "x' UNION SELECT 'a",
             "\0", "a\0", "*", "%", "_", "k" * 5000, 1, 1.5, None, [], {}, True, "", "$(sleep 5)", "|sleep 5"]


@pytest.mark.parametrize("name", KEY_NAMES, ids=lambda name: repr(name)[:24])
def test_4_another_key_name_is_refused_at_once(refused, accepted, each, name):
    began = time.monotonic()
    refused(each.with_header(kid=name), "token.key")
    assert time.monotonic() - began < 1
    accepted(each.token())


def test_4_a_key_name_that_is_nearly_the_key_is_refused(refused, accepted, each):
    kid = each.kid
    for name in (kid + "\0", kid[:-1], kid + "A", " " + kid, kid.swapcase(), "./" + kid, kid + "/", [kid], {"kid": kid}):
        refused(each.with_header(kid=name), "token.key")
    refused(each.with_header(kid=...), "token.key")
    accepted(each.token())


def test_4_a_key_name_of_a_megabyte_is_refused_at_once(gateway, upstream, accepted, forge):
    began = time.monotonic()
    answer = gateway.call(request("GET", "/transactions", token=forge.with_header(kid="k" * 1_000_000)))
    assert answer.status in (401, 431)
    assert time.monotonic() - began < 2
    assert upstream.requests == []
    accepted(forge.token())


def test_4_a_key_name_opens_no_file(refused, accepted, gateway, forge):
    """Nobody has opened a pipe of that name: writing to it finds no reader."""
    for folder in ("", "keys", "data"):
        pipe = gateway.folder / folder / "trap"
        os.mkfifo(pipe)
        for name in (str(pipe), "trap", f"../{folder}/trap", f"{folder}/trap", f"file://{pipe}"):
            refused(forge.with_header(kid=name), "token.key")
        with pytest.raises(OSError) as error:
            os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        assert error.value.errno == errno.ENXIO
        pipe.unlink()
    accepted(forge.token())


def test_4_a_thousand_unknown_keys_take_no_time(call, upstream, accepted, forge):
    began = time.monotonic()
    for index in range(1000):
        answer = call(forge.with_header(kid=f"unknown {index}"))
        assert answer.status == 401 and answer.json["reason"] == "token.key"
    assert time.monotonic() - began < 15
    assert upstream.requests == []
    accepted(forge.token())


# 5: signatures


N = {"ES256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
     "ES384": 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973}


def parts(token):
    text, _, signature = token.rpartition(".")
    return text, decode(signature)


@pytest.mark.parametrize("algorithm", CURVES)
def test_5_r_and_s_out_of_range_are_refused(refused, accepted, forges, algorithm):
    forge, n, length = forges[algorithm], N[algorithm], CURVES[algorithm][2]
    text, signature = parts(forge.token())
    r, s = (int.from_bytes(half, "big") for half in (signature[:length], signature[length:]))
    most = (1 << 8 * length) - 1
    edges = [0, 1, 2, n - 1, n, n + 1, most, most - 1]
    pairs = [(a, b) for a in edges for b in edges] + [(a, s) for a in edges] + [(r, b) for b in edges]
    # Congruent to the good ones: a reader that reduces them takes them.
    pairs += [(value + n, s) for value in [r] if value + n <= most] + [(r, s + n)] * (s + n <= most)
    for pair in pairs:
        refused(f"{text}.{encode(b''.join(half.to_bytes(length, 'big') for half in pair))}", "token.signature")
    accepted(f"{text}.{encode(signature)}")


@pytest.mark.parametrize("algorithm", CURVES)
def test_5_der_and_other_lengths_are_refused(refused, accepted, forges, algorithm):
    forge, length = forges[algorithm], CURVES[algorithm][2]
    text, signature = parts(forge.token())
    r, s = (int.from_bytes(half, "big") for half in (signature[:length], signature[length:]))
    der = utils.encode_dss_signature(r, s)
    wide = [half.to_bytes(size, "big") for size in (length + 1, length + 16, 66) for half in (r, s)]
    for wrong in [der, der + bytes(2 * length - len(der)) if len(der) < 2 * length else der[:2 * length],
                  signature[:-1], signature[1:], signature + b"\0", b"\0" + signature, signature * 2, signature * 40,
                  signature[:length], b"x", wide[0] + wide[1], wide[2] + wide[3], wide[4] + wide[5]]:
        refused(f"{text}.{encode(wrong)}", "token.signature")
    accepted(f"{text}.{encode(signature)}")


def test_5_ed25519_signatures_of_another_form_are_refused(refused, accepted, forges):
    forge = forges["EdDSA"]
    text, signature = parts(forge.token())
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(signature[32:], "little")
    identity = (1).to_bytes(32, "little")
    for wrong in [signature[:32] + (s + order).to_bytes(32, "little"), signature[:32] + bytes(32), bytes(64),
                  identity + bytes(32), bytes(32) + bytes(32), signature[:32] + order.to_bytes(32, "little"),
                  b"\xff" * 64, signature[:-1], signature + b"\0", signature[::-1], signature * 2,
                  bytes([signature[0] ^ 1]) + signature[1:], signature[:31] + bytes([signature[31] ^ 0x80]) + signature[32:]]:
        refused(f"{text}.{encode(wrong)}", "token.signature")
    accepted(f"{text}.{encode(signature)}")


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_5_rsa_signatures_of_another_form_are_refused(refused, accepted, forges, algorithm):
    forge = forges[algorithm]
    text, signature = parts(forge.token())
    n, value = forge.key.public_key().public_numbers().n, int.from_bytes(signature, "big")
    numbers = [0, 1, n - 1, n, n + 1, (1 << 2048) - 1] + [value + n] * (value + n < 1 << 2048)
    wrongs = [number.to_bytes(256, "big") for number in numbers]
    wrongs += [signature[:-1], b"\0" + signature, signature + b"\0", signature[::-1], signature[:128], b"x"]
    for wrong in wrongs:
        refused(f"{text}.{encode(wrong)}", "token.signature")
    accepted(f"{text}.{encode(signature)}")


def test_5_another_salt_or_mask_of_pss_is_refused(refused, accepted, forges):
    forge = forges["PS256"]
    text, _ = parts(forge.token())
    for scheme in (pss(0), pss(20), pss(31), pss(33), pss(padding.PSS.MAX_LENGTH), pss(32, hashes.SHA1()),
                   pss(32, hashes.SHA384())):
        refused(f"{text}.{encode(forge.key.sign(text.encode(), scheme, hashes.SHA256()))}", "token.signature")
    for digest in (hashes.SHA1(), hashes.SHA384(), hashes.SHA512()):
        refused(f"{text}.{encode(forge.key.sign(text.encode(), pss(32), digest))}", "token.signature")
    accepted(f"{text}.{encode(forge.key.sign(text.encode(), pss(32), hashes.SHA256()))}")


def test_5_another_digest_of_pkcs1_is_refused(refused, accepted, forges):
    forge = forges["RS256"]
    text, _ = parts(forge.token())
    for digest in (hashes.SHA1(), hashes.SHA384(), hashes.SHA512()):
        refused(f"{text}.{encode(forge.key.sign(text.encode(), padding.PKCS1v15(), digest))}", "token.signature")
    accepted(f"{text}.{encode(forge.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}")


def test_5_a_signature_under_another_key_is_refused(refused, accepted, each):
    forged = Forge(each.algorithm, each.kid, new_key(each.algorithm), each.claims)
    refused(forged.token(), "token.signature")
    accepted(each.token())


# 6: `crit`, `b64`; and `typ`


@pytest.mark.parametrize("extra", [
    {"crit": ["exp"], "exp": 1}, {"crit": ["b64"]}, {"crit": ["b64"], "b64": False}, {"crit": ["b64"], "b64": True},
    {"crit": []}, {"crit": "exp"}, {"crit": None}, {"crit": {}}, {"crit": [1]}, {"crit": ["alg"]}, {"crit": ["x", "x"]},
    {"crit": ["http://example/x"], "http://example/x": 1}, {"b64": False}, {"b64": True}, {"b64": "false"},
], ids=repr)
def test_6_an_extension_that_must_be_understood_is_refused(refused, accepted, each, extra):
    refused(each.token(header=each.header | extra), "token.critical")
    accepted(each.token())


def test_6_a_payload_that_is_not_encoded_is_refused(refused, accepted, forge):
    header = encode(forge.header | {"b64": False, "crit": ["b64"]})
    payload = json.dumps(forge.claims, separators=(",", ":"))
    signature = encode(forge.sign(f"{header}.{payload}"))
    refused(f"{header}.{encode(payload)}.{signature}", "token.critical")
    refused(f"{header}..{signature}")
    accepted(forge.token())


@pytest.mark.parametrize("value", ["JWT", "jwt", "at+jwt ", "at+jwts", "application/jwt", "text/at+jwt", "", 1, None,
                                   ["at+jwt"], ...], ids=repr)
def test_6_a_token_of_another_type_is_refused(refused, accepted, each, value):
    refused(each.with_header(typ=value), "token.type")
    for good in ("at+jwt", "AT+JWT", "application/at+jwt"):
        accepted(each.with_header(typ=good))


# 7: names that stand twice


@pytest.mark.parametrize("escape", ["%s", "\\u%04x"])
def test_7_a_name_that_stands_twice_is_refused(refused, accepted, forge, escape):
    def twice(members, name):
        spelt = escape % (ord(name[0]) if "u" in escape else name[0]) + name[1:]
        return f'{{"{spelt}":{json.dumps(members[name])},{json.dumps(members)[1:]}'.encode()

    for name in forge.header:
        refused(forge.token(header=twice(forge.header, name)), "token.malformed")
    for name in forge.claims:
        refused(forge.token(claims=twice(forge.claims, name)), "token.malformed")
    nested = json.dumps(forge.claims)[:-1].encode()
    refused(forge.token(claims=nested + b',"x":{"a":1,"a":2}}'), "token.malformed")
    accepted(forge.token(claims=nested + b',"x":{"a":1,"b":2}}'))


# 8: `exp`, and the other dates


WRONG_NUMBERS = ['"9999999999"', "true", "null", "[9999999999]", "{}", "-1", "1e400", "-1e400", "1e1000000000",
                 "9999999999999999999999", "9" * 400, "1e19"]


@pytest.mark.parametrize("text", WRONG_NUMBERS, ids=lambda text: text[:24])
@pytest.mark.parametrize("name", ["exp", "iat", "nbf"])
def test_8_a_date_that_is_none_is_refused_at_once(refused, accepted, forge, name, text):
    token = forge.with_text(name, text)
    began = time.monotonic()
    refused(token, "token.claim")
    assert time.monotonic() - began < 1
    accepted(forge.token())


@pytest.mark.parametrize("text", ["01", "+1", ".5", "1.", "0x7fffffff", "NaN", "Infinity", "1e", "9999999999,"])
def test_8_a_number_that_is_no_json_is_refused(refused, accepted, forge, text):
    refused(forge.with_text("exp", text), "token.malformed")
    accepted(forge.token())


def test_8_a_token_without_its_dates_is_refused(refused, accepted, forge):
    refused(forge.with_text("exp", "-0.5"), "token.claim")
    refused(forge.with_claims(exp=...), "token.claim")
    refused(forge.with_claims(iat=...), "token.claim")
    accepted(forge.with_claims(nbf=...))


def test_8_a_date_with_a_fraction_or_an_exponent_is_accepted(accepted, forge):
    now = int(time.time())
    for text in (f"{now + 60}.75", f"{now + 60}.0", "9.999999999e9", f"{(now + 60) * 10}e-1", f"{now + 60}E0"):
        accepted(forge.with_text("exp", text))
    accepted(forge.with_text("nbf", f"{now - 1}.5"))
    accepted(forge.with_text("iat", f"{now - 1}.5"))


# 9: time


def test_9_a_token_is_refused_from_its_last_second_on(refused, upstream, accepted, call, forge):
    refused(forge.with_claims(exp=int(time.time())), "token.expired")
    refused(forge.with_claims(exp=1), "token.expired")
    refused(forge.with_claims(exp=0), "token.expired")
    ends_at = int(time.time()) + 2
    token = forge.with_claims(exp=ends_at)
    accepted(token)
    wait_until(lambda: call(token).status == 401, 10, "the end of the token")
    assert time.time() >= ends_at
    upstream.forget()


def test_9_a_token_is_accepted_from_its_first_second_on(refused, upstream, accepted, call, forge):
    accepted(forge.with_claims(nbf=int(time.time())))
    begins_at = int(time.time()) + 2
    token = forge.with_claims(nbf=begins_at)
    refused(token, "token.notYetValid")
    wait_until(lambda: call(token).status == 200, 10, "the beginning of the token")
    assert begins_at <= time.time() < begins_at + 2
    upstream.forget()


def test_9_clocks_may_differ_by_what_is_configured(tmp_path, upstreams, upstream):
    gateway = standard.start(tmp_path, *upstreams, clockSkew="30s")
    try:
        claims = json.loads(decode(gateway.token(gateway.register(READ), READ).split(".")[1]))
        [(algorithm, kid, key)] = private_keys(gateway)
        forge, now = Forge(algorithm, kid, key, claims), int(time.time())
        for changes, status in (({"exp": now - 20}, 200), ({"exp": now - 31}, 401), ({"nbf": now + 20}, 200),
                                ({"nbf": now + 60}, 401)):
            answer = gateway.call(request("GET", "/transactions", token=forge.with_claims(**changes)))
            assert answer.status == status, changes
    finally:
        gateway.stop()
    upstream.forget()


# 10 and 11: issuer and audience


@pytest.mark.parametrize("value", [
    f"{ISSUER}/", ISSUER[:-1], f"{ISSUER}.evil.example", f"x{ISSUER}", ISSUER.upper(), "http://GATEWAY.test", f" {ISSUER}",
    f"{ISSUER}\0", f"{ISSUER}#", f"{ISSUER}?", "https://gateway.test", "http://gateway.test:80", [ISSUER], {}, None, 1, "",
    ...,
], ids=repr)
def test_10_another_issuer_is_refused(refused, accepted, each, value):
    refused(each.with_claims(iss=value), "token.issuer", "token.claim")
    accepted(each.token())


@pytest.mark.parametrize("value", [
    ..., "other", "transaction", "transactionsx", "Transactions", "transactions ", "trans", "*", "", [], [1], ["other"],
    ["transactions", 1], [["transactions"]], {"transactions": 1}, None, True, "transactions accounts", ["other", ""],
], ids=repr)
def test_11_another_audience_is_refused(refused, accepted, each, value):
    refused(each.with_claims(aud=value), "token.claim", "audience.missing")
    for good in ("transactions", ["other", "transactions"], ["transactions", "transactions"]):
        accepted(each.with_claims(aud=good))


# 12: scope


@pytest.mark.parametrize("value", [
    [READ], READ.upper(), "Transactions:read", "transactions:*", "transactions", "*", "transactions:readx", "transactions:rea",
    f"{CREATE}\t{READ}", f"{CREATE}\u00a0{READ}", f"{CREATE},{READ}", "transactions:re\u0430d",
    "tr\u0430nsactions:read", "transactions\uff1aread", f"\u200b{READ}", f"{READ}\u200b", f'"{READ}"', "", None, 1, {}, ...,
], ids=repr)
def test_12_what_only_looks_like_the_scope_grants_nothing(gateway, upstream, accepted, each, value):
    answer = gateway.call(request("GET", "/transactions", token=each.with_claims(scope=value)))
    assert_problem(answer, 403, "scope.missing")
    parameters = challenge(answer)
    assert (parameters["error"], parameters["scope"]) == ("insufficient_scope", READ)
    assert upstream.requests == []
    for good in (READ, f"{CREATE} {READ}", f"  {READ}  ", f"x {READ} {READ}"):
        accepted(each.with_claims(scope=good))


@pytest.mark.parametrize("mark", "\n\r\0\x1f\x7f", ids=repr)
def test_12_a_scope_with_a_control_character_is_refused(refused, accepted, each, mark):
    """It would be passed on in a field."""
    refused(each.with_claims(scope=f"{CREATE}{mark}{READ}"), "token.claim")
    refused(each.with_claims(scope=f"{READ}{mark}"), "token.claim")
    accepted(each.token())


def test_12_a_scope_that_the_application_does_not_have_grants_nothing(gateway, upstream, accepted, forge):
    other = gateway.register(ACCOUNTS)
    claims = {"client_id": other.id, "sub": other.id, "scope": f"{READ} {REFUND}"}
    answer = gateway.call(request("GET", "/transactions", token=forge.with_claims(**claims)))
    assert_problem(answer, 403, "scope.missing")
    assert upstream.requests == []
    accepted(forge.token())


# 13: other forms


def test_13_other_counts_of_segments_are_refused(refused, accepted, each):
    token = each.token()
    header, claims, signature = token.split(".")
    for wrong in (header, f"{header}.{claims}", f"{token}.{signature}", f"{token}.{claims}.{signature}", f".{token}",
                  f"{token}.", f"{header}..{claims}.{signature}", f"{header}.{claims}.{signature}.", "." * 2, "." * 4,
                  "." * 2000, f".{claims}.{signature}", f"{header}..{signature}"):
        refused(wrong, "token.malformed", "token.signature")
    accepted(token)


def test_13_a_token_within_a_token_is_refused(refused, accepted, each):
    inner = each.token()
    refused(each.token(claims=inner.encode()), "token.malformed")
    refused(each.token(header=each.header | {"cty": "JWT"}, claims=inner.encode()), "token.malformed")
    refused(each.token(claims=json.dumps(inner).encode()), "token.malformed")
    accepted(each.with_header(cty="JWT"))


def test_13_json_serialisation_is_refused(gateway, upstream, accepted, forge):
    header, claims, signature = forge.token().split(".")
    flat = json.dumps({"protected": header, "payload": claims, "signature": signature}, separators=(",", ":"))
    general = json.dumps({"payload": claims, "signatures": [{"protected": header, "signature": signature}]})
    for text in (flat, general):
        answer = gateway.call(request("GET", "/transactions", token=text))
        assert_problem(answer, 400, "credentials.malformed")
        assert challenge(answer)["error"] == "invalid_request"
        answer = gateway.call(request("GET", "/transactions", token=encode(text)))
        assert_problem(answer, 401, "token.malformed")
    assert upstream.requests == []
    accepted(forge.token())


def test_13_an_encrypted_token_is_refused(refused, accepted, forge):
    header = {"alg": "dir", "enc": "A256GCM", "typ": "at+jwt", "kid": forge.kid}
    refused(".".join([encode(header), "", encode(b"x" * 12), encode(b"x" * 40), encode(b"x" * 16)]), "token.malformed")
    refused(forge.token(header=forge.header | {"enc": "A256GCM", "alg": "dir"}), "token.algorithm")
    accepted(forge.token())


# 14: base64url


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def with_unused_bits(text):
    """The same bytes, with an unused bit set: the length of the text must leave some."""
    assert len(text) % 4 in (2, 3)
    return text[:-1] + ALPHABET[ALPHABET.index(text[-1]) | 1]


def padded_json(members, remainder):
    """JSON whose length leaves this many bytes over at the end of base64."""
    text = json.dumps(members)
    return (text + " " * ((remainder - len(text)) % 3)).encode()


def test_14_segments_that_are_not_strict_base64url_are_refused(refused, accepted, each):
    """What was signed is the text as it stands, so that the signature is good."""
    header, claims = encode(each.header), encode(each.claims)
    for remainder in (1, 2):
        text = encode(padded_json(each.claims, remainder))
        refused(each.compact(header, with_unused_bits(text)), "token.malformed")
        accepted(each.compact(header, text))
        text = encode(padded_json(each.header, remainder))
        refused(each.compact(with_unused_bits(text), claims), "token.malformed")
        accepted(each.compact(text, claims))
    plus = encode(json.dumps(each.claims | {"x": "\u07ff\u07ff>>>???"}, ensure_ascii=False).encode())
    assert "-" in plus or "_" in plus
    refused(each.compact(header, plus.replace("-", "+").replace("_", "/")), "token.malformed")
    accepted(each.compact(header, plus))
    for odd in (claims + "A" * ((1 - len(claims)) % 4),):
        refused(each.compact(header, odd), "token.malformed")


@pytest.mark.parametrize("mark", ["=", "==", "\n", " ", "%3D", "\t"], ids=repr)
def test_14_characters_that_base64url_does_not_have_are_refused(gateway, upstream, accepted, forge, mark):
    header, claims, signature = forge.token().split(".")
    for token in (forge.compact(header, claims + mark), forge.compact(header + mark, claims),
                  f"{header}.{claims}.{signature}{mark}x", f"{header}.{claims}.{signature}{mark}"):
        if mark.isspace() and token.endswith(mark):
            continue
        data = request("GET", "/transactions", token=token)
        answer = gateway.call(data)
        assert answer.status in (400, 401), answer.head
    assert upstream.requests == []
    accepted(f"{header}.{claims}.{signature}")


# 15: text


def test_15_claims_that_are_not_strict_json_are_refused(refused, accepted, each):
    good = json.dumps(each.claims).encode()
    for wrong in (b"\xef\xbb\xbf" + good, good[:-1] + b',"x":"\xff"}', good[:-1] + b',"x":"\xc0\x80"}',
                  good[:-1] + b',"x":"\xed\xa0\x80"}', good[:-1] + b',"x":"\\ud800"}', good[:-1] + b',"x":"\\udc00\\ud800"}',
                  good[:-1] + b',"x":"\0"}', good[:-1] + b',"x":"\n"}', good + b"\0", good + b"{}", good[:-1],
                  good.decode().encode("utf-16"), good[:-1] + b",}", good[:-1] + b",'x':1}", b"", b" "):
        refused(each.token(claims=wrong), "token.malformed")
    accepted(each.token(claims=good[:-1] + b',"x":"\\ud83d\\ude00 \xf0\x9f\x98\x80"}'))


def test_15_a_header_that_is_not_strict_json_is_refused(refused, accepted, each):
    good = json.dumps(each.header).encode()
    for wrong in (b"\xef\xbb\xbf" + good, good[:-1] + b',"x":"\xff"}', good[:-1] + b',"x":"\\ud800"}', good + b" x"):
        refused(each.token(header=wrong), "token.malformed")
    accepted(each.token(header=b" \t\r\n" + good + b"\n"))


@pytest.mark.parametrize("payload", [b"[]", b"1", b'"text"', b"null", b"true", b"{}", b"[{}]"])
def test_15_a_payload_that_is_no_object_with_claims_is_refused(refused, accepted, each, payload):
    refused(each.token(claims=payload), "token.malformed" if payload != b"{}" else "token.claim")
    accepted(each.token())


def test_15_a_nul_in_a_claim_ends_no_text(refused, accepted, forge):
    for name in ("client_id", "sub", "iss", "jti", "scope"):
        refused(forge.with_claims(**{name: forge.claims[name] + "\0"}), "token.claim", "token.issuer")
        refused(forge.with_claims(**{name: forge.claims[name] + "\0x"}), "token.claim", "token.issuer")
    accepted(forge.token())


def test_15_nesting_without_end_is_refused_at_once(gateway, upstream, refused, accepted, forge):
    for opening, closing, depth in ((b"[", b"]", 2500), (b'{"a":', b"}", 700), (b"[", b"", 5000)):
        claims = json.dumps(forge.claims)[:-1].encode() + b',"x":' + opening * depth + b"1" + closing * depth + b"}"
        began = time.monotonic()
        refused(forge.token(claims=claims), "token.malformed")
        refused(forge.token(header=json.dumps(forge.header)[:-1].encode() + b',"x":' + opening * depth), "token.malformed")
        assert time.monotonic() - began < 1
    began = time.monotonic()
    answer = gateway.call(request("GET", "/transactions", token=forge.token(claims=b"[" * 100_000 + b"]" * 100_000)))
    assert answer.status in (401, 431) and time.monotonic() - began < 2
    assert upstream.requests == []
    accepted(forge.with_text("x", "[" * 10 + "]" * 10))


# 16: size


def of_length(forge, length):
    """A token of exactly so many bytes."""
    for count in range(length):
        claims = json.dumps(forge.claims | {"x": "x" * (length * 3 // 4 - 700 + count)}).encode()
        token = forge.token(claims=claims)
        if len(token) == length:
            return token
        # The lengths of base64 leave one out of four: the header takes it.
        padded = forge.token(header=forge.header | {"x": "xx"}, claims=claims)
        if len(padded) == length:
            return padded
        assert len(token) < length + 4, "no such length"
    raise AssertionError("no such length")


def test_16_a_token_over_the_limit_is_refused_unread(refused, accepted, forge):
    accepted(of_length(forge, 8192))
    refused(of_length(forge, 8193), "token.malformed")
    refused(of_length(forge, 12_000), "token.malformed")


def resident(gateway):
    """The memory of the gateway's process, in KiB."""
    lines = open(f"/proc/{gateway.process.pid}/status").read().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def test_16_large_and_bad_tokens_are_not_kept(gateway, call, upstream, forge):
    def send(count):
        for index in range(count):
            assert call(forge.with_claims(jti=f"{index}", x="x" * 8000)).status == 401
            text, _ = parts(forge.with_claims(jti=f"{index}", x="x" * 5000))
            assert call(f"{text}.{encode(bytes(64))}").status == 401

    send(200)
    before = resident(gateway)
    send(1000)
    assert resident(gateway) - before < 16 * 1024
    assert upstream.requests == []


# 17: what is kept of good tokens


def test_17_what_is_kept_of_a_token_answers_for_no_other(refused, accepted, each):
    token = each.token()
    accepted(token)
    header, claims, signature = token.split(".")
    # Same length, same beginning, same end: only what lies between differs.
    jti = each.claims["jti"]
    other = encode(each.claims | {"jti": ("A" if jti[0] != "A" else "B") + jti[1:]})
    assert len(other) == len(claims)
    for _ in range(2):
        refused(f"{header}.{other}.{signature}", "token.signature")
        accepted(token)
    swapped = encode(dict(reversed(each.header.items())))
    assert len(swapped) == len(header)
    refused(f"{swapped}.{claims}.{signature}", "token.signature")
    foreign = Forge(each.algorithm, each.kid, new_key(each.algorithm), each.claims).token()
    refused(foreign, "token.signature")
    accepted(token)


def test_17_a_token_of_another_issuer_is_not_taken_for_one_that_is_kept(refused, accepted, each):
    accepted(each.token())
    refused(each.with_claims(iss="http://gateway.tes7"), "token.issuer")
    accepted(each.token())


# 18: what is repeated


HOSTILE = ['a"b', "a\\b", "a\r\nX-Injected: 1", "a\nb", "caf\u00e9", "\u2028", "a\0b", "\x7f", '", error="none']


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_18_nothing_of_a_token_reaches_a_field(gateway, refused, accepted, upstream, forge, text):
    """`challenge` accepts only what RFC 6750 §3 allows between quotes."""
    answers = [refused(forge.with_header(**{name: text})) for name in ("kid", "alg", "typ", "crit")]
    answers += [refused(forge.with_claims(**{name: text})) for name in ("iss", "aud", "exp", "client_id", "cnf")]
    missing = gateway.call(request("GET", "/transactions", token=forge.with_claims(scope=text)))
    assert missing.status in (401, 403) and challenge(missing).get("scope", READ) == READ
    for answer in answers + [missing]:
        assert text.encode() not in answer.head + answer.body
        assert answer.values("X-Injected") == []
    assert upstream.requests == []
    accepted(forge.token())


# 19: tokens that are bound to a key


@pytest.mark.parametrize("value", [{"jkt": encode(b"x" * 32)}, {"x5t#S256": encode(b"x" * 32)}, {"jwk": {}}, {"kid": "x"}, {},
                                   None, "x", []], ids=repr)
def test_19_a_token_that_is_bound_to_a_key_is_no_bearer_token(refused, accepted, each, value):
    refused(each.with_claims(cnf=value), "token.bound")
    accepted(each.with_claims(conf=value))


# And claims that others would read as ours


@pytest.mark.parametrize("change", [
    {"gen": "1"}, {"gen": 1.5}, {"gen": -1}, {"gen": None}, {"gen": True}, {"gen": ...}, {"gen": 10**30}, {"gen": 999},
    {"client_id": ...}, {"client_id": ""}, {"client_id": 1}, {"client_id": "nobody"}, {"sub": ...}, {"jti": ...}, {"jti": 1},
], ids=repr)
def test_a_token_without_what_ties_it_to_its_application_is_refused(refused, accepted, each, change):
    refused(each.with_claims(**change))
    accepted(each.token())
