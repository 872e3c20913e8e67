"""What operators and monitors are told at the management address."""

import contextlib
import json
import re
import resource
import socket

import pytest
from support.gateway import Gateway, closed_port
from support.reloading import refuse, reload
from support.standard import READ, document, route
from support.upstream import Held, message
from support.waiting import wait_until
from support.wire import Client, request


@pytest.fixture
def managed(tmp_path, upstreams):
    for upstream in upstreams:
        upstream.forget()
    gateway = Gateway(tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    yield gateway
    gateway.stop()


def ask(gateway, path, method="GET"):
    port = int(re.search(r"management on 127\.0\.0\.1:(\d+)", gateway.log)[1])
    with Client(("127.0.0.1", port)) as client:
        return client.call(request(method, path, host=f"127.0.0.1:{port}"))


def test_the_gateway_is_live_and_ready(managed):
    assert (ask(managed, "/live").status, ask(managed, "/ready").status) == (200, 200)
    assert ask(managed, "/ready", "HEAD").status == 200


def test_the_management_address_forwards_nothing_and_issues_nothing(managed, upstream):
    for path in ("/health", "/oauth/token", "/.well-known/jwks.json", "/transactions/1"):
        assert ask(managed, path).status == 404
    assert ask(managed, "/status", "POST").status == 405
    assert upstream.requests == []


def test_the_status_follows_the_registry(managed):
    before = ask(managed, "/status").json
    assert before["state"] == "serving" and before["registry"] == {"sequence": 0, "applications": 0}
    managed.register(READ)
    assert ask(managed, "/status").json["registry"] == {"sequence": 1, "applications": 1}


def test_the_status_tells_of_a_configuration_that_is_not_in_force(managed):
    said = refuse(managed, json.dumps(managed.document | {"routes": [route("GET /a", upstream="mian")]}))
    configuration = ask(managed, "/status").json["configuration"]
    assert configuration["revision"] == 1 and not configuration["lastReload"]["succeeded"]
    [problem] = configuration["lastReload"]["problems"]
    assert 'did you mean "main"?' in problem and problem in said
    reload(managed, managed.document | {"routes": [route("GET /a")]})
    configuration = ask(managed, "/status").json["configuration"]
    assert configuration["revision"] == 2 and configuration["lastReload"] == {
        "time": configuration["lastReload"]["time"], "succeeded": True, "problems": [],
    }


def test_a_gateway_that_drains_is_live_and_not_ready(managed, upstream):
    held = Held(message(b"done"))
    upstream.play(held)
    with managed.client() as client:
        client.send(request("GET", "/health"))
        upstream.arrived(1)
        managed.terminate()
        wait_until(lambda: ask(managed, "/ready").status == 503, what="not ready")
        assert ask(managed, "/live").status == 200
        assert ask(managed, "/status").json["state"] == "draining"
        held.let_go()
        assert client.response().body == b"done"
    assert managed.wait() == 0


def test_an_address_that_is_a_listeners_is_refused(tmp_path, upstreams):
    address = {"address": f"127.0.0.1:{closed_port()}"}
    gateway = Gateway(tmp_path, document(*upstreams, listen=[address], management=address))
    done = gateway.run("check")
    assert done.returncode == 78 and "is where clients connect already" in done.stderr


def test_a_crowd_at_the_management_address_leaves_descriptors_for_calls(tmp_path, upstreams, upstream):
    few = 700
    gateway = Gateway(tmp_path, document(*upstreams, management={"address": "127.0.0.1:0"}))
    # Not before it is started: with few descriptors as the hard limit, it cannot raise them.
    gateway.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (few, few)))
    try:
        port = int(re.search(r"management on 127\.0\.0\.1:(\d+)", gateway.log)[1])
        with contextlib.ExitStack() as stack:
            for _ in range(few):
                stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            # By then it has taken of the crowd what it takes.
            wait_until(lambda: ask(gateway, "/live").status == 200, what="a place among the crowd")
            assert [gateway.call(request("GET", "/health")).status for _ in range(50)] == [200] * 50
    finally:
        gateway.stop()
