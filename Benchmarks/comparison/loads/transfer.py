"""One call with content of any size, down or up, every byte of which is checked."""

import json
import pathlib
import socket
import time
from dataclasses import dataclass

from ..calls import bearer
from ..content import Check


@dataclass(frozen=True)
class Transfer:
    status: int
    received: int
    """Bytes of content that arrived: at the client, or at the sink behind the gateway."""
    is_right: bool
    """Whether they are the ones that were sent, all of them and in their order."""
    seconds: float


def down(port: int, path: str, size: int, token: str) -> Transfer:
    """Fetches what `content.write` made."""
    check, start = Check(), time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head("GET", port, path, token))
        status, length, rest = read_head(connection)
        check.put(rest)
        while check.received < length and (count := connection.recv_into(check.room())):
            check.took(count)
    return Transfer(status, check.received, length == size and check.is_whole(size), time.monotonic() - start)


def up(port: int, path: str, file: pathlib.Path, token: str) -> Transfer:
    """Sends what `content.write` made to a `Sink`, which says what it got."""
    size, start = file.stat().st_size, time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection, open(file, "rb") as source:
        connection.sendall(head("POST", port, path, token, size))
        connection.sendfile(source)
        status, length, body = read_head(connection)
        while len(body) < length and (some := connection.recv(4096)):
            body += some
    seconds = time.monotonic() - start
    said = json.loads(body) if status == 200 else {"received": 0, "right": False}
    return Transfer(status, said["received"], said["right"] and said["received"] == size, seconds)


def head(method: str, port: int, path: str, token: str, size: int | None = None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{name}: {value}" for name, value in bearer(token).items()]
    lines += [] if size is None else [f"Content-Length: {size}"]
    return "\r\n".join([*lines, "", ""]).encode()


def read_head(connection: socket.socket) -> tuple[int, int, bytes]:
    """Status and length of an answer, and what came behind its head."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (some := connection.recv(16384)):
            raise ConnectionError("the connection ended before the answer's head did")
        data += some
    text, _, rest = data.partition(b"\r\n\r\n")
    return *parse_head(text.decode("latin-1")), rest


def parse_head(text: str) -> tuple[int, int]:
    """Status and length of an answer; 0 where it does not say its length."""
    first, *lines = text.lower().split("\r\n")
    lengths = [line.partition(":")[2] for line in lines if line.startswith("content-length:")]
    return int(first.split()[1]), int(lengths[0]) if lengths else 0
