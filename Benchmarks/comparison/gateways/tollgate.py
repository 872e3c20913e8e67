"""Tollgate: signature, issuer, audience, expiry, scope, and the application as it is now; access log on."""

import json
import pathlib
import shutil

from ..programs import TOLLGATE
from ..tokens import AUDIENCE, ISSUER, OPERATIONS, SCOPE
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
