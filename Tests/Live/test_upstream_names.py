"""Endpoints with names: all their addresses, and what becomes of connections when they change."""

import ctypes
import os
import signal
import socket
import time

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

    def start(self, name_server=None):
        """Starts the gateway; where asked for, with a name server at this address."""
        mounts = {b"/etc/hosts": str(self.hosts).encode()}
        if name_server:
            file = self.hosts.with_name("resolv.conf")
            file.write_text(f"nameserver {name_server}\noptions timeout:30 attempts:1\n")
            mounts[b"/etc/resolv.conf"] = str(file).encode()

        def own_files():
            if LIBRARY.unshare(NEW_MOUNTS) or LIBRARY.mount(b"none", b"/", None, PRIVATE, None):
                raise OSError(ctypes.get_errno(), "mounts of its own")
            for place, source in mounts.items():
                if LIBRARY.mount(source, place, None, BIND, None):
                    raise OSError(ctypes.get_errno(), f"{place} of its own")

        self.gateway.start(preexec_fn=own_files)

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


# A name server that does not answer


@pytest.fixture
def dead_server(names):
    """The address of a name server that takes questions and says nothing; the gateway serves, and has to ask it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.53", 53))
        server.settimeout(10)
        names.name("127.0.0.1")
        names.start(name_server="127.0.0.53")
        assert names.call() == 200
        document = names.gateway.document
        names.document = document | {"upstreams": {"main": {"endpoints": ["http://hung.test:81"]}}}
        names.gateway.configure(names.document)
        names.gateway.process.send_signal(signal.SIGHUP)
        # The question is there.
        assert b"hung" in server.recv(512)
        yield server


def test_a_dead_name_server_holds_up_neither_calls_nor_changes(names, dead_server):
    begin = time.monotonic()
    assert names.gateway.register("transactions:read").id
    assert names.gateway.run("keys", "rotate").returncode == 0
    assert names.call() == 200
    assert "not put into force" not in names.gateway.log
    assert names.gateway.stop() == 0
    assert time.monotonic() - begin < 8, "something has waited for the name server"


@pytest.mark.slow
def test_a_dead_name_server_is_given_up_and_the_name_told(names, dead_server):
    says(names, "which address hung.test has")
    assert "upstreams.main" in names.gateway.log and "serving on with revision 1" in names.gateway.log
    assert names.call() == 200
