"""The small GET, while somebody uses the console of the same gateway."""

import contextlib
import statistics
from dataclasses import dataclass

from .. import checks
from ..bench import Bench
from ..gateways.managed import ManagedTollgate, add_operator
from ..loads import console, h2load, wrk
from ..loads.result import Result
from ..observation import observe
from ..processes import thread_seconds
from ..questions import Expected, questions
from ..registry import Registry, client_id
from .fixed_rate import RATE
from .management import SIZE
from .workload import Budget, Case, Contender, Figure, Workload

QUIET, IN_USE = "quiet", "in-use"
FIXED, SATURATED = "fixed-rate", "saturated"
LOOKED_AT = ("first", "many", "middle", "few", "by-name", "none", "last", "cyrillic")
"""The questions, in turn."""

SERVING = ("loop-", "access-log")
"""The threads that calls are served by: the loop, and the one that writes the log."""


@dataclass
class Serving:
    """What the threads used that serve calls."""

    seconds: float = 0.0


class ConsoleInUse(Workload):
    """One gateway with 100,000 applications for all; its one core has the management's threads as well.

    What serves calls is compared, not the whole program: the management's own work is no cost of a call. What both take
    stands beside it.
    """

    name = "console-in-use"
    title = "Small GET while the console is in use"
    cases = (Case(FIXED, f"{RATE:,} requests a second"), Case(SATURATED, "as many requests as can be had"))
    figures = (Figure("cpu", "CPU of what serves, per request", "µs"), Figure("all", "CPU of all threads", "µs"),
               Figure("rate", "requests", "1/s", 0), Figure("p50", "p50", "µs", 0),
               Figure("p99", "p99, all rounds together", "µs", 0, pooled=99),
               Figure("look", "a list or search, p50", "ms"), Figure("looks", "of them", "", 0, steady=True),
               Figure("edits", "edits", "", 0, steady=True))
    reference = QUIET
    compared = ("cpu", "all", "p50", "p99")
    quick = (SATURATED,)
    seconds = 4
    quick_seconds = 2
    budgets = (
        *(Budget(f"console in use, {name}: small GET ≤ 1.1 × without", "cpu", (name, IN_USE), (name, QUIET), 1.1)
          for name in (FIXED, SATURATED)),
        Budget(f"console in use, {FIXED}: p50 of the small GET ≤ 1.1 × without", "p50", (FIXED, IN_USE), (FIXED, QUIET), 1.1),
        Budget(f"console in use, {FIXED}: p99 of the small GET ≤ 1.1 × without", "p99", (FIXED, IN_USE), (FIXED, QUIET), 1.1),
    )

    def contenders(self, bench):
        return [Contender(QUIET, "Tollgate"), Contender(IN_USE, "Tollgate, console in use")]

    def open(self, bench):
        registry = Registry(bench.folder / "registry-console", SIZE, varied=True)
        registry.issue()
        add_operator(registry)
        self.gateway = bench.start(ManagedTollgate, tokens=registry)
        registry.take(self.gateway.port, 1)
        self.operator = self.gateway.sign_in()
        asked = {question.name: question for question in questions(SIZE)}
        self.questions = [asked[name] for name in LOOKED_AT]
        expected = Expected(registry.database)
        self.totals = {question.name: expected.of(question)[0] for question in self.questions}

    def close(self, bench):
        if operator := getattr(self, "operator", None):
            operator.close()
        super().close(bench)

    def measure(self, bench, case, contender):
        edited = client_id(SIZE // 3)
        is_used = contender.name == IN_USE
        serving = Serving()
        with console.in_use(self.operator, self.questions, edited) if is_used else contextlib.nullcontext() as use:
            seen = observe(self.gateway, lambda: checks.answer(self.gateway), lambda: self.load(bench, case.name, serving),
                           under_way=0 if case.name == FIXED else bench.settings.connections)
        result = seen.result
        figures = {"cpu": serving.seconds / result.requests * 1e6, "all": seen.cpu_per_request, "rate": result.rate,
                   "p50": result.p50, "times": result.times}
        if use:
            use.check(self.totals)
            figures |= {"look": statistics.median(use.seconds) * 1000, "looks": len(use.looks), "edits": use.edits}
        return figures

    def load(self, bench: Bench, case: str, serving: Serving) -> Result:
        pid, token = self.gateway.process.pid, self.gateway.tokens
        before = thread_seconds(pid, *SERVING)
        if case == FIXED:
            result = h2load.run(self.gateway.url, checks.PATH, token.one, RATE, bench.settings.seconds, bench.load_core,
                                bench.folder)
        else:
            result = wrk.run(self.gateway.url, wrk.Request(tokens=token.one_file, timed=True), bench.settings.seconds,
                             bench.load_core, bench.folder)
        serving.seconds = thread_seconds(pid, *SERVING) - before
        return result
