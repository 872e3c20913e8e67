"""A long audit is exported whole, while no more than a part of it is held."""

import json
import os
import subprocess
import time

import pytest
from support import long_audit
from support.gateway import BINARY, Gateway
from support.management import operator
from support.memory import peak, resident
from support.standard import READ, document

COUNT = 200_000
BUDGET = 16 << 20


@pytest.fixture(scope="module")
def managed(tmp_path_factory, upstreams):
    folder = tmp_path_factory.mktemp("managed")
    gateway = Gateway(folder, document(*upstreams, management={"address": "127.0.0.1:0"})).start()
    gateway.ada = operator(gateway)
    gateway.ada.get("/audit/export")
    gateway.entries = long_audit.append(folder / "data/tollgate.db", COUNT)
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_an_export_holds_a_part_and_blocks_nothing(managed, kind):
    before, entries = resident(managed), managed.entries
    lines, last, took = 0, b"", None
    with peak(managed) as highest:
        with managed.ada.session.get(managed.ada.base + f"/audit/export?format={kind}", stream=True, timeout=60) as got:
            assert got.status_code == 200 and got.headers["Transfer-Encoding"] == "chunked"
            for piece in got.iter_content(None):
                lines += piece.count(b"\n")
                last = (last + piece)[-4096:]
                if took is None:
                    began = time.monotonic()
                    made = managed.ada.post("/applications", {"name": "Meanwhile", "owner": "Shop", "scopes": [READ]})
                    took = time.monotonic() - began
                    assert made.status_code == 201, made.text
    assert lines == entries + (kind == "csv"), "the entries up to the moment of asking"
    managed.entries = json.loads(managed.ada.get("/audit/verify").text)["entries"]
    assert managed.entries > entries
    assert took < 5, f"a change took {took:.1f} s while the audit was exported"
    grown = highest() - before
    assert grown < BUDGET, f"{grown >> 20} MiB more"


@pytest.mark.slow
def test_the_command_holds_a_part_too(managed):
    small = exported(managed, "audit", "verify")
    file = managed.folder / "audit.jsonl"
    large = exported(managed, "audit", "export", to=file)
    with open(file) as lines:
        assert sum(1 for _ in lines) == managed.entries
    grown = large - small
    assert grown < BUDGET, f"{grown >> 20} MiB more"


def exported(gateway, *arguments, to=os.devnull):
    """Runs the command; the most memory that it had, in bytes."""
    with open(to, "wb") as output:
        process = subprocess.Popen([BINARY, *arguments], cwd=gateway.folder, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss << 10
