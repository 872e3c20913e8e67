"""A service that takes content of a known shape, checks it, and answers how much came: the backend of uploads.

nginx in this place would answer before the content was there, or write it to a disk.
"""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading

from .. import processes
from ..calls import free_port, listens
from ..content import Check
from ..waiting import wait_until

HEAD_LIMIT = 1 << 16


class Sink:
    """The program below, on a core; stands where the backend stands otherwise."""

    def __init__(self, folder: pathlib.Path, core: int):
        self.folder = folder
        self.core = core
        self.port = 0
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        self.port = free_port()
        environment = os.environ | {"PYTHONPATH": str(pathlib.Path(__file__).parents[2])}
        self.process = processes.start([sys.executable, "-m", __name__, self.port], self.core, self.folder,
                                       env=environment)
        wait_until(lambda: listens(self.port), "the sink listening")

    def stop(self) -> None:
        if self.process is not None:
            processes.end(self.process)
            self.process = None


def serve(port: int) -> None:
    """Serves until it is ended."""
    with socket.create_server(("127.0.0.1", port), backlog=64) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=answer_all, args=[connection], daemon=True).start()


def answer_all(connection: socket.socket) -> None:
    with connection:
        try:
            while answer_one(connection):
                pass
        except OSError:
            pass


def answer_one(connection: socket.socket) -> bool:
    """Takes one request and answers it; false where the connection ended, or what came is no request."""
    data = b""
    while b"\r\n\r\n" not in data:
        some = connection.recv(HEAD_LIMIT)
        if not some or len(data) > HEAD_LIMIT:
            return False
        data += some
    head, _, rest = data.partition(b"\r\n\r\n")
    size, check = content_length(head), Check()
    if size is None:
        return False
    check.put(rest)
    while check.received < size:
        if not (count := connection.recv_into(check.room())):
            return False
        check.took(count)
    body = json.dumps({"received": check.received, "right": check.is_whole(size)}).encode()
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    return True


def content_length(head: bytes) -> int | None:
    """What the head of a request says of its content; without its last line break."""
    found = re.search(rb"^content-length: *([0-9]+)\s*$", head, re.IGNORECASE | re.MULTILINE)
    return int(found[1]) if found else None


if __name__ == "__main__":
    serve(int(sys.argv[1]))
