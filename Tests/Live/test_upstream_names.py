"""Endpoints with names: all their addresses, and what becomes of connections when they change."""

import ctypes
import os

import pytest
from support import standard
from support.gateway import Gateway, configuration
from support.upstream import Held, Upstream, message
from support.waiting import wait_until
from support.wire import request

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a process a hosts file of its own")

LIBRARY = ctypes.CDLL(None, use_errno=True)
NEW_MOUNTS, BIND, PRIVATE = 0x20000, 0x1000, 0x44000


class Names:
    """Two services at one port of two addresses, and a gateway that reads its own /etc/hosts."""

    def __init__(self, folder):
        self.first = Upstream()
        self.second = Upstream(place=("127.0.0.2", self.first.port))
        self.hosts = folder / "hosts"
        self.gateway = Gateway(folder, configuration(
            {"main": {"endpoints": [f"http://payments.test:{self.first.port}"], "resolveEvery": "1s"}},
            [standard.route("GET /a", None, "main")], loops=1))

    def name(self, *addresses):
        """In place, because the gateway sees this very file."""
        with open(self.hosts, "w") as file:
            file.writelines(f"{address} payments.test\n" for address in addresses)

    def start(self):
        source = str(self.hosts).encode()

        def own_hosts():
            if (LIBRARY.unshare(NEW_MOUNTS) or LIBRARY.mount(b"none", b"/", None, PRIVATE, None)
                    or LIBRARY.mount(source, b"/etc/hosts", None, BIND, None)):
                raise OSError(ctypes.get_errno(), "a hosts file of its own")

        self.gateway.start(preexec_fn=own_hosts)

    def call(self):
        return self.gateway.call(request("GET", "/a")).status

    def close(self):
        assert self.gateway.stop() == 0, self.gateway.log
        self.first.close()
        self.second.close()


@pytest.fixture
def names(tmp_path):
    names = Names(tmp_path)
    yield names
    names.close()


def says(names, words):
    wait_until(lambda: words in names.gateway.log, 15, words)


def test_every_address_of_a_name_is_used(names):
    names.name("127.0.0.1", "127.0.0.2")
    names.start()
    assert [names.call() for _ in range(6)] == [200] * 6
    assert (len(names.first.requests), len(names.second.requests)) == (3, 3)
    assert {received.value("Host") for received in names.first.requests} == {f"payments.test:{names.first.port}"}


def test_connections_to_an_address_that_is_gone_drain(names):
    names.name("127.0.0.1")
    names.start()
    assert names.call() == 200
    held = Held(message(b"late"))
    names.first.play(held)
    with names.gateway.client() as waiting, names.gateway.client() as other:
        waiting.send(request("GET", "/a"))
        names.first.arrived(2)
        # A second connection, which is unused when the address goes.
        assert other.call(request("GET", "/a")).status == 200
        names.name("127.0.0.2")
        says(names, "its addresses are now 127.0.0.2")
        wait_until(lambda: names.first.connections[1].has_ended, what="the end of the unused connection")
        assert not names.first.connections[0].has_ended
        assert names.call() == 200 and len(names.second.requests) == 1
        held.let_go()
        assert waiting.response().body == b"late"
        wait_until(lambda: names.first.connections[0].has_ended, what="the end of the connection of the call")


def test_a_name_that_no_longer_resolves_keeps_its_addresses(names):
    names.name("127.0.0.1")
    names.start()
    names.name()
    says(names, "its last addresses stay in use")
    assert names.call() == 200
    names.name("127.0.0.1")
    says(names, "its names resolve again")
    assert names.gateway.log.count("its last addresses stay in use") == 1


def test_a_name_without_an_address_is_an_error_at_the_start(names):
    names.name()
    with pytest.raises(AssertionError, match="payments.test has no address"):
        names.start()
    names.name("127.0.0.1")
    names.start()
    assert names.call() == 200
