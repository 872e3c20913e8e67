"""A session that ends while something is filled in: one signs in again before the page, and loses nothing."""

import pytest
from console.place import PASSWORD, READ, SHOP
from console.steps import choose, put_away, row, settled, shown_credentials
from playwright.sync_api import expect


@pytest.fixture
def person(place, request):
    return place.operator.post("accounts", name=f"over {request.node.name}"[:60], role="merchant",
                               merchantId=place.merchants[SHOP]["id"], password=PASSWORD)["account"]


@pytest.fixture
def over(visit, place, person):
    """The form of a new application, filled in; and then the session is ended elsewhere."""
    page = visit(person["name"], "#/applications/new")
    settled(page)
    page.get_by_label("Name", exact=True).fill(f"Of {person['id']}")
    choose(page, READ)
    place.operator.post(f"accounts/{person['id']}/sign-out")
    return page


def again(page):
    return page.get_by_role("dialog", name="Sign in again")


def save(page):
    page.get_by_role("button", name="Save").click()


def sign_in(page, password=PASSWORD):
    again(page).get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")


def test_signing_in_again_saves_what_was_filled_in_once(over, place, person):
    save(over)
    expect(again(over)).to_contain_text(f"Sign in as {person['name']} to go on")
    expect(again(over).get_by_label("Password", exact=True)).to_be_focused()
    expect(again(over).get_by_label("Name", exact=True)).to_have_attribute("readonly", "")
    sign_in(over, "not the password")
    expect(again(over).get_by_role("alert")).to_have_text("Name, password or code is wrong.")
    sign_in(over)
    client_id, secret, _ = shown_credentials(over)
    put_away(over)
    expect(row(over, client_id)).to_contain_text(f"Of {person['id']}")
    found = place.operator.get("applications", q=f"Of {person['id']}")
    assert [each["clientId"] for each in found["items"]] == [client_id] and secret


def test_whoever_does_not_sign_in_again_keeps_the_page_and_is_asked_anew(over, person):
    save(over)
    expect(again(over)).to_be_visible()
    over.keyboard.press("Escape")
    expect(again(over)).to_have_count(0)
    expect(over.get_by_role("alert")).to_have_text("Sign in for this.")
    expect(over.get_by_label("Name", exact=True)).to_have_value(f"Of {person['id']}")
    expect(over.get_by_role("treeitem", name=READ, exact=True)).to_have_attribute("aria-checked", "true")
    save(over)
    sign_in(over)
    shown_credentials(over)


def test_calls_that_find_it_together_ask_once(over):
    over.evaluate("""async () => {
        const { api } = await import("/scripts/api.js");
        globalThis.both = Promise.all([api.get("me"), api.get("meta"), api.get("me/sessions")]);
    }""")
    expect(again(over)).to_have_count(1)
    sign_in(over)
    names = over.evaluate("async () => (await both).map((each) => Object.keys(each)[0])")
    assert len(names) == 3
    expect(over.get_by_role("dialog")).to_have_count(0)


def test_with_nothing_filled_in_one_signs_in_on_the_page_of_its_own(visit, place, person):
    page = visit(person["name"], "#/applications")
    settled(page)
    place.operator.post(f"accounts/{person['id']}/sign-out")
    page.get_by_role("link", name="Register new application").click()
    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
