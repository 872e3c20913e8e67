"""A gateway watched while it is under load, and all its answers checked."""

from dataclasses import dataclass
from typing import Callable

from . import checks
from .calls import Answer
from .gateways.gateway import Gateway
from .loads.result import Result
from .processes import cpu_seconds


@dataclass(frozen=True)
class Observation:
    result: Result
    cpu: float
    """Seconds that the gateway's processes used."""

    @property
    def cpu_per_request(self) -> float:
        """Microseconds."""
        return self.cpu / self.result.requests * 1e6


def observe(gateway: Gateway, answer: Callable[[], Answer], load: Callable[[], Result], under_way: int) -> Observation:
    """Runs `load`. Before and after it `answer` makes one call and checks the whole of what comes.

    `under_way` is how many calls the load generator may break off at its end. Raises `CheckFailed`.
    """
    first = answer()
    gateway.take_records(first)
    forwarded, used = gateway.backend.served(), cpu_seconds(gateway.processes)
    result = load()
    used, forwarded = cpu_seconds(gateway.processes) - used, gateway.backend.served() - forwarded
    checks.load(gateway, result, first.size, under_way, forwarded)
    checks.recorded(gateway, result, under_way, gateway.take_records(answer()))
    return Observation(result, used)
