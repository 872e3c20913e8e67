"""Gateways that trust the keys of others, all made of one prepared folder; what each connects to is recorded."""

import contextlib
import hashlib
import json
import pathlib
import re
import secrets
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from support.forge import Forge, decode, encode, private_keys
from support.gateway import BINARY, Gateway
from support.standard import READ, document
from support.upstream import Upstream
from support.waiting import wait_until

from .der import pkcs8

# What of a public key is its name (RFC 7638 §3.2).
NAMED = {"EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x"), "RSA": ("e", "kty", "n"), "oct": ("k", "kty")}
DEFAULT = pathlib.Path("keys/master.key"), pathlib.Path("data/tollgate.db")


def thumbprint(jwk: dict) -> str:
    """The name that the gateway gives a key: a key file's own `kid` has no say."""
    members = {name: jwk.get(name, "") for name in NAMED[jwk["kty"]]}
    return encode(hashlib.sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode()).digest())


class TracedGateway(Gateway):
    """A gateway whose connections are recorded by strace."""

    def launch(self, *options, output=subprocess.DEVNULL, **more):
        """Starts the gateway as its own process, with a tracer beside it that ends with it (strace(1), -D)."""
        assert shutil.which("strace"), "without strace nobody sees what a gateway connects to; scripts/test installs it"
        self.address, self.errors = None, []
        self.trace = self.folder / "connections.txt"
        # A filter of the kernel picks the one call out: the others take no longer than without a tracer.
        tracer = ["strace", "-D", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "-e", "signal=none", "-o"]
        self.process = subprocess.Popen(
            [*tracer, self.trace, BINARY, "serve", *options], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.PIPE, text=True, errors="replace", **more)
        self.reader = threading.Thread(target=self._read, args=[self.process.stderr, self.errors], daemon=True)
        self.reader.start()

    def start(self, *options, **more):
        """Starts the gateway; what it connected to before it listened, such as to learn its user's name, is passed over."""
        super().start(*options, **more)
        self.before = len(self._connections())
        return self

    def connections(self) -> list[str]:
        """Every place that it connected to since; the C library does so for questions to name servers too."""
        return self._connections()[self.before:]

    def _connections(self) -> list[str]:
        return [place for line in self.trace.read_text(errors="replace").splitlines() for place in places(line)]


def places(line: str) -> list[str]:
    """The place in one line of the tracer; none where the line only ends what another has begun."""
    if "resumed>" in line or " connect(" not in line:
        return []
    found = re.search(r"sin6?_port=htons\((\d+)\).*?\"([^\"]+)\"", line)
    if found:
        return [f"{found[2]}:{found[1]}"]
    other = re.search(r"sun_path=@?\"([^\"]*)\"", line)
    return [f"unix:{other[1]}" if other else line]


class Stage:
    """The prepared folder, an upstream, and the claims of a token that is good."""

    def __init__(self, folder: pathlib.Path):
        self.folder, self.count = folder, 0
        self.upstream, self.second = Upstream(), Upstream()
        self.prepared = folder / "prepared"
        self.prepared.mkdir()
        gateway = Gateway(self.prepared, document(self.upstream, self.second, loops=1))
        application = gateway.register(READ)
        gateway.start()
        try:
            self.claims = json.loads(decode(gateway.token(application, READ).split(".")[1]))
            [self.own] = private_keys(gateway)
        finally:
            assert gateway.stop() == 0, gateway.log

    def close(self) -> None:
        self.upstream.close()
        self.second.close()

    def forge(self) -> Forge:
        """Signs with the gateway's own key."""
        algorithm, kid, key = self.own
        return Forge(algorithm, kid, key, self.claims)

    def gateway(self, *trusted: tuple[str, dict]) -> TracedGateway:
        """A gateway, not started, with some keys in its store: (algorithm, JWK) each."""
        self.count += 1
        folder = self.folder / f"gateway-{self.count}"
        shutil.copytree(self.prepared, folder)
        gateway = TracedGateway(folder, json.loads((folder / "gateway.json").read_text()))
        for algorithm, jwk in trusted:
            trust(folder, algorithm, thumbprint(jwk), pkcs8(jwk))
        return gateway

    @contextlib.contextmanager
    def serving(self, *trusted: tuple[str, dict]) -> Iterator[TracedGateway]:
        """One that serves some token that is good. At its end it has connected to the upstream, and to nothing else."""
        gateway = self.gateway(*trusted).start()
        try:
            yield gateway
        finally:
            assert gateway.stop() == 0, gateway.log
        connections = gateway.connections()
        others = foreign(connections, self.upstream)
        assert not others, f"it connected to {others}"
        assert connections, "the tracer has not even seen a connection to the upstream"

    def refusal(self, *trusted: tuple[str, dict]) -> str:
        """What a gateway says that does not start with these keys."""
        gateway = self.gateway(*trusted)
        gateway.launch()
        try:
            wait_until(lambda: gateway.address or gateway.process.poll() is not None, 20, "an end, or listening")
            assert gateway.address is None, f"it serves with these keys:\n{gateway.log}"
            assert gateway.wait() not in (0, -11, -6, -4), gateway.log
            return gateway.log
        finally:
            gateway.stop()


def foreign(connections: list[str], upstream: Upstream) -> list[str]:
    """What is not the upstream."""
    return [place for place in connections if place != f"127.0.0.1:{upstream.port}"]


def trust(folder: pathlib.Path, algorithm: str, kid: str, key: bytes) -> None:
    """Puts a sealed key into a store, as one that signed until the gateway's own key began to."""
    master = decode((folder / DEFAULT[0]).read_text().strip())
    nonce, now = secrets.token_bytes(12), int(time.time())
    context = f"tollgate signing key\n{algorithm}\n{kid}".encode()
    sealed = b"\1" + nonce + AESGCM(master).encrypt(nonce, key, context)
    with contextlib.closing(sqlite3.connect(folder / DEFAULT[1])) as store, store:
        store.execute(
            "INSERT INTO signing_keys (id, algorithm, sealed, created_at, signs_from, longest_lifetime) VALUES (?,?,?,?,?,?)",
            (kid, algorithm, sealed, now - 60, now - 60, 86400))
