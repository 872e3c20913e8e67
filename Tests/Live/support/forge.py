"""Tokens that the gateway's own keys have signed, with whatever header and claims a test wants.

Whoever has the master key and the database can do this; the tests have both. So nothing but the rule under test stands
between such a token and the service.
"""

import base64
import contextlib
import json
import secrets
import sqlite3

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ALGORITHMS = ["ES256", "ES384", "EdDSA", "PS256", "RS256"]
CURVES = {"ES256": (ec.SECP256R1(), hashes.SHA256(), 32), "ES384": (ec.SECP384R1(), hashes.SHA384(), 48)}


def encode(data):
    """Base64url; what is not bytes is written as JSON first."""
    if isinstance(data, str):
        data = data.encode()
    if not isinstance(data, bytes):
        data = json.dumps(data, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def pss(salt=32, digest=None):
    return padding.PSS(mgf=padding.MGF1(digest or hashes.SHA256()), salt_length=salt)


def sign(algorithm, key, text):
    """A signature in the form that the algorithm's tokens have."""
    text = text if isinstance(text, bytes) else text.encode()
    if algorithm in CURVES:
        _, digest, length = CURVES[algorithm]
        r, s = utils.decode_dss_signature(key.sign(text, ec.ECDSA(digest)))
        return r.to_bytes(length, "big") + s.to_bytes(length, "big")
    if algorithm == "EdDSA":
        return key.sign(text)
    return key.sign(text, pss() if algorithm == "PS256" else padding.PKCS1v15(), hashes.SHA256())


def new_key(algorithm):
    """A key that the gateway does not know."""
    if algorithm in CURVES:
        return ec.generate_private_key(CURVES[algorithm][0])
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(65537, 2048)


class Forge:
    """One private key of the gateway's, and the claims of a token that is good."""

    def __init__(self, algorithm, kid, key, claims):
        self.algorithm, self.kid, self.key, self.claims = algorithm, kid, key, claims
        self.header = {"typ": "at+jwt", "alg": algorithm, "kid": kid}

    def renewed(self):
        """The same, but for the name (`jti`) of its tokens: no gateway has seen one of them."""
        return Forge(self.algorithm, self.kid, self.key, self.claims | {"jti": secrets.token_urlsafe(16)})

    def sign(self, text):
        return sign(self.algorithm, self.key, text)

    def compact(self, header, claims):
        """A token over two segments, given as they stand."""
        text = f"{header}.{claims}"
        return f"{text}.{encode(self.sign(text))}"

    def token(self, header=None, claims=None):
        """A token over any header and claims: objects, or bytes that are to stand there."""
        return self.compact(encode(self.header if header is None else header),
                            encode(self.claims if claims is None else claims))

    def with_header(self, **changes):
        return self.token(header=changed(self.header, changes))

    def with_claims(self, **changes):
        return self.token(claims=changed(self.claims, changes))

    def with_text(self, name, text):
        """A token with one claim whose JSON is given as it is to stand there."""
        rest = json.dumps({key: value for key, value in self.claims.items() if key != name})
        return self.token(claims=f'{rest[:-1]},"{name}":{text}}}'.encode())


def changed(members, changes):
    """Members with some replaced; those that are Ellipsis are left out."""
    return {name: value for name, value in (members | changes).items() if value is not ...}


def private_keys(gateway):
    """Every key of a gateway, opened: (algorithm, kid, key), in the order in which they were made."""
    master = decode((gateway.folder / "keys/master.key").read_text().strip())
    with contextlib.closing(sqlite3.connect(gateway.folder / "data/tollgate.db")) as store:
        rows = store.execute("SELECT id, algorithm, sealed FROM signing_keys ORDER BY position").fetchall()
    opened = []
    for kid, algorithm, sealed in rows:
        assert sealed[0] == 1
        context = f"tollgate signing key\n{algorithm}\n{kid}".encode()
        plain = AESGCM(master).decrypt(sealed[1:13], sealed[13:], context)
        opened.append((algorithm, kid, serialization.load_der_private_key(plain, None)))
    return opened
