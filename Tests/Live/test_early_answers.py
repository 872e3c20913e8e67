"""Services that answer before they have the whole request: the client gets every byte, and nothing hangs or is lost."""

import array
import fcntl
import os
import select
import socket
import ssl
import termios
import threading
import time

import pytest
from support import standard
from support.certificates import Authority
from support.gateway import Gateway, configuration
from support.upstream import Connection, Ended, Upstream, answer_early, message
from support.waiting import wait_until
from support.wire import Broken, request

SIZE = 1_000_000
LONG = bytes(range(256)) * 2_000
REFUSAL = message(LONG, "Connection: close", status="413 Content Too Large")


@pytest.fixture(scope="module", params=["plain", "tls1.2", "tls1.3"])
def bench(request, tmp_path_factory):
    """A service, clear or over TLS, and a gateway with short times in front of it."""
    folder = tmp_path_factory.mktemp("early")
    certificate = Authority(folder / "tls").issue("service", "127.0.0.1")
    secure = None
    if request.param != "plain":
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate.certificate, certificate.key)
        secure.minimum_version = secure.maximum_version = (
            ssl.TLSVersion.TLSv1_2 if request.param == "tls1.2" else ssl.TLSVersion.TLSv1_3)
    service = Upstream(secure=secure)
    upstream = {"endpoints": [service.url]} | ({"tls": {"ca": "tls/ca.pem"}} if secure else {})
    gateway = Gateway(folder, configuration(
        {"main": upstream}, [standard.route("POST /a", None, "main"), standard.route("GET /a", None, "main")],
        loops=1, timeouts={"body": "1s"})).start()
    yield gateway, service
    assert gateway.stop() == 0, gateway.log
    service.close()


@pytest.fixture
def gateway(bench):
    return bench[0]


@pytest.fixture
def service(bench, gateway):
    bench[1].forget()
    yield bench[1]
    # Whatever happened: the next call works, and on a connection of its own.
    used = {received.connection for received in bench[1].requests}
    assert gateway.call(request("GET", "/a?after")).body == b"ok"
    assert bench[1].requests[-1].connection not in used


class Upload:
    """The head of a request that announces a million bytes, and pieces of them."""

    def __init__(self, framing):
        self.framing = framing
        self.head = request(
            "POST", "/a", f"Content-Length: {SIZE}" if framing == "length" else "Transfer-Encoding: chunked")

    def piece(self, count):
        data = b"x" * count
        return data if self.framing == "length" else b"%x\r\n%b\r\n" % (count, data)

    def go_on(self, client, count):
        """Sends so many pieces of 10,000 bytes."""
        for _ in range(count):
            client.send(self.piece(10_000))


@pytest.fixture(params=["length", "chunked"])
def upload(request):
    return Upload(request.param)


def closes(client):
    """The gateway ends its side in order, with nothing behind the response."""
    assert client.socket.recv(1) == b"" and not client.buffer


def is_let_go(service):
    """The gateway ends its connection to the service."""
    wait_until(lambda: service.connections[0].has_ended, what="the end of the connection to the service")


def unsent(connection):
    """Bytes that the other side's kernel has not taken yet."""
    count = array.array("i", [0])
    try:
        fcntl.ioctl(connection.socket.fileno(), termios.TIOCOUTQ, count)
    except (OSError, ValueError):
        # The test is over.
        raise Ended from None
    return count[0]


def end_in_order(connection):
    """Says that no more comes, in TLS too, and reads on to the gateway's end."""
    if isinstance(connection.socket, ssl.SSLSocket):
        try:
            connection.socket.unwrap()
        except OSError:
            # The request is still coming.
            pass
    plain = socket.socket(fileno=os.dup(connection.socket.fileno()))
    with plain:
        plain.shutdown(socket.SHUT_WR)
        plain.settimeout(20)
        try:
            while plain.recv(65536):
                pass
        except ConnectionError:
            pass


def close_unread(connection):
    """Says that no more comes, and closes with bytes unread: a reset follows the end."""
    if isinstance(connection.socket, ssl.SSLSocket):
        try:
            connection.socket.unwrap()
        except OSError:
            pass
    connection.close()


ENDINGS = pytest.mark.parametrize("ending", [end_in_order, close_unread])


class Stepwise:
    """A service that answers in steps, when the test says so, and reads no more than the head by itself."""

    def __init__(self, *pieces, then=None, reads=False):
        self.pieces, self.then, self.reads = pieces, then, reads
        self.gates = [threading.Event() for _ in range(len(pieces) + 1)]

    def __call__(self, connection, received):
        for piece, gate in zip(self.pieces, self.gates):
            assert gate.wait(20), "the next step was never allowed"
            connection.send(piece)
        assert self.gates[-1].wait(20), "the end was never allowed"
        if self.then:
            while unsent(connection):
                pass
            self.then(connection)
            raise Ended
        if self.reads:
            connection.read_body(received)

    def go(self, count=None):
        for gate in self.gates[:count]:
            gate.set()


# (a) The connection stays open, and is read on


@pytest.mark.parametrize("status", ["413 Content Too Large", "200 OK"])
@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_answer_comes_while_the_service_reads_on(gateway, service, upload, status, framing):
    service.play(answer_early(message(LONG, status=status, framing=framing)))
    with gateway.client() as client:
        client.send(upload.head + upload.piece(10_000))
        answer = client.response("POST")
        assert (answer.status, answer.body, answer.value("Connection")) == (int(status[:3]), LONG, "close")
        closes(client)
    # The rest of the request does not come, and the connection is not kept.
    is_let_go(service)
    assert not service.requests[0].is_complete and len(service.connections[0].received) < SIZE // 2


def test_the_beginning_of_an_answer_is_passed_on_at_once(gateway, service, upload):
    answer = message(b"hello", status="200 OK")
    script = Stepwise(answer[:-5], b"hel", b"lo", reads=True)
    service.play(script)
    with gateway.client() as client:
        client.send(upload.head + upload.piece(1_000))
        for step, part in enumerate([b"\r\n\r\n", b"hel", b"lo"]):
            script.go(step + 1)
            while not bytes(client.buffer).endswith(part):
                assert client._more(), bytes(client.buffer)
            # The upload goes on meanwhile: a service that accepts may answer as it reads.
            client.send(upload.piece(1_000))
        script.go()
        assert client.response("POST").body == b"hello"
        closes(client)


# (b) The connection is closed in order


@ENDINGS
@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_an_answer_that_is_followed_by_the_end_is_whole(gateway, service, upload, framing, ending):
    script = Stepwise(message(LONG, "X-A: b", status="413 Content Too Large", framing=framing), then=ending)
    script.go()
    service.play(script)
    with gateway.client() as client:
        client.send(upload.head)
        try:
            upload.go_on(client, 20)
        except OSError:
            pytest.fail("the gateway cut the client off")
        answer = client.response("POST")
        assert (answer.status, answer.body) == (413, LONG)
        closes(client)


def test_what_a_service_refuses_is_not_sent_to_it(gateway, service, upload):
    """A refusal that says that the connection closes: the rest of the request stays here while the answer is coming."""
    script = Stepwise(REFUSAL[:-1], REFUSAL[-1:], then=Connection.wait_for_end)
    service.play(script)
    with gateway.client() as client:
        client.send(upload.head + upload.piece(1_000))
        script.go(1)
        while len(client.buffer) < len(LONG):
            client._more()
        upload.go_on(client, 30)
        script.go()
        assert client.response("POST").body == LONG
        closes(client)
    is_let_go(service)
    assert len(service.connections[0].received) < 3_000


# (c) The connection is reset


@pytest.mark.parametrize("framing", ["length", "chunked"])
def test_an_answer_that_is_followed_by_a_reset_is_whole(gateway, service, upload, framing):
    for _ in range(5):
        script = Stepwise(message(LONG, "X-A: b", status="413 Content Too Large", framing=framing), then=Connection.reset)
        script.go()
        service.play(script)
        with gateway.client() as client:
            client.send(upload.head)
            upload.go_on(client, 20)
            answer = client.response("POST")
            assert (answer.status, answer.body) == (413, LONG)
            closes(client)


def test_what_has_come_of_an_answer_before_a_reset_is_passed_on_and_not_whole(gateway, service, upload):
    """Framed by the end of the connection: only an end in order is one, also where our sending was told of the reset."""
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    for _ in range(5):
        script = Stepwise(head, b"a" * 1_000, then=Connection.reset)
        script.go(2)
        service.play(script)
        with gateway.client() as client:
            client.send(upload.head + upload.piece(10_000))
            while b"a" * 1_000 not in client.buffer:
                client._more()
            script.go()
            with pytest.raises(Broken):
                try:
                    upload.go_on(client, 20)
                except OSError:
                    pass
                client.response("POST")


# (d) The client stops


def test_a_client_that_stops_uploading_gets_its_answer_and_is_let_go(gateway, service, upload):
    service.play(answer_early(REFUSAL))
    with gateway.client() as client:
        client.send(upload.head + upload.piece(1_000))
        assert client.response("POST").body == LONG
        closes(client)
    is_let_go(service)


@pytest.mark.parametrize("status", ["413 Content Too Large", "200 OK"])
def test_an_answer_that_takes_its_time_outlives_the_time_for_content(gateway, service, upload, status):
    data = message(b"hello", status=status)
    script = Stepwise(data[:-2], data[-2:], then=Connection.wait_for_end)
    service.play(script)
    with gateway.client() as client:
        client.send(upload.head + upload.piece(1_000))
        script.go(1)
        while not client.buffer.endswith(b"hel"):
            client._more()
        # Longer than the gateway waits for the next content.
        client.socket.settimeout(1.6)
        with pytest.raises(TimeoutError):
            client._more()
        client.socket.settimeout(10)
        script.go()
        assert client.response("POST").body == b"hello"
        closes(client)


def test_a_client_that_leaves_ends_the_call(gateway, service, upload):
    script = Stepwise(REFUSAL[:-1], then=Connection.wait_for_end)
    script.go()
    service.play(script)
    with gateway.client() as client:
        client.send(upload.head + upload.piece(1_000))
        while len(client.buffer) < len(LONG):
            client._more()
        client.reset()
    is_let_go(service)


# (e) The client goes on without reading


def test_an_answer_is_there_for_a_client_that_reads_only_after_its_upload(gateway, service, upload):
    service.play(answer_early(message(b"no", "Connection: close", status="413 Content Too Large")))
    with gateway.client() as client:
        client.send(upload.head + upload.piece(1_000))
        # The answer is there, and the gateway has done its part.
        assert select.select([client.socket], [], [], 10)[0]
        upload.go_on(client, 80)
        answer = client.response("POST")
        assert (answer.status, answer.body) == (413, b"no")
        closes(client)
        # Nor was the client cut off, which could have taken the answer from it on the way.
        client.send(upload.piece(10))


def processor_seconds(gateway):
    fields = open(f"/proc/{gateway.process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_a_reset_while_the_client_takes_nothing_costs_no_processor_time(gateway, service, upload):
    """The kernel tells of a broken connection again and again."""
    is_reset = threading.Event()

    def script(connection, received):
        connection.socket.settimeout(0.5)
        try:
            connection.socket.sendall(message(b"a" * (32 << 20)))
        except TimeoutError:
            # Full to the brim.
            connection.reset()
            is_reset.set()
        raise Ended

    service.play(script)
    with gateway.client(seconds=60, receive_buffer=4096) as client:
        client.send(upload.head + upload.piece(1_000))
        assert is_reset.wait(20)
        before = processor_seconds(gateway)
        time.sleep(1)
        assert processor_seconds(gateway) - before < 0.3
        with pytest.raises(Broken):
            client.response("POST")
