"""Clients that are slow on purpose: with their heads, with their content, with taking their answers."""

import pytest
from chaos.crowd import Crowd, Habit
from support.wire import request

COUNT = 500


def test_heads_that_come_byte_by_byte(field):
    """Each is cut off 3 s after its first byte, and comes again."""
    habit = Habit(first=b"GET /good HTTP/1.1\r\n", drip=b"X-A: b\r\n", returns=True)
    with field.attack(f"{COUNT} clients drip heads") as attack:
        with Crowd(field.gateway.address, COUNT, habit) as crowd:
            crowd.wait_until_open()
            attack.lasts()
            crowd.wait_until_ended()
            attack.lasts()


def test_content_that_comes_byte_by_byte(field):
    """Each has a call of its own at the service, which goes on for as long as bytes come."""
    habit = Habit(first=request("POST", "/other", "Content-Length: 100000", token=field.token), drip=b"x")
    with field.attack(f"{COUNT // 2} clients drip content") as attack:
        with Crowd(field.gateway.address, COUNT // 2, habit) as crowd:
            crowd.wait_until_open()
            attack.lasts(600)
            assert crowd.count().ended == 0


def test_content_that_stops_coming(field):
    habit = Habit(first=request("POST", "/other", "Content-Length: 100000", token=field.token))
    with field.attack(f"{COUNT // 2} clients stop in their content") as attack:
        with Crowd(field.gateway.address, COUNT // 2, habit) as crowd:
            crowd.wait_until_open()
            attack.lasts()
            crowd.wait_until_ended()


@pytest.mark.parametrize("sips", [True, False], ids=["byte by byte", "never"])
def test_answers_that_are_taken(field, sips):
    """Answers of 64 MiB; who takes nothing is cut off by the gateway after 30 s."""
    count = 100
    habit = Habit(first=request("GET", f"/large/{64 << 20}", token=field.token), reads=False, sips=sips, receive_buffer=4096)
    name = f"{count} clients {'read byte by byte' if sips else 'never read'}"
    with field.attack(name, memory=24 << 20) as attack:
        with Crowd(field.gateway.address, count, habit) as crowd:
            crowd.wait_until_open()
            attack.lasts(600)
            if not sips:
                crowd.wait_until_ended(seconds=90)
