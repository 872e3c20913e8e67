"""One gateway and its upstreams for each module; each test begins with an empty record."""

import os

import pytest

from support import guides, standard
from support.gateway import BINARY
from support.upstream import Upstream

# Nothing here may take a detour through a proxy.
for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"{BINARY} does not exist: build it, or name another place with TOLLGATE_BINARIES", 2)


def pytest_terminal_summary(terminalreporter):
    """What nobody checks is shown, and so is what could not be run here."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    if not any("test_guides.py" in getattr(report, "nodeid", "") for report in reports):
        return
    for line in guides.not_run():
        terminalreporter.write_line(line)
    for report in terminalreporter.stats.get("skipped", []):
        if "test_guides.py" in report.nodeid:
            terminalreporter.write_line(report.longrepr[2])


@pytest.fixture(scope="module")
def upstreams():
    """Two scripted upstreams."""
    both = Upstream(), Upstream()
    yield both
    for upstream in both:
        upstream.close()


@pytest.fixture(scope="module")
def settings():
    """What a module changes in the configuration."""
    return {}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, upstreams, settings):
    gateway = standard.start(tmp_path_factory.mktemp("gateway"), *upstreams, **settings)
    yield gateway
    assert gateway.stop() == 0, gateway.log


@pytest.fixture
def upstream(upstreams):
    """The first upstream, with a new record."""
    for upstream in upstreams:
        upstream.forget()
    return upstreams[0]


@pytest.fixture
def second(upstream, upstreams):
    """The other endpoint of `pair`."""
    return upstreams[1]


@pytest.fixture(scope="module")
def application(gateway):
    """An application with every scope but `accounts:export`."""
    return gateway.register(standard.READ, standard.CREATE, standard.REFUND, standard.ACCOUNTS)


@pytest.fixture(scope="module")
def token(gateway, application):
    """A token for `transactions:read`."""
    return gateway.token(application, standard.READ)


@pytest.fixture
def nothing_forwarded(gateway, upstream, token):
    """At the end, nothing but one last call has reached the upstream."""
    from support.wire import request

    yield
    assert gateway.call(request("GET", "/all?last", token=token)).status == 200
    assert [received.target for received in upstream.requests] == ["/all?last"]
