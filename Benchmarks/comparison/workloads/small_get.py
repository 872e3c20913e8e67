"""The small GET, as often as it can be had: one token, and 10,000 in turn."""

from .. import checks
from ..loads import wrk
from .workload import Budget, Case, Figure, Workload

ONE, MANY = "one-token", "many-tokens"


class SmallGet(Workload):
    name = "small-get"
    title = "Small GET"
    cases = (Case(ONE, "one token"), Case(MANY, "10,000 tokens in turn"))
    figures = (Figure("cpu", "CPU per request", "µs"), Figure("rate", "requests", "1/s", 0),
               Figure("p50", "p50", "µs", 0), Figure("p99", "p99", "µs", 0))
    compared = ("cpu",)
    seconds = 3
    quick = (ONE, MANY)
    budgets = (
        Budget("authorised small GET, token cached: ≤ 1.0 × nginx, which checks nothing", "cpu", (ONE, "tollgate"),
               (ONE, "nginx"), 1.0),
        Budget("authorised small GET: ≤ 0.4 × HAProxy with jwt_verify", "cpu", (ONE, "tollgate"),
               (ONE, "haproxy-jwt"), 0.4),
        Budget("authorised small GET: ≤ 0.3 × Envoy with jwt_authn", "cpu", (ONE, "tollgate"), (ONE, "envoy"), 0.3),
        Budget("10,000 different tokens in turn: ≤ 1.2 × one token", "cpu", (MANY, "tollgate"), (ONE, "tollgate"), 1.2),
    )

    def open(self, bench):
        super().open(bench)
        for gateway in bench.running.values():
            if gateway.checks_tokens:
                checks.refusals(gateway)
            # Every cache has seen every token before the first run.
            bench.saturate(gateway, wrk.Request(tokens=bench.tokens.many_file))

    def measure(self, bench, case, contender):
        gateway = bench.running[contender.name]
        tokens = bench.tokens.one_file if case.name == ONE else bench.tokens.many_file
        return bench.saturate(gateway, wrk.Request(tokens=tokens))
