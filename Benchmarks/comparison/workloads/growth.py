"""What many routes and many applications cost."""

from .. import starting
from ..bench import Bench
from ..calls import bearer, call
from ..checks import PATH, require
from ..gateways.grown import PUBLIC, GrownTollgate, paths
from ..loads import wrk
from ..processes import memory
from ..registry import Registry
from .workload import Budget, Contender, Figure, Workload

SIZES = {"base": (10, 10), "routes-1000": (1000, 10), "routes-10000": (10_000, 10), "applications-10000": (10, 10_000),
         "applications-1000000": (10, 1_000_000)}
"""Routes and applications."""

CALLERS = 10
MANY_CALLERS = 10_000


class Growth(Workload):
    """Each is started anew in each round, because the registries of some do not fit into memory beside each other.

    All routes are called in turn, with tokens of ten applications. Where there are 10,000 or more, also with one token each
    of 10,000 applications.
    """

    name = "growth"
    title = "Growth: routes and applications"
    figures = (Figure("cpu", "CPU per request", "µs"), Figure("many", "with 10,000 callers", "µs"),
               Figure("start", "start to first answer", "ms", 0), Figure("memory", "memory then", "MiB", steady=True),
               Figure("reload", "reload", "ms", 0), Figure("peak", "most memory", "MiB", steady=True))
    reference = "base"
    compared = ("cpu", "memory")
    quick = ("all",)
    quick_contenders = ("base", "routes-10000", "applications-10000")
    budgets = (*(
        Budget(f"{text}: ≤ 1.1 × the figure with 10 of each", "cpu", ("all", name), ("all", "base"), 1.1)
        for name, text in (("routes-10000", "10,000 routes"), ("applications-1000000", "1,000,000 applications"))),
        Budget("1,000,000 applications, 10,000 callers: ≤ 1.1 × as many callers of 10,000", "many",
               ("all", "applications-1000000"), ("all", "applications-10000"), 1.1))

    def contenders(self, bench):
        return [Contender(name, f"{routes:,} routes, {applications:,} applications")
                for name, (routes, applications) in SIZES.items()
                if not bench.settings.quick or name in self.quick_contenders]

    def open(self, bench):
        self.registries = {}
        for size in {SIZES[contender.name][1] for contender in self.contenders(bench)}:
            self.registries[size] = Registry(bench.folder / f"registry-{size}", size)
            self.registries[size].issue()

    def measure(self, bench, case, contender):
        routes, size = SIZES[contender.name]
        gateway = bench.prepare(GrownTollgate, tokens=self.registries[size], routes=routes)
        try:
            start = starting.seconds(gateway, PUBLIC, None)
            resident = memory(gateway.processes).resident
            cpu = self.load(bench, gateway, CALLERS)
            figures = {"cpu": cpu, "start": start * 1000, "memory": resident / 1024}
            if size >= MANY_CALLERS and not bench.settings.quick:
                figures["many"] = self.load(bench, gateway, MANY_CALLERS)
            figures["reload"] = gateway.reload() * 1000
            return figures | {"peak": memory(gateway.processes).peak / 1024}
        finally:
            bench.stop(gateway)

    def load(self, bench: Bench, gateway: GrownTollgate, callers: int) -> float:
        registry = gateway.tokens
        registry.take(gateway.port, callers)
        targets = bench.folder / f"{gateway.routes}-paths"
        targets.write_text("\n".join(paths(gateway.routes)) + "\n")
        given = call(gateway.port, PATH, bearer(registry.forged)).status
        require(given == 401, gateway.label, f"a forged signature was answered {given}")
        request = wrk.Request(tokens=registry.many_file, paths=targets)
        if callers == MANY_CALLERS:
            # The cache has seen every token before it is measured.
            bench.saturate(gateway, request, seconds=1)
        return bench.saturate(gateway, request)["cpu"]
