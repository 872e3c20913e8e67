"""What signals do to a gateway that serves."""

import signal

import pytest
from support import standard
from support.upstream import Held, message
from support.waiting import wait_until
from support.wire import request


@pytest.fixture
def own(tmp_path, upstreams):
    """A gateway of the test's own."""
    gateway = standard.start(tmp_path, *upstreams)
    yield gateway
    if gateway.process.poll() is None:
        gateway.kill()


@pytest.fixture
def under_way(own, upstream):
    """A call that will not end before it is let go."""
    held = Held(message(b"done"))
    upstream.play(held)
    with own.client() as client:
        client.send(request("GET", "/health"))
        upstream.completed(1)
        yield client
        held.let_go()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_waits_for_calls_and_a_second_does_not(own, under_way, number):
    own.process.send_signal(number)
    wait_until(lambda: "stopping" in own.log, what="the word that it stops")
    assert own.process.poll() is None
    own.process.send_signal(number)
    assert own.wait() == 130


def test_a_signal_that_asks_for_something_else_does_not_end_the_gateway(own, upstream):
    for number in (signal.SIGUSR1, signal.SIGPIPE):
        own.process.send_signal(number)
    assert own.call(request("GET", "/health")).status == 200
    assert own.stop() == 0
