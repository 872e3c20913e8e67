"""Registering and updating an application, step by step as the service that Tollgate is modelled on words it."""

import json
import subprocess

import pytest
from console.place import BALANCES, CREATE, READ, REFUND, SHOP
from console.steps import choose, open_applications, put_away, register, row, settled, shown_credentials
from playwright.sync_api import expect
from support.gateway import Application
from support.wire import request


def is_at_the_top_right(page, control):
    """Whether a control ends where the content ends, above everything but the title."""
    box, content = control.bounding_box(), page.locator(".page-head").bounding_box()
    right = content["x"] + content["width"] - box["x"] - box["width"]
    return abs(right) < 2 and box["y"] < content["y"] + content["height"]


WIDTHS = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 400, "height": 800}}


@pytest.fixture(params=WIDTHS)
def any_width(request, visit):
    """The list in a wide window and in one of 400 pixels, where the way around is behind a button."""
    return visit(path="#/applications", viewport=WIDTHS[request.param])


def expect_scopes_in_sight(row, scopes):
    """Each stands in the row, whole: nothing of it is cut off or behind something else."""
    for scope in scopes:
        text = row.get_by_text(scope, exact=True)
        expect(text).to_be_visible()
        assert text.evaluate("""(text) => {
          const [box, row, cell] = [text, text.closest("[role=row]"), text.closest("[role=gridcell]")].map((each) => each.getBoundingClientRect());
          const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return seen === text && [row, cell].every((around) => box.top >= around.top && box.bottom <= around.bottom + 1
            && box.left >= around.left && box.right <= around.right + 1);
        }"""), scope


def test_registering_word_for_word(page, place):
    place.register("One that is there already")
    # Configuration → Token Applications; "Register new application" at the top right.
    open_applications(page)
    button = page.get_by_role("link", name="Register new application")
    assert is_at_the_top_right(page, button)
    button.click()
    # Fill in Name, select Scopes; Save.
    page.get_by_label("Name", exact=True).fill("Web shop")
    page.get_by_role("combobox", name="Owner").fill(SHOP)
    page.get_by_role("option", name=SHOP).click()
    choose(page, READ, CREATE)
    page.get_by_role("button", name="Save").click()
    client_id, secret, _ = shown_credentials(page)
    put_away(page)
    # The new application then stands at the end of the list.
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    total = place.operator.get("applications")["total"]
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(total + 1))
    new = row(page, client_id)
    expect(new).to_have_attribute("aria-rowindex", str(total + 1))
    expect(new).to_have_attribute("aria-selected", "true")
    expect(new).to_be_in_viewport()
    expect(new).to_contain_text("Web shop")
    for scope in (READ, CREATE):
        expect(new).to_contain_text(scope)
    assert secret not in page.content()


def test_updating_word_for_word(page, place):
    client_id = place.register("Web shop, old", scopes=[READ])["application"]["clientId"]
    open_applications(page)
    # Click it, "Edit" at the top right, Name and Scopes are editable, Save.
    page.get_by_role("gridcell").get_by_role("link", name="Web shop, old").click()
    expect(page.get_by_role("heading", name="Web shop, old", level=1)).to_be_visible()
    edit = page.get_by_role("link", name="Edit")
    assert is_at_the_top_right(page, edit)
    edit.click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_value("Web shop, old")
    name.fill("Web shop, new")
    page.get_by_role("treeitem", name=READ, exact=True).locator(".tree-row").click()
    choose(page, REFUND, BALANCES)
    page.get_by_role("button", name="Save").click()
    # The list shows the new name and scopes.
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    updated = row(page, client_id)
    expect(updated).to_contain_text("Web shop, new")
    for scope in (REFUND, BALANCES):
        expect(updated).to_contain_text(scope)
    expect(updated).not_to_contain_text(READ)
    now = place.operator.get(f"applications/{client_id}")
    assert (now["name"], now["scopes"]) == ("Web shop, new", [BALANCES, REFUND])


def test_the_list_shows_three_scopes_of_what_was_registered(any_width, place):
    settled(any_width)
    client_id, _, _ = register(any_width, "Of three scopes", READ, CREATE, REFUND, owner=SHOP)
    put_away(any_width)
    expect(row(any_width, client_id)).to_be_in_viewport()
    expect_scopes_in_sight(row(any_width, client_id), [READ, CREATE, REFUND])


def test_the_list_shows_three_new_scopes_of_what_was_updated(any_width, place):
    page = any_width
    client_id = place.register("To have three scopes", scopes=[READ])["application"]["clientId"]
    page.goto(f"{place.url}/#/applications/{client_id}/edit")
    page.get_by_role("treeitem", name=READ, exact=True).locator(".tree-row").click()
    choose(page, CREATE, REFUND, BALANCES)
    page.get_by_role("button", name="Save").click()
    updated = row(page, client_id)
    expect(updated).not_to_contain_text(READ)
    expect_scopes_in_sight(updated, [BALANCES, CREATE, REFUND])


def test_scopes_that_a_row_has_no_room_for_are_shown_by_its_button(any_width, place):
    """By pointer and by keyboard: a title reaches neither a keyboard nor a finger."""
    page = any_width
    scopes = [READ, CREATE, REFUND, BALANCES, "accounts:export"]
    client_id = place.register("Of all scopes", scopes=scopes)["application"]["clientId"]
    place.register("Of one scope")
    page.reload()
    settled(page)
    page.get_by_role("searchbox").fill(client_id)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "2")
    mine = row(page, client_id)
    more = mine.get_by_role("button")
    expect(more).to_have_text("+3")
    expect(more).to_have_accessible_name("Of all scopes: 3 more scopes")
    mine.get_by_role("link").focus()
    page.keyboard.press("Tab")
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_text(sorted(scopes))
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    more.click()
    expect(dialog.get_by_role("listitem")).to_have_text(sorted(scopes))


@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
@pytest.mark.parametrize("way", ["search", "status", "both, and another order"])
def test_what_was_updated_is_in_sight_whatever_hid_it(visit, place, way, locale):
    made = place.register(f"Quagga, {way}, {locale}", scopes=[READ])["application"]
    place.operator.post(f"applications/{made['clientId']}/disable")
    page = visit(path="#/applications", locale=locale)
    settled(page)
    if way != "status":
        page.get_by_role("searchbox").fill("Quagga")
    if way != "search":
        page.locator("select.filter").select_option("false")
    if way == "both, and another order":
        page.locator("[data-sort=name]").click()
    row(page, made["clientId"]).get_by_role("link").click()
    settled(page)
    place.operator.post(f"applications/{made['clientId']}/enable")
    page.goto(f"{place.url}/#/applications/{made['clientId']}/edit")
    name = page.locator("input[maxlength]")
    expect(name).to_have_value(made["name"])
    name.fill(f"Zebra, {way}, {locale}")
    page.locator("button[type=submit]").click()
    updated = row(page, made["clientId"])
    expect(updated).to_contain_text("Zebra")
    expect(updated).to_be_in_viewport()
    expect(updated).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator("select.filter")).to_have_value("")


def test_a_search_that_still_finds_what_was_updated_stays(visit, place):
    made = [place.register(f"Okapi {number}")["application"]["clientId"] for number in range(3)]
    page = visit(path="#/applications")
    page.get_by_role("searchbox").fill("Okapi")
    row(page, made[1]).get_by_role("link").click()
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Name", exact=True).fill("Okapi, once more")
    page.get_by_role("button", name="Save").click()
    expect(row(page, made[1])).to_have_attribute("aria-selected", "true")
    expect(row(page, made[1])).to_contain_text("Okapi, once more")
    expect(page.get_by_role("searchbox")).to_have_value("Okapi")
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "4")


def test_the_credentials_are_of_use_the_moment_they_are_shown(page, place, upstreams):
    open_applications(page)
    client_id, secret, _ = register(page, "In a hurry", READ, owner=SHOP)
    # The dialog is still open.
    token = place.gateway.token(Application(client_id, secret, ""), READ)
    assert place.gateway.call(request("GET", "/transactions", token=token)).status == 200


def test_the_line_for_curl_fetches_a_token(page, place):
    open_applications(page)
    client_id, _, line = register(page, "It's a \"shop\"; $(rm) & more", READ, CREATE, owner=SHOP)
    # The issuer's name is not one that resolves here; the listener is where the token endpoint is.
    assert "http://gateway.test/oauth/token" in line
    port = place.gateway.address[1]
    here = line.replace("http://gateway.test", f"http://127.0.0.1:{port}")
    done = subprocess.run(["bash", "-c", here], capture_output=True, text=True, timeout=20)
    assert sorted(json.loads(done.stdout)["scope"].split()) == [CREATE, READ], done.stdout + done.stderr


def test_the_secret_is_shown_once_and_kept_nowhere(page, place):
    open_applications(page)
    client_id, secret, _ = register(page, "Shown once", READ, owner=SHOP)
    # It cannot be lost by a key that means something else elsewhere.
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    put_away(page)
    row(page, client_id).get_by_role("link").click()
    settled(page)
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage, history.state, location.href])")
    assert secret not in page.content() + kept
    page.reload()
    settled(page)
    assert secret not in page.content()


def test_what_is_copied_is_what_is_shown(visit, place):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    open_applications(page)
    _, secret, line = register(page, "Copied", READ, owner=SHOP)
    for label, text in (("Client secret", secret), ("Fetch a token with it", line)):
        page.get_by_role("button", name=f"Copy {label}").click()
        expect(page.get_by_role("status").filter(has_text="Copied to the clipboard.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == text


def test_the_new_application_is_in_sight_whatever_was_searched_and_sorted(page, place):
    for number in range(60):
        place.register(f"Filler {number}")
    open_applications(page)
    page.get_by_role("button", name="Name").click()
    expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("searchbox").fill("Filler 3")
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "12")
    client_id, _, _ = register(page, "Another one", READ, owner=SHOP)
    put_away(page)
    new = row(page, client_id)
    expect(new).to_be_in_viewport()
    expect(new).to_have_attribute("aria-selected", "true")
    total = place.operator.get("applications")["total"]
    expect(new).to_have_attribute("aria-rowindex", str(total + 1))


def test_what_is_missing_is_told_at_its_field(page):
    open_applications(page)
    page.get_by_role("link", name="Register new application").click()
    page.get_by_role("button", name="Save").click()
    name = page.get_by_label("Name", exact=True)
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_be_focused()
    expect(page.get_by_text("Choose at least one scope.")).to_be_visible()


@pytest.mark.parametrize("name", ["x" * 101, "reversed \u202e name"])
def test_what_the_gateway_refuses_is_told_at_its_field(page, place, name):
    open_applications(page)
    page.get_by_role("link", name="Register new application").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("combobox", name="Owner").fill(SHOP)
    page.get_by_role("option", name=SHOP).click()
    choose(page, READ)
    page.get_by_role("button", name="Save").click()
    field = page.get_by_label("Name", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    # Repaired, the same form succeeds: nothing else was at fault.
    field.fill("A name that may stand")
    page.get_by_role("button", name="Save").click()
    shown_credentials(page)


def test_saving_twice_registers_once(page, place):
    open_applications(page)
    page.get_by_role("link", name="Register new application").click()
    page.get_by_label("Name", exact=True).fill("Once only")
    page.get_by_role("combobox", name="Owner").fill(SHOP)
    page.get_by_role("option", name=SHOP).click()
    choose(page, READ)
    # The first answer is lost on its way, so the person saves again.
    lost = []

    def lose(route):
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/api/v1/applications", lose, times=1)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    client_id, secret, _ = shown_credentials(page)
    assert lost == [201]
    found = place.operator.get("applications", q="Once only")
    assert [item["clientId"] for item in found["items"]] == [client_id]
    assert place.gateway.ask_token(Application(client_id, secret, ""), READ).status == 200
