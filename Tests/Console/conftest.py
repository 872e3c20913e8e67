"""One gateway with people for each module, one browser for all, and a page for each test that judges itself."""

import os
import pathlib
import sys

import pytest
from playwright.sync_api import sync_playwright

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Live")]

for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]

from console import smoothness  # noqa: E402
from console.place import OPERATOR, Place  # noqa: E402
from support.gateway import BINARY  # noqa: E402
from support.upstream import Upstream  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


def pytest_addoption(parser):
    parser.addoption("--images", help="a folder that pictures of the pages are written to")


def pytest_sessionstart(session):
    for needed in (BINARY, pathlib.Path(CHROMIUM)):
        if not needed.exists():
            pytest.exit(f"{needed} does not exist", 2)


def pytest_terminal_summary(terminalreporter):
    """How smooth pages were, where that was measured."""
    for line in smoothness.LINES:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def browser():
    # Chromium refuses its sandbox to root; what it shows here is our own page only.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def upstreams():
    both = Upstream(), Upstream()
    yield both
    for upstream in both:
        upstream.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory, upstreams):
    place = Place(tmp_path_factory.mktemp("console"), upstreams).start()
    try:
        yield place.people()
    finally:
        status = place.gateway.stop()
    assert status == 0, place.gateway.log


class Judge:
    """Watches a browser: nothing is asked of another host, no script fails, no policy is broken, no dialog opens.

    An answer of 4xx is told on the console as well, and so is a request that a test cuts off; these are no faults of the page.
    """

    def __init__(self, context, url):
        self.url = url
        self.faults = []
        context.on("request", self.request)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("dialog", self.dialog)

    def request(self, request):
        if not request.url.startswith((self.url + "/", "data:")):
            self.faults.append(f"request: {request.url}")

    def console(self, message):
        expected = ("the server responded with a status of 4", "net::ERR_FAILED")
        if message.type in ("error", "warning") and not any(text in message.text for text in expected):
            self.faults.append(f"console: {message.text}")

    def dialog(self, dialog):
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def visit(browser, place):
    """Makes a page: `visit(name)` for somebody who has signed in, `visit(None)` for nobody. `visit.judges` watch the pages."""
    opened = []

    def visit(name=OPERATOR, path="", **options):
        context = browser.new_context(
            **({"base_url": place.url, "viewport": {"width": 1280, "height": 800}, "locale": "en-GB"} | options))
        context.set_default_timeout(15_000)
        visit.judges.append(Judge(context, place.url))
        opened.append(context)
        if name:
            context.add_cookies([place.api(name).cookie])
        page = context.new_page()
        page.goto(f"{place.url}/{path}")
        return page

    visit.judges = []
    yield visit
    faults = [fault for judge in visit.judges for fault in judge.faults]
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture
def page(visit):
    """The console, as the operator sees it."""
    return visit()
