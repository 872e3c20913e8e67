"""Bodies of 10 MiB, byte for byte, through slow readers, in bounded memory."""

import hashlib
import random
import re
import threading

import pytest
from support import standard
from support.answers import assert_problem
from support.gateway import Gateway, configuration
from support.upstream import Ended, Upstream, message, reply
from support.waiting import wait_until
from support.wire import Client, chunked, request

SIZE = 10 << 20
DATA = random.Random(3).randbytes(SIZE)
DIGEST = hashlib.sha256(DATA).digest()
PIECES = [DATA[start : start + 50000] for start in range(0, SIZE, 50000)]


def same(data):
    return len(data) == SIZE and hashlib.sha256(data).digest() == DIGEST


def upload(framing, token):
    if framing == "length":
        return request("POST", "/all", body=DATA, token=token)
    return request("POST", "/all", "Transfer-Encoding: chunked", token=token) + chunked(*PIECES)


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_upload_arrives_byte_for_byte(gateway, upstream, token, framing):
    assert gateway.call(upload(framing, token)).status == 200
    assert same(upstream.only.body)


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_download_arrives_byte_for_byte(gateway, upstream, token, framing):
    upstream.play(reply(DATA, framing=framing))
    with gateway.client() as client:
        assert same(client.call(request("GET", "/all", token=token)).body)
        assert client.call(request("GET", "/all", token=token)).body == b"ok"


def test_small_chunks_arrive_byte_for_byte(gateway, upstream, token):
    """Sizes around every boundary that a buffer could have."""
    numbers = random.Random(4)
    sizes = [*range(1, 40), 4095, 4096, 4097, 16383, 16384, 16385] + [numbers.randrange(1, 70000) for _ in range(60)]
    pieces = [numbers.randbytes(size) for size in sizes]
    script = message(b"", "Transfer-Encoding: chunked", framing=None) + chunked(*pieces)
    from support.upstream import raw

    upstream.play(raw(script))
    data = request("POST", "/all", "Transfer-Encoding: chunked", token=token) + chunked(*pieces)
    assert gateway.call(data).body == b"".join(pieces)
    assert upstream.only.body == b"".join(pieces)


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_both_directions_at_once(gateway, upstream, token, framing):
    """An upstream that answers with what it is sent, as it comes."""

    def echo(connection, received):
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % SIZE)
        total = 0
        while total < SIZE:
            data = connection.take(min(16384, SIZE - total))
            connection.send(data)
            total += len(data)

    upstream.play(echo)
    head = request("POST", "/all", f"Content-Length: {SIZE}", token=token)
    with gateway.client(seconds=30) as client:
        sender = threading.Thread(target=client.send, args=[head + DATA])
        sender.start()
        assert same(client.response("POST").body)
        sender.join(10)


# Slow on one side


def resident(process):
    """Resident memory in bytes."""
    return int(re.search(r"VmRSS:\s+(\d+) kB", open(f"/proc/{process.pid}/status").read())[1]) << 10


def stalled(count):
    """Waits until a count has not grown for a while: the way is full."""
    import time

    last, since = count(), time.monotonic()

    def is_still():
        nonlocal last, since
        if count() != last:
            last, since = count(), time.monotonic()
        return time.monotonic() - since > 0.3

    wait_until(is_still, 20, "the stall")
    return last


@pytest.fixture
def narrow(tmp_path):
    """A gateway before an upstream with small socket buffers, for bodies of 64 MiB."""
    upstream = Upstream(receive_buffer=16384)
    document = configuration({"main": {"endpoints": [upstream.url]}},
                             [standard.route("POST /open"), standard.route("GET /open")],
                             limits={"body": "64MiB"}, loops=1)
    gateway = Gateway(tmp_path, document).start()
    gateway.upstream = upstream
    yield gateway
    assert gateway.stop() == 0
    upstream.close()


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_a_slow_upstream_holds_the_client_back(narrow, framing):
    gate = threading.Event()
    seen = hashlib.sha256()

    def slow(connection, received):
        assert gate.wait(60)
        connection.read_body(received)
        seen.update(received.body)
        connection.send(message(b"ok"))

    narrow.upstream.play(slow)
    pieces = PIECES * 4
    body = DATA * 4
    line = f"Content-Length: {len(body)}" if framing == "length" else "Transfer-Encoding: chunked"
    before = resident(narrow.process)
    with narrow.client(seconds=60) as client:
        client.send(request("POST", "/open", line))
        sent = 0

        def send():
            nonlocal sent
            for piece in [body[i : i + 50000] for i in range(0, len(body), 50000)] if framing == "length" else pieces:
                client.send(piece if framing == "length" else b"%x\r\n%b\r\n" % (len(piece), piece))
                sent += len(piece)
            if framing == "chunked":
                client.send(b"0\r\n\r\n")

        sender = threading.Thread(target=send)
        sender.start()
        assert stalled(lambda: sent) < len(body), "nobody held the client back"
        assert resident(narrow.process) - before < 4 << 20, "the gateway keeps the body in memory"
        gate.set()
        assert client.response("POST").body == b"ok"
        sender.join(10)
    assert seen.digest() == hashlib.sha256(body).digest()


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_slow_reader_holds_the_upstream_back(narrow, framing):
    body = DATA * 4
    sent = 0

    def fill(connection, received):
        nonlocal sent
        connection.read_body(received)
        data = message(body, framing=framing)
        for start in range(0, len(data), 50000):
            connection.send(data[start : start + 50000])
            sent += 50000
        if framing == "close":
            connection.close()
            raise Ended

    narrow.upstream.play(fill)
    before = resident(narrow.process)
    with Client(narrow.address, seconds=60, receive_buffer=16384) as client:
        client.send(request("GET", "/open"))
        assert stalled(lambda: sent) < len(body), "nobody held the upstream back"
        assert resident(narrow.process) - before < 4 << 20, "the gateway keeps the body in memory"
        assert narrow.call(request("GET", "/open")).status == 200, "others wait for the slow reader"
        received = client.response().body
    assert len(received) == len(body)
    assert hashlib.sha256(received).digest() == hashlib.sha256(body).digest()


# Over the limit


def test_a_length_over_the_limit_is_refused(gateway, upstream, token):
    answer = gateway.call(request("POST", "/all", f"Content-Length: {SIZE + 1}", token=token))
    assert_problem(answer, 413, "message.contentTooLarge")
    assert upstream.requests == []


def test_chunks_over_the_limit_are_refused(gateway, upstream, token):
    data = upload("chunked", token)[: -len(b"0\r\n\r\n")] + b"1\r\nx\r\n0\r\n\r\n"
    with gateway.client() as client:
        client.send(data)
        assert_problem(client.response("POST"), 413, "message.contentTooLarge")
        client.end_sending()
        assert client.ends()
    assert not upstream.requests[0].is_complete
    upstream.forget()
    assert gateway.call(upload("chunked", token)).status == 200
