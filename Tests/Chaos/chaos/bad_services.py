"""Web services that do every bad thing, in a process of their own."""

import contextlib
import os
import socket
import struct
import threading
import time

from .process import Process, wait_for_end

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nX-Service: bad\r\n\r\n"


class BadServices(Process):
    """One listener for each way to fail; `urls` has them by name."""

    def __init__(self):
        super().__init__(_main)
        self.urls = {name: f"http://127.0.0.1:{port}" for name, port in self.receive().items()}


# What is done with one request that has arrived, its content perhaps not.


def resets_in_the_head(connection):
    connection.sendall(HEAD[:30])
    reset(connection)


def resets_in_the_body(connection):
    connection.sendall(HEAD + b"x" * 500)
    reset(connection)


def drips(connection):
    for byte in HEAD + b"x" * 1000:
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def answers_early(connection):
    """The whole answer is there before the content, and nothing of that is taken: it is more than the kernels hold."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearly")
    time.sleep(60)


def never_ends_its_head(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: and more\r\n" * 100)


def never_ends_its_head_slowly(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: and more\r\n")
        time.sleep(0.1)


def sends_interim_answers(connection):
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)


def never_answers(connection):
    time.sleep(60)


def never_ends_its_body(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def sends_what_is_no_answer(connection):
    connection.sendall(os.urandom(10000))


WAYS = (resets_in_the_head, resets_in_the_body, drips, answers_early, never_ends_its_head, never_ends_its_head_slowly,
        sends_interim_answers, never_answers, never_ends_its_body, sends_what_is_no_answer)


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _main(pipe):
    ports, held = {}, []
    for way in WAYS:
        listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        # Inherited by what is accepted: content that nobody takes shall wait with the gateway, not here.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        threading.Thread(target=_accept, args=[listener, way], daemon=True).start()
        ports[way.__name__] = listener.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as probe:
        ports["refuses"] = probe.getsockname()[1]
    held.append(_black_hole())
    ports["takes_no_connection"] = held[0][0].getsockname()[1]
    pipe.send(ports)
    wait_for_end(pipe)


def _black_hole():
    """A queue that is full: the kernel answers no further connection, not even with a refusal."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=0)
    waiting = []
    for _ in range(8):
        one = socket.socket()
        one.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            one.connect(listener.getsockname())
        waiting.append(one)
    return listener, waiting


def _accept(listener, way):
    while True:
        accepted, _ = listener.accept()
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_serve, args=[accepted, way], daemon=True).start()


def _serve(connection, way):
    with contextlib.suppress(OSError), connection:
        buffer = b""
        while b"\r\n\r\n" not in buffer:
            data = connection.recv(65536)
            if not data:
                return
            buffer += data
        way(connection)
