"""Whether ratios became worse than the committed ones."""

import pytest
from comparison import quick
from comparison.statistics import Spread
from samples import outcome, results, runs

COMMITTED = Spread(1.0, 0.98, 1.02, 5)


@pytest.mark.parametrize("now, committed, worse", [
    (Spread(1.0, 0.98, 1.02, 3), COMMITTED, False),
    (Spread(1.14, 1.13, 1.16, 3), COMMITTED, False),   # within 15 %
    (Spread(1.3, 1.1, 1.4, 3), COMMITTED, True),       # half of the rounds by more, and hardly one as committed
    (Spread(1.3, 1.0, 1.4, 3), COMMITTED, False),      # some rounds are as committed
    (Spread(1.3, 1.25, 1.4, 3), COMMITTED, True),
    (Spread(0.5, 0.5, 0.5, 3), COMMITTED, False),      # better
    (Spread(1.3, 1.25, 1.4, 3), Spread(1.0, 0.8, 1.3, 5), False),  # the committed rounds differed as much
])
def test_worse_is_what_is_so_beyond_the_spread_and_15_percent(now, committed, worse):
    assert quick.Comparison("a ratio", now, committed).worse is worse


def both(now: list[float], **more):
    committed = results(outcome(runs("nginx", [10] * 5) + runs("tollgate", [9] * 5)))
    return quick.compare(results(outcome(runs("nginx", [10] * 3), runs("tollgate", now), **more)), committed)


def test_a_ratio_that_is_also_in_the_budget_is_compared_once():
    comparison, = both([9, 9, 9])
    assert str(comparison) == "fine: Small <GET>: cpu, Tollgate to nginx: 0.90 (0.90–0.90), committed 0.90 (0.90–0.90)"


def test_a_worse_ratio_is_named():
    comparison, = both([11, 11, 12])
    assert comparison.worse and str(comparison).startswith("worse: Small <GET>: cpu, Tollgate to nginx: 1.10 (")


def test_what_one_of_both_has_not_is_not_compared():
    assert both([]) == []
    now = results(outcome(runs("nginx", [10]) + runs("tollgate", [9])))
    assert quick.compare(now, results()) == []


def test_the_newest_results_are_those_of_the_latest_day(tmp_path):
    assert quick.newest(tmp_path) is None
    for day in ("2026-11-24", "2027-01-02", "2026-12-31"):
        (tmp_path / f"{day}.json").touch()
    (tmp_path / "2027-01-02.md").touch()
    assert quick.newest(tmp_path).name == "2027-01-02.json"
