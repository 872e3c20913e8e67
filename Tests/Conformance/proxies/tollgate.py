"""The gateway."""

import json
import os
import re
from pathlib import Path

from .proxy import Proxy

REPOSITORY = Path(__file__).resolve().parents[3]
BINARIES = Path(os.environ.get("TOLLGATE_BINARIES", REPOSITORY / ".build/debug"))
BINARY = Path(os.environ.get("TOLLGATE_BINARY", BINARIES / "tollgate")).resolve()


class Tollgate(Proxy):
    name = "tollgate"

    @classmethod
    def is_there(cls) -> bool:
        return BINARY.exists()

    def folders(self) -> list[Path]:
        """Those of its processes, one for each port, each with a `gateway.json` in it."""
        raise NotImplementedError

    def start(self) -> None:
        logs = [self.launch([str(BINARY), "serve"], folder) for folder in self.folders()]
        for log in logs:
            self.wait_until(lambda log=log: port(log) != 0, log)
        self.ports = list(map(port, logs))

    @staticmethod
    def configure(folder: Path, upstreams: dict, routes: list[dict], **more: object) -> None:
        """Writes a `gateway.json`."""
        document = {
            "listen": [{
                "address": "127.0.0.1:0"
            }],
            "store": "sqlite:data/tollgate.db",
            "issuer": {
                "url": "http://gateway.test"
            },
            "audiences": {},
            "upstreams": upstreams,
            "routes": routes,
            "loops": 1,
            "accessLog": "access.log"
        }
        (folder / "gateway.json").write_text(json.dumps(document | more, indent=2))


def port(log: Path) -> int:
    """The port that a process says it listens on; 0 where it does not say so yet."""
    found = re.search(r"listening on 127\.0\.0\.1:(\d+)", log.read_text(errors="replace"))
    return int(found[1]) if found else 0
