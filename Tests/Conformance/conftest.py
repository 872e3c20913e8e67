"""Tables are shown when all tests have run."""

import pytest

TABLES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def tables(pytestconfig: pytest.Config) -> list[str]:
    """Lines that are shown at the end."""
    return pytestconfig.stash.setdefault(TABLES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(TABLES, []):
        terminalreporter.write_line(line)
