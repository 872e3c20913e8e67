"""Durations that are counted by class, and percentiles of all rounds together."""

import pytest
from comparison import times
from comparison.run import Run
from comparison.times import Times
from comparison.workloads.workload import Figure
from samples import outcome

FIGURE = Figure("p99", "p99", "µs", pooled=99)


@pytest.mark.parametrize("duration", [0, 1, 127, 128, 129, 1000, 54_321, 9_999_999])
def test_a_class_is_exact_or_within_a_64th(duration):
    assert times.least(duration) <= duration
    assert abs(times.middle(times.least(duration)) - duration) <= (0 if duration < 128 else duration / 128)
    assert times.least(times.least(duration)) == times.least(duration)


def test_a_percentile_needs_twenty_calls_beyond_it():
    assert Times.of(range(1, 2001)).percentile(99) == pytest.approx(1980, rel=0.01)
    assert Times.of(range(1, 2000)).percentile(99) is None
    assert Times.of(range(1, 20001)).percentile(99.9) == pytest.approx(19980, rel=0.01)
    assert Times.of(range(1, 19000)).percentile(99.9) is None
    assert Times().percentile(50) is None


def test_calls_are_slow_beyond_a_limit():
    assert Times({100: 97, 300: 3}).share_over(200) == 0.03
    assert Times({100: 97}).share_over(100) == Times().share_over(1) == 0


def test_what_is_kept_of_times_is_all_of_them():
    some = Times.of([100, 100, 5000, 7])
    assert Times.parse(some.text()) == some and Times.parse("") == Times()
    assert Times.pooled([some, Times.of([100])]).counts[100] == 3


def timed(contender: str, rounds: list[dict[int, int]], noise: str | None = None) -> list[Run]:
    return [Run(number, "all", contender, noise=noise, times=Times(counts).text())
            for number, counts in enumerate(rounds, 1)]


def pooled(*runs: list[Run]):
    made = outcome(*runs)
    made.figures.append(FIGURE)
    return made


def test_a_percentile_is_of_all_rounds_together_where_one_has_too_few_calls():
    few = {100: 980, 400: 20}
    assert pooled(timed("nginx", [few])).figure("p99", "all", "nginx") is None
    spread = pooled(timed("nginx", [few] * 5)).figure("p99", "all", "nginx")
    assert spread.median == spread.low == spread.high == times.middle(400) and not spread.noisy


def test_what_one_round_alone_decides_is_noisy():
    rounds = [{100: 1000}] * 4 + [{100: 900, 4992: 100}]
    spread = pooled(timed("nginx", rounds)).figure("p99", "all", "nginx")
    assert spread.median == times.middle(4992) and spread.low == 100 and spread.noisy


def test_a_ratio_is_of_the_rounds_that_both_have():
    quiet, slow = timed("nginx", [{100: 2000}] * 3), timed("tollgate", [{200: 2000}] * 3 + [{9000: 2000}])
    ratio = pooled(quiet, slow).ratio("p99", "all", "tollgate")
    assert ratio.median == pytest.approx(2, rel=0.01) and ratio.count == 3
    assert pooled(quiet).ratio("p99", "all", "tollgate") is None


def test_disturbed_rounds_are_left_out_where_three_others_remain():
    disturbed = timed("nginx", [{9000: 2000}] * 5, noise="others")[3:]
    spread = pooled(timed("nginx", [{100: 2000}] * 3), disturbed).figure("p99", "all", "nginx")
    assert (spread.median, spread.count, spread.noisy) == (100, 3, False)
    spread = pooled(timed("nginx", [{100: 2000}] * 2), disturbed).figure("p99", "all", "nginx")
    assert spread.count == 4 and spread.noisy
