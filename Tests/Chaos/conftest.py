"""One gateway under one attack after the other; at the end, the table of what the good client met."""

import os
import pathlib
import resource
import subprocess
import sys

import pytest

# What speaks HTTP, and starts gateways, is that of the live tests.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Live"))

from chaos import table  # noqa: E402
from chaos.field import Field  # noqa: E402
from support.gateway import BINARY  # noqa: E402

for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} does not exist: build it, or name another place with TOLLGATE_BINARIES", 2)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def pytest_terminal_summary(terminalreporter):
    """The table, and what could not be run here."""
    if table.rows:
        # Of a build with less optimisation other times are measured.
        version = subprocess.run([BINARY, "--version"], capture_output=True, text=True, timeout=60).stdout
        terminalreporter.write_line(f"\n{version}")
        for line in table.lines():
            terminalreporter.write_line(line)
        for when, held in zip(("before the first attack", "after the last"), table.session):
            if held:
                terminalreporter.write_line(f"{when}: {held.descriptors} descriptors, {held.memory / table.MIB:.1f} MiB")
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(report.longrepr[2])


@pytest.fixture(scope="session")
def field():
    """The gateway that most attacks are aimed at, one after the other: what one of them leaves behind, the next one finds."""
    field = Field()
    yield field
    try:
        field.assert_nothing_piled_up()
    finally:
        table.session = field.first, field.last
        field.close()
