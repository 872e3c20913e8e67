"""Somebody who uses the console: the overview stays open, lists are looked through, and an application is edited."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Callable, Iterator

from ..calls import Answer
from ..checks import require
from ..questions import Question
from ..signed_in import Operator

LOOK = 0.2
"""Seconds from one list or search to the next: somebody who scrolls, or types."""

EDIT = 1.0
"""Seconds from one edit to the next."""

EDITED = ", edited"
"""What a name has at its end, and has not, in turn: nothing that is searched for is found by it."""

WHO = "the console"
EVENT = b"event: overview\n"


@dataclass
class Use:
    """What was done; the answers are looked at when the load is over, because that takes time on its core."""

    looks: list[tuple[Question, Answer, float]] = field(default_factory=list)
    """Each with the seconds that its answer took."""
    edits: int = 0
    events: int = 0

    @property
    def seconds(self) -> list[float]:
        return [took for _, _, took in self.looks]

    def check(self, totals: dict[str, int]) -> None:
        """Raises `CheckFailed` where an answer was not the right one, or where there was no use of it."""
        for question, answer, _ in self.looks:
            require(answer.status == 200, WHO, f"{question.label}: it was answered {answer.status}")
            total = json.loads(answer.body)["total"]
            require(total == totals[question.name], WHO, f"{question.label}: {total} were found")
        require(min(len(self.looks), self.edits, self.events) > 0, WHO,
                f"{len(self.looks)} lists came, {self.edits} edits and {self.events} events")


@contextlib.contextmanager
def in_use(operator: Operator, questions: list[Question], client_id: str) -> Iterator[Use]:
    """While the body runs, the console is used: by three threads with a connection each, as a browser has them.

    Raises `CheckFailed` or an error of the connection at the end, where one of them met it.
    """
    use, ended = Use(), threading.Event()
    parts = (lambda: watch(operator, use, ended), lambda: look(operator, questions, use, ended),
             lambda: edit(operator, client_id, use, ended))
    with ThreadPoolExecutor(len(parts)) as pool:
        running = [pool.submit(part) for part in parts]
        try:
            yield use
        finally:
            ended.set()
    for one in running:
        one.result()


def watch(operator: Operator, use: Use, ended: threading.Event) -> None:
    """Keeps the overview's stream of events open."""
    with operator.another() as stream:
        stream.connection.settimeout(0.2)
        stream.connection.sendall(stream.request("/api/v1/overview/events"))
        received = b""
        while not ended.is_set():
            with contextlib.suppress(socket.timeout):
                some = stream.connection.recv(65536)
                require(some != b"", WHO, f"the stream of events ended: {received[-200:]!r}")
                received += some
                use.events = received.count(EVENT)


def look(operator: Operator, questions: list[Question], use: Use, ended: threading.Event) -> None:
    """Asks one question after the other."""
    with operator.another() as reader:
        for question in paced(itertools.cycle(questions), LOOK, ended.wait):
            began = time.perf_counter()
            answer = reader.ask(question.path)
            use.looks.append((question, answer, time.perf_counter() - began))


def edit(operator: Operator, client_id: str, use: Use, ended: threading.Event) -> None:
    """Gives an application another name each time, as its page does: it is fetched, and saved under what was fetched."""
    path = f"/api/v1/applications/{client_id}"
    with operator.another() as editor:
        for _ in paced(itertools.count(), EDIT, ended.wait):
            answer = editor.ask(path)
            require(answer.status == 200, WHO, f"an application was answered {answer.status}")
            name = json.loads(answer.body)["name"]
            content = {"name": name.removesuffix(EDITED) if name.endswith(EDITED) else name + EDITED}
            answer = editor.ask(path, "PATCH", content, If_Match=answer.fields["etag"])
            require(answer.status == 200 and json.loads(answer.body)["name"] == content["name"], WHO,
                    f"an edit was answered {answer.status}: {answer.body[:200]!r}")
            use.edits += 1


def paced(items: Iterator, interval: float, wait: Callable[[float], bool],
          clock: Callable[[], float] = time.monotonic) -> Iterator:
    """One item each interval, until `wait` says that it is over. What took too long is not made up for."""
    due = clock()
    for item in items:
        if wait(max(0.0, due - clock())):
            return
        yield item
        due = max(due + interval, clock())
