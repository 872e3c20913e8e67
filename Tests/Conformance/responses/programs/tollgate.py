"""The gateway."""

from pathlib import Path

import proxies

from ..case import Way
from ..stage import LONGEST
from .program import Program


class Tollgate(proxies.Tollgate, Program):
    own_problem = True
    # The machine may be busy with something else.
    patience = LONGEST

    def folders(self) -> list[Path]:
        ways = list(self.stage.listeners)
        upstreams = {way.value: {"endpoints": [self._endpoint(way)]} for way in ways}
        if Way.TLS in ways:
            upstreams["tls"]["tls"] = {"ca": "service.pem"}
        # The way of an answer is the same with a token and without.
        routes = [
            {
                "match": f"{method} /{way.value}/{{marker}}",
                "public": True,
                "upstream": way.value
            } for way in ways for method in ("GET", "POST", "PUT")
        ]
        self.configure(self.folder, upstreams, routes)
        return [self.folder]

    def _endpoint(self, way: Way) -> str:
        if way is Way.UNIX:
            return f"unix:{self.stage.path}"
        return f"{'https' if way is Way.TLS else 'http'}://127.0.0.1:{self.stage.port(way)}"
