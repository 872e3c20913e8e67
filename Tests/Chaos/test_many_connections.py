"""More connections than the gateway has descriptors for."""

import contextlib
import resource

import pytest
from chaos.crowd import Crowd, Habit
from support.waiting import wait_until
from support.wire import request

PROCESSES, EACH = 4, 2500


@contextlib.contextmanager
def crowds(address, habit):
    """All of them, spread over some processes: each holds no more than a process may."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Crowd(address, EACH, habit)) for _ in range(PROCESSES)]


def room():
    """For how many of them the gateway has room: it keeps four descriptors for each, and some for itself."""
    return min(PROCESSES * EACH, (resource.getrlimit(resource.RLIMIT_NOFILE)[1] - 128) // 4)


def total(all):
    return sum(crowd.count().made for crowd in all)


def test_ten_thousand_connections(field):
    """Idle after a first refused call: as many as there is room for are open, and those that come later find room."""
    habit = Habit(first=request("GET", "/good"), returns=False)
    with field.attack("10,000 idle connections", memory=24 << 20) as attack:
        with crowds(field.gateway.address, habit) as all:
            wait_until(lambda: total(all) >= PROCESSES * EACH, 90, "10,000 connections")
            attack.lasts(1)
            attack.lasts(600)
    assert attack.holdings["during"].descriptors > 0.9 * room()


@pytest.mark.parametrize("name, habit", [
    ("without a byte", Habit(returns=True)),
    ("that drip forms", Habit(
        first=request("POST", "/oauth/token", "Content-Type: application/x-www-form-urlencoded", "Content-Length: 16000"),
        drip=b"x", interval=1.0, returns=True)),
    ("that drip heads", Habit(first=b"GET /good HTTP/1.1\r\n", drip=b"X-A: b\r\n", interval=1.0, returns=True)),
], ids=["without a byte", "that drip forms", "that drip heads"])
def test_ten_thousand_connections_that_come_again(field, name, habit):
    with field.attack(f"10,000 connections {name}", memory=24 << 20) as attack:
        with crowds(field.gateway.address, habit) as all:
            wait_until(lambda: total(all) >= PROCESSES * EACH, 90, "10,000 connections")
            attack.lasts(600)
    assert attack.holdings["during"].descriptors > 0.9 * room()
