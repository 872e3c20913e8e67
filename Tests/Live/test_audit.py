"""The audit from the command line: what is in it, and what is found of whoever changed it."""

import calendar
import contextlib
import hashlib
import json
import sqlite3
import time

import pytest
from support import long_audit, standard
from support.standard import READ


@pytest.fixture
def gateway(tmp_path, upstreams):
    """A gateway that served, whose application, keys and operators were changed."""
    gateway = standard.start(tmp_path, *upstreams)
    try:
        application = gateway.register(READ, name="Till")
        gateway.applications("edit", application.id, "--name", "Kiosk")
        assert gateway.run("operators", "add", "ada").returncode == 0
        assert gateway.run("keys", "rotate", "--now").returncode == 0
        gateway.application = application
    finally:
        assert gateway.stop() == 0, gateway.log
    return gateway


def run(gateway, *arguments, status=0):
    done = gateway.run("audit", *arguments, "--json")
    assert done.returncode == status, done.stdout + done.stderr
    return json.loads(done.stdout)


def kinds(gateway, *arguments):
    return [entry["kind"] for entry in run(gateway, "list", *arguments)]


def export(gateway):
    done = gateway.run("audit", "export")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def tamper(gateway, *statements):
    with contextlib.closing(sqlite3.connect(gateway.folder / "data/tollgate.db")) as database, database:
        for trigger in ("updated", "deleted", "replaced"):
            database.execute(f"DROP TRIGGER IF EXISTS audit_entries_not_{trigger}")
        for statement in statements:
            database.execute(statement)


def test_every_change_is_listed_newest_first_with_who_and_what(gateway):
    found = kinds(gateway)
    assert found[::-1][:2] in (["key.made", "configuration.applied"], ["configuration.applied", "key.made"])
    assert [kind for kind in found if not kind.startswith(("key.", "configuration."))] == [
        "account.added", "application.edited", "application.registered", "merchant.added"]
    (edit,) = run(gateway, "list", "--kind", "application.edited")
    assert edit["changes"] == [{"field": "name", "before": "Till", "after": "Kiosk"}]
    assert edit["who"].startswith("cli:")
    assert edit["subject"] == {"type": "application", "id": gateway.application.id, "name": "Kiosk"}
    assert kinds(gateway, "--subject", gateway.application.id) == ["application.edited", "application.registered"]
    assert kinds(gateway, "--who", "gateway", "--kind", "configuration.") == ["configuration.applied"]
    assert kinds(gateway, "--text", "KIOSK") == ["application.edited"]
    assert kinds(gateway, "--limit", "1", "--before", "2") == found[-1:]
    assert kinds(gateway, "--to", "2020-01-01T00:00:00Z") == []
    lines = gateway.run("audit", "list", "--limit", "500").stdout.splitlines()
    assert len(lines) == len(found) + 1
    assert any("name: Till → Kiosk" in line for line in lines)


def test_a_restart_adds_nothing_and_another_configuration_does(gateway):
    before = len(export(gateway))
    gateway.start()
    assert gateway.stop() == 0
    assert len(export(gateway)) == before
    gateway.configure(gateway.document | {"realm": "another"})
    gateway.start()
    assert gateway.stop() == 0
    assert [entry["kind"] for entry in export(gateway)[before:]] == ["configuration.applied"]


def test_no_secret_is_in_it(gateway):
    text = gateway.run("audit", "export").stdout
    assert gateway.application.secret not in text
    assert hashlib.sha256(gateway.application.secret.encode()).hexdigest() not in text
    assert gateway.application.secret_id in text


def test_an_export_can_be_checked_by_anybody(gateway):
    previous = bytes(32)
    for entry in export(gateway):
        moment = calendar.timegm(time.strptime(entry["time"], "%Y-%m-%dT%H:%M:%SZ"))
        changes = [(change["field"], change["before"], change["after"]) for change in entry["changes"]]
        subject = entry["subject"]
        texts = long_audit.texts(
            entry["sequence"], moment, entry["who"], entry["kind"], (subject["type"], subject["id"], subject["name"]),
            changes)
        assert entry["previous"] == previous.hex()
        previous = long_audit.digest(previous, texts)
        assert entry["digest"] == previous.hex()
    assert run(gateway, "verify")["head"] == previous.hex()


@pytest.mark.parametrize("statement, place, problem", [
    ("UPDATE audit_entries SET who = 'eve' WHERE sequence = 3", 3, "entry 3 was changed"),
    ("DELETE FROM audit_entries WHERE sequence = 2", 2, "entry 2 is missing"),
    ("DELETE FROM audit_entries WHERE sequence >= 4", 4, "missing at the end, from 4 on"),
])
def test_a_break_is_found(gateway, statement, place, problem):
    assert run(gateway, "verify")["intact"] is True
    tamper(gateway, statement)
    found = run(gateway, "verify", status=1)
    assert found["intact"] is False and found["brokenAt"] == place and problem in found["problem"]
    done = gateway.run("audit", "verify")
    assert done.returncode == 1 and problem in done.stderr


def test_a_head_that_was_kept_tells_of_a_chain_written_anew(gateway):
    head = run(gateway, "verify")["head"]
    gateway.applications("disable", gateway.application.id)
    assert run(gateway, "verify", "--expect", head)["intact"] is True
    tamper(gateway, "DELETE FROM audit_entries", "DELETE FROM sqlite_sequence WHERE name = 'audit_entries'")
    gateway.applications("enable", gateway.application.id)
    assert run(gateway, "verify")["intact"] is True
    assert "no entry has the head" in run(gateway, "verify", "--expect", head, status=1)["problem"]
    assert gateway.run("audit", "verify", "--expect", "beef").returncode == 64
