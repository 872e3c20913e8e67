"""`sudo tollgate …`: what root changes still belongs to the user that the gateway serves as."""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import tempfile

import pytest
from support.gateway import Gateway, configuration

OWNER = 23456

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="is about root, and this is not")


@pytest.fixture
def gateway():
    """A folder that others can get to, as /etc and /var/lib are; pytest's own are for root alone."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="tollgate-by-root-"))
    folder.chmod(0o755)
    (folder / "data").mkdir(mode=0o700)
    yield Gateway(folder, configuration({}, []))
    shutil.rmtree(folder)


def owners(gateway):
    return {path.name: (path.stat().st_uid, path.stat().st_gid) for path in (gateway.folder / "data").iterdir()}


def test_the_registry_that_root_makes_belongs_to_the_owner_of_the_data_folder(gateway):
    os.chown(gateway.folder / "data", OWNER, OWNER)
    application = gateway.register("transactions:read")
    assert set(owners(gateway).values()) == {(OWNER, OWNER)}, owners(gateway)
    gateway.applications("disable", application.id)
    assert set(owners(gateway).values()) == {(OWNER, OWNER)}, owners(gateway)
    assert "tollgate.db" in owners(gateway)


def test_a_key_that_root_makes_is_sealed_under_the_services_own_master_key(gateway):
    keys = gateway.folder / "keys"
    keys.mkdir(mode=0o700)
    for folder in (gateway.folder / "data", keys):
        os.chown(folder, OWNER, OWNER)
    gateway.register("transactions:read")
    done = gateway.run("keys", "rotate", "--json")
    assert done.returncode == 0, done.stderr
    assert {path.stat().st_uid for path in keys.iterdir()} == {OWNER}
    assert set(owners(gateway).values()) == {(OWNER, OWNER)}


def test_where_the_folder_is_roots_it_stays_roots(gateway):
    gateway.register("transactions:read")
    assert set(owners(gateway).values()) == {(0, 0)}, owners(gateway)


def test_the_change_is_recorded_under_root(gateway):
    os.chown(gateway.folder / "data", OWNER, OWNER)
    gateway.register("transactions:read")
    with contextlib.closing(sqlite3.connect(gateway.folder / "data/tollgate.db")) as database:
        assert database.execute("SELECT DISTINCT who FROM registry_changes").fetchall() == [("cli:root",)]
