"""Bodies of every size at which they are read, kept or sent otherwise, byte for byte, both ways, in clear and over TLS."""

import random
import ssl

import pytest
from support import standard
from support.certificates import Authority
from support.gateway import Gateway, configuration
from support.upstream import Upstream, message, raw, reply
from support.wire import chunked, request

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


def check_log(gateway, answer, sent, received):
    """The access log counts content, not what frames it."""
    line = gateway.log_line(answer.value("X-Request-Id"))
    assert (line["bytesIn"], line["bytesOut"]) == (sent, received)


def test_uploads_arrive_byte_for_byte_on_one_connection(bench):
    gateway, service = bench
    service.forget()
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
                check_log(gateway, answer, size, 2)
    assert {received.connection for received in service.requests} == {0}


def test_answers_arrive_byte_for_byte_on_one_connection(bench):
    gateway, service = bench
    service.forget()
    with gateway.client(seconds=30) as client:
        for size in SIZES:
            data = DATA[:size]
            coded = message(b"", "Transfer-Encoding: chunked", framing=None) + chunked(*pieces(data, size))
            for script in (reply(data), raw(coded)):
                service.play(script)
                answer = client.call(request("GET", "/a"))
                assert answer.body == data, f"{size} bytes"
                check_log(gateway, answer, 0, size)
    assert {received.connection for received in service.requests} == {0}


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
