"""A web service that says what it was asked, and that no test makes do anything else."""

import contextlib
import re
import socket
import threading

from .process import Process, wait_for_end

_PIECE = bytes(65536)


class Service(Process):
    """The service in a process of its own. `GET /large/N` is answered with N bytes, all else with what was asked."""

    def __init__(self):
        super().__init__(_main)
        self.url = f"http://127.0.0.1:{self.receive()}"


def told(method, target, length):
    """What the service answers."""
    return f"{method} {target} {length}".encode()


def _main(pipe):
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    threading.Thread(target=_accept, args=[listener], daemon=True).start()
    pipe.send(listener.getsockname()[1])
    wait_for_end(pipe)


def _accept(listener):
    while True:
        accepted, _ = listener.accept()
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_serve, args=[accepted], daemon=True).start()


def _serve(connection):
    with contextlib.suppress(OSError), connection:
        buffer = bytearray()
        while _answer(connection, buffer):
            pass


def _answer(connection, buffer):
    """Answers one request; whether the connection goes on."""
    while (end := buffer.find(b"\r\n\r\n")) < 0:
        if not _more(connection, buffer):
            return False
    head = bytes(buffer[: end + 4])
    del buffer[: end + 4]
    method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
    found = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
    length = int(found[1]) if found else 0
    left = length
    while left > 0:
        if not buffer and not _more(connection, buffer):
            return False
        taken = min(left, len(buffer))
        del buffer[:taken]
        left -= taken
    if large := re.fullmatch(r"/large/(\d+)", target):
        return _send_large(connection, int(large[1]))
    body = told(method, target, length)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))
    return True


def _more(connection, buffer):
    data = connection.recv(65536)
    buffer += data
    return bool(data)


def _send_large(connection, size):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
    while size > 0:
        count = min(size, len(_PIECE))
        connection.sendall(_PIECE[:count])
        size -= count
    return True
