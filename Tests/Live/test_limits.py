"""Limits of size: of the head and what stands in it, and of content, for all routes and for one."""

import pytest
from support import standard
from support.answers import assert_problem
from support.gateway import Gateway
from support.standard import READ, route
from support.upstream import Ended, message
from support.waiting import wait_until
from support.wire import Broken, chunked, request

KIB = 1024
HEAD = 64 * KIB


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, upstreams):
    limits = {"head": "64KiB", "target": "4KiB", "fields": 20, "body": "10KiB", "token": "2KiB"}
    document = standard.document(*upstreams, limits=limits)
    document["routes"] += [
        route("POST /large") | {"limits": {"body": "1MiB"}},
        route("POST /small") | {"limits": {"body": "100B"}},
        route("POST /none") | {"limits": {"body": "0B"}},
        route("POST /private", READ) | {"limits": {"body": "100B"}},
    ]
    gateway = Gateway(tmp_path_factory.mktemp("limits"), document).start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


def refused(gateway, upstream, data, status, reason):
    """The answer to a request that is refused before anything is forwarded, and its line."""
    with gateway.client() as client:
        client.send(data)
        answer = client.response("POST")
        assert answer.interims == []
        assert_problem(answer, status, reason)
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends(), "the connection goes on"
    assert upstream.requests == []
    line = gateway.log_line(answer.value("X-Request-Id"))
    assert (line["status"], line["decision"], line["reason"]) == (status, "refused", reason)
    return line


def passes(gateway, upstream, data):
    assert gateway.call(data).status == 200
    received = upstream.only
    upstream.forget()
    return received


def head(size, *lines, target="/health", body=None):
    """A request whose head has exactly so many bytes, in few lines."""
    method = "GET" if body is None else "POST"
    rest = size - len(request(method, target, *lines, "X-A: ", body=body)) + len(body or b"")
    return request(method, target, *lines, "X-A: " + "a" * rest, body=body)


# The head


def test_a_head_larger_than_any_block_of_memory_arrives_whole(gateway, upstream):
    data = head(HEAD)
    assert len(data) == HEAD
    received = passes(gateway, upstream, data)
    assert len(received.value("X-A")) > HEAD - 200
    # A byte more is refused, as soon as it has come.
    refused(gateway, upstream, head(HEAD + 1), 431, "message.headTooLarge")


@pytest.mark.parametrize("piece", [1, 32 * KIB - 1, 32 * KIB, 32 * KIB + 1, 99 * KIB])
def test_a_large_head_arrives_whole_however_it_is_split(gateway, upstream, piece):
    size = HEAD if piece > 100 else 33 * KIB
    data = head(size, target="/open", body=b"x" * 9000) + request("GET", "/health")
    with gateway.client() as client:
        for start in range(0, len(data), piece):
            client.send(data[start : start + piece])
        assert client.response("POST").status == client.response().status == 200
    first, second = upstream.completed(2)
    assert (first.method, first.body, second.line) == ("POST", b"x" * 9000, "GET /health HTTP/1.1")
    assert len(first.value("X-A")) > size - 300


def test_a_target_over_its_limit_is_refused(gateway, upstream):
    # The whole target counts, with its query.
    longest = "/health?" + "a" * (4 * KIB - len("/health?"))
    assert passes(gateway, upstream, request("GET", longest)).target == longest
    line = refused(gateway, upstream, request("GET", longest + "a"), 414, "message.targetTooLong")
    assert "path" not in line
    refused(gateway, upstream, b"GET /" + b"a" * HEAD, 414, "message.targetTooLong")


def test_field_lines_over_their_number_are_refused(gateway, upstream):
    passes(gateway, upstream, request("GET", "/health", *["A: b"] * 19))
    refused(gateway, upstream, request("GET", "/health", *["A: b"] * 20), 431, "message.tooManyFields")


def test_connection_options_over_their_number_are_refused(gateway, upstream):
    passes(gateway, upstream, request("GET", "/health", "Connection: " + "a," * 256))
    refused(gateway, upstream, request("GET", "/health", "Connection: " + "a," * 257), 431, "message.tooManyOptions")


def test_a_token_over_its_limit_is_refused_and_nothing_of_it_is_kept(gateway, upstream, token):
    assert len(token) < 2 * KIB
    passes(gateway, upstream, request("GET", "/all", token=token))

    def memory():
        status = open(f"/proc/{gateway.process.pid}/status").read()
        return int(status.split("VmRSS:")[1].split()[0])

    def refuse(number):
        answer = client.call(request("GET", "/all", token=f"{number:05}{'a' * 60000}.b.c"))
        assert_problem(answer, 401, "token.malformed")

    with gateway.client() as client:
        for number in range(20):
            refuse(number)
        before = memory()
        for number in range(300):
            refuse(number)
        assert memory() - before < 4 * KIB
        # The part of a good token that is over the limit makes no other token of it.
        assert client.call(request("GET", "/all", token=token + "a" * (2 * KIB + 1 - len(token)))).status == 401
        assert client.call(request("GET", "/all", token=token)).status == 200
    assert [received.target for received in upstream.requests] == ["/all"]


# Content: where the length says so


SIZES = {"/open": 10 * KIB, "/large": 1024 * KIB, "/small": 100, "/none": 0}


@pytest.mark.parametrize("path, limit", SIZES.items())
def test_a_length_over_the_routes_limit_is_refused_before_anything_is_forwarded(gateway, upstream, path, limit):
    assert passes(gateway, upstream, request("POST", path, body=b"x" * limit)).body == b"x" * limit
    line = refused(gateway, upstream, request("POST", path, f"Content-Length: {limit + 1}"), 413,
                   "message.contentTooLarge")
    assert (line["path"], line["route"], line["bytesIn"]) == (path, f"POST {path}", 0)


def test_a_client_that_waits_for_100_is_refused_without_it(gateway, upstream):
    lines = "Content-Length: 101", "Expect: 100-continue"
    refused(gateway, upstream, request("POST", "/small", *lines), 413, "message.contentTooLarge")
    with gateway.client() as client:
        client.send(request("POST", "/small", "Content-Length: 100", "Expect: 100-continue"))
        assert client._head().status == 100
        client.send(b"x" * 100)
        assert client.response("POST").status == 200


def test_who_may_not_call_is_told_that_and_not_the_limit(gateway, upstream, token):
    data = request("POST", "/private", "Content-Length: 101")
    assert_problem(gateway.call(data), 401, "credentials.missing")
    data = request("POST", "/private", "Content-Length: 101", token=token)
    refused(gateway, upstream, data, 413, "message.contentTooLarge")


def test_the_greatest_length_there_is_is_refused(gateway, upstream):
    refused(gateway, upstream, request("POST", "/large", f"Content-Length: {2**63 - 1}"), 413,
            "message.contentTooLarge")


# Content: where it comes in chunks


@pytest.mark.parametrize("path, limit", SIZES.items())
def test_chunks_over_the_routes_limit_end_the_call_in_the_middle(gateway, upstream, path, limit):
    def data(size):
        pieces = [b"x" * min(5000, size - start) for start in range(0, size, 5000)]
        return request("POST", path, "Transfer-Encoding: chunked") + chunked(*pieces)

    assert passes(gateway, upstream, data(limit)).body == b"x" * limit
    with gateway.client() as client:
        client.send(data(limit + 1))
        answer = client.response("POST")
        assert_problem(answer, 413, "message.contentTooLarge")
        assert answer.value("Connection") == "close"
    wait_until(lambda: all(connection.has_ended for connection in upstream.connections[-1:]), what="the end upstream")
    assert not any(received.is_complete for received in upstream.requests)
    line = gateway.log_line(answer.value("X-Request-Id"))
    assert (line["status"], line["reason"], line["route"]) == (413, "message.contentTooLarge", f"POST {path}")
    assert line["bytesIn"] <= limit


def test_chunks_over_the_limit_after_the_answer_began_break_the_answer(gateway, upstream):
    def script(connection, received):
        connection.send(message(b"hello", "Content-Length: 10", framing=None))
        connection.wait_for_end()
        raise Ended

    upstream.play(script)
    with gateway.client() as client:
        client.send(request("POST", "/small", "Transfer-Encoding: chunked") + b"5\r\nhello\r\n")
        wait_until(lambda: client._more() and b"\r\n\r\nhello" in client.buffer, what="the beginning of the answer")
        client.send(b"60\r\n" + b"x" * 0x60 + b"\r\n")
        with pytest.raises(Broken):
            client.response("POST")
    line = gateway.log_line(upstream.requests[0].value("X-Request-Id"))
    assert (line["status"], line["completed"]) == (200, False)


# The gateway's own paths


def test_the_gateways_own_paths_have_a_limit_of_their_own(gateway, upstream, application):
    form = "Content-Type: application/x-www-form-urlencoded"
    body = b"grant_type=client_credentials&scope=transactions:read&x="
    # More than the limit of the routes, because the largest form must not depend on them.
    whole = body + b"y" * (16 * KIB - len(body))
    assert gateway.call(request("POST", "/oauth/token", application.basic, form, body=whole)).status == 200
    line = refused(gateway, upstream, request("POST", "/oauth/token", application.basic, form, body=whole + b"y"), 413,
                   "message.contentTooLarge")
    assert line["path"] == "/oauth/token"
    data = request("POST", "/oauth/token", application.basic, form, "Transfer-Encoding: chunked")
    assert gateway.call(data + chunked(whole)).status == 200
    assert_problem(gateway.call(data + chunked(whole, b"y")), 413, "message.contentTooLarge")
    lines = f"Content-Length: {16 * KIB + 1}", "Expect: 100-continue"
    refused(gateway, upstream, request("POST", "/oauth/token", application.basic, form, *lines), 413,
            "message.contentTooLarge")


# Responses


def test_a_large_head_of_a_response_is_found_behind_an_interim_one(gateway, upstream):
    interim = "HTTP/1.1 103 Early Hints\r\nX-A: " + "a" * 20000 + "\r\n\r\n"

    def script(connection, received):
        connection.read_body(received)
        connection.send(interim.encode() + message(b"ok", "X-B: " + "b" * 20000))

    upstream.play(script)
    with gateway.client(seconds=5) as client:
        answer = client.call(request("GET", "/health"))
    assert len(answer.interims[0].value("X-A")) == len(answer.value("X-B")) == 20000
