"""The access log: one line of JSON for each exchange, however it ended."""

import datetime
import json

import pytest
from support.standard import CREATE, READ
from support.upstream import close_unanswered, message, raw
from support.waiting import wait_until
from support.wire import Broken, request


@pytest.fixture
def logged(gateway):
    """Makes a call; its line."""

    def logged(data, method=None):
        answer = gateway.call(data, method)
        return gateway.log_line(answer.value("X-Request-Id"))

    return logged


def test_an_allowed_call_has_what_it_takes_to_decide_it_again(logged, gateway, upstream, application, token):
    upstream.play(raw(message(b"theirs", status="201 Created")))
    data = request("POST", "/transactions?secret=1", "X-Request-Id: mine", body=b"hello",
                   token=gateway.token(application, READ, CREATE))
    line = logged(data)
    moment = datetime.datetime.fromisoformat(line["time"].replace("Z", "+00:00"))
    assert abs((datetime.datetime.now(datetime.timezone.utc) - moment).total_seconds()) < 60
    assert line["clientRequestId"] == "mine" and line["requestId"] == upstream.only.value("X-Request-Id")
    assert (line["method"], line["host"], line["path"]) == ("POST", "gateway.test", "/transactions")
    assert line["route"] == "POST /transactions"
    assert line["application"] == application.id
    assert line["jti"]
    assert set(line["scopes"] if isinstance(line["scopes"], list) else line["scopes"].split(" ")) == {READ, CREATE}
    assert "transactions" in line["audiences"]
    assert line["decision"] == "allowed" and "reason" not in line
    assert line["revision"] >= 1 and line["sequence"] >= 1
    assert line["status"] == 201
    assert (line["bytesIn"], line["bytesOut"]) == (5, 6)
    assert 0 <= line["upstreamMicroseconds"] <= line["microseconds"]
    assert line["endpoint"] == upstream.url
    assert line["completed"] is True
    assert line["client"] == "127.0.0.1" and line["peer"].startswith("127.0.0.1:")


def test_the_sequence_rises_with_the_registry(logged, gateway, upstream):
    before = logged(request("GET", "/health"))["sequence"]
    done = gateway.register(READ)
    assert logged(request("GET", "/health"))["sequence"] > before
    gateway.applications("disable", done.id)
    assert logged(request("GET", "/health"))["sequence"] > before + 1


REFUSED = {
    "no credentials": (request("GET", "/transactions"), 401, "credentials.missing"),
    "bad token": (request("GET", "/transactions", token="a.b.c"), 401, "token.malformed"),
    "no route": (request("GET", "/nothing"), 404, "route.notFound"),
    "no method": (request("PUT", "/health"), 405, "route.method"),
    "bad path": (request("GET", "/health/.."), 400, "path.dotSegment"),
    "two credentials": (request("GET", "/transactions", "Authorization: a", "Authorization: b"), 400,
                        "credentials.repeated"),
    "bad message": (b"GET /health HTTP/1.1\r\nA : b\r\n\r\n", 400, "message.fieldName"),
}


@pytest.mark.parametrize("data, status, reason", REFUSED.values(), ids=REFUSED)
def test_a_refused_call_has_its_line(logged, upstream, data, status, reason):
    line = logged(data)
    assert (line["status"], line["decision"], line["reason"]) == (status, "refused", reason)
    assert "endpoint" not in line and line["completed"] is True


def test_a_missing_scope_names_who_called(logged, upstream, application, token):
    line = logged(request("POST", "/transactions", token=token))
    assert (line["reason"], line["application"]) == ("scope.missing", application.id)
    assert line["jti"]


def test_a_failed_upstream_has_its_reason(logged, upstream, token):
    upstream.play(close_unanswered)
    line = logged(request("POST", "/all", token=token, body=b"x"))
    assert (line["status"], line["decision"], line["reason"]) == (502, "allowed", "upstream.reset")
    assert line["endpoint"] == upstream.url


def test_a_broken_message_is_told(gateway, upstream, token):
    upstream.play(raw(message(b"hello")[:-1], "close"))
    with pytest.raises(Broken) as broken:
        gateway.call(request("GET", "/all", token=token))
    line = gateway.log_line(upstream.only.value("X-Request-Id"))
    assert line["completed"] is False and line["reason"] == "upstream.reset" and line["status"] == 200
    assert broken


def test_a_client_that_left_is_told(gateway, upstream, token):
    with gateway.client() as client:
        client.send(request("POST", "/all", "Content-Length: 10", token=token) + b"hello")
        upstream.arrived(1)
        client.reset()
    line = gateway.log_line(upstream.requests[0].value("X-Request-Id"))
    assert line["completed"] is False and line["bytesIn"] == 5


def test_a_client_that_ended_its_side_in_its_body_is_told(gateway, upstream, token):
    with gateway.client() as client:
        client.send(request("POST", "/all", "Content-Length: 10", token=token) + b"hello")
        client.end_sending()
        assert client.response().status == 400
    line = gateway.log_line(upstream.arrived(1)[0].value("X-Request-Id"))
    assert (line["status"], line["reason"], line["bytesIn"]) == (400, "message.incomplete", 5)


def test_the_gateways_own_paths_have_their_lines(logged, gateway, application):
    answer = gateway.ask_token(application, READ)
    line = gateway.log_line(answer.value("X-Request-Id"))
    assert (line["path"], line["status"]) == ("/oauth/token", 200)
    assert logged(request("GET", "/.well-known/jwks.json"))["status"] == 200


def test_pipelined_calls_have_a_line_each(gateway, upstream):
    with gateway.client() as client:
        client.send(request("GET", "/health") * 10)
        ids = [client.response().value("X-Request-Id") for _ in range(10)]
    assert len(set(ids)) == 10
    for request_id in ids:
        assert gateway.log_line(request_id)["status"] == 200


# What must not be in the log, and what must not break it


def test_neither_query_nor_token_nor_secret_is_logged(logged, gateway, upstream, application, token):
    logged(request("GET", "/transactions?card=4111111111111111", token=token))
    logged(request("GET", "/oauth/token?grant_type=client_credentials&scope=transactions:read&x=QUERYMARK",
                   application.basic))
    text = gateway.log_text()
    assert "4111" not in text and "QUERYMARK" not in text
    assert token not in text and token.split(".")[2] not in text
    assert application.secret not in text and application.basic.split(" ")[-1] not in text


HOSTILE = ['"', "\\", '\\"', '","decision":"allowed","x":"', "\t", "\x7f", "\xe4\xff", "\u0085", "</script>", "a" * 3000,
           "{}", "\\u0000", "\\n{"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_cannot_break_or_forge_a_line(gateway, upstream, text):
    before = len(gateway.log_lines())
    data = [request("GET", "/health", f"X-Request-Id: {text}"), request("GET", f"/nothing{text}"),
            request("GET", f"/files/{text}"), request(f"G{text}", "/health"), request("GET", "/health", host=text)]
    ids = [gateway.call(one).value("X-Request-Id") for one in data]
    lines = {request_id: gateway.log_line(request_id) for request_id in ids}
    assert len(lines) == len(data)
    for line in lines.values():
        assert line["decision"] == ("allowed" if line["status"] == 200 else "refused")
    assert len(gateway.log_lines()) == before + len(data)


@pytest.mark.parametrize("first", range(0, 256, 32))
def test_no_byte_in_any_place_breaks_or_forges_a_line(gateway, upstream, first):
    before = len(gateway.log_lines())
    count = 0
    for value in range(first, first + 32):
        byte = bytes([value])
        for data in (
            b"GET /not" + byte + b"hing HTTP/1.1\r\nHost: gateway.test\r\n\r\n",
            b"G" + byte + b"T /nothing HTTP/1.1\r\nHost: gateway.test\r\n\r\n",
            b"GET /nothing HTTP/1.1\r\nHost: gate" + byte + b"way.test\r\n\r\n",
            b"GET /nothing HTTP/1.1\r\nHost: gateway.test\r\nX-Request-Id: a" + byte + b"b\r\n\r\n",
        ):
            assert gateway.call(data).status >= 400
            count += 1
    lines = wait_until(lambda: len(gateway.log_lines()) >= before + count and gateway.log_lines()[before:], what="lines")
    assert len(lines) == count
    for line in lines:
        assert line["decision"] == "refused" and line["reason"] and line["requestId"]


def test_a_clients_request_id_is_escaped_and_stands_beside_ours(logged, upstream):
    line = logged(request("GET", "/health", 'X-Request-Id: a"b\\c'))
    assert line["clientRequestId"] == 'a"b\\c' and line["requestId"] != line["clientRequestId"]


def test_no_member_is_there_twice(gateway, upstream, token):
    answers = [gateway.call(request("GET", target, 'X-Request-Id: a', token=token))
               for target in ("/all", "/nothing", "/health", "/dead", "/either")]
    ids = [answer.value("X-Request-Id") for answer in answers]
    wait_until(lambda: set(ids) <= {line["requestId"] for line in gateway.log_lines()})

    def once(pairs):
        assert len(pairs) == len({name for name, _ in pairs}), pairs
        return dict(pairs)

    for line in gateway.log_text().split("\n")[:-1]:
        json.loads(line, object_pairs_hook=once)


def test_only_its_owner_may_write_the_log_and_others_not_read_it(gateway):
    assert (gateway.folder / "access.log").stat().st_mode & 0o027 == 0
