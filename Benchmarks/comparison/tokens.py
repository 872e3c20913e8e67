"""Tokens that Tollgate issued, for all gateways; and such as must be refused."""

import base64
import concurrent.futures
import http.client
import json
import os
import pathlib
import subprocess
import time
import urllib.parse
from dataclasses import dataclass

from . import processes
from .calls import free_port, listens
from .programs import TOLLGATE
from .waiting import wait_until

ISSUER = "http://gateway.test"
AUDIENCE = "transactions"
OPERATIONS = {"read": "See payments", "refund": "Refund a payment"}
SCOPE = "transactions:read"
OTHER_SCOPE = "transactions:refund"
MANY = 10_000
APPLICATIONS = 20


@dataclass(frozen=True)
class Application:
    id: str
    secret: str

    @property
    def basic(self) -> str:
        """The value of the Authorization field that carries id and secret."""
        return "Basic " + base64.b64encode(f"{self.id}:{self.secret}".encode()).decode()


class Tokens:
    """Registry, keys and tokens of one algorithm, in a folder that a Tollgate served and left in order.

    After `issue`: `many` (10,000 different good tokens, the first of them `one`), `expired`, `without_scope`,
    `forged` (of a wrong signature), `key_set` (JWKS) and `public_key_file` (PEM).
    """

    def __init__(self, folder: pathlib.Path, algorithm: str = "RS256", count: int = MANY):
        self.folder = folder
        self.algorithm = algorithm
        self.count = count
        self.public_key_file = folder / "public.pem"
        self.one_file = folder / "one-token"
        self.many_file = folder / "many-tokens"
        self.port = 0

    def issue(self) -> None:
        self.folder.mkdir(parents=True)
        self._serve("1s", self._issue_expired)
        self._serve("24h", self._issue_good)
        self.one_file.write_text(self.one + "\n")
        self.many_file.write_text("\n".join(self.many) + "\n")

    @property
    def one(self) -> str:
        return self.many[0]

    @property
    def forged(self) -> str:
        return forge(self.one)

    def wait_for_expiry(self) -> None:
        """Returns when `expired` is so by everybody's clock, one second's tolerance included."""
        wait_until(lambda: time.time() > claims(self.expired)["exp"] + 2, "the end of a token")

    def _serve(self, lifetime: str, then) -> None:
        from .gateways.tollgate import configuration
        self.port = free_port()
        issuer = {"url": ISSUER, "tokenLifetime": lifetime, "algorithm": self.algorithm}
        document = configuration(self.port, 9, self.algorithm, issuer=issuer, accessLog="off")
        (self.folder / "gateway.json").write_text(json.dumps(document))
        process = processes.start([str(TOLLGATE), "serve"], min(os.sched_getaffinity(0)), self.folder)
        try:
            wait_until(lambda: listens(self.port) or process.poll() is not None, "Tollgate issuing tokens")
            then()
        finally:
            processes.end(process)

    def _issue_expired(self) -> None:
        self.applications = [self.register(SCOPE) for _ in range(APPLICATIONS)]
        self.expired = self.fetch(1, SCOPE)[0]

    def _issue_good(self) -> None:
        self.many = self.fetch(self.count, SCOPE)
        other = self.register(OTHER_SCOPE)
        self.without_scope = _fetch(self.port, [other], 1, OTHER_SCOPE)[0]
        self.key_set = _get(self.port, "/.well-known/jwks.json").decode()
        self.public_key_file.write_text(public_key_pem(json.loads(self.key_set)["keys"][0]))

    def register(self, scope: str) -> Application:
        command = [TOLLGATE, "applications", "register", "--name", "Measured", "--owner", "Merchant", "--scope", scope,
                   "--json"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout)
        return Application(answer["application"]["clientId"], answer["secret"]["text"])

    def fetch(self, count: int, scope: str) -> list[str]:
        """Different tokens, of the applications in turn."""
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            shares = [(self.applications[part::4] or self.applications, count // 4 + (part < count % 4))
                      for part in range(4)]
            lists = pool.map(lambda share: _fetch(self.port, *share, scope), shares)
            return [token for tokens in lists for token in tokens]


def _fetch(port: int, applications: list[Application], count: int, scope: str) -> list[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": scope})
    tokens = []
    for index in range(count):
        fields = {"Authorization": applications[index % len(applications)].basic,
                  "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/oauth/token", form, fields)
        tokens.append(json.loads(connection.getresponse().read())["access_token"])
    connection.close()
    return tokens


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    try:
        return connection.getresponse().read()
    finally:
        connection.close()


def decode(text: str) -> bytes:
    """base64url without padding (RFC 7515 §2)."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def claims(token: str) -> dict:
    return json.loads(decode(token.split(".")[1]))


def forge(token: str, change: int = 1) -> str:
    """The same token with another signature of the same length."""
    head, payload, signature = token.split(".")
    data = bytearray(decode(signature))
    data[len(data) // 2] ^= change
    return f"{head}.{payload}.{base64.urlsafe_b64encode(data).decode().rstrip('=')}"


def public_key_pem(key: dict) -> str:
    """A key of a JWKS as PEM (SubjectPublicKeyInfo, RFC 5280 §4.1); RSA or P-256."""
    if key["kty"] == "RSA":
        algorithm = bytes.fromhex("300d06092a864886f70d0101010500")
        content = _der(0x30, _integer(decode(key["n"])) + _integer(decode(key["e"])))
    else:
        algorithm = bytes.fromhex("301306072a8648ce3d020106082a8648ce3d030107")
        content = b"\x04" + decode(key["x"]) + decode(key["y"])
    text = base64.encodebytes(_der(0x30, algorithm + _der(0x03, b"\0" + content))).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{text}-----END PUBLIC KEY-----\n"


def _integer(data: bytes) -> bytes:
    data = data.lstrip(b"\0")
    return _der(0x02, b"\0" + data if data[0] & 0x80 else data)


def _der(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content
