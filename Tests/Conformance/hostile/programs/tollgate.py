"""The gateway, one process for each lane: as many upstreams cannot stand behind the same routes of one."""

import base64
import http.client
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import proxies
from proxies.tollgate import BINARY

from ..forwarding import Gateway, Rules
from ..identity import Identity
from .program import Lane, Program

READ, EXPORT = "accounts:read", "accounts:export"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def routes() -> list[dict]:
    """Siblings of each kind, the literal one out of the attacker's reach; all else is public."""
    scoped = {
        "/attack": READ,
        "/victim/{name}": READ,
        "/accounts/{name}": READ,
        "/accounts/export": EXPORT,
        "/files/{rest...}": READ,
        "/files/private/key": EXPORT,
        "/items/{name}/detail": READ,
        "/items/special/detail": EXPORT,
        "/folders/{rest...}": READ,
        "/folders/closed/": EXPORT
    }
    table = [
        {
            "match": f"{method} {path}",
            "scope": scope,
            "upstream": "recorder"
        } for path, scope in scoped.items() for method in METHODS
    ]
    return table + [
        {
            "match": f"{method} {path}",
            "public": True,
            "upstream": "recorder"
        } for path in ("/", "/{rest...}") for method in METHODS
    ]


class Tollgate(proxies.Tollgate, Program):
    def folders(self) -> list[Path]:
        folders = [self.folder / str(number) for number in range(len(self.upstreams))]
        with ThreadPoolExecutor() as threads:
            self.applications = list(threads.map(self._prepare, folders, self.upstreams))
        return folders

    @classmethod
    def _prepare(cls, folder: Path, upstream: int) -> list[tuple[str, str]]:
        """A folder with its configuration and two applications; their ids and secrets."""
        folder.mkdir()
        cls.configure(
            folder, {"recorder": {
                "endpoints": [f"http://127.0.0.1:{upstream}"]
            }},
            routes(),
            audiences={"accounts": {
                "operations": {
                    "read": "See",
                    "export": "Take away"
                }
            }},
            timeouts={
                "head": "2s",
                "body": "2s",
                "idle": "10s"
            }
        )
        pairs = []
        for name in ("Attacker", "Victim"):
            done = subprocess.run(
                [BINARY, "applications", "register", "--name", name, "--owner", "Merchant", "--scope", READ, "--json"],
                cwd=folder,
                capture_output=True,
                text=True,
                timeout=60,
                stdin=subprocess.DEVNULL
            )
            assert done.returncode == 0, done.stdout + done.stderr
            made = json.loads(done.stdout)
            pairs.append((made["application"]["clientId"], made["secret"]["text"]))
        return pairs

    def lanes(self) -> list[Lane]:
        return [
            Lane(port, *[identity(port, *pair) for pair in pairs], self.rules(port, upstream))
            for (port, upstream), pairs in zip(self.pairs, self.applications, strict=True)
        ]

    def rules(self, port: int, upstream: int) -> Rules:
        return Gateway(b"127.0.0.1:%d" % upstream)


def identity(port: int, client_id: str, secret: str) -> Identity:
    """What the gateway says of an application that it has just given a token."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    connection.request(
        "POST", "/oauth/token", f"grant_type=client_credentials&scope={READ}", {
            "Authorization": f"Basic {basic}",
            "Content-Type": "application/x-www-form-urlencoded"
        }
    )
    answer = json.load(connection.getresponse())
    connection.close()
    return Identity(client_id.encode(), READ.encode(), answer["access_token"].encode())
