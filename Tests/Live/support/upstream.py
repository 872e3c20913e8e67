"""A web service that plays scripts over raw sockets, and records every byte that it is sent."""

import collections
import socket
import struct
import threading
from dataclasses import dataclass, field

from .waiting import wait_until


class Ended(Exception):
    """The gateway ended the connection."""


@dataclass
class Received:
    """One request as it arrived."""

    connection: int
    head: bytes
    body: bytes = b""
    raw_body: bytes = b""
    is_complete: bool = False

    @property
    def line(self):
        return self.head.split(b"\r\n", 1)[0].decode("latin-1")

    @property
    def method(self):
        return self.line.split(" ")[0]

    @property
    def target(self):
        return self.line.split(" ")[1]

    @property
    def fields(self):
        lines = self.head[:-4].decode("latin-1").split("\r\n")[1:]
        return [(name, value.strip(" \t")) for name, _, value in (line.partition(":") for line in lines)]

    def values(self, name):
        return [value for other, value in self.fields if other.lower() == name.lower()]

    def value(self, name):
        """The value of a field that must be there at most once."""
        values = self.values(name)
        assert len(values) <= 1, f"{name} is there {len(values)} times: {values}"
        return values[0] if values else None


@dataclass
class Connection:
    """One connection from the gateway."""

    number: int
    socket: socket.socket
    received: bytearray = field(default_factory=bytearray)
    position: int = 0
    has_ended: bool = False
    is_closed: bool = False
    is_resumed: bool = False

    # Reading

    def more(self, size=65536):
        """Takes bytes from the socket; `Ended` when there are no more."""
        try:
            data = self.socket.recv(size)
        except OSError:
            data = b""
        if not data:
            self.has_ended = True
            raise Ended
        self.received += data

    def wait_for_end(self):
        """Reads on until the gateway ends the connection."""
        try:
            while True:
                self.more()
        except Ended:
            return

    def take(self, count):
        while len(self.received) - self.position < count:
            self.more()
        data = bytes(self.received[self.position : self.position + count])
        self.position += count
        return data

    def take_through(self, mark):
        while (end := self.received.find(mark, self.position)) < 0:
            self.more()
        return self.take(end + len(mark) - self.position)

    def read_head(self):
        return Received(self.number, self.take_through(b"\r\n\r\n"))

    def read_body(self, received):
        """Reads the rest of a request by its framing."""
        start = self.position
        lengths, codings = received.values("Content-Length"), received.values("Transfer-Encoding")
        assert len(lengths) + len(codings) <= 1, f"two framings: {received.head!r}"
        body = bytearray()
        try:
            if lengths:
                body += self.take(int(lengths[0]))
            while codings:
                size = int(self.take_through(b"\r\n"), 16)
                body += self.take(size)
                if size == 0:
                    while self.take_through(b"\r\n") != b"\r\n":
                        pass
                    break
                assert self.take(2) == b"\r\n"
        finally:
            received.body = bytes(body)
            received.raw_body = bytes(self.received[start : self.position])
        received.is_complete = True

    # Answering

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            self.has_ended = True
            raise Ended from None

    def close(self):
        """Ends the connection in order; once only, because the number may soon name another socket."""
        if not self.is_closed:
            self.is_closed = True
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            self.socket.close()

    def reset(self):
        """Ends the connection with RST."""
        if not self.is_closed:
            self.is_closed = True
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.socket.close()


class Upstream:
    """A listening socket; each request is answered by the next script, or else by `default`."""

    def __init__(self, receive_buffer=None, secure=None, path=None, place=("127.0.0.1", 0)):
        """Listens on a free port, with `secure` (an `ssl.SSLContext`) over TLS, or at `path` on a socket of the file system."""
        self.secure = secure
        self.listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        # What clients said in the handshakes that failed.
        self.handshake_failures = []
        if receive_buffer:
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(str(path) if path else place)
        self.listener.listen(128)
        self.port = None if path else self.listener.getsockname()[1]
        self.url = f"unix:{path}" if path else f"{'https' if secure else 'http'}://127.0.0.1:{self.port}"
        self.authority = f"127.0.0.1:{self.port}"
        self.connections = []
        self.requests = []
        self.scripts = collections.deque()
        self.default = reply(b"ok")
        self.is_closing = False
        threading.Thread(target=self._accept, daemon=True).start()

    def play(self, *scripts):
        """Answers the next requests by these scripts."""
        self.scripts.extend(scripts)

    def forget(self):
        """Closes what is open, and begins a new record."""
        for connection in self.connections:
            connection.close()
        self.scripts.clear()
        self.requests = []
        self.connections = []
        self.default = reply(b"ok")

    def close(self):
        self.is_closing = True
        # Closing alone would leave a thread that waits in accept() with one more connection.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            connection.close()

    def arrived(self, count=1):
        """The requests, once there are so many."""
        wait_until(lambda: len(self.requests) >= count, what=f"request {count} at the upstream")
        return self.requests

    def completed(self, count=1):
        """The requests, once so many are complete."""
        wait_until(
            lambda: sum(request.is_complete for request in self.requests) >= count,
            what=f"complete request {count} at the upstream",
        )
        return self.requests

    @property
    def only(self):
        """The one request that arrived."""
        requests = self.completed(1)
        assert len(requests) == 1, [request.line for request in requests]
        return requests[0]

    def _accept(self):
        while not self.is_closing:
            try:
                accepted, _ = self.listener.accept()
            except OSError:
                return
            if accepted.family == socket.AF_INET:
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(len(self.connections), accepted)
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        if self.secure:
            try:
                connection.socket = self.secure.wrap_socket(connection.socket, server_side=True)
            except OSError as error:
                self.handshake_failures.append(str(error))
                connection.close()
                return
            connection.is_resumed = connection.socket.session_reused
        try:
            while True:
                received = connection.read_head()
                self.requests.append(received)
                script = self.scripts.popleft() if self.scripts else self.default
                script(connection, received)
        except (Ended, OSError):
            pass
        finally:
            connection.close()


# Scripts: what is done with one request.


def message(body=b"", *lines, status="200 OK", framing="length"):
    """The bytes of a response: framed by `length`, `chunked` or `close`."""
    fields = [f"HTTP/1.1 {status}", *lines]
    if framing == "length":
        fields.append(f"Content-Length: {len(body)}")
    if framing == "chunked":
        fields.append("Transfer-Encoding: chunked")
        body = (b"%x\r\n%b\r\n" % (len(body), body) if body else b"") + b"0\r\n\r\n"
    if framing == "close":
        fields.append("Connection: close")
    return ("\r\n".join(fields) + "\r\n\r\n").encode("latin-1") + body


def raw(data, then=None):
    """Reads the request to its end, sends these bytes, and goes on, or ends as `then` says: `close` or `reset`."""

    def script(connection, received):
        connection.read_body(received)
        connection.send(data)
        if then:
            getattr(connection, then)()
            raise Ended

    return script


def reply(body=b"", *lines, status="200 OK", framing="length"):
    """An ordinary answer."""
    return raw(message(body, *lines, status=status, framing=framing), "close" if framing == "close" else None)


def close_unanswered(connection, received):
    """Takes the request, and ends the connection without a byte."""
    connection.read_body(received)
    connection.close()
    raise Ended


def reset_unanswered(connection, received):
    """Takes the request, and resets the connection."""
    connection.read_body(received)
    connection.reset()
    raise Ended


def never(connection, received):
    """Takes the request and says nothing until the gateway gives up."""
    connection.read_body(received)
    connection.wait_for_end()
    raise Ended


def answer_early(data):
    """Answers before the body has come, then reads it as far as it comes."""

    def script(connection, received):
        connection.send(data)
        connection.read_body(received)

    return script


class Held:
    """Holds its answer back until it is let go."""

    def __init__(self, data):
        self.data = data
        self.gate = threading.Event()

    def __call__(self, connection, received):
        connection.read_body(received)
        assert self.gate.wait(30), "the answer was never let go"
        connection.send(self.data)

    def let_go(self):
        self.gate.set()
