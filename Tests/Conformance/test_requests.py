"""Nothing dangerous reaches an upstream, whatever a stranger sends; and whoever comes behind is answered rightly."""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import conversation, families, table
from hostile.answer import Answer, answers
from hostile.case import Case, post, request
from hostile.conversation import Conversation, converse
from hostile.families import corpora, rows
from hostile.forwarding import Gateway
from hostile.identity import Identity
from hostile.paths import has_two_meanings, reaches
from hostile.programs import HAProxy, Naive, Nginx, Tollgate
from hostile.recorder import seen
from hostile.reference import reading
from hostile.trial import play
from hostile.verdict import Evidence, Verdict, judge, of_connection
from strict.request import Fault, Incomplete, read

CASES = families.everything() if os.environ.get("TOLLGATE_SLOW") else families.quick()
FAMILIES = list(dict.fromkeys(case.family for case in CASES))
REFUSED: dict[str, dict[str, str | None]] = json.loads(Path(__file__).with_name("refused.json").read_text())
"""The valid cases that are refused all the same, by the rule that refuses them, with the reason that the gateway gives
(none where it hears nothing more and ends the connection)."""


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
    listed = {
        name: reason
        for names in REFUSED.values() for name, reason in names.items() if name.startswith(family + "/")
    }
    refused = {
        verdict.case.id: verdict.refusal and verdict.refusal.reason
        for verdict in played[family] if verdict.is_refused_though_valid
    }
    listed = {name: reason for name, reason in listed.items() if name in {case.id for case in CASES}}
    assert refused.keys() - listed.keys() == set(), "refused, and no rule is written down for it"
    assert listed.keys() - refused.keys() == set(), "listed as refused, and passes"
    assert refused == listed, "refused for another reason than is written down"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_refusal_has_the_status_of_its_rule_and_ends_the_connection_where_it_must(played, family):
    wrong = [
        f"{verdict.case.id}: {verdict.refusal} for {verdict.case.status}, open: {verdict.is_open_still}"
        for verdict in played[family] if verdict.is_answered_wrongly
    ]
    assert not wrong, "\n".join(wrong)


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


ASKED = b"HTTP/1.1 200 OK\r\nX-Seen: GET /a -\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize("data", [b"HTTP/1.1  OK", b"ok", b"HTTP/0.9 200 OK", b"HTTP/1.1 2000 OK"])
def test_an_answer_without_a_status_line_is_a_fault_unless_the_program_is_lenient(data):
    data += b"\r\n\r\n"
    with pytest.raises(Fault):
        answers(data, [b"GET"], True)
    assert [answer.status for answer in answers(data, [b"GET"], True, is_lenient=True)] == [200]


def test_an_answer_more_than_requests_is_a_fault():
    assert len(answers(ASKED + ASKED, [b"GET", b"GET"], False)) == 2
    with pytest.raises(Fault):
        answers(ASKED + ASKED, [b"GET"], False)


@pytest.mark.parametrize(
    "status, has_ended, is_wrong", [(401, True, False), (400, True, True), (401, False, True), (None, True, True)]
)
def test_another_status_and_a_connection_that_stays_open_are_seen(status, has_ended, is_wrong):
    behind = Conversation([Answer(status, None)] if status else [], has_ended)
    case = Case("rows", "one", SENT, False, status=401, closes=True)
    assert judged(SENT, ARRIVED, case, behind).is_answered_wrongly == is_wrong


def test_the_reason_of_a_refusal_is_read():
    problem = b'{"status":400,"reason":"message.chunk"}'
    refusal = b"HTTP/1.1 400 Bad Request\r\nContent-Length: %d\r\n\r\n%b" % (len(problem), problem)
    assert answers(refusal, [b"GET"], False) == [Answer(400, None, "message.chunk")]
    assert answers(ASKED, [b"GET"], False) == [Answer(200, b"GET /a -")]


@pytest.mark.parametrize("is_patient, has_ended", [(True, False), (False, True)])
def test_who_has_to_see_the_end_does_not_bring_it_about(monkeypatch, is_patient, has_ended):
    monkeypatch.setattr(conversation, "LAST", 0.4)

    async def play() -> Conversation:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            return await converse(port, b"X", [b"GET"], b"nobody", is_patient)
        finally:
            server.close()

    assert asyncio.run(play()).has_ended == has_ended


def test_a_folder_of_corpora_that_is_missing_is_a_failure(monkeypatch, tmp_path):
    monkeypatch.setattr(corpora, "CORPORA", tmp_path / "none")
    monkeypatch.delenv("TOLLGATE_CORPORA", raising=False)
    assert corpora.cases() == []
    monkeypatch.setenv("TOLLGATE_CORPORA", str(tmp_path / "none"))
    with pytest.raises(AssertionError):
        corpora.cases()


@pytest.mark.parametrize(
    "target", [
        b"/accounts/%65xport", b"/accounts/EXPORT", b"/accounts/x/..%2fexport", b"/accounts//export",
        b"/accounts/export;a=b", b"/accounts/%2565xport", b"/x\\..\\accounts/export", b"/accounts/export%00.png",
        b"/accounts/x/%c0%ae%c0%ae/export", b"/accounts/export/", b"/accounts/expor%c1%b4", b"/accounts/export.%20/"
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


def judged(sent: bytes, arrived: bytes, case: Case | None = None, behind: Conversation | None = None) -> Verdict:
    """What is said where this is sent, and the gateway's upstream gets that."""
    victim = read(request(target=b"/victim/1").replace(b"X-Marker: attack", b"X-Marker: victim-1"))
    fresh = Conversation([Answer(200, seen(victim))], False)
    identities = Identity(b"id", b"scope", b"token"), Identity(b"victim", b"scope", b"another")
    return judge(
        Evidence(
            case or Case("rows", "one", sent), reading(sent, victim.raw), [read(arrived)], [],
            behind or Conversation([], True), fresh, (victim, victim), identities, Gateway(b"upstream")
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
    "Authorization: Bearer token", "X-Client-Id: admin", "x_client_id: admin", "Proxy: 10.0.0.1:8080", "REMOTE_USER: admin",
    "X-Url-Scheme: https", "Front-End-Https: on", "X-Host: other"
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


@pytest.mark.parametrize(
    "target", [
        b"/a/%65", b"/a%2fb", b"/a%5cb", b"/a%00", b"/%2e", b"/a%25", b"/a%3bb", b"/a%3f", b"/a%23", b"/a%", b"/a%zz",
        b"/a/./b", b"/a/../b", b"/a//b", b"/a;b", b"/a\\b", b"/a#b", b"/\xe9", b"/%c0%af", b"/a/.../b", b"/a/%20"
    ]
)
def test_a_path_that_no_route_may_take_is_known(target):
    assert has_two_meanings(target)
    assert not any(map(has_two_meanings, [b"/", b"/a", b"/a/", b"/a%20b/c..", b"/%C3%A9?a=%2e//", b"/a/.b"]))


# The same cases at others, for the table


@pytest.mark.slow
@pytest.mark.parametrize("program", [Nginx, HAProxy])
def test_the_same_cases_at_another_proxy(tables, program):
    if not program.is_there():
        pytest.skip(f"{program.name} is not installed here")
    verdicts = play(program, families.quick())
    tables += ["", *table.lines(program.name, verdicts)]
    assert any(verdict.passed for verdict in verdicts)
