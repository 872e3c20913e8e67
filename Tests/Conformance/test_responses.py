"""What a client is shown of an upstream's answers, well formed and not; and that nobody else is harmed by them."""

import os
from collections.abc import Iterator

import pytest
from responses import families, table
from responses.case import Case, End, Moment, Way
from responses.families import bodies, endings, rows
from responses.families.messages import EVIL
from responses.play import play, trial
from responses.programs import HAProxy, Naive, Nginx, Relay, Tollgate
from responses.trial import Trial
from responses.verdict import Seen, Verdict
from strict.response import Kind, read

CASES = list(families.everything()) if os.environ.get("TOLLGATE_SLOW") else families.quick()
FAMILIES = list(dict.fromkeys(case.family for case in CASES))


@pytest.fixture(scope="module")
def verdicts(tables) -> Iterator[list[Verdict]]:
    """What is played fills it; at the end it is shown as a table."""
    played: list[Verdict] = []
    yield played
    tables += ["", *table.lines("tollgate", played)]


@pytest.fixture(scope="module")
def gateway() -> Iterator[Trial]:
    with trial(Tollgate) as running:
        yield running


@pytest.mark.parametrize("family", FAMILIES)
def test_a_client_is_shown_what_was_meant_or_sees_that_it_is_broken(gateway, verdicts, family):
    """And whoever comes after, or is under way meanwhile, gets an own answer; and no call is made twice."""
    played = [gateway.run(case) for case in CASES if case.family == family]
    verdicts += played
    faults = [str(verdict) for verdict in table.faults(played)]
    assert not faults, f"{len(faults)} of {len(played)}:\n" + "\n".join(faults[:20])


# The verdict can be a bad one


@pytest.fixture(scope="module")
def naive() -> list[Verdict]:
    """What becomes of some cases where everything is believed."""
    return play(Naive, rows.cases() + bodies.cases()[:400] + endings.cases()[:200])


def test_what_a_believing_proxy_lets_through_is_seen(naive):
    wrong = [verdict for verdict in naive if verdict.seen is Seen.WRONG]
    assert any("no HTTP" in verdict.why for verdict in wrong)
    assert any("the client is shown b'" in verdict.why and b"evil" in verdict.case.data for verdict in wrong)
    assert any(verdict.seen is Seen.BROKEN for verdict in naive)


def test_whom_a_believing_proxy_harms_is_seen(naive):
    harmed = " ".join(word for verdict in naive for word in verdict.harmed)
    for whom in ("on the same connection", "on a new connection"):
        assert whom in harmed


def test_what_a_believing_proxy_sends_twice_is_seen(naive):
    assert any("came 2 times" in word and "POST" in word for verdict in naive for word in verdict.repeated)


def test_whose_connection_a_believing_proxy_uses_again_is_seen(naive):
    """What is left over there answers somebody else, sooner or later."""
    reused = [verdict for verdict in naive if verdict.reused]
    assert any(verdict.case.name == "extra bytes" for verdict in reused)


def test_a_second_answer_that_reaches_the_client_is_seen():
    twice = [case for case in rows.cases() if case.name == "extra bytes"]
    assert twice
    for case in twice:
        verdict, = play(Relay, [case])
        assert verdict.seen is Seen.WRONG and "more behind the answer" in verdict.why, str(verdict)


def test_an_answer_too_late_that_reaches_a_victim_is_seen():
    late = [
        case for case in bodies.cases() if case.family == "answers too late" and case.data == EVIL
        and (case.method, case.way, case.end) == ("GET", Way.TCP, End.KEEP)
    ]
    assert [case.moment for case in late] == [Moment.LATE, Moment.CROSSED, Moment.OVERTAKEN]
    for case in late:
        verdict, = play(Naive, [case])
        assert verdict.seen is Seen.WRONG and "evil" in verdict.why and verdict.reused, str(verdict)


def test_a_believing_proxy_passes_what_is_well_formed():
    """Played by itself: what the others leave behind in its pool would harm these too."""
    passed = play(Naive, [case for case in rows.cases() if case.must == "passed"])
    assert passed and [str(verdict) for verdict in table.faults(passed)] == []


def test_refusing_everything_is_seen():
    """What is well formed and kept from the client is a fault too."""
    case = Case("rows", "good", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    assert table.faults([Verdict(case, Seen.REFUSED, is_valid=True)])
    assert not table.faults([Verdict(case, Seen.PASSED, is_valid=True)])


def test_a_next_request_that_only_sees_the_end_is_seen():
    """No harm, and yet not what this gateway is to do."""
    case = Case("rows", "good", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", has_follower=True)
    assert table.faults([Verdict(case, Seen.PASSED, is_valid=True, is_unanswered=True)])


# The reader that decides what bytes mean


@pytest.mark.parametrize(
    "case", [case for case in rows.cases() if case.end is End.FITTING and case.moment is Moment.ASKED],
    ids=lambda case: f"{case.name} ({case.method})"
)
def test_the_reader_knows_the_defects_that_were_written_down(case):
    reading = read(case.data, case.method, False)
    if case.must == "passed":
        assert (reading.kind, reading.end) == (Kind.COMPLETE, len(case.data))
    elif "extra" not in case.name:
        assert reading.kind is not Kind.COMPLETE or case.rule


def test_no_beginning_of_an_answer_is_taken_for_the_whole():
    for data in endings.ANSWERS.values():
        for count in range(len(data)):
            assert read(data[:count], "GET", False).kind is Kind.PARTIAL


# Others, beside


@pytest.mark.slow
@pytest.mark.parametrize("program", [Nginx, HAProxy], ids=lambda program: program.name)
def test_the_same_cases_beside_others(tables, program):
    """Not judged, but shown: `python -m responses` in this folder does the same."""
    if not program.is_there():
        pytest.skip(f"{program.name} is not installed")
    tables += ["", *table.lines(program.name, play(program, families.quick()))]
