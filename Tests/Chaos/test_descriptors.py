"""A gateway that has few descriptors, and clients that take them all."""

import resource

import pytest
from chaos.attack import holding
from chaos.bad_services import BadServices
from chaos.crowd import Crowd, Habit
from chaos.field import Field
from chaos.flood import Flood
from support import standard
from support.waiting import wait_until
from support.wire import request

DESCRIPTORS = 80
"""Less than what 16 clients with a call each take, which are the fewest that the gateway has places for."""


KEPT = DESCRIPTORS // 5
"""So many are kept from calls."""


@pytest.fixture(scope="module")
def services():
    with BadServices() as services:
        yield services


@pytest.fixture
def narrow(services):
    """Makes a gateway with few descriptors, in front of a good service and of one that never answers."""
    made = []

    def make(descriptors=DESCRIPTORS, **plan):
        def limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

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
    # One newcomer waits with a descriptor of its own.
    assert attack.holdings["during"].descriptors <= DESCRIPTORS - KEPT + 1


def test_calls_take_every_descriptor(narrow):
    """Twelve clients have a call at a service that does not answer, which takes four descriptors each: more than there are
    for calls. No newcomer can be let in, so that the good client has its connections only, and loses none of their calls."""
    narrow = narrow(kinds=("kept",))
    data = request("GET", "/never", token=narrow.token)
    with narrow.attack(f"{DESCRIPTORS} descriptors, all taken by calls") as attack:
        with Flood(narrow.gateway.address, [data], connections=40, at_once=1) as flood:
            attack.lasts(1500)
            counts = flood.count()
    assert holding(narrow.gateway).descriptors < DESCRIPTORS
    # Those that found no descriptor for their service were told so at once, and no other end came to them.
    assert DESCRIPTORS - KEPT - 3 <= attack.holdings["during"].descriptors <= DESCRIPTORS - KEPT + 1
    assert counts.get(503, 0) > 100 and set(counts) <= {503, 504, "broken"}, counts


def test_calls_take_every_descriptor_while_there_is_work(narrow):
    """libdispatch ends the process where it has work to give and no descriptor to look at those who do it."""
    narrow = narrow(descriptors=70, kinds=("kept",))
    form = request("POST", "/oauth/token", "Content-Type: application/x-www-form-urlencoded", body=b"grant_type=none")
    data = request("GET", "/never", token=narrow.token)
    with narrow.attack("70 descriptors, all taken by calls, and forms") as attack:
        with Flood(narrow.gateway.address, [form], connections=6) as forms:
            wait_until(lambda: forms.count(), what="an answer to a form")
            with Flood(narrow.gateway.address, [data], connections=40, at_once=1) as calls:
                attack.lasts(2500)
                counts = forms.count(), calls.count()
    assert counts[0].get(400, 0) + counts[0].get(401, 0) > 1000 and counts[1].get(503, 0) > 100, counts
