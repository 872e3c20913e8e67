"""The verdicts themselves: each must be able to fail. A careless stand-in for the gateway does all that it must not."""

import contextlib
import itertools
import socket
import threading
import time

import pytest
from minting.stage import foreign, places
from minting.trial import REPETITIONS, Case, Trial
from support.upstream import Connection, Ended, message

REFUSAL = message(b"", 'WWW-Authenticate: Bearer realm="x", error="invalid_token"', status="401 Unauthorized")


class Recorder:
    """What the stand-in has forwarded, and the port of the upstream that it is."""

    def __init__(self):
        self.requests, self.port = [], 9


class Careless:
    """Answers by the token: `good…`, `forwarded…`, `late…`, `bare…` and `bad…`; `…late` is so where it was not seen before."""

    def __init__(self, recorder: Recorder):
        self.seen = set()
        self.recorder, self.listener = recorder, socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = Connection(0, self.listener.accept()[0])
                with contextlib.suppress(Ended):
                    while True:
                        self._answer(connection, connection.read_head().value("Authorization").removeprefix("Bearer "))

    def _answer(self, connection: Connection, token: str):
        if token.startswith(("good", "forwarded")):
            self.recorder.requests.append(token)
        if token.startswith("late") or token.endswith("late") and token not in self.seen:
            time.sleep(0.2)
        self.seen.add(token)
        if token.startswith("good"):
            connection.send(message(b"ok"))
        elif token.startswith("bare"):
            connection.send(message(b"", status="401 Unauthorized"))
        else:
            connection.send(REFUSAL)


@pytest.fixture
def judged():
    """The trial of some cases before the stand-in."""
    recorder = Recorder()
    careless = Careless(recorder)

    def judged(*cases: Case) -> Trial:
        trial = Trial()
        trial.run(careless.address, recorder, list(cases))
        return trial

    yield judged
    careless.listener.shutdown(socket.SHUT_RDWR)
    careless.listener.close()


def test_what_is_right_has_no_fault(judged):
    trial = judged(Case("1", "good", True), Case("2", "bad", False), Case("3", "good", None), Case("4", "bad", None))
    assert trial.faults() == [] and trial.slow() == []


@pytest.mark.parametrize("case", [
    Case("a bad token passes", "good", False), Case("a good token is refused", "bad", True),
    Case("a refused token is forwarded", "forwarded", False), Case("a refusal without its reason", "bare", False),
    Case("a refusal with the status of another shape", "bad?", False),
    Case("a refused token is forwarded, and either verdict is right", "forwarded", None),
], ids=lambda case: case.name)
def test_what_is_wrong_is_a_fault(judged, case):
    [fault] = judged(case).faults()
    assert fault.startswith(case.name)


def test_what_takes_too_long_is_slow(judged):
    trial = judged(*[Case(f"{index}", f"bad{index}", False) for index in range(10)], Case("late", "late", False))
    assert trial.faults() == []
    [slow] = trial.slow()
    assert slow.startswith("late") and trial.outcomes[-1].seconds >= 0.2
    assert len(trial.outcomes) == 11 and REPETITIONS > 1


def test_a_good_token_that_takes_long_until_it_is_known_is_slow(judged):
    numbers, others = itertools.count(), [Case(f"{index}", f"bad{index}", False) for index in range(10)]
    renewed = Case("renewed", "good-late", True, renew=lambda: f"good-{next(numbers)}-late")
    for case in (renewed, Case("always the same", "good-late", True)):
        assert [slow.split(":")[0] for slow in judged(*others, case).slow()] == [case.name]
    # What is refused is verified each time, and what is then seldom slow is the machine's doing.
    assert judged(*others, Case("once", "bad-late", False)).slow() == []


def test_a_connection_to_anywhere_else_is_seen():
    recorder, lines = Recorder(), [
        '7 connect(5, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS',
        '7 connect(5, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16 <unfinished ...>',
        '7 <... connect resumed>) = 0',
        '7 connect(6, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), '
        'inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
        '7 connect(6, {sa_family=AF_UNIX, sun_path="/run/other"}, 110) = 0',
        '7 connect(6, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 0',
    ]
    found = [place for line in lines for place in places(line)]
    assert foreign(found, recorder) == ["127.0.0.1:80", "2001:db8::1:443", "unix:/run/other", lines[-1]]
