"""What all workloads share: folder, cores, tokens, the backend and the gateways that run."""

import os
import pathlib
from dataclasses import dataclass

from . import checks, cores, descriptors
from .allowance import Allowance
from .calls import Answer
from .gateways.backend import SMALL, Backend
from .gateways.gateway import Gateway
from .loads import wrk
from .loads.result import Result
from .observation import observe
from .tokens import Tokens


FEW = 100
"""Tokens of algorithms that few workloads use."""


@dataclass(frozen=True)
class Settings:
    rounds: int = 5
    seconds: int = 2
    """Of each run."""
    connections: int = 64
    quick: bool = False
    """A part of the cases only."""
    attempts: int = 2
    """How often a run is made until nobody disturbs it."""
    again: float = 90
    """Seconds, in all, for what is measured again because it was disturbed or is not clear."""


class Bench:
    """Gateways run on `gateway_core`; backend and load generator on `load_core`."""

    def __init__(self, folder: pathlib.Path, kinds: list[type[Gateway]], settings: Settings):
        self.folder = folder
        self.kinds = kinds
        self.settings = settings
        """Set anew for each workload."""
        self.descriptors = descriptors.raise_limit()
        self.chosen = cores.choose()
        self.gateway_core, self.load_core = self.chosen.gateway, self.chosen.load
        self.cores = {self.gateway_core, self.load_core}
        self.allowance = Allowance(settings.again)
        # What is measured must not share its core with this program, nor this program use a core that nobody watches.
        os.sched_setaffinity(0, {self.load_core})
        self.backend = Backend(folder / "backend", self.load_core)
        self.tokens = Tokens(folder / "issuer")
        self.running: dict[str, Gateway] = {}
        self._started = 0
        self._others: dict[str, Tokens] = {}

    def tokens_of(self, algorithm: str) -> Tokens:
        """Registry, keys and some tokens of any algorithm; of another than the usual one when first asked for."""
        if algorithm == self.tokens.algorithm:
            return self.tokens
        if algorithm not in self._others:
            self._others[algorithm] = Tokens(self.folder / f"issuer-{algorithm}", algorithm, count=FEW)
            self._others[algorithm].issue()
        return self._others[algorithm]

    def start(self, kind: type[Gateway], place: str | None = None, **more) -> Gateway:
        """Starts a gateway in a new folder; it is `running[place]` until `stop`, or `running[kind.name]`.

        `more` are arguments of the kind; `backend` and `tokens` among them may be others than the usual ones.
        """
        gateway = self.prepare(kind, place, **more)
        gateway.start()
        return gateway

    def prepare(self, kind: type[Gateway], place: str | None = None, **more) -> Gateway:
        """The same without starting it."""
        self._started += 1
        folder = self.folder / f"{self._started}-{kind.name}"
        given = {"backend": self.backend, "tokens": self.tokens} | more
        gateway = kind(folder, self.gateway_core, **given)
        self.running[place or kind.name] = gateway
        return gateway

    def stop(self, gateway: Gateway) -> None:
        gateway.stop()
        self.running = {name: other for name, other in self.running.items() if other is not gateway}

    def stop_all(self) -> None:
        for gateway in list(self.running.values()):
            self.stop(gateway)

    def saturate(self, gateway: Gateway, request: wrk.Request, expected: bytes = SMALL, body: bytes = b"",
                 seconds: float | None = None) -> dict[str, float]:
        """Loads a gateway for the seconds set, checks every answer; CPU per request in µs, rate, p50, p99."""
        def answer() -> Answer:
            return checks.answer(gateway, request.path, expected, request.method, body)

        def load() -> Result:
            return wrk.run(gateway.url, request, seconds or self.settings.seconds, self.load_core, self.folder,
                           connections)

        connections = self.settings.connections
        seen = observe(gateway, answer, load, under_way=connections)
        result = seen.result
        return {"cpu": seen.cpu_per_request, "rate": result.rate, "p50": result.p50, "p99": result.p99}
