"""What the client receives, by what the upstream answers: framing both ways, broken messages, failures."""

import socket

import pytest
from support import standard
from support.answers import assert_problem
from support.gateway import Gateway, configuration
from support.stopping import stopped
from support.upstream import (Ended, answer_early, close_unanswered, message, never, raw, reply, reset_unanswered)
from support.waiting import wait_until
from support.wire import Broken, chunked, request

BODY = bytes(range(256)) * 5


@pytest.fixture
def played(gateway, upstream, token):
    """Makes one call that is answered by a script, and sees that the gateway still serves afterwards."""

    def played(script, method="GET", target="/all", body=None, version="1.1"):
        upstream.play(script)
        try:
            return gateway.call(request(method, target, token=token, body=body, version=version), method)
        finally:
            after = gateway.call(request("GET", "/all?after", token=token))
            assert (after.status, after.body) == (200, b"ok")

    return played


# Framing


def test_a_length_stays_a_length(played):
    answer = played(reply(BODY, "X-Own: 1"))
    assert answer.body == BODY and answer.value("Content-Length") == str(len(BODY))
    assert answer.value("X-Own") == "1" and answer.value("Via") == "1.1 tollgate"


@pytest.mark.parametrize("framing", ["chunked", "close"])
def test_content_of_unknown_length_comes_in_chunks(played, framing):
    answer = played(reply(BODY, framing=framing))
    assert answer.body == BODY and answer.value("Transfer-Encoding") == "chunked"


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_an_old_client_gets_no_chunks(played, framing):
    answer = played(reply(BODY, framing=framing), version="1.0")
    assert answer.body == BODY and answer.values("Transfer-Encoding") == []
    assert answer.value("Connection") == "close"


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_empty_content_is_empty(played, framing):
    assert played(reply(b"", framing=framing)).body == b""


@pytest.mark.parametrize("lines", [["Content-Length: 5"], ["Transfer-Encoding: chunked"], []])
def test_an_answer_to_head_has_no_content(gateway, upstream, token, lines):
    upstream.play(raw(message(b"", *lines, framing=None)))
    with gateway.client() as client:
        assert client.call(request("HEAD", "/all", token=token)).status == 200
        assert client.call(request("GET", "/all", token=token)).body == b"ok"


def test_an_answer_to_head_keeps_its_length(gateway, upstream, token):
    upstream.play(raw(message(b"", "Content-Length: 5", framing=None)))
    assert gateway.call(request("HEAD", "/all", token=token)).value("Content-Length") == "5"


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
@pytest.mark.parametrize("lines", [[], ["Content-Length: 5"]])
def test_204_and_304_have_no_content_whatever_the_fields_say(gateway, upstream, token, status, lines):
    upstream.play(raw(message(b"", *lines, status=status, framing=None)))
    with gateway.client() as client:
        answer = client.call(request("GET", "/all", token=token))
        assert answer.status == int(status[:3])
        assert answer.values("Transfer-Encoding") == []
        assert status.startswith("304") or answer.values("Content-Length") == []
        assert client.call(request("GET", "/all", token=token)).body == b"ok"


@pytest.mark.parametrize("status", ["201 Created", "302 Found", "404 Not Found", "418 I'm a teapot", "500 Oops",
                                    "599 Strange"])
def test_a_status_of_the_upstream_passes_with_its_content(played, status):
    answer = played(reply(b"theirs", "Location: /x", status=status))
    assert (answer.status, answer.body) == (int(status[:3]), b"theirs")
    assert answer.value("Location") == "/x"


def test_an_upstreams_challenge_is_not_changed(played):
    lines = ['WWW-Authenticate: Basic realm="theirs"', "WWW-Authenticate: Bearer"]
    answer = played(reply(b"", *lines, status="401 Unauthorized"))
    assert answer.values("WWW-Authenticate") == ['Basic realm="theirs"', "Bearer"]


def test_repeated_fields_stay_as_they_are(played):
    answer = played(reply(b"", "Set-Cookie: a=1", "Set-Cookie: b=2", "Date: Thu, 01 Jan 1970 00:00:00 GMT"))
    assert answer.values("Set-Cookie") == ["a=1", "b=2"]
    assert answer.value("Date") == "Thu, 01 Jan 1970 00:00:00 GMT"


def test_fields_of_one_connection_stay_on_it(played):
    lines = ["Connection: X-One", "X-One: 1", "Keep-Alive: timeout=1", "Proxy-Connection: close", "Trailer: X-T",
             "Upgrade: h2c", "Via: 1.1 theirs"]
    answer = played(reply(b"x", *lines))
    names = {name.lower() for name, _ in answer.fields}
    assert not names & {"x-one", "keep-alive", "proxy-connection", "trailer", "upgrade"}
    assert ", ".join(answer.values("Via")) == "1.1 theirs, 1.1 tollgate"


def test_trailers_of_the_upstream_are_dropped(played):
    data = message(b"", "Transfer-Encoding: chunked", framing=None)
    assert played(raw(data + chunked(b"hello", trailer=b"X-T: 1\r\nContent-Length: 1\r\n"))).body == b"hello"


def test_the_upstreams_request_id_does_not_replace_ours(played):
    answer = played(reply(b"", "X-Request-Id: theirs"))
    assert answer.value("X-Request-Id") != "theirs"


# Interim responses


EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"


def test_interim_responses_are_relayed(played):
    answer = played(raw(EARLY + b"HTTP/1.1 102 Processing\r\n\r\n" + message(b"done")))
    assert [interim.status for interim in answer.interims] == [103, 102]
    assert answer.interims[0].value("Link") == "</a>"
    assert answer.body == b"done"


def test_interim_responses_are_not_relayed_to_an_old_client(played):
    answer = played(raw(EARLY + message(b"done")), version="1.0")
    assert (answer.interims, answer.body) == ([], b"done")


def test_a_flood_of_interim_responses_is_a_bad_answer(played):
    assert_problem(played(raw(EARLY * 2000 + message(b"done"))), 502, "upstream.protocol")
    assert len(played(raw(EARLY * 3 + message(b"done"))).interims) == 3


def test_switching_protocols_unasked_is_a_bad_answer(played):
    switching = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    assert_problem(played(raw(switching)), 502, "upstream.protocol")


# Connections


def test_pipelined_requests_are_answered_in_order(gateway, upstream, token):
    upstream.default = lambda connection, received: reply(received.target.encode())(connection, received)
    requests = [request("GET", f"/all?{number}", token=token) for number in range(20)]
    requests[7] = request("GET", "/nothing")
    requests[11] = request("POST", "/all?11", token=token, body=b"hello")
    with gateway.client() as client:
        client.send(b"".join(requests))
        answers = [client.response() for _ in requests]
    assert [answer.status for answer in answers] == [200] * 7 + [404] + [200] * 12
    bodies = [answer.body.decode() for answer in answers if answer.status == 200]
    assert bodies == [f"/all?{number}" for number in range(20) if number != 7]


def test_a_connection_is_kept_and_so_is_the_upstreams(gateway, upstream, token):
    with gateway.client() as client:
        for _ in range(5):
            assert client.call(request("GET", "/all", token=token)).status == 200
    assert [received.connection for received in upstream.requests] == [0] * 5


def test_close_is_honoured(gateway, token, upstream):
    with gateway.client() as client:
        answer = client.call(request("GET", "/all", "Connection: close", token=token))
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends()


def test_an_old_client_may_keep_its_connection(gateway, token, upstream):
    with gateway.client() as client:
        for _ in range(2):
            answer = client.call(request("GET", "/all", "Connection: keep-alive", token=token, version="1.0"))
            assert answer.status == 200
            assert answer.value("Connection").lower() == "keep-alive"
        client.call(request("GET", "/all", token=token, version="1.0"))
        client.end_sending()
        assert client.ends()


def test_a_client_that_ended_its_side_still_gets_its_answers(gateway, token, upstream):
    with gateway.client() as client:
        client.send(request("GET", "/all", token=token) * 2)
        client.end_sending()
        assert [client.response().body for _ in range(2)] == [b"ok", b"ok"]
        assert client.ends()


# Upstreams that end early: the client must see a broken message


BROKEN = {
    "in the content": message(BODY)[:-1],
    "before the content": message(BODY)[: -len(BODY)],
    "in a chunk": message(BODY, framing="chunked")[:-100],
    "before the last chunk": message(BODY, framing="chunked")[:-5],
    "in the last chunk": message(BODY, framing="chunked")[:-2],
}


@pytest.mark.parametrize("then", ["close", "reset"])
@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_an_upstream_that_ends_early_breaks_the_message(played, data, then):
    with pytest.raises(Broken):
        played(raw(data, then))


def test_a_bad_chunk_of_the_upstream_breaks_the_message(played):
    with pytest.raises(Broken):
        played(raw(message(BODY, framing="chunked")[:-5] + b"zz\r\n"))


def test_an_old_client_too_sees_that_a_length_broke(played):
    with pytest.raises(Broken):
        played(raw(BROKEN["in the content"], "close"), version="1.0")


def test_an_old_client_too_sees_that_chunks_broke(played):
    """Without chunks the only sign is a reset (RFC 9112 §8)."""
    with pytest.raises(Broken):
        played(raw(BROKEN["before the last chunk"], "close"), version="1.0")


# Answers that are not well formed


BAD = {
    "no HTTP": b"hello\r\n\r\n", "bad version": b"HTTP/9.9 200 OK\r\n\r\n", "no status": b"HTTP/1.1\r\n\r\n",
    "two digits": b"HTTP/1.1 20 OK\r\n\r\n", "letters": b"HTTP/1.1 2x0 OK\r\n\r\n",
    "status 000": b"HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n",
    "length +1": b"HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na",
    "length -1": b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\na",
    "length 1,2": b"HTTP/1.1 200 OK\r\nContent-Length: 1,2\r\n\r\na",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
    "both framings": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "unknown coding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\na",
    "old with chunks": b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "NUL": b"HTTP/1.1 200 OK\r\nA: b\0c\r\nContent-Length: 0\r\n\r\n",
    "bare CR": b"HTTP/1.1 200 OK\r\nA: b\rc\r\nContent-Length: 0\r\n\r\n",
    "bare LF": b"HTTP/1.1 200 OK\nContent-Length: 0\n\n",
    "obs-fold": b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n",
    "space before the colon": b"HTTP/1.1 200 OK\r\nA : b\r\nContent-Length: 0\r\n\r\n",
    "name is no token": b"HTTP/1.1 200 OK\r\nA(: b\r\nContent-Length: 0\r\n\r\n",
    "endless head": b"HTTP/1.1 200 OK\r\n" + b"A: " + b"b" * (1 << 20),
}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_an_answer_that_is_not_well_formed_is_502_and_ends_the_connection(gateway, upstream, token, data, method):
    def script(connection, received):
        connection.read_body(received)
        connection.send(data)
        connection.wait_for_end()
        raise Ended

    upstream.play(script)
    with gateway.client() as client:
        body = b"hello" if method == "POST" else None
        answer = client.call(request(method, "/all", token=token, body=body))
        assert_problem(answer, 502, "upstream.protocol")
        assert client.call(request("GET", "/all", token=token)).body == b"ok"
    assert [received.connection for received in upstream.requests] == [0, 1]
    wait_until(lambda: upstream.connections[0].has_ended, what="the end of the bad connection")


# Bytes that nobody asked for


EVIL = message(b"evil")


def test_bytes_behind_an_answer_reach_nobody(gateway, upstream, token):
    for framing in ("length", "chunked"):
        upstream.play(raw(message(b"mine", framing=framing) + EVIL))
        with gateway.client() as client, gateway.client() as other:
            answer = client.call(request("GET", "/all", token=token))
            assert answer.status == 502 or answer.body == b"mine"
            for connection in (client, other, client):
                assert connection.call(request("GET", "/all", token=token)).body == b"ok"
            assert client.is_quiet()
        assert 0 not in [received.connection for received in upstream.requests[1:]]
        upstream.forget()


def test_bytes_on_an_idle_connection_end_it(gateway, upstream, token):
    with gateway.client() as client:
        assert client.call(request("GET", "/all", token=token)).body == b"ok"
        upstream.connections[0].socket.sendall(EVIL)
        wait_until(lambda: upstream.connections[0].has_ended, what="the end of the idle connection")
        assert client.call(request("GET", "/all", token=token)).body == b"ok"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("is_first", [True, False], ids=["bytes first", "request first"])
def test_bytes_on_an_idle_connection_never_answer_the_next_request(gateway, upstream, token, method, is_first):
    """The gateway finds the bytes and the request in the same turn, in either order."""
    for _ in range(10):
        with gateway.client() as client:
            assert client.call(request("GET", "/all", token=token)).body == b"ok"
            idle = upstream.connections[upstream.requests[-1].connection]
            with stopped(gateway):
                acts = [lambda: idle.socket.sendall(EVIL),
                        lambda: client.send(request(method, "/all", token=token, body=b"x"))]
                for act in acts if is_first else acts[::-1]:
                    act()
            answer = client.response()
            assert answer.body == b"ok" if method == "GET" else answer.body == b"ok" or answer.status == 502
            assert client.call(request("GET", "/all", token=token)).body == b"ok"


@pytest.mark.parametrize("act", [lambda idle: idle.socket.sendall(EVIL), lambda idle: idle.close()],
                         ids=["bytes", "end"])
def test_what_comes_before_the_request_has_begun_does_not_answer_it(gateway, upstream, token, act):
    """The connection is chosen, and the client's content is still to come."""
    with gateway.client() as client:
        assert client.call(request("GET", "/all", token=token)).body == b"ok"
        client.send(request("POST", "/all", "Expect: 100-continue", "Content-Length: 5", token=token))
        while b"\r\n\r\n" not in client.buffer:
            assert client._more()
        assert client.buffer == b"HTTP/1.1 100 Continue\r\n\r\n"
        act(upstream.connections[0])
        wait_until(lambda: upstream.connections[0].has_ended or upstream.connections[0].is_closed)
        client.send(b"hello")
        assert client.response().body == b"ok"
    assert [received.connection for received in upstream.completed(2)] == [0, 1]


# Uploads that are answered early


@pytest.mark.parametrize("data", [message(b"too much", status="413 Content Too Large"),
                                  message(b"no", "Connection: close", status="403 Forbidden"), message(b"early")])
def test_an_early_answer_is_delivered_while_the_upload_goes_on(gateway, upstream, token, data):
    upstream.play(answer_early(data))
    with gateway.client() as client:
        client.send(request("POST", "/all", "Content-Length: 1000000", token=token) + b"x" * 1000)
        answer = client.response()
        assert data.endswith(answer.body) and answer.body
    assert gateway.call(request("GET", "/all?after", token=token)).body == b"ok"
    assert upstream.requests[-1].connection != upstream.requests[0].connection


def test_an_early_answer_in_a_full_pipe_is_delivered(gateway, upstream, token):
    """The upstream answers and reads nothing more: the rest of the upload has nowhere to go."""

    def script(connection, received):
        connection.send(message(b"enough", "Connection: close", status="413 Content Too Large"))
        connection.close()
        raise Ended

    for _ in range(5):
        upstream.play(script)
        with gateway.client() as client:
            try:
                client.send(request("POST", "/all", "Content-Length: 8000000", token=token) + b"x" * 8000000)
            except (ConnectionResetError, BrokenPipeError):
                pass
            try:
                answer = client.response()
            except Broken as broken:
                # A reset of the upstream may have overtaken its answer, or one of ours the client.
                assert broken.partial == b""
                continue
            assert answer.status in (413, 502)
    assert gateway.call(request("GET", "/all?after", token=token)).body == b"ok"


# Failures


def test_an_upstream_that_is_not_there_is_502(gateway, upstream, token):
    for method, body in (("GET", None), ("POST", b"x")):
        answer = gateway.call(request(method, "/dead", token=token, body=body))
        assert_problem(answer, 502, "upstream.connect")
    assert gateway.call(request("GET", "/all", token=token)).status == 200


@pytest.mark.parametrize("script", [close_unanswered, reset_unanswered], ids=["close", "reset"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_an_upstream_that_ends_before_it_answers_is_502(played, upstream, script, method):
    assert_problem(played(script, method, body=b"x"), 502, "upstream.reset")
    assert [received.method for received in upstream.requests].count(method) == 1


def test_an_upstream_that_ends_in_its_head_is_502(played, upstream):
    answer = played(raw(b"HTTP/1.1 200 OK\r\nContent-Le", "close"))
    assert_problem(answer, 502, {"upstream.reset", "upstream.protocol"})
    assert len(upstream.requests) == 2


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_upstream_that_never_answers_is_504(played, upstream, method):
    assert_problem(played(never, method, "/impatient", b"x"), 504, "upstream.timeout")
    assert [received.target for received in upstream.requests] == ["/impatient", "/all?after"]


def test_an_upstream_that_stops_in_its_content_breaks_the_message(played):
    def script(connection, received):
        connection.read_body(received)
        connection.send(message(BODY)[:-1])
        connection.wait_for_end()
        raise Ended

    with pytest.raises(Broken):
        played(script, target="/impatient")


def test_an_upstream_that_takes_no_connection_is_504(tmp_path, upstreams, upstream):
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = []
        for _ in range(8):
            one = socket.socket()
            one.setblocking(False)
            one.connect_ex(address)
            waiting.append(one)
        document = configuration(
            {"full": {"endpoints": [f"http://127.0.0.1:{address[1]}"], "timeouts": {"connect": "300ms"}},
             "main": {"endpoints": [upstream.url], "timeouts": {"connect": "300ms"}}},
            [standard.route("GET /full", None, "full"), standard.route("GET /main", None, "main")])
        gateway = Gateway(tmp_path, document).start()
        try:
            assert_problem(gateway.call(request("GET", "/full")), 504, "upstream.connectTimeout")
            assert gateway.call(request("GET", "/main")).status == 200
        finally:
            gateway.stop()
            for one in waiting:
                one.close()


def test_a_client_that_resets_ends_the_call_upstream(gateway, upstream, token):
    """A client that only ended its side may still be reading: that is not told from one that left."""
    upstream.play(never)
    with gateway.client() as client:
        client.send(request("GET", "/all", token=token))
        upstream.completed(1)
        client.reset()
    wait_until(lambda: upstream.connections[0].has_ended, what="the end of the upstream connection")
    assert gateway.call(request("GET", "/all", token=token)).status == 200


def test_connections_over_the_limit_wait_and_are_served_in_their_turn(tmp_path, upstreams, upstream):
    document = configuration({"main": {"endpoints": [upstream.url]}}, [standard.route("GET /open")],
                             loops=1, limits={"connections": 2})
    gateway = Gateway(tmp_path, document).start()
    try:
        clients = [gateway.client() for _ in range(4)]
        for client in clients:
            client.send(request("GET", "/open"))
        assert [client.response().status for client in clients[:2]] == [200, 200]
        assert clients[2].is_quiet() and clients[3].is_quiet()
        clients[0].socket.close()
        clients[1].socket.close()
        assert [client.response().status for client in clients[2:]] == [200, 200]
        for client in clients:
            client.socket.close()
    finally:
        assert gateway.stop() == 0
