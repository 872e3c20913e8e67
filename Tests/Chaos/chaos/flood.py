"""Requests as fast as they are answered, from one process."""

import collections
import threading

from support.wire import Client

from .process import Process


class Flood(Process):
    """So many connections, each sending the requests in turn, some of them in one piece, until the end of the block."""

    def __init__(self, address, requests, connections=4, at_once=20):
        super().__init__(_main, address, requests, connections, at_once)

    def count(self):
        """How many answers had which status; an end without one is `broken`."""
        return self.ask("count")


def _main(pipe, address, requests, connections, at_once):
    counts = [collections.Counter() for _ in range(connections)]
    for number in range(connections):
        threading.Thread(target=_run, args=[tuple(address), requests, number, at_once, counts[number]], daemon=True).start()
    try:
        while True:
            pipe.recv()
            pipe.send(dict(sum((count.copy() for count in counts), collections.Counter())))
    except (EOFError, OSError):
        return


def _run(address, requests, number, at_once, count):
    turn = number * 7919
    while True:
        try:
            with Client(address, seconds=60) as client:
                while True:
                    asked = [requests[(turn + place) % len(requests)] for place in range(at_once)]
                    turn += at_once
                    client.send(b"".join(asked))
                    for data in asked:
                        answer = client.response(data.split(b" ", 1)[0].decode())
                        count[answer.status] += 1
                        if answer.value("Connection") == "close":
                            break
        except Exception:
            count["broken"] += 1
