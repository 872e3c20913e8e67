"""The gateway."""

import json
import os
import re
from pathlib import Path

from ..case import Way
from .program import Program

REPOSITORY = Path(__file__).resolve().parents[4]
BINARY = Path(os.environ.get("TOLLGATE_BINARY", REPOSITORY / ".build/debug/tollgate")).resolve()


class Tollgate(Program):
    name = "tollgate"
    own_problem = True

    @classmethod
    def is_there(cls) -> bool:
        return BINARY.exists()

    def command(self) -> list[str]:
        ways = list(self.stage.listeners)
        upstreams = {way.value: {"endpoints": [self._endpoint(way)]} for way in ways}
        if Way.TLS in ways:
            upstreams["tls"]["tls"] = {"ca": "service.pem"}
        document = {
            "listen": [{"address": "127.0.0.1:0"}],
            "store": "sqlite:data/tollgate.db",
            "issuer": {"url": "http://gateway.test"},
            "audiences": {},
            "upstreams": upstreams,
            # The way of an answer is the same with a token and without.
            "routes": [
                {"match": f"{method} /{way.value}/{{marker}}", "public": True, "upstream": way.value} for way in ways
                for method in ("GET", "POST", "PUT")
            ],
            "loops": 1,
            "accessLog": "access.log",
        }
        (self.folder / "gateway.json").write_text(json.dumps(document, indent=2))
        return [str(BINARY), "serve"]

    def _endpoint(self, way: Way) -> str:
        if way is Way.UNIX:
            return f"unix:{self.stage.path}"
        return f"{'https' if way is Way.TLS else 'http'}://127.0.0.1:{self.stage.port(way)}"

    def is_listening(self) -> bool:
        found = re.search(r"listening on 127\.0\.0\.1:(\d+)", self.log.read_text(errors="replace"))
        if found:
            self.port = int(found[1])
        return found is not None
