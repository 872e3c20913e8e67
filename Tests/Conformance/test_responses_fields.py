"""Which fields of an upstream's answer reach the client: all but those of one connection, unchanged and in order."""

from collections.abc import Iterator

import pytest
from responses import table
from responses.case import MARK
from responses.families import hop_by_hop
from responses.passing import passing, theirs
from responses.play import play, trial
from responses.programs import Naive, Tollgate
from responses.verdict import Seen, Verdict
from strict.response import read


@pytest.fixture(scope="module")
def played() -> Iterator[list[Verdict]]:
    with trial(Tollgate) as running:
        yield [running.run(case) for case in hop_by_hop.cases()]


def misread(verdict: Verdict) -> str:
    """What a client was shown that it should not have been, or the other way round."""
    sent = read(verdict.case.data.replace(MARK, b"m0000000"), verdict.case.method, True)
    wanted = passing(sent.fields)
    try:
        shown = theirs(verdict.shown, sent.fields)
    except (AssertionError, ValueError) as error:
        return f"{verdict.case}: {error}"
    if shown != wanted:
        return f"{verdict.case}: {sorted(set(shown) ^ set(wanted)) or 'another order'}"
    if verdict.shown.interim_fields != passing(sent.interim_fields):
        return f"{verdict.case}: {verdict.shown.interim_fields} in an interim answer"
    return ""


def test_every_answer_is_passed(played):
    assert [str(verdict) for verdict in table.faults(played)] == []
    assert {verdict.seen for verdict in played} == {Seen.PASSED}


def test_fields_of_one_connection_stay_on_it_and_all_others_pass(played):
    problems = [problem for verdict in played if (problem := misread(verdict))]
    assert not problems, f"{len(problems)} of {len(played)}:\n" + "\n".join(problems[:20])


def test_cookies_pass_one_by_one(played):
    """They are no list: to join them would make others of them (RFC 9110 §5.3)."""
    plain = next(verdict for verdict in played if verdict.case.name == "[]")
    assert plain.shown.values("Set-Cookie") == [
        "a=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT", 'b="x, y"; HttpOnly', "c=", "d=4;SameSite=None", "a=2"
    ]


def test_a_proxy_that_passes_everything_is_seen():
    assert all(misread(verdict) for verdict in play(Naive, hop_by_hop.cases()[:20]))
