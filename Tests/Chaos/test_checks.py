"""What judges an attack can fail: each check is shown something that it must not let pass."""

import contextlib
import signal
import socket
import time

import pytest
from chaos import table
from chaos.attack import Attack
from chaos.crowd import Crowd, Habit
from chaos.field import Field
from chaos.good_client import GoodClient, Plan
from support import standard
from support.wire import request


@pytest.fixture(scope="module")
def field():
    """A field of its own, with a route to a place where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    field = Field({"dead": {"endpoints": [f"http://127.0.0.1:{port}"]}}, [
        standard.route("GET /dead", standard.READ, "dead"), standard.route("POST /dead", standard.READ, "dead")])
    yield field
    field.close()


@pytest.fixture(autouse=True)
def no_row():
    """What is judged here is no part of the table."""
    rows = list(table.rows)
    yield
    table.rows[:] = rows


def test_nothing_is_found_where_nothing_happens(field):
    with field.attack("nothing") as attack:
        attack.lasts()


def test_calls_that_fail_are_found(field):
    good = GoodClient(Plan(field.gateway.address, field.token, field.application.basic, standard.READ, target="/dead"))
    try:
        with pytest.raises(AssertionError, match=r"calls of \d+ failed, such as .*upstream\.connect"):
            with Attack("a good client whose own service is gone", field.gateway, good) as attack:
                attack.lasts()
    finally:
        good.stop()


def test_a_gateway_that_pauses_is_found(field):
    with pytest.raises(AssertionError, match="during: Figures"):
        with field.attack("a gateway that stops", longest=1.0) as attack:
            field.gateway.process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            # The good client's patience is longer, so that no call fails.
            while time.monotonic() < began + 1.5:
                time.sleep(0.05)
            field.gateway.process.send_signal(signal.SIGCONT)
            attack.lasts()


def test_descriptors_that_are_kept_are_found(field):
    habit = Habit(first=request("GET", "/good"), returns=True)
    with contextlib.ExitStack() as stack:
        with pytest.raises(AssertionError, match=r"the return to \d+ descriptors"):
            with field.attack("clients that stay", returns_within=3) as attack:
                stack.enter_context(Crowd(field.gateway.address, 60, habit)).wait_until_open()
                attack.lasts()
    # And are not, once they have left.
    with field.attack("nothing") as attack:
        attack.lasts()


def test_memory_that_is_kept_is_found(field):
    habit = Habit(first=request("GET", f"/large/{64 << 20}", token=field.token), reads=False, receive_buffer=4096)
    with contextlib.ExitStack() as stack:
        with pytest.raises(AssertionError, match=r"the return to \d+ MiB"):
            with field.attack("answers that stay", descriptors=1000, memory=8 << 20, returns_within=3) as attack:
                stack.enter_context(Crowd(field.gateway.address, 100, habit)).wait_until_open()
                attack.lasts()


def test_what_each_attack_leaves_behind_is_found_though_it_is_little(field):
    """Each of these passes for itself."""
    habit = Habit(first=request("GET", "/good"), returns=True)
    with contextlib.ExitStack() as stack:
        for number in range(5):
            with field.attack(f"a few clients that stay, {number}") as attack:
                stack.enter_context(Crowd(field.gateway.address, 10, habit)).wait_until_open()
                attack.lasts()
        with pytest.raises(AssertionError, match=r"since before the first attack: .*the return to \d+ descriptors"):
            field.assert_nothing_piled_up(seconds=3)
    field.assert_nothing_piled_up()


def test_memory_that_each_attack_leaves_behind_is_found_though_it_is_little(field):
    habit = Habit(first=request("GET", f"/large/{64 << 20}", token=field.token), reads=False, receive_buffer=4096)
    with contextlib.ExitStack() as stack:
        for number in range(4):
            with field.attack(f"a few answers that stay, {number}", descriptors=1000, memory=8 << 20) as attack:
                stack.enter_context(Crowd(field.gateway.address, 25, habit)).wait_until_open()
                attack.lasts()
        with pytest.raises(AssertionError, match=r"since before the first attack: .*the return to \d+ MiB"):
            field.assert_nothing_piled_up(descriptors=1000, memory=8 << 20, seconds=3)
    field.assert_nothing_piled_up()


def test_an_attack_that_nobody_looked_at_is_found(field):
    with pytest.raises(AssertionError, match="nobody looked"):
        with field.attack("unseen"):
            pass
