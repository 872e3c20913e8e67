"""What Benchmarks/micro makes of callgrind's output, and when it finds too much of something."""

import pytest
from counting.figures import Figures
from counting.profile import ProfileError, parse
from counting.table import callers_table, differences_table
from counting.thresholds import Thresholds

PROFILE = """\
version: 1
positions: line
events: Ir
summary: {total}

ob=(1) /build/MicroDriver
fl=(1) ???
fn=(1) outer
0 100
+3 20
cob=(2) libc.so.6
cfi=(2) malloc.c
cfn=(2) malloc
calls=5 0
0 500
cfn=(3) inner'2
calls=2 0
* 60

fn=(3)
0 60
cfn=(4) realloc
calls=1 0
0 70

fn=(4)
-2 30
cfn=(2)
calls=1 0
0 40

ob=(2)
fn=(2)
0 540
"""


def profile(total=750):
    return parse(PROFILE.format(total=total))


def figures(instructions=1000.0, allocations=0.0):
    return Figures(instructions, allocations, retains=0, releases=0, accesses=0)


def thresholds():
    return Thresholds(0.02, {"step": {"instructions": 1000, "allocations": 1}})


def test_each_function_has_its_own_instructions_and_not_those_of_what_it_calls():
    assert profile().own == {"outer": 120, "inner": 60, "realloc": 30, "malloc": 540}
    assert profile().instructions == 750


def test_calls_are_counted_by_caller_and_recursion_is_one_function():
    assert profile().calls == {
        ("outer", "malloc"): 5, ("outer", "inner"): 2, ("inner", "realloc"): 1, ("realloc", "malloc"): 1,
    }  # fmt: skip


def test_functions_that_do_not_come_to_the_total_are_an_error():
    with pytest.raises(ProfileError, match="750, the total is 751"):
        profile(total=751)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("events: Ir\nfn=(1) outer\n0 100\n", "cut short"), ("fn=(7)\n0 1\n", r"\(7\) was not named"), ("0 1\n", "no function")],
)
def test_what_is_no_whole_profile_is_an_error(text, fault):
    with pytest.raises(ProfileError, match=fault):
        parse(text)


def test_an_allocator_that_calls_another_allocates_once():
    assert Figures.of(profile(), 1).allocations == 6
    assert Figures.of(profile(), 2) == Figures(375, 3, 0, 0, 0)


def test_what_two_runs_have_in_common_cancels_out():
    assert (profile() - profile()).instructions == 0
    assert Figures.of(profile() - profile(), 1) == figures(instructions=0)


def test_callers_are_listed_by_how_often_they_called():
    assert callers_table(profile(), 1, "malloc").splitlines()[1:] == ["     5.0  outer", "     1.0  realloc"]


@pytest.mark.parametrize(("instructions", "allocations"), [(1000, 1), (1020, 1), (700, 0), (1000, 1.2)])
def test_what_is_within_its_threshold_is_no_fault(instructions, allocations):
    assert thresholds().judge("step", figures(instructions, allocations)).faults == []


def test_a_fault_says_by_how_much_instructions_are_exceeded():
    verdict = thresholds().judge("step", figures(1030, 1))
    assert verdict.faults == ["1030 instructions, 30 (3.0%) over 1000"]


def test_one_allocation_too_many_is_a_fault_and_one_every_other_time_too():
    assert thresholds().judge("step", figures(1000, 2)).faults == ["2 allocations, 1 are allowed"]
    assert thresholds().judge("step", figures(1000, 1.5)).faults == ["1.5 allocations, 1 are allowed"]


def test_so_little_that_nothing_can_have_been_counted_is_a_fault():
    assert "is it still done, and counted?" in thresholds().judge("step", figures(0, 0)).faults[0]
    assert "is it still done, and counted?" in thresholds().judge("step", figures(499, 1)).faults[0]
    assert thresholds().judge("step", figures(501, 1)).faults == []


def test_a_threshold_whose_step_is_not_counted_any_more_is_missed():
    assert thresholds().missing(["step"]) == []
    assert thresholds().missing(["other"]) == ["step"]


def test_a_gain_is_told_so_that_the_threshold_can_follow():
    verdict = thresholds().judge("step", figures(900, 0))
    assert verdict.gains == ["900 instructions, 100 (10.0%) under 1000", "0 allocations, 1 are allowed"]


def test_a_step_without_a_threshold_is_a_fault_until_it_has_one(tmp_path):
    taken = thresholds()
    assert taken.judge("other", figures(5, 0)).faults == ["no threshold is checked in; take one with --update"]
    taken.take("other", figures(5, 0))
    taken.write(tmp_path / "thresholds")
    assert Thresholds.read(tmp_path / "thresholds").judge("other", figures(5, 0)).faults == []


def test_two_commits_are_compared_where_both_have_the_step():
    table = differences_table({"step": figures(1000), "gone": figures(5)}, {"step": figures(900, 1), "new": figures(7)})
    assert [line.split() for line in table.splitlines()[1:]] == [
        ["step", "1000", "900", "-100", "-10.0%", "0.0", "->", "1.0"],
        ["new", "-", "7", "-", "-", "->", "0.0"],
        ["gone", "5", "-", "-", "0.0", "->", "-"],
    ]
