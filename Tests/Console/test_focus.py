"""Where the keyboard is after something was done that has the page drawn anew: at the same control, or else at the heading."""

import pytest
from console.place import READ
from console.steps import settled
from playwright.sync_api import expect

WORDS = {
    "en-GB": {"disable": "Disable", "enable": "Enable", "remove": "Remove secret", "new": "New secret", "revoke": "Revoke tokens", "edit": "Edit",
              "add": "Make a token", "end": "End", "drop": "Remove"},
    "nl-NL": {"disable": "Uitschakelen", "enable": "Inschakelen", "remove": "Geheim verwijderen", "new": "Nieuw geheim",
              "revoke": "Tokens intrekken", "edit": "bewerken", "add": "Token maken", "end": "Beëindigen", "drop": "verwijderen"},
}


@pytest.fixture(params=WORDS)
def locale(request):
    return request.param


@pytest.fixture
def words(locale):
    return WORDS[locale]


def press(page, name):
    """Presses a control by the keyboard."""
    control = page.get_by_role("main").get_by_role("button", name=name).first
    control.focus()
    page.keyboard.press("Enter")


def confirm(page):
    """Says yes to what is asked."""
    page.get_by_role("dialog").locator(".dialog-actions button").last.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.fixture
def application(visit, place, locale):
    made = place.register("Focused", scopes=[READ])
    page = visit(path=f"#/applications/{made['application']['clientId']}", locale=locale)
    settled(page)
    page.made = made
    return page


def test_after_disabling_and_enabling(application, words):
    press(application, words["disable"])
    confirm(application)
    expect(application.get_by_role("button", name=words["enable"])).to_be_visible()
    expect(application.locator("h1")).to_be_focused()
    press(application, words["enable"])
    expect(application.get_by_role("button", name=words["disable"])).to_be_visible()
    expect(application.locator("h1")).to_be_focused()


def test_after_revoking_tokens(application, words):
    application.locator("h1").evaluate("(heading) => { heading.dataset.before = 'yes'; }")
    press(application, words["revoke"])
    confirm(application)
    expect(application.locator("h1[data-before]")).to_have_count(0)
    expect(application.get_by_role("button", name=words["revoke"])).to_be_focused()


def test_after_a_new_secret_and_its_removal(application, words):
    press(application, words["new"])
    application.get_by_role("dialog").locator("button[type=submit]").press("Enter")
    expect(application.locator("[data-shown=client-secret]")).to_be_visible()
    confirm(application)
    expect(application.locator("[data-secret]")).to_have_count(2)
    expect(application.locator("h1")).to_be_focused()
    application.locator(f"[data-secret='{application.made['secretId']}'] button").last.press("Enter")
    confirm(application)
    expect(application.locator("[data-secret]")).to_have_count(1)
    expect(application.locator("h1")).to_be_focused()


def test_after_an_account_was_changed_and_removed(visit, place, locale, words):
    name = f"focus-{locale.lower()}"
    place.operator.post("accounts", name=name, role="reader", password="a long enough phrase")
    page = visit(path="#/accounts", locale=locale)
    edit = page.get_by_role("row").filter(has_text=name).get_by_role("button")
    edit.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name=words["disable"]).press("Enter")
    expect(page.get_by_role("row").filter(has_text=name).locator(".badge.off")).to_be_visible()
    expect(edit).to_be_focused()
    edit.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Remove" if locale == "en-GB" else "Verwijderen").press("Enter")
    expect(page.get_by_role("dialog").locator("form")).to_have_count(0)
    confirm(page)
    expect(page.get_by_role("row").filter(has_text=name)).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()


def test_after_a_merchant_was_changed_and_removed(visit, place, locale):
    name = f"Focus {locale}"
    place.operator.post("merchants", name=name, allowedScopes=[READ])
    page = visit(path="#/merchants", locale=locale)
    buttons = page.get_by_role("row").filter(has_text=name).get_by_role("button")
    row = page.get_by_role("row").filter(has_text=name)
    row.evaluate("(row) => { row.dataset.before = 'yes'; }")
    buttons.first.press("Enter")
    page.get_by_role("dialog").locator("button[type=submit]").press("Enter")
    expect(page.locator("tr[data-before]")).to_have_count(0)
    expect(buttons.first).to_be_focused()
    buttons.last.press("Enter")
    confirm(page)
    expect(row).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()


def test_after_a_session_was_ended_and_a_token_made_and_removed(visit, place, locale, words):
    place.operator.post("accounts", name=f"many-{locale.lower()}", role="reader", password="quiet harbour lantern")
    page = visit(f"many-{locale.lower()}", path="#/me", locale=locale)
    place.api(f"many-{locale.lower()}")
    page.reload()
    settled(page)
    expect(page.locator("[data-session]")).to_have_count(2)
    page.locator("[data-session] button").press("Enter")
    expect(page.locator("[data-session]")).to_have_count(1)
    expect(page.locator("h1")).to_be_focused()
    press(page, words["add"])
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("for a script")
    dialog.locator("button[type=submit]").press("Enter")
    expect(page.locator("[data-shown=token]")).to_be_visible()
    confirm(page)
    expect(page.locator("[data-token]")).to_have_count(1)
    expect(page.get_by_role("button", name=words["add"])).to_be_focused()
    page.locator("[data-token] button").press("Enter")
    confirm(page)
    expect(page.locator("[data-token]")).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()
