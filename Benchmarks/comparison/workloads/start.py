"""How long it takes to the first answer, and what is then in memory."""

import statistics

from .. import starting
from ..bench import Bench
from ..checks import PATH
from ..gateways.gateway import Gateway
from ..processes import memory
from .workload import Figure, Workload

STARTS = 5
"""In each run, the median of which counts: one alone is over before its disturbances can be seen."""


class Start(Workload):
    name = "start"
    title = "Start"
    figures = (Figure("start", "start to first answer", "ms", 0), Figure("memory", "memory then", "MiB", steady=True))
    compared = ("start", "memory")
    quick = ("all",)

    def open(self, bench):
        """Each is started anew in each round."""

    def measure(self, bench, case, contender):
        kind = next(kind for kind in bench.kinds if kind.name == contender.name)
        starts = [self.start(bench, kind) for _ in range(STARTS)]
        return {name: statistics.median(start[name] for start in starts) for name in starts[0]}

    @staticmethod
    def start(bench: Bench, kind: type[Gateway]) -> dict[str, float]:
        gateway = bench.prepare(kind)
        try:
            seconds = starting.seconds(gateway, PATH, bench.tokens.one)
            return {"start": seconds * 1000, "memory": memory(gateway.processes).resident / 1024}
        finally:
            bench.stop(gateway)
