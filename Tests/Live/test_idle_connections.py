"""Resident memory of a gateway with connections that made their calls and stay open."""

import resource

import pytest
from support.memory import resident
from support.waiting import wait_until
from support.wire import request

BUDGET = 2048
"""Bytes for one connection."""
AT_ONCE = 100
"""Calls at the same time, where there is a rush."""


@pytest.fixture(scope="module")
def settings():
    return {"loops": 1, "timeouts": {"idle": "5m"}}


@pytest.fixture(scope="module")
def count():
    """How many connections: as many as the gateway takes, which keeps four descriptors for each."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return min(1000, (hard - 400) // 4)


@pytest.fixture
def before(gateway, token):
    """Resident memory of a gateway that has done everything once."""
    for _ in range(20):
        assert gateway.call(request("GET", "/all", token=token)).status == 200
    return resident(gateway)


@pytest.fixture
def clients(gateway, upstream, before, count, token):
    """That many connections, each of which has made one call, all of them over one connection to the service."""
    clients = [gateway.client() for _ in range(count)]
    for client in clients:
        assert client.call(request("GET", "/all", token=token)).status == 200
    yield clients
    for client in clients:
        client.socket.close()


def test_an_idle_connection_is_small(gateway, clients, before):
    each = (resident(gateway) - before) / len(clients)
    print(f"\n{each:.0f} bytes for each of {len(clients)} connections")
    assert each < BUDGET


@pytest.mark.slow
def test_a_rush_of_large_heads_leaves_idle_connections_small(gateway, clients, before, token):
    large = request("GET", "/all", *[f"X-Large-{number}: {'a' * 1000}" for number in range(12)], token=token)
    for first in range(0, len(clients), AT_ONCE):
        for client in clients[first:first + AT_ONCE]:
            client.send(large)
        for client in clients[first:first + AT_ONCE]:
            assert client.response().status == 200
    most = resident(gateway) - before
    # Unused connections to the service are kept for 30 s, and what is free goes back every 10 s.
    wait_until(lambda: resident(gateway) - before < BUDGET * len(clients), 90, "memory to come back")
    each = (resident(gateway) - before) / len(clients)
    print(f"\n{each:.0f} bytes for each of {len(clients)} connections; {most / AT_ONCE / 1024:.0f} KiB for each call before")
    assert all(client.call(request("GET", "/all", token=token)).status == 200 for client in clients)
