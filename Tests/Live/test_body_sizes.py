"""Bodies of every size at which they are read, kept or sent otherwise, byte for byte, both ways, in clear and over TLS."""

import random
import ssl

import pytest
from support import standard
from support.certificates import Authority
from support.gateway import Gateway, configuration
from support.together import Together
from support.upstream import Upstream, message, raw, reply
from support.waiting import wait_until
from support.wire import Broken, Client, chunked, request

KIB = 1024
EDGES = [1, 4 * KIB, 16 * KIB, 32 * KIB, 64 * KIB, 128 * KIB, 256 * KIB, 512 * KIB]
SIZES = sorted({edge + step for edge in EDGES for step in (-1, 0, 1)} | {3, 100 * KIB + 7, 1_500_001})
DATA = random.Random(5).randbytes(max(SIZES))


@pytest.fixture(scope="module", params=["plain", "tls"])
def bench(request, tmp_path_factory):
    """A service, clear or over TLS, and a gateway in front of it."""
    folder = tmp_path_factory.mktemp("sizes")
    certificate = Authority(folder / "tls").issue("service", "127.0.0.1")
    secure = None
    if request.param == "tls":
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate.certificate, certificate.key)
    service = Upstream(secure=secure)
    upstream = {"endpoints": [service.url]} | ({"tls": {"ca": "tls/ca.pem"}} if secure else {})
    routes = [standard.route("POST /a"), standard.route("GET /a")]
    gateway = Gateway(folder, configuration({"main": upstream}, routes, loops=1)).start()
    yield gateway, service
    assert gateway.stop() == 0, gateway.log
    service.close()


def pieces(data, seed):
    """A body in pieces of sizes of every order, for chunks."""
    numbers, start = random.Random(seed), 0
    while start < len(data):
        size = numbers.choice([1, 7, 500, 4 * KIB, 20 * KIB, 130 * KIB, 300 * KIB])
        yield data[start : start + size]
        start += size


class Counts:
    """What the access log has to say of calls: it counts content, not what frames it."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.expected = {}

    def note(self, answer, sent, received):
        self.expected[answer.value("X-Request-Id")] = (sent, received)

    def check(self):
        def found():
            lines = {line["requestId"]: (line["bytesIn"], line["bytesOut"]) for line in self.gateway.log_lines()}
            return self.expected.keys() <= lines.keys() and {id: lines[id] for id in self.expected}

        assert wait_until(found, what="the lines of all calls") == self.expected


def test_uploads_arrive_byte_for_byte_on_one_connection(bench):
    gateway, service = bench
    service.forget()
    counts = Counts(gateway)
    with gateway.client(seconds=30) as client:
        for size in SIZES:
            data = DATA[:size]
            for body in (
                request("POST", "/a", body=data),
                request("POST", "/a", "Transfer-Encoding: chunked") + chunked(*pieces(data, size)),
            ):
                answer = client.call(body, "POST")
                assert answer.body == b"ok"
                assert service.requests[-1].body == data, f"{size} bytes"
                counts.note(answer, size, 2)
    assert {received.connection for received in service.requests} == {0}
    counts.check()


def test_answers_arrive_byte_for_byte_on_one_connection(bench):
    gateway, service = bench
    service.forget()
    counts = Counts(gateway)
    with gateway.client(seconds=30) as client:
        for size in SIZES:
            data = DATA[:size]
            coded = message(b"", "Transfer-Encoding: chunked", framing=None) + chunked(*pieces(data, size))
            for script in (reply(data), raw(coded)):
                service.play(script)
                answer = client.call(request("GET", "/a"))
                assert answer.body == data, f"{size} bytes"
                counts.note(answer, 0, size)
    assert {received.connection for received in service.requests} == {0}
    counts.check()


def test_the_request_behind_a_large_body_is_answered(bench):
    """What follows the content on the same connection is no part of it, in whatever pieces they come."""
    gateway, service = bench
    service.forget()
    for size in (32 * KIB, 200 * KIB, 600 * KIB):
        data = DATA[:size]
        for first in (
            request("POST", "/a", body=data),
            request("POST", "/a", "Transfer-Encoding: chunked") + chunked(*pieces(data, size)),
        ):
            service.requests = []
            with gateway.client(seconds=30) as client:
                client.send(first + request("POST", "/a", body=b"second") + request("GET", "/a?third"))
                for method in ("POST", "POST", "GET"):
                    assert client.response(method).body == b"ok"
            assert [received.body for received in service.requests] == [data, b"second", b""]


# One side goes away


@pytest.mark.parametrize("ending", ["close", "reset"])
@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_answer_that_is_cut_never_looks_whole(bench, framing, ending):
    gateway, service = bench
    service.forget()
    data = message(DATA[: 900 * KIB], framing=framing)
    for place in (200, 32 * KIB, 128 * KIB, 300 * KIB, len(data) - 1):
        service.play(raw(data[:place], ending))
        with gateway.client() as client, pytest.raises(Broken):
            client.call(request("GET", "/a"))
    service.play(raw(data))
    assert gateway.call(request("GET", "/a")).body == DATA[: 900 * KIB]


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_upload_that_is_cut_is_never_whole_at_the_service(bench, framing):
    gateway, service = bench
    whole = (
        request("POST", "/a", body=DATA[: 900 * KIB])
        if framing == "length"
        else request("POST", "/a", "Transfer-Encoding: chunked") + chunked(DATA[: 400 * KIB], DATA[400 * KIB : 900 * KIB])
    )
    for place in (5 * KIB, 40 * KIB, 300 * KIB, len(whole) - 1):
        service.forget()
        with gateway.client() as client:
            client.send(whole[:place])
            service.arrived()
            client.reset()
        connection = service.connections[0]
        wait_until(lambda: connection.has_ended, what="the end of the connection to the service")
        assert not service.requests[0].is_complete
    service.forget()
    assert gateway.call(whole).status == 200
    assert service.only.body == DATA[: 900 * KIB]


def test_a_client_that_leaves_in_the_middle_of_its_answer_leaves_nothing_behind(bench):
    gateway, service = bench
    service.forget()
    # More than the kernels between us hold.
    answer = reply(DATA * 16)
    for count in (1, 100 * KIB, 700 * KIB):
        service.play(answer)
        with gateway.client(receive_buffer=8 * KIB) as client:
            client.send(request("GET", "/a"))
            while len(client.buffer) < count:
                client._more()
            client.reset()
        wait_until(lambda: service.connections[-1].has_ended, what="the end of the connection to the service")
        assert gateway.call(request("GET", "/a")).body == b"ok"


# Many at once


def echo(connection, received):
    """Answers with what it is sent."""
    connection.read_body(received)
    connection.send(message(received.body, framing=random.choice(["length", "chunked"])))


def own(number, count):
    """A body that no other client sends."""
    return random.Random(number).randbytes(64) * (count // 64 + 1)


def test_bodies_of_many_clients_at_once_do_not_mix(bench):
    """All of them pass through the same block of memory, some so slowly that parts of them wait elsewhere."""
    gateway, service = bench
    service.forget()
    service.default = echo

    def call(number):
        numbers = random.Random(number)
        slow = {"receive_buffer": 8 * KIB} if number % 2 else {}
        with Client(gateway.address, seconds=60, **slow) as client:
            for turn in range(8):
                body = own(number * 100 + turn, numbers.choice([3 * KIB, 50 * KIB, 300 * KIB, 1000 * KIB]))
                data = request("POST", "/a", body=body)
                if numbers.random() < 0.5:
                    data = request("POST", "/a", "Transfer-Encoding: chunked") + chunked(*pieces(body, turn))
                # Told in few words.
                is_own = client.call(data, "POST").body == body
                assert is_own, f"call {turn}: another body"

    Together(16, call).end()
