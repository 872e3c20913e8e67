"""Resident memory under very large bodies and very many slow readers."""

import contextlib
import re
import selectors
import socket
import ssl
import threading

import pytest
from support import standard
from support.certificates import Authority
from support.gateway import Gateway, configuration
from support.memory import resident
from support.waiting import wait_until
from support.wire import Client, request

MIB = 1 << 20
SLACK = 16 * MIB
SCHEMES = pytest.mark.parametrize("scheme", ["http", "https"])


class Source:
    """An upstream that answers GET with so many bytes, and takes what POST brings; a thread for each connection."""

    def __init__(self, size, secure=None):
        self.size = size
        self.secure = secure
        self.taken = 0
        self.piece = bytes(MIB)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.url = ("https" if secure else "http") + "://127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()

    def _accept(self):
        while True:
            try:
                accepted, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[accepted], daemon=True).start()

    def _serve(self, connection):
        with contextlib.ExitStack() as stack:
            buffer = bytearray()
            try:
                if self.secure:
                    connection = self.secure.wrap_socket(connection, server_side=True)
                stack.enter_context(connection)
                while self._answer(connection, buffer):
                    pass
            except OSError:
                pass

    def _answer(self, connection, buffer):
        while (end := buffer.find(b"\r\n\r\n")) < 0:
            if not (data := connection.recv(65536)):
                return False
            buffer += data
        head = bytes(buffer[: end + 4])
        del buffer[: end + 4]
        if length := re.search(rb"Content-Length: (\d+)", head):
            self._take(connection, buffer, int(length[1]))
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            return True
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % self.size)
        for _ in range(self.size // MIB):
            connection.sendall(self.piece)
        return True

    def _take(self, connection, buffer, length):
        room = bytearray(MIB)
        length -= len(buffer)
        buffer.clear()
        while length > 0:
            count = connection.recv_into(room)
            if count == 0:
                raise OSError
            length -= count
            self.taken += count


@pytest.fixture
def before(tmp_path):
    """Starts a gateway before a source of the size asked for, warmed by a few calls."""
    started = []

    def start(size, scheme="http"):
        secure = None
        if scheme == "https":
            certificate = Authority(tmp_path / "tls").issue("source", "127.0.0.1")
            secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            secure.load_cert_chain(certificate.certificate, certificate.key)
        source = Source(size, secure)
        document = configuration(
            {"main": {"endpoints": [source.url]} | ({"tls": {"ca": "tls/ca.pem"}} if secure else {})}, [standard.route("GET /open"), standard.route("POST /open")],
            limits={"body": "2GiB"},
        )
        gateway = Gateway(tmp_path, document).start()
        started.extend([gateway, source])
        for _ in range(20):
            assert gateway.call(request("POST", "/open", body=b"x")).status == 200
        return gateway

    yield start
    for thing in started:
        thing.stop() if isinstance(thing, Gateway) else thing.close()


def report(gateway, start, peak):
    # Unused connections to the upstream are kept for 30 s, and what is free goes back every 10 s.
    back = wait_until(lambda: resident(gateway) - start < SLACK and resident(gateway), 90, "memory to come back")
    print(f"\nresident: {start / MIB:.1f} MiB before, {peak / MIB:.1f} MiB at most, {back / MIB:.1f} MiB after")


@pytest.mark.slow
@SCHEMES
def test_a_gibibyte_down_leaves_memory_as_it_was(before, scheme):
    gateway = before(1024 * MIB, scheme)
    start = peak = resident(gateway)
    with gateway.client(seconds=60) as client:
        client.send(request("GET", "/open"))
        room, count = bytearray(MIB), 0
        while count < 1024 * MIB:
            got = client.socket.recv_into(room)
            assert got, f"the response ended after {count} bytes"
            count += got
            if count // (64 * MIB) != (count - got) // (64 * MIB):
                peak = max(peak, resident(gateway))
    assert peak - start < SLACK, (start, peak)
    report(gateway, start, peak)


@pytest.mark.slow
@SCHEMES
def test_a_gibibyte_up_leaves_memory_as_it_was(before, scheme):
    gateway = before(MIB, scheme)
    start = peak = resident(gateway)
    piece = bytes(MIB)
    with gateway.client(seconds=60) as client:
        client.send(request("POST", "/open", f"Content-Length: {1024 * MIB}"))
        for number in range(1024):
            client.send(piece)
            if number % 64 == 0:
                peak = max(peak, resident(gateway))
        assert client.response("POST").status == 200
    assert peak - start < SLACK, (start, peak)
    report(gateway, start, peak)


@pytest.mark.slow
def test_a_thousand_slow_readers_leave_memory_as_it_was(before):
    gateway = before(MIB)
    start = resident(gateway)
    clients = [Client(gateway.address, seconds=60, receive_buffer=4096) for _ in range(1000)]
    for client in clients:
        client.send(request("GET", "/open", "Connection: close"))
    # Each has got the beginning of its answer, and takes no more.
    for client in clients:
        assert client.socket.recv(1) == b"H"
    peak = resident(gateway)
    selector = selectors.DefaultSelector()
    counts = {}
    for client in clients:
        client.socket.setblocking(False)
        counts[client.socket] = 1
        selector.register(client.socket, selectors.EVENT_READ)
    whole = 0
    while selector.get_map():
        for key, _ in selector.select(60):
            data = key.fileobj.recv(4096)
            if not data:
                selector.unregister(key.fileobj)
                whole += counts[key.fileobj] > MIB
                continue
            counts[key.fileobj] += len(data)
        if len(selector.get_map()) % 100 == 0:
            peak = max(peak, resident(gateway))
    for client in clients:
        client.socket.close()
    assert whole == 1000, f"{whole} of 1000 answers are whole"
    report(gateway, start, peak)
