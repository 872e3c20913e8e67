"""Takes the pictures of docs/images, with a gateway that has something to show.

    python -m pytest Tests/Console/images.py --images docs/images
"""

import itertools
import pathlib
import re
import threading

import pytest
from console.place import PASSWORD, READ, CREATE, REFUND, BALANCES, OPERATOR
from console.steps import choose, fill_owner, settled, shown_credentials, still
from PIL import Image
from playwright.sync_api import expect
from support.gateway import Application
from support.wire import request

MERCHANTS = ["Bakkerij Janssen", "Example Shop", "Fietsenwinkel De Ketting", "Grand Hotel Amstel", "Kiosk Centraal"]
NAMES = ["Web shop", "Point of sale", "Mobile app", "Back office", "Refund desk", "Reconciliation", "Ticket kiosk"]
SCOPES = [[READ], [READ, CREATE], [READ, REFUND], [READ, CREATE, REFUND], [BALANCES, READ]]
# Seconds of calls in the overview's drawings.
WATCHED = 40


@pytest.fixture(scope="module")
def made(place):
    """Applications of several merchants, the last of them in use."""
    made = []
    for number, (kind, stage) in enumerate(itertools.product(NAMES, ["production", "test"])):
        owner = MERCHANTS[number % len(MERCHANTS)]
        made.append(place.register(f"{kind}, {stage}", owner, SCOPES[number % len(SCOPES)]))
    place.operator.post(f"applications/{made[3]['application']['clientId']}/disable")
    return made


@pytest.fixture(scope="module")
def calls(place, made):
    """Calls of all kinds, for as long as somebody looks."""
    used = made[1]
    application = Application(used["application"]["clientId"], used["clientSecret"], used["secretId"])
    token = place.gateway.token(application, READ)
    over = threading.Event()
    kinds = [request("GET", "/transactions", token=token)] * 6 + [
        request("GET", "/transactions/17", token=token), request("GET", "/accounts/anna", token=token),
        request("GET", "/transactions"), request("GET", "/no/such/path", token=token), request("GET", "/dead", token=token),
    ]

    def run():
        for number in itertools.count():
            if over.wait(0.01 if number // 500 % 2 else 0.004):
                return
            place.gateway.call(kinds[number * 7 % len(kinds)])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield
    over.set()
    thread.join()


@pytest.fixture
def shoot(request, visit):
    folder = pathlib.Path(request.config.getoption("--images", skip=True))

    def shoot(page, name):
        """A picture with few colours, which is a small one."""
        still(page)
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)

    return shoot


def test_applications(visit, made, shoot):
    for name, options in (("applications", {}), ("applications-dark", {"color_scheme": "dark"}),
                          ("applications-narrow", {"viewport": {"width": 400, "height": 760}}),
                          ("applications-dutch", {"locale": "nl-NL"})):
        page = visit(path="#/applications", **options)
        settled(page)
        shoot(page, name)


def test_registering(visit, made, shoot):
    page = visit(path="#/applications/new")
    page.get_by_label("Name", exact=True).fill("Spring campaign")
    fill_owner(page, MERCHANTS[0])
    choose(page, READ, REFUND)
    shoot(page, "register")
    page.get_by_role("button", name="Save").click()
    shown_credentials(page)
    shoot(page, "secret")
    page.get_by_role("button", name="I have stored the secret").click()
    page.locator("h1").hover()
    shoot(page, "registered")


def test_application(visit, place, made, calls, shoot):
    client_id = made[1]["application"]["clientId"]
    place.operator.post(f"applications/{client_id}/secrets", oldSecretsEndIn=604800)
    page = visit(path=f"#/applications/{client_id}")
    settled(page)
    shoot(page, "application")
    page.goto(f"{place.url}/#/applications/{client_id}/edit")
    settled(page)
    page.get_by_label("Name", exact=True).fill("Web shop, acceptance")
    version = place.operator.get(f"applications/{client_id}")["version"]
    place.operator.patch(f"applications/{client_id}", version, name="Web shop, staging", scopes=[READ, BALANCES])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    shoot(page, "two-editors")


def test_explain(visit, made, shoot):
    page = visit(path="#/explain", viewport={"width": 1280, "height": 900})
    page.get_by_label("Method").select_option("POST")
    page.get_by_label("Path").fill("/transactions/17/refunds")
    page.get_by_role("combobox", name="Application").fill("Web shop, production")
    page.get_by_role("option", name="Web shop, production").click()
    page.get_by_role("button", name="Explain").click()
    expect(page.locator(".verdict")).to_be_visible()
    shoot(page, "explain")


def test_overview(visit, calls, shoot):
    pages = [visit(path="#/overview", viewport={"width": 1280, "height": 1040}, color_scheme=colours) for colours in ("light", "dark")]
    points = re.compile("^M" + "[^L]*L" * (2 * WATCHED))
    for page, name in zip(pages, ("overview", "overview-dark")):
        expect(page.locator(".chart path.series-allowed")).to_have_attribute("d", points, timeout=3000 * WATCHED)
        shoot(page, name)


@pytest.mark.parametrize("name", ["routes", "merchants", "accounts", "audit", "me"])
def test_others(visit, made, shoot, name):
    page = visit(path=f"#/{name}")
    settled(page)
    if name == "audit":
        page.get_by_label("What").select_option("Applications")
        expect(page.locator("tr[data-sequence] .stable-id").first).to_have_text(re.compile("^application"))
    shoot(page, name)


def test_sign_in(visit, shoot):
    page = visit(None)
    page.get_by_label("Name", exact=True).fill(OPERATOR)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    shoot(page, "sign-in")


def test_welcome(visit, place, shoot):
    url = place.operator.post("accounts", name="casper", role="reader")["invitation"]["url"]
    page = visit(None, url.removeprefix(place.url + "/"))
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    shoot(page, "welcome")
