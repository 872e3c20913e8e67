"""A bounded load: clients that call one after the other, on connections that are kept, and judge each answer."""

import threading
import time

from .waiting import wait_until
from .wire import Client


class Load:
    """So many clients in threads, each sending the requests in turn until the end of the block."""

    def __init__(self, address, requests, clients=4, expected=200, pause=0.0):
        self.address = address
        self.requests = requests
        self.expected = expected
        self.pause = pause
        self.failures = []
        self.counts = [0] * clients
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self._run, args=[index], daemon=True) for index in range(clients)]

    @property
    def count(self):
        """How many calls were answered."""
        return sum(self.counts)

    def wait_for(self, count, seconds=60):
        """Waits until so many calls were answered, or one failed."""
        wait_until(lambda: self.count >= count or self.failures, seconds, f"{count} calls")

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive(), "a client is stuck"

    def _run(self, index):
        client = Client(self.address, seconds=20)
        turn = index
        while not self.is_over.is_set():
            try:
                answer = client.call(self.requests[turn % len(self.requests)])
            except Exception as error:
                self.failures.append(repr(error))
                return
            turn += 1
            self.counts[index] += 1
            if answer.status != self.expected:
                self.failures.append(f"{answer.status}: {answer.body!r}")
            if answer.value("Connection") == "close":
                client.socket.close()
                client = Client(self.address, seconds=20)
            if self.pause:
                time.sleep(self.pause)
        client.socket.close()
