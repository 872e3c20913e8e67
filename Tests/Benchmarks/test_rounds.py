"""The order of runs, and what becomes of the others where one goes wrong."""

import subprocess

import pytest
from comparison import noise, rounds
from comparison.allowance import Allowance
from comparison.bench import Settings
from comparison.checks import CheckFailed
from comparison.times import Times
from comparison.workloads.workload import Case, Contender, Figure, Workload


class Bench:
    """As much of a bench as rounds look at."""

    def __init__(self, count: int, attempts: int = 1, again: float = 60):
        self.settings = Settings(rounds=count, seconds=1, attempts=attempts)
        self.allowance = Allowance(again)
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


def test_only_what_was_chosen_is_run():
    workload = Small()
    outcome = rounds.measure(workload, Bench(1), lambda text: None, wanted=lambda outcome: {("two", "tollgate")})
    assert workload.order == [("two", "tollgate")]
    assert [contender.name for contender in outcome.contenders] == ["tollgate"]


@pytest.mark.parametrize("again, further", [(60, 2), (0, 0)])
def test_what_is_not_clear_is_run_again_while_there_is_time(again, further):
    def unclear(outcome):
        return {("one", "nginx")} if len(outcome.runs) < 6 else set()

    workload = Small()
    outcome = rounds.measure(workload, Bench(1, again=again), lambda text: None, unclear=unclear)
    assert workload.order[4:] == [("one", "nginx")] * further
    assert outcome.figure("cpu", "one", "nginx").count == 1 + further


def test_what_stays_unclear_is_run_again_a_few_times_only():
    workload = Small()
    rounds.measure(workload, Bench(1), lambda text: None, unclear=lambda outcome: {("one", "nginx")})
    assert len(workload.order) == 4 + rounds.FURTHER


@pytest.mark.parametrize("again, runs", [(60, 8), (0, 4)])
def test_a_noisy_run_is_made_again_while_there_is_time(again, runs, monkeypatch):
    monkeypatch.setattr(noise, "verdict", lambda before, after: "others used 50% of a core")
    workload = Small()
    rounds.measure(workload, Bench(1, attempts=2, again=again), lambda text: None)
    assert len(workload.order) == runs


def test_the_times_of_a_run_are_kept_beside_its_figures():
    workload = Small()
    workload.measure = lambda bench, case, contender: {"cpu": 1.0, "times": Times.of([100, 100, 300])}
    run = rounds.measure(workload, Bench(1), lambda text: None).runs[0]
    assert (run.figures, run.times) == ({"cpu": 1.0}, "100:2 300:1")


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
