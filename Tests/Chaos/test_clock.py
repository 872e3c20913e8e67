"""A wall clock that is set while calls are made."""

import email.utils
import time

import pytest
from chaos import clock
from chaos.clock import Clock
from chaos.field import Field
from support.waiting import wait_until
from support.wire import request

HOUR = 3600

pytestmark = pytest.mark.skipif(not clock.compiler(), reason="the stepped clock needs a C compiler, and there is none")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    made, start = [], {}

    def prepare(folder):
        made.append(Clock(folder))
        start["env"] = made[0].environment

    field = Field(plan={"renews": True}, prepare=prepare, start=start)
    yield field, made[0]
    field.close()
    made[0].close()


@pytest.mark.parametrize("hours", [23, -23, 24 * 365, -24 * 365])
def test_a_step(bench, hours):
    """Tokens are valid for 24 hours by the gateway's clock: after the step over a year the old ones have expired, and the good
    client fetches a new one, as it would any day. By no other step it loses one."""
    field, stepped = bench

    def told():
        date = email.utils.parsedate_to_datetime(field.gateway.call(request("GET", "/good")).value("Date"))
        return date.timestamp() - time.time()

    with field.attack(f"the clock is set by {hours:+} hours, and back") as attack:
        stepped.step(hours * HOUR)
        wait_until(lambda: abs(told() - hours * HOUR) < 5, what="the clock's step in what is answered")
        attack.lasts(600)
        stepped.step(0)
        wait_until(lambda: abs(told()) < 5, what="the right time in what is answered")
        attack.lasts()
