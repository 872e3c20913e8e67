"""Lists and searches of a hundred thousand applications, as the console asks for them."""

import json
import time

from ..calls import ask
from ..checks import require
from ..gateways.managed import ManagedTollgate, add_operator
from ..processes import cpu_seconds
from ..questions import Expected, Question, questions
from ..registry import Registry
from ..signed_in import Operator
from ..times import Times
from .workload import EVERY, Budget, Contender, Figure, Workload

SIZE = 100_000
CALLS = 140
"""At least in each run: three quiet rounds then have enough that are slower than a p95."""


class Management(Workload):
    """One question after the other on one connection, each asked again and again. The gateway stays for all rounds."""

    name = "management"
    title = f"Lists and searches of {SIZE:,} applications"
    figures = (Figure("p50", "p50", "ms"), Figure("p95", "p95, all rounds together", "ms", pooled=95, microseconds=1000),
               Figure("cpu", "CPU of the gateway", "ms"), Figure("found", "found", "", 0, steady=True))
    reference = None
    budgets = (Budget(f"{SIZE:,} applications: each list and each search answered within 100 ms (p95)", "p95",
                      ("all", EVERY), None, 100),)
    seconds = 1

    def contenders(self, bench):
        return [Contender(question.name, question.label) for question in questions(SIZE)]

    def open(self, bench):
        registry = Registry(bench.folder / "registry-management", SIZE, varied=True)
        registry.issue()
        add_operator(registry)
        self.gateway = bench.start(ManagedTollgate, tokens=registry)
        self.operator = self.gateway.sign_in()
        self.questions = {question.name: question for question in questions(SIZE)}
        self.expected = Expected(registry.database)

    def close(self, bench):
        if operator := getattr(self, "operator", None):
            operator.close()
        super().close(bench)

    def measure(self, bench, case, contender):
        question = self.questions[contender.name]
        found, body = check(self.operator, question, self.expected)
        used = cpu_seconds(self.gateway.processes)
        times = again(self.operator, question, body, bench.settings.seconds)
        used = cpu_seconds(self.gateway.processes) - used
        return {"p50": times.percentile(50) / 1000, "cpu": used / times.count * 1000, "found": found, "times": times}


def check(operator: Operator, question: Question, expected: Expected) -> tuple[int, bytes]:
    """Asks once: how many there are, and the answer's content. Raises `CheckFailed` where it is not the right one."""
    answer = operator.ask(question.path)
    require(answer.status == 200, question.label, f"it was answered {answer.status}: {answer.body[:200]!r}")
    given = json.loads(answer.body)
    total, page = expected.of(question)
    require(given["total"] == total, question.label, f"{given['total']} were found instead of {total}")
    require([item["clientId"] for item in given["items"]] == page, question.label, "other applications were listed")
    return total, answer.body


def again(operator: Operator, question: Question, body: bytes, seconds: float, calls: int = CALLS) -> Times:
    """Asks for so many seconds, and so many times at least; each answer must have this content. The time is that from the
    first byte of the request to the last of the answer."""
    request = operator.request(question.path)
    durations: list[int] = []
    ends = time.monotonic() + seconds
    while len(durations) < calls or time.monotonic() < ends:
        began = time.perf_counter_ns()
        answer = ask(operator.connection, request)
        durations.append((time.perf_counter_ns() - began) // 1000)
        require(answer.status == 200 and answer.body == body, question.label,
                f"the same question got another answer: {answer.status} {answer.body[:200]!r}")
    return Times.of(durations)
