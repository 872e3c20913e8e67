"""Messages that are bad, too large or too slow: status, problem body, connection ended, nothing whole sent upstream."""

import pytest
from support.answers import assert_problem
from support.waiting import wait_until
from support.wire import chunked, request


@pytest.fixture(scope="module")
def settings():
    return {"limits": {"head": "8KiB", "body": "64KiB"}, "timeouts": {"head": "300ms", "body": "300ms", "idle": "1s"}}


H = b"Host: gateway.test\r\n"


def get(*lines, first=b"GET /health HTTP/1.1", host=H):
    return first + b"\r\n" + host + b"".join(line + b"\r\n" for line in lines) + b"\r\n"


def post(*lines, body=b"hello", host=H):
    return get(*lines, first=b"POST /open HTTP/1.1", host=host) + body


def refuse(gateway, upstream, data, status, reason=None, then=b"GET /health HTTP/1.1\r\n" + H + b"\r\n"):
    """Sends the bytes and one more request behind them, of which nothing may be read."""
    with gateway.client() as client:
        client.send(data + then)
        answer = client.response("POST")
        assert answer.status in status if isinstance(status, tuple) else answer.status == status, answer.head
        assert_problem(answer, answer.status, reason or answer.json["reason"])
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends(), "the connection goes on"
    unfinished = [received.connection for received in upstream.requests]
    wait_until(lambda: all(upstream.connections[number].has_ended for number in unfinished), what="the end upstream")
    assert completed(upstream) == []


def allow(gateway, upstream, data):
    answer = gateway.call(data)
    assert answer.status == 200, answer.body
    assert upstream.completed(1)
    # Of the call that was refused before, parts may have arrived; the whole of it never.
    assert len(completed(upstream)) == 1
    upstream.forget()


def completed(upstream):
    return [received for received in upstream.requests if received.is_complete]


HEADS = {
    "two spaces": (get(first=b"GET  /health HTTP/1.1"), 400),
    "no version": (get(first=b"GET /health"), 400),
    "space after the version": (get(first=b"GET /health HTTP/1.1 "), 400),
    "tab for a space": (get(first=b"GET\t/health HTTP/1.1"), 400),
    "white space before the method": (get(first=b" GET /health HTTP/1.1"), 400),
    "method is no token": (get(first=b"G(T /health HTTP/1.1"), 400),
    "lower-case protocol": (get(first=b"GET /health http/1.1"), (400, 505)),
    "space before the colon": (get(b"A : b"), 400),
    "no colon": (get(b"abc"), 400),
    "empty name": (get(b": b"), 400),
    "name is no token": (get(b"A(b: c"), 400),
    "name with a high byte": (get(b"A\xe4: c"), 400),
    "no Host": (get(host=b""), 400),
    "two Hosts": (get(H[:-2]), 400),
    "two different Hosts": (get(b"Host: other"), 400),
    "Host with a path": (get(host=b"Host: a/b\r\n"), 400),
    "Host with a user": (get(host=b"Host: a@b\r\n"), 400),
    "Host with a space": (get(host=b"Host: a b\r\n"), 400),
    "Host with a bad port": (get(host=b"Host: a:b\r\n"), 400),
    "target's authority is another": (get(first=b"GET http://other/health HTTP/1.1"), 400),
    "bare LF": (b"GET /health HTTP/1.1\n" + H + b"\n", 400),
    "bare LF in a field": (get(b"A: b\nC: d"), 400),
    "bare CR": (get(b"A: b\rC: d"), 400),
    "NUL in a value": (get(b"A: b\0c"), 400),
    "NUL in a name": (get(b"A\0: c"), 400),
    "another control": (get(b"A: b\x01c"), 400),
    "DEL": (get(b"A: b\x7fc"), 400),
    "obs-fold": (get(b"A: b", b" c"), 400),
    "obs-fold with a tab": (get(b"A: b", b"\tc"), 400),
    "white space before the first field": (b"GET /health HTTP/1.1\r\n " + H + H + b"\r\n", 400),
    "HTTP/2.0": (get(first=b"GET /health HTTP/2.0"), 505),
    "HTTP/3.0": (get(first=b"GET /health HTTP/3.0"), 505),
    "CONNECT": (get(first=b"CONNECT a:1 HTTP/1.1"), (400, 405, 501)),
    "unknown expectation": (post(b"Content-Length: 5", b"Expect: 200-ok"), 417),
    "target too long": (get(first=b"GET /health?" + b"a" * 8170 + b" HTTP/1.1"), 414),
    "field too large": (get(b"A: " + b"b" * 9000), 431),
    "too many fields": (get(*[b"A: b"] * 1500), 431),
}


@pytest.mark.parametrize("data, status", HEADS.values(), ids=HEADS)
def test_a_bad_head_is_refused(gateway, upstream, data, status):
    refuse(gateway, upstream, data, status)
    allow(gateway, upstream, get(b"A: b"))


FRAMINGS = {
    "length +5": b"Content-Length: +5", "length -5": b"Content-Length: -5", "length 05": b"Content-Length: 05",
    "length 5 5": b"Content-Length: 5 5", "length 0x5": b"Content-Length: 0x5", "length 5.0": b"Content-Length: 5.0",
    "length empty": b"Content-Length: ", "length 5,6": b"Content-Length: 5,6",
    "length overflow": b"Content-Length: 18446744073709551621", "length huge": b"Content-Length: " + b"9" * 200,
    "two different lengths": b"Content-Length: 5\r\nContent-Length: 6",
    "coding not last": b"Transfer-Encoding: chunked, gzip", "coding twice": b"Transfer-Encoding: chunked, chunked",
    "coding unknown": b"Transfer-Encoding: gzip", "coding xchunked": b"Transfer-Encoding: xchunked",
    "coding with a parameter": b"Transfer-Encoding: chunked;a=b", "coding empty": b"Transfer-Encoding: ",
    "coding with a control": b"Transfer-Encoding: \x0bchunked", "coding identity": b"Transfer-Encoding: identity",
    "two codings": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "length and coding": b"Content-Length: 5\r\nTransfer-Encoding: chunked",
    "coding and length": b"Transfer-Encoding: chunked\r\nContent-Length: 5",
}


@pytest.mark.parametrize("lines", FRAMINGS.values(), ids=FRAMINGS)
def test_a_bad_framing_is_refused(gateway, upstream, lines):
    refuse(gateway, upstream, post(lines), (400, 501))
    assert upstream.requests == []
    allow(gateway, upstream, post(b"Content-Length: 5"))


def test_an_unknown_coding_before_chunked_is_not_implemented(gateway, upstream):
    refuse(gateway, upstream, post(b"Transfer-Encoding: gzip, chunked", body=chunked(b"hello")), (400, 501))
    allow(gateway, upstream, post(b"Transfer-Encoding: Chunked", body=chunked(b"hello")))


def test_an_old_message_with_a_transfer_coding_is_refused(gateway, upstream):
    old = get(b"Transfer-Encoding: chunked", first=b"POST /open HTTP/1.0")
    refuse(gateway, upstream, old + chunked(b"hello"), 400)
    assert gateway.call(get(b"Content-Length: 5", first=b"POST /open HTTP/1.0") + b"hello").status == 200


CHUNKS = {
    "size +5": b"+5\r\nhello\r\n0\r\n\r\n", "size -5": b"-5\r\nhello\r\n0\r\n\r\n",
    "size 0x5": b"0x5\r\nhello\r\n0\r\n\r\n", "space before the size": b" 5\r\nhello\r\n0\r\n\r\n",
    "size with an underscore": b"0_5\r\nhello\r\n0\r\n\r\n",
    "empty size": b"\r\nhello\r\n0\r\n\r\n", "overflow": b"10000000000000005\r\nhello\r\n0\r\n\r\n",
    "no CRLF behind the data": b"5\r\nhelloX0\r\n\r\n", "bare LF behind the data": b"5\r\nhello\n0\r\n\r\n",
    "bare LF behind the size": b"5\nhello\r\n0\r\n\r\n", "bare CR in the size line": b"5\rX\r\nhello\r\n0\r\n\r\n",
    "extension too long": b"5;" + b"a" * 20000 + b"\r\nhello\r\n0\r\n\r\n",
    "trailer with a space": b"5\r\nhello\r\n0\r\nA : b\r\n\r\n", "trailer folded": b"5\r\nhello\r\n0\r\nA: b\r\n c\r\n\r\n",
}


@pytest.mark.parametrize("body", CHUNKS.values(), ids=CHUNKS)
def test_a_bad_chunk_is_refused_and_never_completes_a_request_upstream(gateway, upstream, body):
    refuse(gateway, upstream, post(b"Transfer-Encoding: chunked", body=body), 400)
    allow(gateway, upstream, post(b"Transfer-Encoding: chunked", body=chunked(b"hello")))


# Too large


def test_a_length_over_the_limit_is_refused_before_anything_is_sent(gateway, upstream):
    limit = 64 * 1024
    refuse(gateway, upstream, post(b"Content-Length: %d" % (limit + 1), body=b""), 413)
    assert upstream.requests == []
    allow(gateway, upstream, post(b"Content-Length: %d" % limit, body=b"x" * limit))


def test_chunks_over_the_limit_are_refused(gateway, upstream):
    piece = b"x" * 16 * 1024
    refuse(gateway, upstream, post(b"Transfer-Encoding: chunked", body=chunked(*[piece] * 4, b"x")), 413)
    allow(gateway, upstream, post(b"Transfer-Encoding: chunked", body=chunked(*[piece] * 4)))


def test_a_token_request_over_its_limit_is_refused(gateway, application):
    form = "Content-Type: application/x-www-form-urlencoded"
    body = b"grant_type=client_credentials&scope=transactions:read&x=" + b"y" * 60000
    answer = gateway.call(request("POST", "/oauth/token", application.basic, form, body=body))
    assert answer.status == 413
    assert gateway.call(request("POST", "/oauth/token", application.basic, form, body=body[:200])).status == 200


# Too slow


def test_a_head_that_does_not_end_in_time_is_refused(gateway, upstream):
    with gateway.client() as client:
        client.send(b"GET /health HTTP/1.1\r\n")
        answer = client.response()
        assert_problem(answer, 408, answer.json["reason"])
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends()
    assert upstream.requests == []
    allow(gateway, upstream, get())


def test_a_body_that_stops_is_refused(gateway, upstream):
    with gateway.client() as client:
        client.send(post(b"Content-Length: 10", body=b"hello"))
        answer = client.response("POST")
        assert_problem(answer, 408, answer.json["reason"])
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends()
    assert completed(upstream) == []
    allow(gateway, upstream, post(b"Content-Length: 5"))


def test_an_idle_connection_is_ended_without_a_word(gateway, upstream):
    with gateway.client() as client:
        assert client.call(get()).status == 200
        assert client.ends()
    with gateway.client() as client:
        assert client.ends()


# Broken off


def test_a_client_that_leaves_in_its_body_completes_nothing_upstream(gateway, upstream):
    for framing in (b"Content-Length: 10", b"Transfer-Encoding: chunked"):
        with gateway.client() as client:
            client.send(post(framing, body=b"5\r\nhello"))
            upstream.arrived(1)
        wait_until(lambda: upstream.connections[0].has_ended, what="the end of the upstream connection")
        assert not upstream.requests[0].is_complete
        upstream.forget()
    allow(gateway, upstream, post(b"Content-Length: 5"))


# What must not be refused


GOOD = {
    "empty line before the request": b"\r\n" + get(),
    "absolute form": get(first=b"GET http://gateway.test/health HTTP/1.1"),
    "Host with a port": get(host=b"Host: gateway.test:8080\r\n"),
    "Host is an address": get(host=b"Host: [::1]:8080\r\n"),
    "no space behind the colon": get(b"A:b"),
    "empty value": get(b"A:"),
    "high bytes in a value": get(b"A: \xe4\xff"),
    "tab in a value": get(b"A: b\tc"),
    "chunk extension": post(b"Transfer-Encoding: chunked", body=b"5;a=b\r\nhello\r\n0\r\n\r\n"),
    "leading zeros in a chunk size": post(b"Transfer-Encoding: chunked", body=b"0005\r\nhello\r\n0\r\n\r\n"),
    "upper-case chunk size": post(b"Transfer-Encoding: chunked", body=b"A\r\nhellohello\r\n0\r\n\r\n"),
    "POST without a body": get(first=b"POST /open HTTP/1.1"),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_an_unusual_message_that_is_right_passes(gateway, upstream, data):
    allow(gateway, upstream, data)


@pytest.mark.parametrize("data", [get(b"A: b"), post(b"Content-Length: 5"),
                                  post(b"Transfer-Encoding: chunked", body=chunked(b"he", b"llo"))])
def test_a_message_may_arrive_one_byte_at_a_time(gateway, upstream, data):
    with gateway.client() as client:
        for byte in data:
            client.send(bytes([byte]))
        assert client.response().status == 200
    assert upstream.only.body in (b"", b"hello")
    upstream.forget()
