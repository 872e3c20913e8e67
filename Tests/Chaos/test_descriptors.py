"""A gateway that has few descriptors, and clients that take them all."""

import resource

import pytest
from chaos.attack import holding
from chaos.bad_services import BadServices
from chaos.crowd import Crowd, Habit
from chaos.field import Field
from chaos.flood import Flood
from support import standard
from support.wire import request

DESCRIPTORS = 80
"""Less than what 16 clients with a call each take, which are the fewest that the gateway has places for."""


def limit():
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))


@pytest.fixture(scope="module")
def services():
    with BadServices() as services:
        yield services


@pytest.fixture
def narrow(services):
    """Makes a gateway with few descriptors, in front of a good service and of one that never answers."""
    made = []

    def make(**plan):
        made.append(Field({"never": {"endpoints": [services.urls["never_answers"]]}},
                          [standard.route("GET /never", standard.READ, "never")], plan=plan,
                          start={"preexec_fn": limit}, loops=1))
        return made[-1]

    yield make
    for field in made:
        field.close()


def test_clients_that_wait_take_every_place(narrow):
    """Newcomers take the places of those that wait, so that fresh connections of the good client are answered too."""
    narrow = narrow()
    with narrow.attack(f"{DESCRIPTORS} descriptors, 500 idle clients") as attack:
        with Crowd(narrow.gateway.address, 500, Habit(returns=True)) as crowd:
            crowd.wait_until_open(100)
            attack.lasts(600)
    assert attack.holdings["during"].descriptors < DESCRIPTORS


def test_calls_take_every_descriptor(narrow):
    """Twelve clients have a call at a service that does not answer, which takes four descriptors each: more than there are.
    No newcomer can be let in, so that the good client has its connections only, and loses none of their calls."""
    narrow = narrow(kinds=("kept",))
    data = request("GET", "/never", token=narrow.token)
    with narrow.attack(f"{DESCRIPTORS} descriptors, all taken by calls") as attack:
        with Flood(narrow.gateway.address, [data], connections=40, at_once=1) as flood:
            attack.lasts(1500)
            counts = flood.count()
    assert holding(narrow.gateway).descriptors < DESCRIPTORS
    # Those that found no descriptor for their service were told so at once, and no other end came to them.
    assert attack.holdings["during"].descriptors == DESCRIPTORS
    assert counts.get(503, 0) > 100 and set(counts) <= {503, 504, "broken"}, counts
