"""Tollgate: signature, issuer, audience, expiry, scope, and the application as it is now; access log on."""

import json
import os
import pathlib
import shutil

from ..calls import Answer
from ..programs import TOLLGATE
from ..tokens import AUDIENCE, ISSUER, OPERATIONS, SCOPE
from ..waiting import wait_until
from .gateway import Gateway


def configuration(port: int, backend: int, algorithm: str, **others) -> dict:
    """A `gateway.json` with one loop; `others` replace whole keys."""
    document = {
        "listen": [{"address": f"127.0.0.1:{port}"}],
        "store": "sqlite:data/tollgate.db",
        "issuer": {"url": ISSUER, "tokenLifetime": "24h", "algorithm": algorithm},
        "audiences": {AUDIENCE: {"operations": OPERATIONS}},
        "upstreams": {"backend": {"endpoints": [f"http://127.0.0.1:{backend}"]}},
        "routes": [
            {"match": match, "scope": SCOPE, "upstream": "backend"}
            for match in ("GET /transactions/{id}", "POST /transactions/{id}", "POST /documents/{name}",
                          "GET /files/{name}", "PUT /stored/{name}")
        ],
        "loops": 1,
        "limits": {"connections": 8000, "body": "2GiB"},
        "accessLog": "access.log",
    }
    return document | others


class Tollgate(Gateway):
    name = "tollgate"
    label = "Tollgate"
    checks_tokens = True

    def document(self) -> dict:
        return configuration(self.port, self.backend.port, self.tokens.algorithm)

    def configure(self) -> list[str]:
        # The registry and the keys that its tokens were issued from.
        for part in ("data", "keys"):
            shutil.copytree(self.tokens.folder / part, self.folder / part, dirs_exist_ok=True)
        (self.folder / "gateway.json").write_text(json.dumps(self.document(), indent=2))
        return [str(TOLLGATE), "serve"]

    @property
    def access_log(self) -> pathlib.Path:
        return self.folder / "access.log"

    def take_records(self, last: Answer) -> int:
        """Counts and removes the lines. They come in batches, and in order: the last answer's is waited for."""
        request_id = last.fields["x-request-id"].encode()
        wait_until(lambda: request_id in _end(self.access_log), f"the access log's line of {request_id.decode()}")
        with open(self.access_log, "rb") as log:
            count = sum(b'"decision":"allowed"' in line and b'"completed":true' in line for line in log)
        os.truncate(self.access_log, 0)
        return count


def _end(path: pathlib.Path) -> bytes:
    """The last whole lines of a file."""
    with open(path, "rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 4096))
        return file.read().rpartition(b"\n")[0]
