"""A client as any merchant has one: its own token, a steady rate, several connections, and an eye on the clock."""

import base64
import json
import threading
import time
import urllib.parse
from dataclasses import dataclass

from support.waiting import wait_until
from support.wire import Client, request

from .process import Process
from .service import told


@dataclass(frozen=True)
class Sample:
    """One call: what kind, when it began, how long it took, and what was wrong with it, if anything."""

    kind: str
    began: float
    seconds: float
    failure: str | None


@dataclass(frozen=True)
class Plan:
    """Whom the client calls, and with what."""

    address: tuple
    token: str
    authorization: str
    """The field with its id and secret."""
    scope: str
    kinds: tuple = ("kept", "fresh connection", "fresh token")
    target: str = "/good"
    renews: bool = False
    """Where the gateway says that a token has expired, a new one is fetched and the call made again, once, as the guide for
    merchants has it; without it that is a failure."""


PAUSES = {"kept": 0.02, "fresh connection": 0.03, "fresh token": 0.1}
"""Seconds between two calls of one worker, by what is special about them."""
WORKERS = {"kept": 4}
"""How many workers make calls of a kind, where that is not one."""
PATIENCE = 10
"""Seconds after which a call without an answer has failed."""


class GoodClient(Process):
    """The client in a process of its own; it calls from the beginning to `stop`."""

    def __init__(self, plan):
        super().__init__(_main, plan)

    def count(self):
        """How many calls have ended."""
        return self.ask("count")

    def wait_for(self, calls, seconds=60):
        """Waits until so many more calls have ended."""
        goal = self.count() + calls
        wait_until(lambda: self.count() >= goal, seconds, f"{calls} calls of the good client")

    def take(self):
        """The calls that have ended since the last time."""
        return self.ask("take")


def _main(pipe, plan):
    samples, threads = [], []
    for kind in plan.kinds:
        for _ in range(WORKERS.get(kind, 1)):
            threads.append(_Worker(plan, kind, len(threads), samples.append))
    for thread in threads:
        thread.start()
    taken = 0
    try:
        while True:
            if pipe.recv() == "count":
                pipe.send(taken + len(samples))
            else:
                # Others append meanwhile: only what is counted here goes.
                count = len(samples)
                taken += count
                pipe.send(samples[:count])
                del samples[:count]
    except (EOFError, OSError):
        return


class _Worker(threading.Thread):
    """One after the other, at a steady rate; a connection that failed is made anew."""

    def __init__(self, plan, kind, number, record):
        super().__init__(daemon=True)
        self.plan, self.kind, self.number, self.record = plan, kind, number, record
        self.client = None
        self.token = plan.token
        self.turn = 0

    def run(self):
        while True:
            began, failure = time.monotonic(), None
            try:
                self._call()
            except Exception as error:
                failure = f"{self.kind}: {error!r}"[:300]
                self._leave()
            if self.kind == "fresh connection":
                self._leave()
            self.record(Sample(self.kind, began, time.monotonic() - began, failure))
            time.sleep(PAUSES[self.kind])

    def _call(self):
        self.turn += 1
        if self.client is None:
            self._connect()
        if self.kind == "fresh token":
            self.token = self._fresh_token()
        target = f"{self.plan.target}?{self.number}.{self.turn}"
        # Each fifth brings content.
        method, body = ("POST", b"x" * 3000) if self.turn % 5 == 0 else ("GET", None)
        answer = self.client.call(request(method, target, token=self.token, body=body))
        if self.plan.renews and answer.status == 401 and answer.json["reason"] == "token.expired":
            if answer.value("Connection") == "close":
                # The content was not read.
                self._connect()
            self.token = self._fresh_token()
            answer = self.client.call(request(method, target, token=self.token, body=body))
        self._check(answer)
        assert answer.body == told(method, target, len(body or b"")), answer.body[:200]

    def _fresh_token(self):
        form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": self.plan.scope}).encode()
        lines = self.plan.authorization, "Content-Type: application/x-www-form-urlencoded"
        token = self._answered(request("POST", "/oauth/token", *lines, body=form)).json["access_token"]
        assert json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))["scope"] == self.plan.scope
        return token

    def _answered(self, data):
        answer = self.client.call(data)
        self._check(answer)
        return answer

    def _check(self, answer):
        assert answer.status == 200, (answer.status, answer.body[:200])
        assert answer.value("Connection") != "close", "the connection ends"

    def _connect(self):
        self._leave()
        self.client = Client(self.plan.address, seconds=PATIENCE)

    def _leave(self):
        if self.client is not None:
            self.client.socket.close()
            self.client = None
