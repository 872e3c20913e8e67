"""Reloads of 10,000 routes, one after the other, under load."""

import contextlib
import statistics
import threading
from typing import Iterator

from .. import checks
from ..bench import Bench
from ..gateways.grown import GrownTollgate
from ..loads import h2load, wrk
from ..loads.result import Result
from ..registry import Registry
from ..times import Times
from .fixed_rate import RATE
from .workload import Budget, Case, Contender, Figure, Workload

ROUTES = 10_000
QUIET, RELOADING = "quiet", "reloading"
FIXED, SATURATED = "fixed-rate", "saturated"
LOOK = 0.05
"""Seconds between two looks whether a revision is in force: they take time on the core of the load."""

AT_MOST = 15
"""Reloads in a second."""

LONG = 8
"""Seconds at least of a run that leaves no time: Tollgate waits 1 s for some before it reloads in spite of that."""


class Reload(Workload):
    """Reloading happens all the time of a run, on the one core that the gateway has."""

    name = "reload"
    title = "Reload of 10,000 routes under load"
    cases = (Case(FIXED, f"{RATE:,} requests a second"), Case(SATURATED, "as many requests as can be had"))
    figures = (Figure("p50", "p50", "µs", 0), Figure("p99", "p99, all rounds together", "µs", 0, pooled=99),
               Figure("slow", "slower than 2 × p99 without", "%", 2),
               Figure("p999", "p99.9, all rounds together", "µs", 0, pooled=99.9),
               Figure("lost", "requests lost, at most", "", 0, steady=True, worst=True),
               Figure("reloads", "reloads", "", 0, steady=True), Figure("reload", "one of them", "ms", 0))
    reference = QUIET
    compared = ("p99",)
    quick = (FIXED,)
    seconds = 4
    quick_seconds = 4
    budgets = tuple(
        budget for name in (FIXED, SATURATED) for budget in (
            Budget(f"reload of 10,000 routes, {name}: no request lost", "lost", (name, RELOADING), None, 0),
            Budget(f"reload of 10,000 routes, {name}: p99 ≤ 2 × without", "p99", (name, RELOADING), (name, QUIET), 2)))

    def contenders(self, bench):
        return [Contender(QUIET, "Tollgate"), Contender(RELOADING, "Tollgate, reloading")]

    def open(self, bench):
        registry = Registry(bench.folder / "registry-reload", 10)
        registry.issue()
        self.gateway = bench.start(GrownTollgate, tokens=registry, routes=ROUTES)
        registry.take(self.gateway.port, 1)
        self.size = checks.answer(self.gateway).size
        self.quiet = {case.name: Times() for case in self.cases}

    def measure(self, bench, case, contender):
        reloads: list[float] = []
        if contender.name == RELOADING:
            self.gateway.prepare(AT_MOST * self.length(bench, case.name))
        with reloading(self.gateway, reloads) if contender.name == RELOADING else contextlib.nullcontext():
            result = self.load(bench, case.name)
        lost = result.refused + result.broken + result.timeouts
        over = result.bytes - result.requests * self.size
        checks.require(lost > 0 or 0 <= over <= bench.settings.connections * self.size, self.gateway.label,
                       f"{result.requests} answers of {self.size} bytes came with {over} bytes too many")
        checks.answer(self.gateway)
        figures = {"p50": result.p50, "lost": lost, "times": result.times}
        if contender.name == QUIET:
            self.quiet[case.name] = Times.pooled([self.quiet[case.name], result.times])
        if (p99 := self.quiet[case.name].percentile(99)) is not None:
            figures["slow"] = 100 * result.times.share_over(2 * p99)
        if reloads:
            figures |= {"reloads": len(reloads), "reload": statistics.median(reloads) * 1000}
        return figures

    @staticmethod
    def length(bench: Bench, case: str) -> int:
        """Seconds of a run."""
        return bench.settings.seconds if case == FIXED else max(LONG, bench.settings.seconds)

    def load(self, bench: Bench, case: str) -> Result:
        seconds, core = self.length(bench, case), bench.load_core
        token = self.gateway.tokens
        if case == FIXED:
            return h2load.run(self.gateway.url, checks.PATH, token.one, RATE, seconds, core, bench.folder)
        return wrk.run(self.gateway.url, wrk.Request(tokens=token.one_file, timed=True), seconds, core, bench.folder)


@contextlib.contextmanager
def reloading(gateway: GrownTollgate, took: list[float]) -> Iterator[None]:
    """While the body runs, one reload follows the other; `took` gets the seconds of each."""
    ended = threading.Event()
    failures: list[Exception] = []

    def work() -> None:
        try:
            while not ended.is_set():
                took.append(gateway.reload(LOOK))
        except (OSError, TimeoutError) as failure:
            failures.append(failure)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    checks.require(not failures and len(took) > 0, gateway.label, f"a reload failed: {failures}")
