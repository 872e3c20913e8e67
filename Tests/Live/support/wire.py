"""A client that sends exactly the bytes it is given, and takes responses apart strictly."""

import json
import select
import socket
import struct
from dataclasses import dataclass, field


class Broken(Exception):
    """The connection ended before the response did; `partial` is what had come."""

    def __init__(self, partial):
        super().__init__(f"the response is broken after {len(partial)} bytes: {bytes(partial[:200])!r}")
        self.partial = bytes(partial)


@dataclass
class Response:
    """One response as it came over the wire."""

    version: str
    status: int
    fields: list
    head: bytes
    body: bytes = b""
    interims: list = field(default_factory=list)

    def values(self, name):
        return [value for other, value in self.fields if other.lower() == name.lower()]

    def value(self, name):
        """The value of a field that must be there at most once."""
        values = self.values(name)
        assert len(values) <= 1, f"{name} is there {len(values)} times: {values}"
        return values[0] if values else None

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One connection to a gateway."""

    def __init__(self, address, seconds=10.0, receive_buffer=None, source=None):
        self.socket = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET)
        if source:
            # Each 127.x.y.z is an address of this machine: so one test can be several peers.
            self.socket.bind((source, 0))
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(seconds)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def call(self, data, method=None):
        """Sends a request and reads its response."""
        self.send(data)
        return self.response(method or data.split(b" ", 1)[0].decode("latin-1"))

    def response(self, method="GET"):
        """Reads one response, with the interim responses before it."""
        interims = []
        while True:
            response = self._head()
            if response.status >= 200:
                break
            interims.append(response)
        response.interims = interims
        response.body = self._body(response, method)
        return response

    def ends(self):
        """Whether the gateway ends the connection without another byte."""
        try:
            return not self.buffer and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False

    def is_quiet(self):
        """Whether nothing has arrived, neither bytes nor the end."""
        return not self.buffer and not select.select([self.socket], [], [], 0)[0]

    def end_sending(self):
        self.socket.shutdown(socket.SHUT_WR)

    def reset(self):
        """Ends the connection with RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def _more(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        self.buffer += data
        return bool(data)

    def _head(self):
        while b"\r\n\r\n" not in self.buffer:
            if not self._more():
                raise Broken(self.buffer)
        end = self.buffer.index(b"\r\n\r\n") + 4
        head = bytes(self.buffer[:end])
        del self.buffer[:end]
        lines = head[:-4].decode("latin-1").split("\r\n")
        version, status, *_ = lines[0].split(" ", 2)
        assert version in ("HTTP/1.1", "HTTP/1.0"), lines[0]
        fields = []
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            assert colon and name and name == name.strip(), f"not a field line: {line!r}"
            fields.append((name, value.strip(" \t")))
        return Response(version, int(status), fields, head)

    def _body(self, response, method):
        if method == "HEAD" or response.status in (204, 304):
            return b""
        lengths = response.values("Content-Length")
        codings = response.values("Transfer-Encoding")
        assert len(lengths) + len(codings) <= 1, f"two framings: {response.head!r}"
        if codings:
            assert codings == ["chunked"], codings
            return self._chunks()
        if lengths:
            return self._exactly(int(lengths[0]))
        body = bytearray()
        while True:
            body += self.buffer
            self.buffer.clear()
            try:
                data = self.socket.recv(65536)
            except ConnectionResetError:
                raise Broken(body) from None
            if not data:
                return bytes(body)
            self.buffer += data

    def _exactly(self, count):
        while len(self.buffer) < count:
            if not self._more():
                raise Broken(self.buffer)
        data = bytes(self.buffer[:count])
        del self.buffer[:count]
        return data

    def _line(self):
        while b"\r\n" not in self.buffer:
            if not self._more():
                raise Broken(self.buffer)
        line, _, rest = bytes(self.buffer).partition(b"\r\n")
        self.buffer[:] = rest
        return line

    def _chunks(self):
        body = bytearray()
        while True:
            size = int(self._line(), 16)
            if size == 0:
                assert self._line() == b"", "a trailer came"
                return bytes(body)
            body += self._exactly(size)
            assert self._exactly(2) == b"\r\n"


def request(method, target, *lines, body=None, token=None, host="gateway.test", version="1.1"):
    """The bytes of a request: field lines as given, Host and the token in front, Content-Length for a body."""
    fields = [f"Host: {host}"] if host is not None else []
    if token:
        fields.append(f"Authorization: Bearer {token}")
    fields += lines
    if body is not None:
        fields.append(f"Content-Length: {len(body)}")
    head = "\r\n".join([f"{method} {target} HTTP/{version}", *fields]) + "\r\n\r\n"
    return head.encode("latin-1") + (body or b"")


def chunked(*pieces, trailer=b""):
    """Content in the chunked coding."""
    data = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return data + b"0\r\n" + trailer + b"\r\n"
