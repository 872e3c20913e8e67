"""A registry of more applications than a page of a list holds."""

import contextlib
import sqlite3

from support import standard

COUNT = 2_500
SCOPE = standard.READ


def fill(store):
    """Adds applications as `register` would, all in one transaction: names of different widths, one secret each."""
    numbers = range(1, COUNT + 1)
    with contextlib.closing(sqlite3.connect(store)) as db, db:
        db.executemany(
            "INSERT INTO applications VALUES (?, ?, ?, 'Merchant', 1, 1, 1700000000, 1700000000)",
            [(number, f"app_{number}", "N" * (number % 40 + 1)) for number in numbers])
        db.executemany("INSERT INTO application_scopes VALUES (?, ?)", [(number, SCOPE) for number in numbers])
        db.executemany(
            "INSERT INTO application_secrets (application, id, digest, created_at) VALUES (?, ?, ?, 1700000000)",
            [(number, f"sec_{number}", bytes(32)) for number in numbers])
        db.executemany(
            "INSERT INTO registry_changes (time, kind, application_id, who) VALUES (1700000000, 'registered', ?, 'test')",
            [(f"app_{number}",) for number in numbers])


def test_each_application_is_listed_once_and_can_be_served(tmp_path, upstreams):
    gateway = standard.start(tmp_path, *upstreams)
    assert gateway.applications("list") == []
    assert gateway.stop() == 0
    fill(tmp_path / "data/tollgate.db")

    expected = [f"app_{number}" for number in range(1, COUNT + 1)]
    assert [one["clientId"] for one in gateway.applications("list")] == expected

    lines = gateway.run("applications", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["CLIENT", *expected]
    # Names of 1 to 40 characters: the columns behind them stand one below the other, on every page.
    assert {line.index("enabled") for line in lines[1:]} == {lines[0].index("STATE")}

    gateway.start()
    try:
        assert f"to {COUNT} applications" in gateway.log
        added = gateway.register(SCOPE)
        assert gateway.token(added, SCOPE)
        assert gateway.run("applications", "disable", "app_1250").returncode == 0
        listed = gateway.applications("list")
        assert [one["clientId"] for one in listed] == [*expected, added.id]
        assert [one["number"] for one in listed if not one["enabled"]] == [1250]
    finally:
        assert gateway.stop() == 0, gateway.log
