"""Single calls, as the checks make them, with the exact size of the answer."""

import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    status: int
    fields: dict[str, str]
    body: bytes
    size: int
    """Bytes on the wire, head and content."""


def bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def call(port: int, path: str, fields: dict[str, str] | None = None, method: str = "GET", body: bytes = b"") -> Answer:
    """One call on a connection of its own."""
    with connect(port) as connection:
        return ask(connection, request(port, path, fields, method, body))


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def request(port: int, path: str, fields: dict[str, str] | None = None, method: str = "GET", body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in (fields or {}).items()]
    if body or method != "GET":
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(connection: socket.socket, data: bytes) -> Answer:
    """One call on a connection that stays. The answer must say its length, as all of the backend's do."""
    connection.sendall(data)
    return _answer(connection)


def _answer(connection: socket.socket) -> Answer:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, content = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split()[1])
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = 0 if status == 204 else int(fields["content-length"])
    while len(content) < length:
        content += _some(connection)
    return Answer(status, fields, content, len(head) + 4 + len(content))


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise ConnectionError("the connection ended before the answer did")
    return data


def listens(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
