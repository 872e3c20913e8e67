"""Services that fail in every way: who calls another one does not notice."""

import pytest
from chaos import bad_services
from chaos.bad_services import BadServices
from chaos.crowd import Crowd, Habit
from chaos.field import Field
from chaos.flood import Flood
from support import standard
from support.wire import request

EXPECTED = {
    "refuses": {502},
    "takes_no_connection": {504},
    "resets_in_the_head": {502},
    "resets_in_the_body": {"broken"},
    "drips": set(),
    "answers_early": {200, "broken"},
    "never_ends_its_head": {502},
    "never_ends_its_head_slowly": set(),
    "sends_interim_answers": {502},
    "never_answers": {504},
    "never_ends_its_body": set(),
    "sends_what_is_no_answer": {502},
}
"""What callers of each get; nothing where the answer does not end within the test."""
CALLERS = 40


@pytest.fixture(scope="module")
def services():
    with BadServices() as services:
        yield services


@pytest.fixture(scope="module")
def field(services):
    """Each bad service is an upstream of its own, beside the good one."""
    upstreams = {name: {"endpoints": [url]} for name, url in services.urls.items()}
    routes = [standard.route(f"{method} /bad/{name}", standard.READ, name) for name in upstreams for method in ("GET", "POST")]
    field = Field(upstreams, routes)
    yield field
    field.close()


def test_every_way_to_fail_is_tried(services):
    assert set(EXPECTED) == set(services.urls) >= {way.__name__ for way in bad_services.WAYS}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_service_that_fails(field, name):
    method, body = ("POST", bytes(9_000_000)) if name == "answers_early" else ("GET", None)
    data = request(method, f"/bad/{name}", token=field.token, body=body)
    with field.attack(f"a service {name.replace('_', ' ')}, {CALLERS} callers") as attack:
        if EXPECTED[name]:
            with Flood(field.gateway.address, [data], connections=CALLERS, at_once=1) as flood:
                attack.lasts(1000)
                counts = flood.count()
            assert counts and set(counts) <= EXPECTED[name], counts
        else:
            with Crowd(field.gateway.address, CALLERS, Habit(first=data, returns=True)) as crowd:
                crowd.wait_until_open()
                attack.lasts(1000)
