"""Changes by the command line while the gateway serves, and what survives its end."""

import json
import os
import pty
import signal
import socket
import subprocess
import time

import pytest
from support import standard
from support.answers import assert_problem, challenge
from support.gateway import BINARY, Application, Gateway
from support.standard import CREATE, READ
from support.upstream import Held, message
from support.waiting import wait_until
from support.wire import request

GET = "/transactions"


@pytest.fixture
def everywhere(gateway, upstream):
    """Makes a call on connections that were open before, and on new ones, so that each loop is asked."""
    kept = [gateway.client() for _ in range(6)]

    def everywhere(token, method="GET", body=None):
        data = request(method, GET, token=token, body=body)
        new = [gateway.client() for _ in range(6)]
        answers = [client.call(data) for client in kept + new]
        for client in new:
            client.socket.close()
        return answers

    yield everywhere
    for client in kept:
        client.socket.close()


@pytest.fixture
def merchant(gateway):
    """An application of this test's own."""
    return gateway.register(READ, CREATE)


def assert_all(answers, status, reason=None):
    assert [answer.status for answer in answers] == [status] * len(answers)
    for answer in answers if reason else []:
        assert_problem(answer, status, reason)


def assert_acknowledged(done):
    assert done["gateway"]["state"] == "acknowledged"


# Changes while serving


def test_disabling_refuses_the_very_next_call_and_enabling_lets_it_through(gateway, merchant, everywhere):
    token = gateway.token(merchant, READ)
    for _ in range(3):
        assert_all(everywhere(token), 200)
        assert_acknowledged(gateway.applications("disable", merchant.id))
        answers = everywhere(token)
        assert_all(answers, 401, "application.disabled")
        assert {challenge(answer)["error"] for answer in answers} == {"invalid_token"}
        assert_acknowledged(gateway.applications("enable", merchant.id))
    assert_all(everywhere(token), 200)


def test_removing_a_scope_refuses_the_very_next_call_and_adding_it_lets_it_through(gateway, merchant, everywhere):
    token = gateway.token(merchant, READ, CREATE)
    assert_all(everywhere(token), 200)
    assert_acknowledged(gateway.applications("edit", merchant.id, "--remove-scope", READ))
    answers = everywhere(token)
    assert_all(answers, 403, "scope.missing")
    assert {challenge(answer)["scope"] for answer in answers} == {READ}
    assert_all(everywhere(token, "POST", b"{}"), 200)
    assert_acknowledged(gateway.applications("edit", merchant.id, "--add-scope", READ))
    assert_all(everywhere(token), 200)


def test_the_upstream_is_told_the_scopes_that_count_now(gateway, upstream, merchant, everywhere):
    """A cached token that was not renewed would still be refused rightly, and speak of scopes that are gone."""
    token = gateway.token(merchant, READ, CREATE)

    def told():
        upstream.requests.clear()
        assert_all(everywhere(token, "POST", b"{}"), 200)
        return {received.value("X-Client-Scopes") for received in upstream.requests}

    assert told() == {f"{READ} {CREATE}"}
    assert_acknowledged(gateway.applications("edit", merchant.id, "--remove-scope", READ))
    assert told() == {CREATE}
    assert_acknowledged(gateway.applications("edit", merchant.id, "--add-scope", READ))
    assert told() == {f"{READ} {CREATE}"}


def test_adding_a_scope_does_not_widen_a_token(gateway, everywhere):
    merchant = gateway.register(READ)
    token = gateway.token(merchant, READ)
    assert_acknowledged(gateway.applications("edit", merchant.id, "--add-scope", CREATE))
    assert_all(everywhere(token, "POST"), 403, "scope.missing")
    assert_all(everywhere(gateway.token(merchant, CREATE), "POST"), 200)


def test_revoking_refuses_the_tokens_there_are_and_not_the_next(gateway, merchant, everywhere):
    token, other = gateway.token(merchant, READ), gateway.register(READ)
    others = gateway.token(other, READ)
    assert_all(everywhere(token), 200)
    assert_acknowledged(gateway.applications("revoke-tokens", merchant.id))
    assert_all(everywhere(token), 401, "token.revoked")
    assert_all(everywhere(gateway.token(merchant, READ)), 200)
    assert_all(everywhere(others), 200)


def test_removing_an_application_refuses_its_tokens_and_its_secret(gateway, merchant, everywhere):
    token = gateway.token(merchant, READ)
    assert_all(everywhere(token), 200)
    assert_acknowledged(gateway.applications("remove", merchant.id, "--yes"))
    assert_all(everywhere(token), 401, "application.unknown")
    assert gateway.ask_token(merchant, READ).status == 401


def test_an_application_gets_its_token_the_moment_it_is_registered(gateway, everywhere):
    for _ in range(5):
        merchant = gateway.register(READ)
        assert_all(everywhere(gateway.token(merchant, READ)), 200)


def test_both_secrets_work_until_the_old_one_is_removed(gateway, merchant, everywhere):
    token = gateway.token(merchant, READ)
    done = gateway.applications("rotate-secret", merchant.id)
    assert_acknowledged(done)
    new = Application(merchant.id, done["secret"]["text"], done["secret"]["id"])
    assert gateway.ask_token(merchant, READ).status == gateway.ask_token(new, READ).status == 200
    assert_acknowledged(gateway.applications("remove-secret", merchant.id, merchant.secret_id))
    assert gateway.ask_token(merchant, READ).status == 401
    assert gateway.ask_token(new, READ).status == 200
    assert_all(everywhere(token), 200)


def test_a_secret_stops_at_its_end_and_another_end_lets_it_go_on(gateway, merchant, everywhere):
    done = gateway.applications("rotate-secret", merchant.id, "--expire-old-in", "2s")
    assert_acknowledged(done)
    new = Application(merchant.id, done["secret"]["text"], done["secret"]["id"])
    token = gateway.token(merchant, READ)
    wait_until(lambda: gateway.ask_token(merchant, READ).status == 401, what="the end")
    answer, other = gateway.ask_token(merchant, READ), gateway.ask_token(Application("nobody", "wrong", ""), READ)
    assert (answer.status, answer.body) == (other.status, other.body)
    assert gateway.ask_token(new, READ).status == 200
    assert_all(everywhere(token), 200)
    shown = gateway.applications("show", merchant.id)["secrets"]
    assert [secret["expired"] for secret in shown] == [True, False]
    # It does not count as one of two.
    third = gateway.applications("rotate-secret", merchant.id)
    assert gateway.ask_token(Application(merchant.id, third["secret"]["text"], ""), READ).status == 200
    gateway.applications("remove-secret", merchant.id, third["secret"]["id"])
    assert_acknowledged(gateway.applications("expire-secret", merchant.id, merchant.secret_id, "--in", "1h"))
    assert gateway.ask_token(merchant, READ).status == 200
    assert_acknowledged(gateway.applications("expire-secret", merchant.id, merchant.secret_id, "--never"))
    assert gateway.ask_token(merchant, READ).status == 200


def test_removing_a_secret_can_revoke_the_tokens(gateway, merchant, everywhere):
    done = gateway.applications("rotate-secret", merchant.id)
    new = Application(merchant.id, done["secret"]["text"], done["secret"]["id"])
    token = gateway.token(new, READ)
    assert_acknowledged(gateway.applications("remove-secret", merchant.id, merchant.secret_id, "--revoke-tokens"))
    assert_all(everywhere(token), 401, "token.revoked")
    assert_all(everywhere(gateway.token(new, READ)), 200)


def last_used(gateway, application):
    return [secret["lastUsed"] for secret in gateway.applications("show", application.id)["secrets"]]


def test_the_day_of_a_secrets_last_use_is_shown_and_is_no_change(gateway, merchant):
    gateway.applications("rotate-secret", merchant.id)
    before = gateway.applications("enable", merchant.id)["sequence"]
    assert last_used(gateway, merchant) == [None, None]
    gateway.token(merchant, READ)
    today = [time.strftime("%Y-%m-%d", time.gmtime())]
    wait_until(lambda: last_used(gateway, merchant)[0], 10, "the last use")
    today.append(time.strftime("%Y-%m-%d", time.gmtime()))
    used, never = last_used(gateway, merchant)
    assert used in today and never is None
    assert f"last used {used}" in gateway.run("applications", "show", merchant.id).stdout
    assert gateway.applications("enable", merchant.id)["sequence"] == before


@pytest.mark.parametrize("answer", ["y", "n", "what"])
def test_on_a_terminal_it_is_asked_whether_to_revoke_the_tokens(gateway, merchant, everywhere, answer):
    gateway.applications("rotate-secret", merchant.id)
    token = gateway.token(merchant, READ)
    leader, follower = pty.openpty()
    command = [BINARY, "applications", "remove-secret", merchant.id, merchant.secret_id]
    asked = subprocess.Popen(command, cwd=gateway.folder, stdin=follower, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    os.write(leader, f"{answer}\n".encode())
    output, errors = asked.communicate(timeout=20)
    os.close(leader), os.close(follower)
    assert f"That ends all tokens of {merchant.id}" in errors
    left = len(gateway.applications("show", merchant.id)["secrets"])
    if answer == "what":
        assert asked.returncode == 1 and left == 2 and "nothing was removed" in errors
    else:
        assert asked.returncode == 0 and left == 1, errors
    assert_all(everywhere(token), 401 if answer == "y" else 200)


def test_a_call_under_way_ends_as_it_began(gateway, merchant, upstream):
    held = Held(message(b"done"))
    token = gateway.token(merchant, READ)
    upstream.play(held)
    with gateway.client() as client:
        client.send(request("GET", GET, token=token))
        upstream.completed(1)
        gateway.applications("disable", merchant.id)
        held.let_go()
        assert client.response().body == b"done"
        assert client.call(request("GET", GET, token=token)).status == 401


def test_the_token_command_fetches_a_token(gateway, merchant, everywhere):
    options = ["--client-id", merchant.id, "--scope", READ, "--url", "http://127.0.0.1:%d" % gateway.address[1]]
    import os

    done = gateway.run("token", *options, env={**os.environ, "TOLLGATE_CLIENT_SECRET": merchant.secret})
    assert done.returncode == 0, done.stderr
    assert_all(everywhere(done.stdout.strip()), 200)
    wrong = gateway.run("token", *options, env={**os.environ, "TOLLGATE_CLIENT_SECRET": "wrong"})
    assert wrong.returncode == 1 and not wrong.stdout.strip()


# What survives. Each test has a gateway of its own.


@pytest.fixture
def own(tmp_path, upstreams, upstream):
    gateway = standard.start(tmp_path, *upstreams)
    yield gateway
    gateway.stop()


def assert_serves(gateway, merchant, token):
    assert gateway.call(request("GET", GET, token=token)).status == 200
    assert gateway.call(request("GET", GET, token=gateway.token(merchant, READ))).status == 200


def test_applications_and_tokens_survive_a_restart(own):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    assert own.stop() == 0
    own.start()
    assert_serves(own, merchant, token)
    assert [shown["clientId"] for shown in list_of(own)] == [merchant.id]


def list_of(gateway):
    done = gateway.applications("list")
    return done if isinstance(done, list) else done["applications"]


def test_a_backup_taken_while_serving_is_restored_after_the_store_is_lost(own):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    done = own.run("backup", "copy.db")
    assert done.returncode == 0, done.stderr
    assert "1 applications, up to change 1" in done.stdout
    later = own.register(READ)
    again = own.run("backup", "copy.db", "--json")
    assert again.returncode == 1 and "a file stands there already" in again.stderr
    assert own.kill() == -signal.SIGKILL
    for path in (own.folder / "data").glob("tollgate.db*"):
        path.unlink()
    (own.folder / "copy.db").rename(own.folder / "data/tollgate.db")
    own.start()
    assert_serves(own, merchant, token)
    assert own.ask_token(later, READ).status == 401


def test_applications_and_tokens_survive_a_kill(own):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    own.applications("edit", merchant.id, "--add-scope", CREATE)
    assert own.kill() == -signal.SIGKILL
    own.start()
    assert_serves(own, merchant, token)
    assert own.ask_token(merchant, CREATE).status == 200


def test_the_last_uses_are_stored_when_the_gateway_stops(own):
    merchant = own.register(READ)
    own.token(merchant, READ)
    assert own.stop() == 0
    assert last_used(own, merchant) != [None]


def test_a_change_made_while_nobody_serves_is_in_force_afterwards(own):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    assert own.stop() == 0
    assert own.applications("revoke-tokens", merchant.id)["gateway"]["state"] == "notServing"
    own.start()
    assert_problem(own.call(request("GET", GET, token=token)), 401, "token.revoked")
    assert_serves(own, merchant, own.token(merchant, READ))


def test_a_change_that_nobody_tells_of_is_found_and_not_called_in_force(own):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    control = own.folder / "data" / "control.sock"
    away = control.rename(control.with_name("away.sock"))
    # Exit code 0 and "No gateway is serving" were said here, while the gateway served.
    done = own.run("applications", "disable", merchant.id, "--json")
    assert done.returncode == 75, done.stdout + done.stderr
    assert json.loads(done.stdout)["gateway"]["state"] == "unconfirmed"
    wait_until(lambda: own.call(request("GET", GET, token=token)).status == 401, what="the poll")
    away.rename(control)
    assert_acknowledged(own.applications("enable", merchant.id))
    assert own.call(request("GET", GET, token=token)).status == 200


def test_a_second_gateway_on_the_same_folder_is_refused(own):
    second = Gateway(own.folder, own.document)
    second.launch()
    assert second.wait() == 1
    assert second.address is None
    assert "data" in second.log and str(own.process.pid) in second.log
    merchant = own.register(READ)
    assert_serves(own, merchant, own.token(merchant, READ))
    assert own.stop() == 0
    second.start()
    assert second.stop() == 0


def test_a_lost_master_key_is_told_and_not_replaced(own):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    assert own.stop() == 0
    key = own.folder / "keys/master.key"
    assert key.stat().st_mode & 0o777 == 0o600
    saved = key.rename(own.folder / "saved")
    own.launch()
    assert own.wait() == 1
    assert own.address is None
    assert "master.key" in own.log and "backup" in own.log
    assert not key.exists()
    saved.rename(key)
    own.start()
    assert_serves(own, merchant, token)


def test_another_master_key_opens_nothing(own, tmp_path_factory, upstreams):
    other = standard.start(tmp_path_factory.mktemp("other"), *upstreams)
    assert other.stop() == own.stop() == 0
    mine = (own.folder / "keys/master.key").read_bytes()
    (own.folder / "keys/master.key").write_bytes((other.folder / "keys/master.key").read_bytes())
    own.launch()
    assert own.wait() == 1
    assert "master key" in own.log
    (own.folder / "keys/master.key").write_bytes(mine)
    own.start()


def test_the_store_holds_no_secret_and_no_key_in_the_clear(own):
    merchant = own.register(READ)
    own.token(merchant, READ)
    assert own.stop() == 0
    master = (own.folder / "keys/master.key").read_bytes().strip()
    for path in (own.folder / "data").iterdir():
        if path.is_file():
            data = path.read_bytes()
            assert merchant.secret.encode() not in data and master not in data
            assert b"PRIVATE KEY" not in data


def test_a_bad_configuration_is_refused_with_all_its_problems(own):
    assert own.stop() == 0
    good = own.document
    bad = json.loads(json.dumps(good))
    bad["routes"][0]["upstream"] = "mian"
    bad["routes"][1].pop("scope")
    bad["listn"] = []
    own.configure(bad)
    own.launch()
    assert own.wait() == 78
    assert "gateway.json:" in own.log and 'did you mean "main"' in own.log
    assert "routes[1]" in own.log and "listn" in own.log
    checked = own.run("check")
    assert checked.returncode == 78
    own.configure(good)
    assert own.run("check").returncode == 0
    own.start()


def test_sigterm_lets_a_call_end_and_takes_no_other(own, upstream):
    merchant = own.register(READ)
    token = own.token(merchant, READ)
    held = Held(message(b"done"))
    upstream.play(held)
    with own.client() as client, own.client() as idle:
        assert idle.call(request("GET", "/nothing")).status == 404
        client.send(request("GET", GET, token=token))
        upstream.completed(1)
        own.terminate()
        wait_until(lambda: refuses(own.address), what="refused connections")
        assert idle.ends()
        assert own.process.poll() is None
        held.let_go()
        answer = client.response()
        assert (answer.status, answer.body) == (200, b"done")
        assert answer.value("Connection") == "close"
        client.end_sending()
        assert client.ends()
    assert own.wait() == 0
    line = own.log_line(answer.value("X-Request-Id"))
    assert line["completed"] is True


def refuses(address):
    try:
        socket.create_connection(address, 1).close()
        return False
    except ConnectionRefusedError:
        return True


def test_the_end_is_not_put_off_for_longer_than_was_said(tmp_path, upstreams, upstream):
    from support.upstream import never
    import subprocess

    gateway = standard.start(tmp_path, *upstreams)
    assert gateway.stop() == 0
    gateway.launch("--drain-seconds", "1")
    wait_until(lambda: gateway.address, what="listening")
    merchant = gateway.register(READ)
    upstream.play(never)
    with gateway.client() as client:
        client.send(request("GET", GET, token=gateway.token(merchant, READ)))
        upstream.completed(1)
        gateway.terminate()
        try:
            assert gateway.wait(5) == 0
        except subprocess.TimeoutExpired:
            gateway.kill()
            raise
