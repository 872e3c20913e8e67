"""Whether ratios became worse than the committed ones."""

from types import SimpleNamespace

import pytest
from comparison import quick
from comparison.bench import Settings
from comparison.gateways import GATEWAYS
from comparison.results import Outcome
from comparison.statistics import Spread
from comparison.workloads import WORKLOADS
from comparison.workloads.workload import Budget, Contender
from samples import outcome, results, runs

COMMITTED = Spread(1.0, 0.98, 1.02, 5)
WIDE = Spread(1.0, 0.8, 1.3, 5, noisy=True)
RATIO = quick.Subject("a ratio", "cpu", ("all", "tollgate"), ("all", "nginx"))
LOST = quick.Subject("calls that were lost", "lost", ("all", "tollgate"), None)
GROWN = quick.Subject("memory", "growth", ("all", "tollgate"), None, bound=4)


@pytest.mark.parametrize("now, committed, verdict", [
    (Spread(1.0, 0.98, 1.02, 3), COMMITTED, quick.FINE),
    (Spread(1.14, 1.13, 1.16, 3), COMMITTED, quick.FINE),   # within 15 %
    (Spread(1.3, 1.1, 1.4, 3), COMMITTED, quick.WORSE),     # half of the rounds by more, and hardly one as committed
    (Spread(1.3, 1.0, 1.4, 3), COMMITTED, quick.FINE),      # some rounds are as committed
    (Spread(1.3, 1.0, 1.4, 3, noisy=True), COMMITTED, quick.OPEN),
    (Spread(1.3, 1.25, 1.4, 3), COMMITTED, quick.WORSE),
    (Spread(1.3, 1.1, 1.5, 3, noisy=True), COMMITTED, quick.WORSE),
    (Spread(1.3, 1.1, 1.5, 3, noisy=True, disturbed=True), COMMITTED, quick.OPEN),  # it may be the others
    (Spread(0.5, 0.5, 0.5, 3), COMMITTED, quick.FINE),      # better
    (Spread(0.8, 0.6, 1.1, 3, noisy=True), COMMITTED, quick.FINE),  # no round is beyond what is allowed
    (Spread(1.0, 0.9, 1.2, 3, noisy=True), COMMITTED, quick.OPEN),
    (Spread(1.3, 1.25, 1.4, 3), WIDE, quick.OPEN),          # the committed rounds differed as much
    (Spread(1.1, 1.0, 1.1, 3), WIDE, quick.FINE),
])
def test_worse_is_what_is_so_beyond_the_spread_and_15_percent(now, committed, verdict):
    assert quick.Comparison(RATIO, now, committed).verdict == verdict


@pytest.mark.parametrize("subject, now, committed, verdict", [
    (LOST, 0, 0, quick.FINE), (LOST, 1, 0, quick.WORSE),
    (GROWN, 3.9, 0.5, quick.FINE), (GROWN, 4.1, 0.5, quick.WORSE), (GROWN, 4.5, 4.3, quick.FINE),
])
def test_a_figure_of_its_own_may_be_what_the_budget_says(subject, now, committed, verdict):
    comparison = quick.Comparison(subject, Spread(now, now, now, 3), Spread(committed, committed, committed, 5))
    assert comparison.verdict == verdict


def both(now: list[float], **more):
    committed = results(outcome(runs("nginx", [10] * 5) + runs("tollgate", [9] * 5)))
    return quick.compare(results(outcome(runs("nginx", [10] * 3), runs("tollgate", now), **more)), committed)


def test_a_ratio_that_is_also_in_the_budget_is_compared_once():
    comparison, = both([9, 9, 9])
    assert str(comparison) == "fine: Small <GET>: cpu, Tollgate to nginx: 0.90 (0.90–0.90), committed 0.90 (0.90–0.90)"


def test_a_worse_ratio_is_named():
    comparison, = both([11, 11, 12])
    assert comparison.verdict == quick.WORSE and str(comparison).startswith("worse: Small <GET>: cpu, Tollgate to nginx: 1.10 (")


def test_what_one_of_both_has_not_is_not_compared():
    assert both([]) == []
    now = results(outcome(runs("nginx", [10]) + runs("tollgate", [9])))
    assert quick.compare(now, results()) == []
    assert quick.left_out(now, results()) == ["Small <GET>: cpu, Tollgate to nginx"]
    assert quick.left_out(now, now) == []


def test_the_newest_results_are_those_of_the_latest_day(tmp_path):
    assert quick.newest(tmp_path) is None
    for day in ("2026-11-24", "2027-01-02", "2026-12-31"):
        (tmp_path / f"{day}.json").touch()
    (tmp_path / "2027-01-02.md").touch()
    assert quick.newest(tmp_path).name == "2027-01-02.json"


def test_only_what_is_compared_is_measured():
    every = outcome(runs("nginx", [10]), cases=("all", "other"))
    every.contenders.append(Contender("envoy", "Envoy"))
    both = {"nginx", "tollgate"}
    assert quick.wanted(every) == {(case, name) for case in ("all", "other") for name in both}
    every.budgets.append(Budget("less than Envoy", "cpu", ("all", "tollgate"), ("all", "envoy"), 1))
    assert ("all", "envoy") in quick.wanted(every) and ("other", "envoy") not in quick.wanted(every)


def test_where_tollgate_is_not_beside_others_each_variant_is_compared_with_the_reference():
    grown = outcome(runs("base", [10]))
    grown.contenders, grown.reference, grown.budgets = [Contender("base", "10"), Contender("large", "1000")], "base", []
    assert [subject.place for subject in quick.subjects(grown)] == [("all", "large")]


def test_every_kind_of_line_of_the_budget_is_covered():
    """Those of a million applications, reloads while there is no time for them, and calls at a fixed rate while the console
    is used take too long; seconds, of CPU or by the clock, are the machine's."""
    compared, all_lines = set(), set()
    for kind in WORKLOADS:
        workload = kind()
        bench = SimpleNamespace(kinds=GATEWAYS, settings=Settings(quick=True))
        measured = Outcome.of(workload, workload.contenders(bench), bench.settings)
        compared |= {(subject.figure, subject.place, subject.reference) for subject in quick.subjects(measured)}
        all_lines |= {(budget.figure, budget.place, budget.reference) for budget in kind.budgets
                      if budget.reference or budget.figure not in ("cpu", "p95", "p99")}
    assert {place for _, place, _ in all_lines - compared} == {
        ("all", "applications-1000000"), ("saturated", "reloading"), ("fixed-rate", "in-use")}


def test_what_is_not_clear_is_measured_again():
    committed = results(outcome(runs("nginx", [10] * 5) + runs("tollgate", [9] * 5)))
    assert quick.unclear(outcome(runs("nginx", [10] * 3) + runs("tollgate", [9, 9, 9])), committed) == set()
    for now in ([8, 9, 13], [12, 12, 12]):
        again = quick.unclear(outcome(runs("nginx", [10] * 3) + runs("tollgate", now)), committed)
        assert again == {("all", "nginx"), ("all", "tollgate")}
