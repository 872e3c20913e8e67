"""The people who may sign in, from the command line: added, listed, disabled, enabled, reset."""

import base64
import contextlib
import hashlib
import json
import re
import sqlite3

import pytest
from support import standard
from support.gateway import Gateway

PASSWORD = "a password of ada"


@pytest.fixture
def gateway(tmp_path, upstreams):
    """A folder with a configuration; nothing serves from it."""
    return Gateway(tmp_path, standard.document(*upstreams, management={"address": "127.0.0.1:8081"}))


def run(gateway, *arguments, status=0, **options):
    """Runs `tollgate operators …`; what it prints as JSON where it succeeds, its messages where it fails."""
    done = gateway.run("operators", *arguments, "--json", **options)
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout) if status == 0 else done.stderr


def names(gateway):
    return [account["name"] for account in run(gateway, "list")]


def rows(gateway, statement):
    with contextlib.closing(sqlite3.connect(gateway.folder / "data/tollgate.db")) as database:
        return database.execute(statement).fetchall()


def test_an_operator_is_added_with_a_link_that_is_kept_as_its_digest_only(gateway):
    done = run(gateway, "add", "ada")
    assert done["account"] | {"id": 0, "createdAt": 0} == {
        "id": 0, "name": "ada", "role": "operator", "enabled": True, "hasPassword": False, "totp": False, "createdAt": 0}
    link = re.fullmatch(r"http://127\.0\.0\.1:8081/#/welcome/([A-Za-z0-9_-]{43})", done["invitation"]["url"])
    assert rows(gateway, "SELECT digest FROM invitations") == [(hashlib.sha256(link[1].encode()).digest(),)]
    assert link[1].encode() not in (gateway.folder / "data/tollgate.db").read_bytes()
    (line,) = [line for line in gateway.run("operators", "list").stdout.splitlines() if "ada" in line]
    assert "invited" in line


def test_people_see_the_link_and_until_when_it_is_good(gateway):
    done = gateway.run("operators", "add", "rita", "--reader")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == 'Made "rita" a reader.'
    assert re.fullmatch(r"Link, good for once until 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ:", lines[1])
    assert lines[2].startswith("  http://127.0.0.1:8081/#/welcome/")


def test_a_password_from_standard_input_is_kept_as_scrypt_only(gateway):
    done = run(gateway, "add", "ada", "--password-stdin", input=PASSWORD + "\n")
    assert done["account"]["hasPassword"] and "invitation" not in done
    ((kept,),) = rows(gateway, "SELECT password FROM accounts")
    assert kept.startswith("$scrypt$ln=15,r=8,p=1$")
    salt, derived = kept.split("$")[-2:]
    assert derived == unpadded(hashlib.scrypt(
        PASSWORD.encode(), salt=padded(salt), n=1 << 15, r=8, p=1, maxmem=1 << 26, dklen=32))


def padded(text):
    return base64.b64decode(text + "=" * (-len(text) % 4))


def unpadded(data):
    return base64.b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize("password, complaint, twin", [
    ("elevenchars", "too short", "twelve chars"),
    ("password1234", "tried first", "pass wood of 1234"),
    ("ada.lovelace", "account's name", "ada lovelace's own"),
    ("two lines\nof a password", "several lines", "one line of a password"),
    ("", "too short", "not empty at all"),
])
def test_a_weak_password_is_refused_and_makes_nobody(gateway, password, complaint, twin):
    assert complaint in run(gateway, "add", "ada.lovelace", "--password-stdin", input=password, status=1)
    assert names(gateway) == []
    run(gateway, "add", "ada.lovelace", "--password-stdin", input=twin)
    assert names(gateway) == ["ada.lovelace"]


def test_a_name_is_taken_without_case(gateway):
    run(gateway, "add", "ada")
    assert "is taken" in run(gateway, "add", "ADA", status=1)
    assert "begins or ends with white space" in run(gateway, "add", " ada", status=1)
    run(gateway, "add", "bob")
    assert names(gateway) == ["ada", "bob"]


def test_the_last_operator_is_not_disabled_and_a_second_makes_room(gateway):
    run(gateway, "add", "ada", "--password-stdin", input=PASSWORD)
    run(gateway, "add", "waiting")
    assert "last operator" in run(gateway, "disable", "ada", status=1)
    run(gateway, "add", "bob", "--password-stdin", input=PASSWORD)
    assert run(gateway, "disable", "ada")["account"]["enabled"] is False
    assert run(gateway, "enable", "ADA")["account"]["enabled"] is True
    assert "there is no account" in run(gateway, "disable", "eve", status=1)


def test_a_reset_takes_password_and_authenticator_away(gateway):
    run(gateway, "add", "ada", "--password-stdin", input=PASSWORD)
    with contextlib.closing(sqlite3.connect(gateway.folder / "data/tollgate.db")) as database, database:
        database.execute("UPDATE accounts SET totp = x'01', totp_step = 7")
        database.execute(
            "INSERT INTO sessions (id, account, digest, created_at, used_at, address, user_agent)"
            " VALUES ('ses_1', 1, zeroblob(32), 0, 0, '', '')")
    done = run(gateway, "reset", "ada")
    assert done["account"]["hasPassword"] is False and done["account"]["totp"] is False
    assert "/#/welcome/" in done["invitation"]["url"]
    assert rows(gateway, "SELECT password, totp FROM accounts") == [(None, None)]
    assert rows(gateway, "SELECT count(*) FROM sessions") == [(0,)]


def test_the_commands_work_beside_a_serving_gateway(gateway):
    gateway.start()
    try:
        run(gateway, "add", "ada")
        assert names(gateway) == ["ada"]
    finally:
        assert gateway.stop() == 0, gateway.log
