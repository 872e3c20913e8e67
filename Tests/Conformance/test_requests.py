"""Nothing dangerous reaches an upstream, whatever a stranger sends; and whoever comes behind is answered rightly."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import families, table
from hostile.answer import Answer
from hostile.case import Case, post, request
from hostile.conversation import Conversation
from hostile.families import corpora, rows
from hostile.forwarding import Gateway
from hostile.identity import Identity
from hostile.paths import reaches
from hostile.programs import HAProxy, Naive, Nginx, Tollgate
from hostile.recorder import seen
from hostile.reference import reading
from hostile.trial import play
from hostile.verdict import Evidence, Verdict, judge, of_connection
from strict.request import Fault, Incomplete, read

CASES = families.everything()
FAMILIES = list(dict.fromkeys(case.family for case in CASES))
REFUSED: dict[str, list[str]] = json.loads(Path(__file__).with_name("refused.json").read_text())
"""The valid cases that are refused all the same, by the rule that refuses them."""


@pytest.fixture(scope="module")
def played(tables) -> Iterator[dict[str, list[Verdict]]]:
    """What became of every case at the gateway, by family; at the end it is shown as a table."""
    verdicts = play(Tollgate, CASES)
    yield {family: [verdict for verdict in verdicts if verdict.case.family == family] for family in FAMILIES}
    tables += ["", *table.lines("tollgate", verdicts), *corpora.not_applied()]


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_dangerous_reaches_the_upstream_and_no_victim_is_harmed(played, family):
    faults = [str(verdict) for verdict in played[family] if not verdict.is_good]
    assert not faults, f"{len(faults)} of {len(played[family])}:\n" + "\n".join(faults[:20])


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_malformed_is_refused(played, family):
    passed = [
        f"{verdict.case.id}: {verdict.case.data[:200]!r}" for verdict in played[family]
        if verdict.has_passed_though_malformed
    ]
    assert not passed, f"{len(passed)} of {len(played[family])}:\n" + "\n".join(passed[:20])


@pytest.mark.parametrize("family", FAMILIES)
def test_a_valid_case_is_refused_only_by_a_rule_that_is_written_down(played, family):
    listed = {name for names in REFUSED.values() for name in names if name.startswith(family + "/")}
    refused = {verdict.case.id for verdict in played[family] if verdict.is_refused_though_valid}
    assert refused - listed == set(), "refused, and no rule is written down for it"
    assert listed - refused == set(), "listed as refused, and passes"


# The verdict can be a bad one


def test_a_proxy_that_passes_on_raw_bytes_is_found_dangerous():
    unfinished = Case("rows", "content that another client finishes", post(b"Content-Length: 200"))
    verdicts = play(Naive, [unfinished, *rows.cases(), *families.chunks.cases(), *families.identity.cases()[:60]])
    malformed = [verdict for verdict in verdicts if not verdict.is_valid and verdict.case.family in ("rows", "chunks")]
    unseen = Counter(bool(verdict.dangers) for verdict in malformed)[False]
    assert unseen < len(malformed) / 4, f"{unseen} of {len(malformed)} malformed requests passed for harmless"
    said = "\n".join(danger for verdict in verdicts for danger in verdict.dangers + verdict.harmed)
    for kind in ("malformed", "identity", "the victim's bytes", "fresh connection"):
        assert kind in said, f"nothing of the kind {kind!r} was found"


@pytest.mark.parametrize(
    "answers, has_ended, is_harmed",
    [([b"GET /attack attack", b"GET /victim/1 1"], False, False), ([b"GET /attack attack"], True, False),
     ([], True, False), ([b"GET /victim/1 1", b"GET /attack attack"], False, True), ([b"GET /other other"], True, True),
     ([], False, True)]
)
def test_a_victim_behind_the_attack_is_harmed_by_another_answer_or_none(answers, has_ended, is_harmed):
    attack = request()
    victim = read(request(target=b"/victim/1").replace(b"X-Marker: attack", b"X-Marker: 1"))
    behind = Conversation([Answer(200, seen) for seen in answers], has_ended)
    identity = Identity(b"id", b"scope", b"token")
    evidence = Evidence(
        Case("rows", "one", attack), reading(attack, victim.raw), [], [], behind, behind, (victim, victim),
        (identity, identity), Gateway(b"upstream")
    )
    assert bool(of_connection(evidence)) == is_harmed


@pytest.mark.parametrize(
    "target", [
        b"/accounts/%65xport", b"/accounts/EXPORT", b"/accounts/x/..%2fexport", b"/accounts//export",
        b"/accounts/export;a=b", b"/accounts/%2565xport", b"/x\\..\\accounts/export", b"/accounts/export%00.png",
        b"/accounts/x/%c0%ae%c0%ae/export"
    ]
)
def test_a_path_that_a_service_could_read_as_a_protected_one_is_seen(target):
    assert reaches(target) == b"/accounts/export"
    assert reaches(b"/accounts/plain") is None


@pytest.mark.parametrize(
    "data", [
        b"GET / HTTP/1.1\r\n\r\n", b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / HTTP/1.1\nHost: a\n\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nA: b\0\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 010\r\n\r\n0123456789",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n"
    ]
)
def test_the_strict_reading_takes_nothing_malformed(data):
    with pytest.raises(Fault):
        read(data)


def test_the_strict_reading_takes_what_is_well_formed():
    head = b"POST /a?b HTTP/1.1\r\nHost: a:80\r\nA:\tb\xe4 \r\nTransfer-Encoding: Chunked\r\n\r\n"
    data = head + b"5;a\r\nhello\r\n0\r\nT: u\r\n\r\n"
    message = read(data + b"GET")
    assert (message.raw, message.content, message.values(b"a")) == (data, b"hello", [b"b\xe4"])
    with pytest.raises(Incomplete):
        read(data[:-1])


SENT = (
    b"POST /attack HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer token\r\nX-Marker: attack\r\nX-Own: a\r\n"
    b"Connection: X-Request-Id, Via, X-Forwarded-For\r\nVia: 1.0 other\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"5\r\nhello\r\n0\r\nT: u\r\n\r\n"
)
ARRIVED = (
    b"POST /attack HTTP/1.1\r\nHost: upstream\r\nX-Marker: attack\r\nX-Own: a\r\nVia: 1.0 other\r\nX-Client-Id: id\r\n"
    b"X-Client-Scopes: scope\r\nX-Request-Id: 00112233445566778899aabbccddeeff\r\nX-Forwarded-For: 127.0.0.1\r\n"
    b"X-Forwarded-Proto: http\r\nX-Forwarded-Host: gateway.test\r\nVia: 1.1 tollgate\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
)


def judged(sent: bytes, arrived: bytes) -> Verdict:
    """What is said where this is sent, and the gateway's upstream gets that."""
    victim = read(request(target=b"/victim/1").replace(b"X-Marker: attack", b"X-Marker: victim-1"))
    nobody = Conversation([], True)
    fresh = Conversation([Answer(200, seen(victim))], False)
    identities = Identity(b"id", b"scope", b"token"), Identity(b"victim", b"scope", b"another")
    return judge(
        Evidence(
            Case("rows", "one", sent), reading(sent, victim.raw), [read(arrived)], [], nobody, fresh, (victim, victim),
            identities, Gateway(b"upstream")
        )
    )


def test_a_request_that_arrives_as_it_has_to_is_good():
    assert judged(SENT, ARRIVED).is_good


FORGED = [
    "X-Request-Id: mine", "X-Forwarded-For: 10.0.0.1", "X-Forwarded-Host: other", "X-Forwarded-Proto: https",
    "Forwarded: for=10.0.0.1", "X_Request_Id: mine", "X_Forwarded_For: 10.0.0.1", "X-Forwarded_Host: other",
    "x_forwarded_proto: https", "X-Forwarded-Port: 1", "X-Forwarded-Prefix: /a", "X-Original-URL: /accounts/export",
    "X-Rewrite-URL: /accounts/export", "X-Forwarded-Uri: /accounts/export", "X-HTTP-Method-Override: DELETE",
    "X_HTTP_Method_Override: DELETE", "Proxy-Authorization: Basic YTpi", "Expect: 100-continue", "X-Real-IP: 10.0.0.1",
    "Authorization: Bearer token", "X-Client-Id: admin", "x_client_id: admin"
]


@pytest.mark.parametrize("line", FORGED)
@pytest.mark.parametrize("is_sent", [True, False])
def test_a_field_that_had_to_stay_behind_is_seen(line, is_sent):
    forged = b"X-Own: a\r\n" + line.encode() + b"\r\n"
    sent = SENT.replace(b"X-Own: a\r\n", forged) if is_sent and not line.startswith("Authorization") else SENT
    assert not judged(sent, ARRIVED.replace(b"X-Own: a\r\n", forged)).is_good
    assert judged(sent, ARRIVED).is_good


@pytest.mark.parametrize(
    "what, old, new", [
        ("no X-Request-Id", b"X-Request-Id: 00112233445566778899aabbccddeeff\r\n", b""),
        ("the X-Request-Id of another form", b"00112233445566778899aabbccddeeff", b"1"),
        ("no Via", b"Via: 1.1 tollgate\r\n", b""), ("no Via of before", b"Via: 1.0 other\r\n", b""),
        ("no X-Forwarded-For", b"X-Forwarded-For: 127.0.0.1\r\n", b""),
        ("no X-Forwarded-Proto", b"X-Forwarded-Proto: http\r\n", b""),
        ("no X-Forwarded-Host", b"X-Forwarded-Host: gateway.test\r\n", b""),
        ("no X-Client-Id", b"X-Client-Id: id\r\n", b""), ("another value", b"X-Own: a", b"X-Own: b"),
        ("a field less", b"X-Own: a\r\n", b""), ("a field twice", b"X-Own: a\r\n", b"X-Own: a\r\nX-Own: a\r\n"),
        ("a field of nobody's", b"X-Own: a\r\n", b"X-Own: a\r\nX-Other: a\r\n"),
        ("another order", b"X-Marker: attack\r\nX-Own: a\r\n", b"X-Own: a\r\nX-Marker: attack\r\n"),
        ("the client's Host", b"Host: upstream", b"Host: gateway.test"),
        ("trailers", b"0\r\n\r\n", b"0\r\nT: u\r\n\r\n"),
        ("a trailer in the head", b"X-Own: a\r\n", b"X-Own: a\r\nT: u\r\n"),
        ("another framing", b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
         b"Content-Length: 5\r\n\r\nhello"), ("a field of the connection", b"X-Own: a", b"Connection: a\r\nX-Own: a")
    ]
)
def test_a_head_that_is_not_as_it_has_to_be_is_seen(what, old, new):
    assert ARRIVED.count(old) == 1
    assert not judged(SENT, ARRIVED.replace(old, new)).is_good, what


# The same cases at others, for the table


@pytest.mark.slow
@pytest.mark.parametrize("program", [Nginx, HAProxy])
def test_the_same_cases_at_another_proxy(tables, program):
    if not program.is_there():
        pytest.skip(f"{program.name} is not installed here")
    verdicts = play(program, CASES)
    tables += ["", *table.lines(program.name, verdicts)]
    assert any(verdict.passed for verdict in verdicts)
