"""Disks that are full, under the access log and under the store."""

import json
import os
import shutil

import pytest
from chaos.field import USER, Field
from chaos.small_disk import SmallDisk
from support import standard
from support.waiting import wait_until
from support.wire import request

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="a small disk has to be mounted, which only root can do")


@pytest.fixture
def on_small_disk():
    """Makes a field with a small disk in its folder at `small`."""
    made = []

    def make(**changes):
        disk = []
        field = Field(prepare=lambda folder: disk.append(SmallDisk(folder / "small", USER)), **changes)
        made.append((field, disk[0]))
        return field, disk[0]

    yield make
    for field, disk in made:
        disk.empty()
        try:
            field.close()
        finally:
            disk.close()
            # While it was mounted, its folder could not be removed.
            shutil.rmtree(field.folder, ignore_errors=True)


def test_a_full_disk_under_the_access_log(on_small_disk):
    field, disk = on_small_disk(accessLog="small/access.log")
    log = field.folder / "small" / "access.log"
    with field.attack("a full disk under the access log") as attack:
        disk.fill()
        wait_until(lambda: "No space left on device" in field.gateway.log, 20, "the word of it")
        attack.lasts(1000)
        disk.empty()
        wait_until(lambda: "written again" in field.gateway.log, 20, "the word of its end")
    # What waited was written: every line is whole, and the calls of the stall are among them.
    lines = [json.loads(line) for line in log.read_text().split("\n")[:-1]]
    assert len({line["requestId"] for line in lines}) == len(lines) > 1500


def test_a_full_disk_under_the_store(on_small_disk):
    """Tokens are issued and calls are made; what has to be stored is refused with a word, and can be done later."""
    field, disk = on_small_disk(store="sqlite:small/tollgate.db")
    gateway = field.gateway
    with field.attack("a full disk under the store") as attack:
        disk.fill()
        refused = 0
        while refused < 20:
            # The store has some room of its own left at first.
            done = gateway.run("applications", "register", "--name", "x" * 80, "--owner", "y" * 80, "--scope",
                               standard.READ, "--json")
            if done.returncode != 0:
                assert "full" in done.stdout + done.stderr, done.stdout + done.stderr
                refused += 1
        attack.lasts(600)
        disk.empty()
        later = gateway.register(standard.READ)
        assert gateway.call(request("GET", "/good", token=gateway.token(later, standard.READ))).status == 200
