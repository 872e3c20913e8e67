"""What a change of gateway.json does to a gateway that serves."""

import copy
import json
import os
import signal
import socket

import pytest
from support import standard
from support.gateway import Gateway, closed_port, configuration
from support.reloading import refuse, refusals, reload, replace, revisions
from support.standard import READ, route
from support.upstream import Held, message, reply
from support.waiting import wait_until
from support.wire import request


def document(main, second, *routes, **others):
    upstreams = {"main": {"endpoints": [main.url]}, "second": {"endpoints": [second.url]}}
    return configuration(upstreams, list(routes), **others)


@pytest.fixture
def serving(tmp_path, upstreams):
    """A gateway of the test's own, with one public route."""
    for upstream in upstreams:
        upstream.forget()
    gateway = Gateway(tmp_path, document(*upstreams, route("GET /a"))).start()
    yield gateway
    assert gateway.stop() == 0, gateway.log


def changed(gateway, **others):
    return copy.deepcopy(gateway.document) | others


def status(gateway, path, **options):
    return gateway.call(request("GET", path, **options)).status


def connects(address):
    with socket.socket() as probe:
        return probe.connect_ex(address) == 0


# What is put into force


def test_an_edited_file_is_put_into_force_without_a_signal(serving):
    assert status(serving, "/b") == 404
    text = json.dumps(changed(serving, routes=[route("GET /b")]))
    (serving.folder / "gateway.json").write_text(text)
    wait_until(lambda: revisions(serving) == [2], what="revision 2")
    assert (status(serving, "/a"), status(serving, "/b")) == (404, 200)


def test_a_file_written_in_pieces_is_not_read_by_halves(serving):
    text = json.dumps(changed(serving, routes=[route("GET /b")]))
    with open(serving.folder / "gateway.json", "w") as file:
        for position in range(0, len(text), 16):
            file.write(text[position : position + 16])
            file.flush()
    wait_until(lambda: revisions(serving) == [2], what="revision 2")
    assert refusals(serving) == 0


def test_a_folder_that_is_turned_to_another_through_a_link_is_noticed(tmp_path, upstreams):
    """As a mounted configuration is replaced: gateway.json -> ..data/gateway.json, ..data -> a folder with a date."""
    for number, path in enumerate(["/a", "/b"]):
        folder = tmp_path / f"..{number}"
        folder.mkdir()
        (folder / "gateway.json").write_text(json.dumps(document(*upstreams, route(f"GET {path}"))))
    (tmp_path / "..data").symlink_to("..0")
    gateway = Gateway.__new__(Gateway)
    gateway.folder, gateway.process, gateway.address, gateway.errors = tmp_path, None, None, []
    (tmp_path / "gateway.json").symlink_to("..data/gateway.json")
    gateway.start()
    assert (status(gateway, "/a"), status(gateway, "/b")) == (200, 404)
    (tmp_path / "..data_new").symlink_to("..1")
    os.rename(tmp_path / "..data_new", tmp_path / "..data")
    wait_until(lambda: revisions(gateway) == [2], what="revision 2")
    assert (status(gateway, "/a"), status(gateway, "/b")) == (404, 200)
    assert gateway.stop() == 0


def test_sighup_reads_the_file_again_at_once(serving):
    assert reload(serving, changed(serving, routes=[route("GET /b")])) == 2
    assert (status(serving, "/a"), status(serving, "/b")) == (404, 200)


def test_the_audit_names_what_is_different(serving):
    reload(serving, changed(serving, routes=[route("GET /b"), route("POST /b")]))
    reload(serving, changed(serving, realm="another"))
    entries = [json.loads(line) for line in serving.run("audit", "export").stdout.splitlines()]
    first, second = [entry["changes"] for entry in entries if entry["kind"] == "configuration.applied"][-2:]
    assert first[1:] == [
        {"field": "routes.added", "before": None, "after": "2: GET /b, POST /b"},
        {"field": "routes.removed", "before": "1: GET /a", "after": None}]
    # Of what else there is, the digest tells that it is different.
    assert [change["field"] for change in second] == ["sha256"]


def test_a_scope_that_a_route_asks_for_anew_is_asked_for_at_the_very_next_call(serving):
    token = serving.token(serving.register(standard.CREATE), standard.CREATE)
    with serving.client() as client:
        assert client.call(request("GET", "/a", token=token)).status == 200
        reload(serving, changed(serving, routes=[route("GET /a", READ)]))
        assert client.call(request("GET", "/a", token=token)).status == 403
        reload(serving, changed(serving, routes=[route("GET /a", standard.CREATE)]))
        assert client.call(request("GET", "/a", token=token)).status == 200


def test_a_new_upstream_is_called_and_a_call_under_way_ends_at_the_old_one(serving, upstreams):
    held = Held(message(b"old"))
    upstreams[0].play(held)
    upstreams[1].default = reply(b"new")
    with serving.client() as client:
        client.send(request("GET", "/a"))
        upstreams[0].arrived(1)
        others = {"main": {"endpoints": [upstreams[1].url]}}
        reload(serving, changed(serving, upstreams=others))
        assert serving.call(request("GET", "/a")).body == b"new"
        held.let_go()
        assert client.response().body == b"old"
        assert client.call(request("GET", "/a")).body == b"new"


def test_unused_connections_to_an_upstream_that_is_gone_are_closed(serving, upstreams):
    assert status(serving, "/a") == 200
    kept = [connection for connection in upstreams[0].connections if not connection.is_closed]
    assert kept
    reload(serving, changed(serving, upstreams={"main": {"endpoints": [upstreams[1].url]}}))
    wait_until(lambda: all(connection.has_ended for connection in kept), 10, "the end of the unused connections")


def test_connections_to_an_upstream_that_stays_are_used_again(serving, upstreams):
    loops = serving.document["loops"]
    for _ in range(20):
        assert status(serving, "/a") == 200
    before = len(upstreams[0].connections)
    assert before <= loops
    reload(serving, changed(serving, routes=[route("GET /a"), route("GET /b")]))
    for _ in range(20):
        assert status(serving, "/a") == 200
    assert len(upstreams[0].connections) <= loops


def test_limits_and_times_hold_for_what_begins_after(serving):
    body = b"x" * 100
    data = request("POST", "/a", body=body)
    reload(serving, changed(serving, routes=[route("POST /a")], limits={"body": "100B"}))
    assert serving.call(data).status == 200
    reload(serving, changed(serving, limits={"body": "99B"}))
    assert serving.call(data).status == 413


def test_a_head_that_a_larger_limit_allows_is_taken(serving):
    data = request("GET", "/a", "X-Long: " + "x" * 40_000)
    assert serving.call(data).status == 431
    reload(serving, changed(serving, limits={"head": "64KiB"}))
    assert serving.call(data).status == 200
    reload(serving, changed(serving, limits={"head": "16KiB"}))
    assert serving.call(data).status == 431


def test_tokens_are_issued_as_the_new_configuration_says(serving):
    application = serving.register(READ)
    issuer = serving.document["issuer"] | {"tokenLifetime": "1h"}
    reload(serving, changed(serving, issuer=issuer))
    assert serving.ask_token(application, READ).json["expires_in"] == 3600


def test_the_access_log_moves_to_another_file_without_losing_a_line(serving):
    first = serving.call(request("GET", "/a")).value("X-Request-Id")
    reload(serving, changed(serving, accessLog="other.log"))
    second = serving.call(request("GET", "/a")).value("X-Request-Id")
    assert serving.log_line(first)["revision"] == 1
    other = serving.folder / "other.log"
    wait_until(lambda: other.exists() and second in other.read_text(), what="the line in the other file")
    assert second not in serving.log_text()
    assert json.loads(other.read_text().splitlines()[-1])["revision"] == 2


# Listeners


def test_a_new_listener_opens_and_one_that_is_gone_drains(serving, upstreams):
    old, new = serving.address, ("127.0.0.1", closed_port())
    held = Held(message(b"done"))
    with serving.client() as idle, serving.client() as busy:
        assert idle.call(request("GET", "/a")).status == 200
        upstreams[0].play(held)
        busy.send(request("GET", "/a"))
        upstreams[0].arrived(2)
        reload(serving, changed(serving, listen=[{"address": f"{new[0]}:{new[1]}"}]))
        assert idle.ends()
        wait_until(lambda: not connects(old), what="the end of the old address")
        held.let_go()
        answer = busy.response()
        assert (answer.status, answer.body, answer.value("Connection")) == (200, b"done", "close")
        assert busy.ends()
    serving.address = new
    assert status(serving, "/a") == 200


def test_an_address_that_is_taken_leaves_everything_as_it_was(serving):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        listen = serving.document["listen"] + [{"address": address}]
        wanted = changed(serving, listen=listen, routes=[route("GET /b")])
        said = refuse(serving, json.dumps(wanted))
        assert f"listen {address}" in said and "serving on with revision 1" in said
        assert (status(serving, "/a"), status(serving, "/b")) == (200, 404)
    reload(serving, wanted)
    assert (status(serving, "/a"), status(serving, "/b")) == (404, 200)


# What is not put into force


def test_a_bad_file_keeps_the_running_revision_and_is_told_with_line_and_column(serving):
    wanted = changed(serving, routes=[route("GET /b", upstream="mian")])
    text = json.dumps(wanted, indent=2)
    line = next(number for number, line in enumerate(text.split("\n"), 1) if '"mian"' in line)
    said = refuse(serving, text)
    assert f'did you mean "main"? (gateway.json:{line}:19)' in said
    assert "serving on with revision 1" in said
    assert (status(serving, "/a"), status(serving, "/b")) == (200, 404)
    # Its repaired twin is put into force.
    assert reload(serving, changed(serving, routes=[route("GET /b")])) == 2
    assert (status(serving, "/a"), status(serving, "/b")) == (404, 200)


@pytest.mark.parametrize("text", ["", "{", "\0", "[]", "null"])
def test_what_is_no_configuration_at_all_keeps_the_running_revision(serving, text):
    refuse(serving, text)
    assert status(serving, "/a") == 200


def test_a_file_that_is_gone_keeps_the_running_revision_until_it_is_back(serving):
    (serving.folder / "gateway.json").unlink()
    wait_until(lambda: refusals(serving) == 1, what="a refusal")
    assert status(serving, "/a") == 200
    reload(serving, changed(serving, routes=[route("GET /b")]))
    assert status(serving, "/b") == 200


@pytest.mark.parametrize("has_writer", [False, True])
def test_a_pipe_in_its_place_keeps_the_running_revision_and_stops_nothing(serving, has_writer):
    path = serving.folder / "gateway.json"
    path.unlink()
    os.mkfifo(path)
    # A writer that writes nothing is there, or none.
    writer = os.open(path, os.O_RDWR) if has_writer else None
    serving.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "was not put into force" in serving.log, 20, "the refusal")
    assert status(serving, "/a") == 200
    if writer is not None:
        os.close(writer)
    path.unlink()
    serving.configure(changed(serving, routes=[route("GET /b")]))
    wait_until(lambda: revisions(serving) == [2], what="revision 2")


def test_the_store_and_the_master_key_cannot_change_while_serving(serving):
    said = refuse(serving, json.dumps(changed(serving, store="sqlite:data/other.db")))
    assert "store: a serving gateway keeps its store" in said
    said = refuse(serving, json.dumps(changed(serving, masterKey="file:other.key")))
    assert "masterKey: a serving gateway keeps its master key" in said
    assert not (serving.folder / "data/other.db").exists()


def test_what_needs_a_restart_is_said_and_the_rest_is_put_into_force(serving):
    loops = 1 if serving.document["loops"] > 1 else None
    if loops is None:
        pytest.skip("this machine has one core")
    reload(serving, changed(serving, loops=loops, routes=[route("GET /b")]))
    assert "loops: the change takes effect when the gateway is started again" in serving.log
    assert status(serving, "/b") == 200


def test_revisions_keep_their_numbers_over_a_restart(serving):
    assert reload(serving, changed(serving, routes=[route("GET /b")])) == 2
    assert serving.stop() == 0
    serving.start()
    assert serving.log_line(serving.call(request("GET", "/b")).value("X-Request-Id"))["revision"] == 2
    assert reload(serving, changed(serving, routes=[route("GET /a")])) == 3


# Load


@pytest.mark.slow
def test_a_thousand_reloads_under_load_lose_no_call_and_mix_no_tables(tmp_path, upstreams):
    """Each revision has a parameter's name and an upstream of its own; each line of the log must agree with itself."""
    from support.load import Load

    for index, upstream in enumerate(upstreams):
        upstream.forget()
        upstream.default = reply(b"AB"[index : index + 1])

    def table(number):
        side = ["main", "second"][number % 2]
        return [
            route("GET /open/{p%d}" % number, upstream=side),
            route("GET /read/{p%d}" % number, READ, upstream=side),
            route("GET /only%d/{p%d}" % (number % 7, number), READ, upstream=side),
        ]

    gateway = Gateway(tmp_path, document(*upstreams, *table(1))).start()
    try:
        token = gateway.token(gateway.register(READ), READ)
        calls = [request("GET", "/open/x"), request("GET", "/read/x", token=token)]
        with Load(gateway.address, calls, clients=8) as load:
            for number in range(2, 1002):
                assert reload(gateway, changed(gateway, routes=table(number)), 30) == number
            load.wait_for(load.count + 1000)
        assert load.failures == []
    finally:
        assert gateway.stop() == 0, gateway.log
    lines = [line for line in gateway.log_lines() if line["path"] != "/oauth/token"]
    assert len(lines) == load.count
    seen = set()
    for line in lines:
        number = line["revision"]
        seen.add(number)
        path = line["path"].rsplit("/", 1)[0]
        assert line["route"] == "GET %s/{p%d}" % (path, number), line
        assert line["endpoint"] == upstreams[number % 2].url, line
        assert (line["decision"], line["status"], line["completed"]) == ("allowed", 200, True), line
    print(f"\n{load.count} calls over 1,001 revisions, {len(seen)} of which decided calls; none lost, none mixed")
