"""The small GET 2,000 times a second: what a gateway adds to the time of an answer when it is not busy."""

from .. import checks
from ..gateways.direct import Direct
from ..loads import h2load
from ..loads.result import Result
from ..observation import observe
from .workload import Contender, Figure, Workload

RATE = 2_000


class FixedRate(Workload):
    name = "fixed-rate"
    title = "Small GET at 2,000 requests a second"
    figures = (Figure("p50", "p50", "µs", 0), Figure("p99", "p99", "µs", 0), Figure("p999", "p99.9, all rounds together", "µs", 0, pooled=99.9),
               Figure("cpu", "CPU per request", "µs"))
    reference = Direct.name
    compared = ("p50", "p99")
    quick = ("all",)
    seconds = 4
    quick_seconds = 2

    def contenders(self, bench):
        return [Contender(Direct.name, Direct.label), *super().contenders(bench)]

    def open(self, bench):
        super().open(bench)
        bench.start(Direct)

    def measure(self, bench, case, contender):
        gateway = bench.running[contender.name]

        def load() -> Result:
            return h2load.run(gateway.url, checks.PATH, bench.tokens.one, RATE, bench.settings.seconds,
                              bench.load_core, bench.folder)

        # It ends by itself, so that nothing is under way.
        seen = observe(gateway, lambda: checks.answer(gateway), load, under_way=0)
        result = seen.result
        return {"p50": result.p50, "p99": result.p99, "cpu": seen.cpu_per_request, "times": result.times}
