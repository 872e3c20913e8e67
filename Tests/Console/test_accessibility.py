"""Landmarks, names, roles and contrast, as axe-core judges them, on every page in light, dark and narrow."""

import types

import pytest
from axe_playwright_python.sync_playwright import Axe
from console.place import CREATE, PASSWORD, READ, SHOP
from console.steps import choose, settled, still
from playwright.sync_api import expect

PAGES = ["overview", "applications", "applications/new", "application", "edit", "routes", "explain", "merchants",
         "accounts", "audit", "me", "nowhere"]
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"color_scheme": "light", "viewport": {"width": 400, "height": 800}},
    "narrow and Dutch": {"color_scheme": "dark", "locale": "nl-NL", "viewport": {"width": 400, "height": 800}},
}


@pytest.fixture(scope="module")
def client_id(place):
    for number in range(20):
        place.register(f"Application with a name of some length {number}", scopes=[READ, CREATE])
    made = place.register("W" * 100, SHOP)["application"]["clientId"]
    place.operator.post(f"applications/{made}/secrets")
    return made


def judge(page):
    """Nothing that axe-core finds stands, at whatever level of WCAG; nothing is wider than the window."""
    # What fades in is judged when it has: contrast is that of what one reads.
    still(page)
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    wider = page.evaluate("""() => [document.documentElement, ...document.querySelectorAll("main, dialog[open], .dialog-body")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.tagName)""")
    assert wider == []


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_each_page(visit, client_id, name, look):
    path = {"application": f"applications/{client_id}", "edit": f"applications/{client_id}/edit"}.get(name, name)
    page = visit(path=f"#/{path}", **LOOKS[look])
    settled(page)
    judge(page)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", ["#/sign-in", "#/welcome/AAAA"])
def test_the_pages_before_signing_in(visit, path, look):
    page = visit(None, path, **LOOKS[look])
    settled(page)
    judge(page)


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_the_dialogs(visit, client_id, look):
    page = visit(path=f"#/applications/{client_id}", **LOOKS[look])
    settled(page)
    for name in ("Set the end", "Remove secret", "Disable", "Revoke tokens", "Remove application"):
        page.get_by_role("button", name=name).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        judge(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture(params=["light", "narrow and dark"])
def look(request):
    """A dialog each in two looks: what is dark is narrow as well."""
    options = LOOKS["light"] if request.param == "light" else LOOKS["narrow"] | {"color_scheme": "dark"}
    return types.SimpleNamespace(name=request.param, options=options)


def judge_dialog(page, leave="Escape"):
    """Judges the dialog that is open, and leaves it: by a key, or by a button of it."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator(".loading")).to_have_count(0)
    judge(page)
    if leave == "Escape":
        page.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name=leave, exact=True).click()


def test_the_dialogs_of_secrets_and_of_two_editors(visit, place, look):
    client_id = place.register("Judged", scopes=[READ])["application"]["clientId"]
    page = visit(path=f"#/applications/{client_id}", **look.options)
    page.get_by_role("button", name="New secret").click()
    judge_dialog(page, "Make it")
    expect(page.locator("[data-shown=client-secret]")).to_be_visible()
    judge_dialog(page, "I have stored the secret")
    expect(page.locator("[data-secret]")).to_have_count(2)
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Mine")
    version = place.operator.get(f"applications/{client_id}")["version"]
    place.operator.patch(f"applications/{client_id}", version, name="Theirs", scopes=[READ, CREATE])
    page.get_by_role("button", name="Save", exact=True).click()
    judge_dialog(page, "Back to the form")
    # With something filled in, whoever leaves is asked.
    page.go_back()
    judge_dialog(page)


def test_the_dialogs_of_routes_and_merchants(visit, place, client_id, look):
    page = visit(path="#/routes", **look.options)
    page.locator("tr[data-route]").filter(has_text="/transactions/{id}").get_by_role("button").first.click()
    judge_dialog(page)
    page.goto(f"{place.url}/#/merchants")
    page.get_by_role("button", name="Add merchant").click()
    judge_dialog(page)
    page.get_by_role("button", name=f"Edit {SHOP}").click()
    judge_dialog(page)
    page.get_by_role("button", name=f"Remove {SHOP}").click()
    judge_dialog(page)


def test_the_dialogs_of_accounts(visit, place, look):
    place.operator.post("accounts", name=f"owner of {look.name}", role="reader", password=PASSWORD)
    place.api(f"owner of {look.name}").post("me/tokens", name="nightly report", permissions=["audit:read", "applications:read"])
    page = visit(path="#/accounts", **look.options)
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill(f"guest of {look.name}")
    page.get_by_role("dialog").get_by_label("Role").select_option("Operator")
    judge_dialog(page, "Make the invitation")
    expect(page.locator("[data-shown=invitation]")).to_be_visible()
    judge_dialog(page, "Done")
    page.get_by_role("button", name=f"Edit owner of {look.name}").click()
    expect(page.get_by_role("dialog").locator("[data-token]")).to_be_visible()
    judge_dialog(page, "Reset the password")
    judge_dialog(page)


def test_the_dialogs_of_ones_own_account(visit, place, look):
    page = visit(path="#/me", **look.options)
    page.get_by_role("button", name="Make a token").click()
    page.get_by_role("dialog").get_by_label("Name", exact=True).fill("nightly report")
    judge_dialog(page, "Make it")
    expect(page.locator("[data-shown=token]")).to_be_visible()
    judge_dialog(page, "Done")
    page.get_by_role("button", name="Remove nightly report").first.click()
    judge_dialog(page, "Remove")
    page.get_by_role("button", name="Set up an authenticator").click()
    page.get_by_role("dialog").get_by_label("Current password").fill(PASSWORD)
    judge_dialog(page, "Continue")
    expect(page.locator("[data-shown=otpauth]")).to_be_visible()
    judge_dialog(page)


def test_the_dialog_that_asks_to_sign_in_again(visit, place, look):
    person = place.operator.post(
        "accounts", name=f"away in {look.name}", role="merchant", merchantId=place.merchants[SHOP]["id"], password=PASSWORD)["account"]
    page = visit(person["name"], "#/applications/new", **look.options)
    page.get_by_label("Name", exact=True).fill("Filled in")
    choose(page, READ)
    place.operator.post(f"accounts/{person['id']}/sign-out")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="Sign in again")).to_be_visible()
    judge_dialog(page)


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_a_form_with_faults(visit, look):
    page = visit(path="#/applications/new", **LOOKS[look])
    settled(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    judge(page)


def test_the_colours_can_be_chosen(visit):
    page = visit(color_scheme="light")
    settled(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark").first.click()
    dark = page.evaluate(ground)
    assert light != dark
    page.reload()
    settled(page)
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="As the system").first.click()
    assert page.evaluate(ground) == light


def test_who_asked_for_less_motion_sees_none(visit):
    page = visit(path="#/overview", reduced_motion="reduce")
    settled(page)
    longest = page.evaluate("""() => Math.max(0, ...document.getAnimations().map((each) => each.effect.getComputedTiming().activeDuration))""")
    assert longest < 20


def test_the_menu_of_a_narrow_window(visit):
    page = visit(path="#/applications", viewport={"width": 400, "height": 800})
    settled(page)
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    judge(page)
    page.get_by_role("link", name="Routes").click()
    expect(page.get_by_role("heading", name="Routes", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Audit")).to_be_hidden()
