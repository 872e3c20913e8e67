"""Every call refused: each token has a wrong signature, and another one each time. A good client calls beside."""

from concurrent.futures import ThreadPoolExecutor

from .. import checks
from ..bench import Bench
from ..calls import bearer, call
from ..checks import PATH, require
from ..gateways.gateway import Gateway
from ..loads import h2load, wrk
from ..loads.result import Result
from ..processes import cpu_seconds
from ..tokens import forge
from .workload import Case, Contender, Figure, Workload

GOOD_RATE = 400
"""Calls of the good client a second."""


class Refused(Workload):
    name = "refused"
    title = "Every call refused"
    cases = (Case("RS256", "RS256, another bad signature each time"),
             Case("ES256", "ES256, another bad signature each time"))
    figures = (Figure("cpu", "CPU per refused call", "µs"), Figure("rate", "refused", "1/s", 0),
               Figure("good", "good client p50", "µs", 0), Figure("good99", "good client p99", "µs", 0))
    reference = "envoy"
    compared = ("cpu", "good99")
    quick = ("ES256",)

    def kinds(self, bench: Bench) -> list[type[Gateway]]:
        return [kind for kind in bench.kinds if kind.checks_tokens]

    def contenders(self, bench):
        return [Contender(kind.name, kind.label) for kind in self.kinds(bench)]

    def open(self, bench):
        for case in self.cases:
            for kind in self.kinds(bench):
                gateway = bench.start(kind, place=f"{kind.name} {case.name}", tokens=bench.tokens_of(case.name))
                checks.refusals(gateway)

    def measure(self, bench, case, contender):
        gateway = bench.running[f"{contender.name} {case.name}"]
        size = self.check(gateway)
        forwarded, used = bench.backend.served(), cpu_seconds(gateway.processes)
        bad, good = self.load(bench, gateway)
        used, forwarded = cpu_seconds(gateway.processes) - used, bench.backend.served() - forwarded
        self.check(gateway)
        require(bad.refused == bad.requests > 0, gateway.label,
                f"of {bad.requests} bad calls {bad.refused} were refused")
        over = bad.bytes - bad.requests * size
        require(0 <= over <= bench.settings.connections * size, gateway.label,
                f"{bad.requests} refusals of {size} bytes came with {over} bytes too many: not all of them were 401")
        require(bad.broken == bad.timeouts == 0, gateway.label, f"{bad.broken + bad.timeouts} connections failed")
        checks.load(gateway, good, checks.answer(gateway).size, under_way=0, forwarded=forwarded)
        return {"cpu": used / (bad.requests + good.requests) * 1e6, "rate": bad.rate, "good": good.p50,
                "good99": good.p99}

    def load(self, bench: Bench, gateway: Gateway) -> tuple[Result, Result]:
        """Both clients at once; the good one ends a little earlier."""
        seconds, core = bench.settings.seconds, bench.load_core
        with ThreadPoolExecutor(1) as pool:
            bad = wrk.Request(tokens=gateway.tokens.one_file, forged=True)
            bad = pool.submit(wrk.run, gateway.url, bad, seconds, core, bench.folder)
            good = h2load.run(gateway.url, PATH, gateway.tokens.one, GOOD_RATE, seconds * 0.8, core, bench.folder, 8)
            return bad.result(), good

    def check(self, gateway: Gateway) -> int:
        """A bad signature is refused with 401, whichever it is; the good one beside it is not. The refusal's size."""
        for change in range(1, 4):
            given = call(gateway.port, PATH, bearer(forge(gateway.tokens.one, change)))
            require(given.status == 401, gateway.label, f"a forged signature was answered {given.status}")
        checks.answer(gateway)
        return given.size
