"""A client with one connection, which keeps every byte that it was shown."""

import socket

from strict.response import Kind, Reading, read


class Client:
    """Asks and reads, without blocking."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.number = self.socket.fileno()
        self.received = b""
        self.method = "GET"
        self.version = "1.1"
        self.has_ended = False
        self.was_reset = False
        self._last: tuple[int, bool, Reading] | None = None

    def ask(self, path: str, method: str, content: bytes = b"", length: int | None = None, *more: str) -> None:
        """Sends a request with this much of its content, and further field lines."""
        self.method = method
        self._last = None
        lines = [f"{method} {path} HTTP/{self.version}", "Host: gateway.test", *more]
        if method in ("POST", "PUT", "PATCH"):
            lines.append(f"Content-Length: {len(content) if length is None else length}")
        self.send("\r\n".join([*lines, "", ""]).encode() + content)

    def send(self, data: bytes) -> None:
        try:
            self.socket.sendall(data)
        except OSError:
            pass

    def receive(self) -> None:
        try:
            while data := self.socket.recv(65536):
                self.received += data
            self.has_ended = True
        except BlockingIOError:
            pass
        except OSError:
            self.has_ended = self.was_reset = True

    def reading(self) -> Reading:
        """What has been seen of the answer."""
        if self._last is None or self._last[:2] != (len(self.received), self.has_ended):
            in_order = self.has_ended and not self.was_reset
            self._last = (len(self.received), self.has_ended, read(self.received, self.method, in_order))
        return self._last[2]

    def is_done(self) -> bool:
        """Whether nothing that is still to come can change what was seen."""
        return self.has_ended or self.reading().kind is not Kind.PARTIAL

    def take(self) -> None:
        """Takes the answer away from what was received."""
        self.received = self.received[self.reading().end:]
        self._last = None

    def close(self) -> None:
        self.socket.close()
