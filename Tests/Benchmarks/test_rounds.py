"""The order of runs, and what becomes of the others where one goes wrong."""

import subprocess

import pytest
from comparison import noise, rounds
from comparison.bench import Settings
from comparison.checks import CheckFailed
from comparison.workloads.workload import Case, Contender, Figure, Workload


class Bench:
    """As much of a bench as rounds look at."""

    def __init__(self, count: int):
        self.settings = Settings(rounds=count, seconds=1, attempts=1)
        self.cores = {0}


class Small(Workload):
    name, title = "small", "Small"
    figures = (Figure("cpu", "CPU", "µs"),)
    cases = (Case("one"), Case("two"))
    failure: Exception | None = None
    closing: Exception | None = None

    def __init__(self):
        self.order = []

    def contenders(self, bench):
        return [Contender("nginx", "nginx"), Contender("tollgate", "Tollgate")]

    def open(self, bench):
        pass

    def close(self, bench):
        if self.closing:
            raise self.closing

    def measure(self, bench, case, contender):
        self.order.append((case.name, contender.name))
        if self.failure and contender.name == "tollgate":
            raise self.failure
        return {"cpu": 1.0}


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    monkeypatch.setattr(noise, "sample", lambda cores: None)
    monkeypatch.setattr(noise, "verdict", lambda before, after: None)


def test_every_case_is_run_with_every_contender_in_turn():
    workload = Small()
    rounds.measure(workload, Bench(2), lambda text: None)
    once = [("one", "nginx"), ("one", "tollgate"), ("two", "nginx"), ("two", "tollgate")]
    assert workload.order == once * 2


@pytest.mark.parametrize("failure", [
    CheckFailed("wrong"), subprocess.TimeoutExpired("wrk", 1), subprocess.CalledProcessError(1, "wrk"),
    KeyError("content-length"), IndexError("[]"), OSError("gone"),
])
def test_who_failed_is_not_asked_again_and_the_others_go_on(failure):
    workload = Small()
    workload.failure = failure
    outcome = rounds.measure(workload, Bench(2), lambda text: None)
    assert len(outcome.failures) == 1
    assert workload.order.count(("one", "tollgate")) == 1
    assert workload.order.count(("two", "nginx")) == 2
    assert outcome.figure("cpu", "two", "nginx").count == 2


def test_a_fault_at_the_end_does_not_hide_one_at_the_beginning():
    workload = Small()
    workload.open = lambda bench: (_ for _ in ()).throw(RuntimeError("no backend"))
    workload.closing = AttributeError("file")
    assert rounds.measure(workload, Bench(1), lambda text: None).failure == "RuntimeError: no backend"
