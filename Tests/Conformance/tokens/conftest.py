"""Gateways that trust keys of others; at the end, the table of what became of each corpus."""

import os
import pathlib
import sys

import pytest

# What speaks HTTP, and starts gateways, is that of the live tests.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Live"))

from minting import table  # noqa: E402
from minting.corpus import CORPORA  # noqa: E402
from minting.stage import Stage  # noqa: E402
from support.gateway import BINARY  # noqa: E402

for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]


def pytest_terminal_summary(terminalreporter):
    """The table of every corpus that was sent."""
    if table.rows:
        terminalreporter.write_line("")
        for line in table.lines():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def corpora():
    """The folder of what others collected; without it, there is nothing to send."""
    if not CORPORA.is_dir():
        pytest.skip(f"there is no folder {CORPORA}; name one with TOLLGATE_CORPORA")
    return CORPORA


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    assert BINARY.exists(), f"{BINARY} does not exist: build it, or name another place with TOLLGATE_BINARIES"
    stage = Stage(tmp_path_factory.mktemp("stage"))
    yield stage
    stage.close()
