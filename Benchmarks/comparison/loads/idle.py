"""Connections that each make one call and then stay open."""

import contextlib
import socket
import struct
from typing import Iterator

from ..calls import bearer

# Ended so, a connection leaves nothing behind (TIME_WAIT) that the next run would meet.
RESET = struct.pack("ii", 1, 0)


@contextlib.contextmanager
def held(port: int, count: int, path: str, content: bytes, token: str) -> Iterator[None]:
    """While the body runs, so many connections are open, each of which got the content with its call.

    Raises `ConnectionError` where an answer was another, or where anything came behind it, the end included.
    """
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *(f"{k}: {v}" for k, v in bearer(token).items())]
    request = "\r\n".join([*lines, "", ""]).encode()
    connections: list[socket.socket] = []
    try:
        for _ in range(count):
            connections.append(socket.create_connection(("127.0.0.1", port), timeout=10))
            connections[-1].sendall(request)
            read(connections[-1], content)
        yield
        for connection in connections:
            require_idle(connection)
    finally:
        for connection in connections:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            connection.close()


def read(connection: socket.socket, content: bytes) -> None:
    """Reads an answer, which must be this one."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0 or len(data) < end + 4 + len(content):
        if not (some := connection.recv(16384)):
            break
        data += some
    if not is_answer(data, content):
        raise ConnectionError(f"a call was answered {data[:200]!r}")


def is_answer(data: bytes, content: bytes) -> bool:
    return data.startswith(b"HTTP/1.1 200 ") and data.partition(b"\r\n\r\n")[2] == content


def require_idle(connection: socket.socket) -> None:
    connection.setblocking(False)
    try:
        data = connection.recv(1)
    except BlockingIOError:
        return
    raise ConnectionError(f"an idle connection received {data!r}")
