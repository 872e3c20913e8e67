"""That a run with a wrong answer is no figure."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from comparison import checks
from comparison.loads.result import Result

GATEWAY = SimpleNamespace(label="Tollgate")
GOOD = Result(requests=1000, seconds=1, bytes=200_000, refused=0, broken=0, timeouts=0, p50=1, p99=2, p999=3)


def load(result=GOOD, forwarded=1000, under_way=64):
    checks.load(GATEWAY, result, 200, under_way, forwarded)


@pytest.mark.parametrize("over, forwarded", [(0, 1000), (64 * 200, 1064), (130, 1001)])
def test_a_run_whose_answers_are_all_there_passes(over, forwarded):
    load(replace(GOOD, bytes=GOOD.bytes + over), forwarded)


@pytest.mark.parametrize("result, forwarded, said", [
    (replace(GOOD, requests=0, bytes=0), 0, "no call was answered"),
    (replace(GOOD, refused=1), 1000, "1 calls were refused"),
    (replace(GOOD, broken=2), 1000, "2 connections failed"),
    (replace(GOOD, timeouts=3), 1000, "3 calls were not answered in time"),
    (replace(GOOD, bytes=199_999), 1000, "-1 bytes too many"),
    (replace(GOOD, bytes=200_000 + 64 * 200 + 1), 1000, "12801 bytes too many"),
    (GOOD, 999, "the backend got 999 calls"),
    (GOOD, 1065, "the backend got 1065 calls"),
])
def test_a_run_with_a_wrong_answer_fails(result, forwarded, said):
    with pytest.raises(checks.CheckFailed, match=f"Tollgate: .*{said}"):
        load(result, forwarded)


def test_a_load_that_ends_by_itself_leaves_nothing_under_way():
    load(under_way=0)
    with pytest.raises(checks.CheckFailed):
        load(forwarded=1001, under_way=0)


@pytest.mark.parametrize("records, passes", [(None, True), (1000, False), (1001, True), (1065, True), (1066, False)])
def test_every_call_has_its_line_and_the_check_one_more(records, passes):
    if passes:
        checks.recorded(GATEWAY, GOOD, 64, records)
    else:
        with pytest.raises(checks.CheckFailed, match="in the access log"):
            checks.recorded(GATEWAY, GOOD, 64, records)
