"""Small results, as a comparison would have them."""

from comparison.bench import Settings
from comparison.results import Outcome, Results
from comparison.run import Run
from comparison.workloads.workload import Budget, Case, Contender, Figure

FIGURES = [Figure("cpu", "CPU per request", "µs"), Figure("rate", "requests", "1/s", 0)]


def runs(contender: str, values: list[float], case: str = "all", **more) -> list[Run]:
    """One run a round, with a CPU time each."""
    return [Run(number, case, contender, {"cpu": value, "rate": 1e6 / value}, **more)
            for number, value in enumerate(values, 1)]


def outcome(*all_runs: list[Run], bound: float = 1.0, cases: tuple[str, ...] = ("all",)) -> Outcome:
    """A workload in which Tollgate's time is to be at most `bound` times nginx's."""
    budget = Budget("as little as nginx", "cpu", (cases[0], "tollgate"), (cases[0], "nginx"), bound)
    return Outcome("small", "Small <GET>", FIGURES, [Case(case, case if case != "all" else "") for case in cases],
                   [Contender("nginx", "nginx"), Contender("tollgate", "Tollgate")], "nginx", ["cpu"], [budget],
                   Settings(), [run for some in all_runs for run in some])


def results(*outcomes: Outcome) -> Results:
    return Results({"processor": "A | B", "kernel": "6.1"}, list(outcomes), "2026-11-24T12:00:00+00:00")
