"""More connections than the gateway has descriptors for."""

import contextlib
import time

from chaos.crowd import Crowd, Habit
from chaos.field import Field
from support.waiting import wait_until
from support.wire import request

PROCESSES, EACH = 4, 2500


@contextlib.contextmanager
def crowds(address, habit):
    """All of them, spread over some processes: each holds no more than a process may."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Crowd(address, EACH, habit)) for _ in range(PROCESSES)]


def total(all):
    counts = [crowd.count() for crowd in all]
    return sum(count.open + count.ended for count in counts)


def test_ten_thousand_connections(field):
    """Idle after a first refused call: as many as there is room for are open, and those that come later find room."""
    habit = Habit(first=request("GET", "/good"), returns=False)
    with field.attack("10,000 idle connections", memory=24 << 20) as attack:
        with crowds(field.gateway.address, habit) as all:
            wait_until(lambda: total(all) >= PROCESSES * EACH, 90, "10,000 connections")
            attack.lasts(600)


def test_ten_thousand_connections_without_a_byte(field):
    with field.attack("10,000 connections without a byte", memory=24 << 20) as attack:
        with crowds(field.gateway.address, Habit(returns=True)) as all:
            wait_until(lambda: total(all) >= PROCESSES * EACH, 90, "10,000 connections")
            attack.lasts(600)
