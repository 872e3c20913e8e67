"""Medians, quartiles, and ratios that are paired within a round."""

import pytest
from comparison import statistics
from comparison.run import Run
from comparison.workloads.workload import Figure
from samples import runs

CPU, MEMORY = Figure("cpu", "CPU per request", "µs"), Figure("cpu", "memory", "MiB", steady=True)
NGINX, TOLLGATE = ("all", "nginx"), ("all", "tollgate")


def test_the_spread_of_five_rounds_is_its_second_and_fourth_value():
    spread = statistics.spread([10.2, 10.0, 9.9, 10.1, 10.3])
    assert (spread.median, spread.low, spread.high, spread.count) == (10.1, 10.0, 10.2, 5)
    assert not spread.noisy


@pytest.mark.parametrize("values, noisy", [([1.0, 1.05, 1.1, 1.15, 1.2], False), ([1.0, 1.1, 1.2, 1.4, 1.5], True)])
def test_rounds_that_lie_far_apart_are_noisy(values, noisy):
    assert statistics.spread(values).noisy is noisy


def test_there_is_no_spread_of_nothing_and_one_value_is_not_to_be_trusted():
    assert statistics.spread([]) is None
    assert statistics.spread([3.0]) == statistics.Spread(3, 3, 3, 1, noisy=True)


def test_a_ratio_is_paired_within_its_round_so_that_a_slow_round_cancels_out():
    both = runs("nginx", [10, 20, 40, 10, 20]) + runs("tollgate", [9, 18, 36, 9, 18])
    ratio = statistics.of_ratio(both, CPU, TOLLGATE, NGINX)
    assert (ratio.median, ratio.low, ratio.high, ratio.noisy) == (0.9, 0.9, 0.9, False)
    assert statistics.of_figure(both, CPU, NGINX).noisy


def test_a_round_that_only_one_of_both_has_is_left_out():
    both = runs("nginx", [10, 10]) + runs("tollgate", [9, 9, 900])
    assert statistics.of_ratio(both, CPU, TOLLGATE, NGINX).count == 2
    assert statistics.of_ratio(runs("nginx", [10]), CPU, TOLLGATE, NGINX) is None


def test_a_ratio_may_be_to_another_case():
    both = runs("tollgate", [10, 10], case="one") + runs("tollgate", [11, 11], case="many")
    assert statistics.of_ratio(both, CPU, ("many", "tollgate"), ("one", "tollgate")).median == 1.1


def test_of_a_run_that_was_repeated_the_last_counts():
    repeated = [Run(1, "all", "nginx", {"cpu": 99}, noise="others"), Run(1, "all", "nginx", {"cpu": 10})]
    assert statistics.of_figure(repeated, CPU, NGINX) == statistics.Spread(10, 10, 10, 1, noisy=True)


def test_noisy_rounds_are_left_out_where_three_quiet_ones_remain():
    noisy = [Run(number, "all", "nginx", {"cpu": 99}, noise="others") for number in (4, 5)]
    assert statistics.of_figure(runs("nginx", [10, 10, 10]) + noisy, CPU, NGINX) == statistics.Spread(10, 10, 10, 3)


def test_where_too_few_quiet_rounds_remain_all_count_and_it_is_marked():
    noisy = [Run(number, "all", "nginx", {"cpu": 11}, noise="others") for number in (3, 4, 5)]
    spread = statistics.of_figure(runs("nginx", [10, 10]) + noisy, CPU, NGINX)
    assert spread.noisy and spread.count == 5


def test_a_ratio_is_noisy_where_either_of_both_is():
    noisy = [Run(number, "all", "tollgate", {"cpu": 9}, noise="others") for number in (1, 2, 3)]
    assert statistics.of_ratio(runs("nginx", [10] * 3) + noisy, CPU, TOLLGATE, NGINX).noisy
    assert not statistics.of_ratio(runs("nginx", [10] * 3) + runs("tollgate", [9] * 3), CPU, TOLLGATE, NGINX).noisy


def test_memory_is_not_disturbed_by_what_others_compute():
    noisy = [Run(number, "all", "nginx", {"cpu": 10}, noise="others") for number in (1, 2, 3)]
    assert statistics.of_figure(noisy, CPU, NGINX).noisy
    assert not statistics.of_figure(noisy, MEMORY, NGINX).noisy
    both = noisy + runs("tollgate", [9] * 3)
    assert not statistics.of_ratio(both, MEMORY, TOLLGATE, NGINX).noisy


def test_a_failed_run_has_no_part_in_anything():
    failed = [Run(1, "all", "nginx", failure="nginx: 3 calls were refused")]
    assert statistics.of_figure(failed, CPU, NGINX) is None


def test_one_lost_call_in_one_round_is_one_too_many_also_where_the_run_was_made_again():
    lost = Figure("lost", "requests lost", "", steady=True, worst=True)
    some = [Run(number, "all", "tollgate", {"lost": count}) for number, count in enumerate([0, 0, 0, 0, 1], 1)]
    assert statistics.of_figure(some, lost, TOLLGATE) == statistics.Spread(1, 1, 1, 5)
    repeated = [Run(1, "all", "tollgate", {"lost": 7}, noise="others"), Run(1, "all", "tollgate", {"lost": 0})]
    assert statistics.of_figure(repeated, lost, TOLLGATE).median == 7
    assert statistics.of_figure([Run(1, "all", "tollgate", {"lost": 0})], lost, TOLLGATE).median == 0
    assert statistics.of_figure([], lost, TOLLGATE) is None
