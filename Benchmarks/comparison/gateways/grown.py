"""Tollgate with many routes, or many applications."""

import json
import os
import pathlib
import signal
import time

from ..calls import call
from ..programs import TOLLGATE
from ..registry import Registry
from ..tokens import SCOPE
from .tollgate import Tollgate, configuration

PROBE = "/transactions/revision-{number}"
PUBLIC = "/transactions/public"


class GrownTollgate(Tollgate):
    """It serves from the registry's own folder, so that nothing large is copied: one at a time."""

    label = "Tollgate"

    def __init__(self, folder, core, backend, tokens: Registry, routes: int):
        super().__init__(tokens.folder, core, backend, tokens)
        self.routes = routes
        self.revision = 1
        self.text = ""

    def document(self) -> dict:
        """The same routes in each revision, but for one."""
        open_to_all = [{"match": f"GET {path}", "public": True, "upstream": "backend"}
                       for path in (PUBLIC, PROBE.format(number=0))]
        protected = [{"match": match, "scope": SCOPE, "upstream": "backend"} for match in matches(self.routes)]
        return configuration(self.port, self.backend.port, self.tokens.algorithm, routes=open_to_all + protected)

    def configure(self) -> list[str]:
        self.access_log.unlink(missing_ok=True)
        self.text = json.dumps(self.document())
        self._write(self.revision).rename(self.folder / "gateway.json")
        return [str(TOLLGATE), "serve"]

    def prepare(self, count: int) -> None:
        """Writes the next revisions, so that `reload` need not take the time."""
        for number in range(self.revision + 1, self.revision + 1 + count):
            self._write(number)

    def _write(self, number: int) -> pathlib.Path:
        file = self.folder / f"gateway-{number}.json"
        file.write_text(self.text.replace(PROBE.format(number=0), PROBE.format(number=number)))
        return file

    @property
    def probe(self) -> str:
        """A path that nobody may call before this revision is in force, and everybody then."""
        return PROBE.format(number=self.revision)

    def reload(self, interval: float = 0.001, limit: float = 60) -> float:
        """Puts the next revision into force, and returns how many seconds that took, seen by a client.

        `interval` is the time between two looks, in seconds.
        """
        self.revision += 1
        file = self.folder / f"gateway-{self.revision}.json"
        if not file.exists():
            self._write(self.revision)
        began = time.monotonic()
        file.rename(self.folder / "gateway.json")
        os.kill(self.process.pid, signal.SIGHUP)
        while call(self.port, self.probe).status != 200:
            if time.monotonic() > began + limit:
                raise TimeoutError(f"revision {self.revision} did not come into force within {limit:g} s")
            time.sleep(interval)
        return time.monotonic() - began


def matches(count: int) -> list[str]:
    """So many routes: one that takes what no other does, siblings of its last segment, and others in groups of a hundred."""
    grouped = (f"GET /transactions/group{number // 100}/kind{number}/{{id}}" for number in range(1, count, 2))
    siblings = (f"GET /transactions/kind{number}" for number in range(2, count, 2))
    return ["GET /transactions/{id}", *grouped, *siblings]


def paths(count: int) -> list[str]:
    """A path for each of the routes."""
    return [match.removeprefix("GET ").replace("{id}", "pay_001") for match in matches(count)]
