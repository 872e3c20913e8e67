"""What is filled in and not saved is not lost unasked, whichever way one leaves; and nobody is asked who has nothing to lose."""

import re

import pytest
from console.place import PASSWORD, READ, SHOP
from console.steps import row, settled
from playwright.sync_api import expect

WORDS = {
    "en-GB": {
        "title": "Leave without saving?", "stay": "Keep editing", "leave": "Leave without saving", "name": "Name", "routes": "Routes",
        "save": "Save", "cancel": "Cancel", "close": "Close", "other": "Nederlands", "language": "Language", "out": "Sign out",
        "path": "Path", "merchant": "Add merchant", "of": "Merchant", "explain": "Explain", "current": "Current password",
        "end": "End", "start": "Sign in", "stored": "I have stored the secret", "once": "Leave what is shown once?",
    },
    "nl-NL": {
        "title": "Weggaan zonder op te slaan?", "stay": "Verder invullen", "leave": "Weggaan zonder op te slaan", "name": "Naam",
        "routes": "Routes", "save": "Opslaan", "cancel": "Annuleren", "close": "Sluiten", "other": "English", "language": "Taal",
        "out": "Afmelden", "path": "Pad", "merchant": "Handelaar toevoegen", "of": "Handelaar", "explain": "Uitleggen",
        "current": "Huidig wachtwoord", "end": "Beëindigen", "start": "Aanmelden", "stored": "Ik heb het geheim bewaard",
        "once": "Weggaan van wat één keer getoond wordt?",
    },
}


@pytest.fixture(params=WORDS)
def words(request, place):
    # A choice of language is kept with the account, and the test before may have made one.
    assert place.operator.send("PATCH", "me", {"language": request.param[:2]}).ok
    return WORDS[request.param] | {"locale": request.param}


@pytest.fixture
def client_id(place):
    return place.register("Half way")["application"]["clientId"]


@pytest.fixture
def begun(visit, words, client_id):
    """The page of an application, and then its form with another name typed."""
    page = visit(path=f"#/applications/{client_id}", locale=words["locale"])
    settled(page)
    page.locator(".page-actions a.primary").click()
    field = page.get_by_label(words["name"], exact=True)
    expect(field).to_be_focused()
    field.fill("Half way there")
    return page


def asked(page, words):
    return page.get_by_role("dialog", name=words["title"])


def stay(page, words):
    """Puts the question off: what was typed still stands, at its address, and one can go on typing."""
    expect(asked(page, words).get_by_role("button", name=words["stay"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name=words["title"])).to_have_count(0)


def still_there(page, words):
    expect(page.get_by_label(words["name"], exact=True)).to_have_value("Half way there")
    assert page.url.endswith("/edit")


def leave(page, words):
    expect(asked(page, words)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=words["leave"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(asked(page, words)).to_have_count(0)


# MARK: The ways out

def link(page, words):
    page.get_by_role("navigation").get_by_role("link", name=words["routes"]).press("Enter")


def back(page, words):
    page.evaluate("history.back()")


def typed_address(page, words):
    page.evaluate("location.hash = '#/routes'")


def crumb(page, words):
    page.locator(".crumbs a").first.press("Enter")


def language(page, words):
    page.get_by_role("group", name=words["language"]).get_by_role("button", name=words["other"]).press("Enter")


def sign_out(page, words):
    page.get_by_role("button", name=words["out"]).press("Enter")


WAYS = [link, back, typed_address, crumb, language, sign_out]


@pytest.mark.parametrize("way", WAYS)
def test_a_form_that_is_left_asks_and_keeps_what_was_typed(begun, words, way):
    way(begun, words)
    stay(begun, words)
    still_there(begun, words)
    # Escape is an answer too, and the question is asked as often as one leaves.
    way(begun, words)
    expect(asked(begun, words)).to_be_visible()
    begun.keyboard.press("Escape")
    expect(asked(begun, words)).to_have_count(0)
    still_there(begun, words)


@pytest.mark.parametrize("way", WAYS)
def test_whoever_says_so_leaves(begun, words, way, client_id):
    way(begun, words)
    leave(begun, words)
    if way is language:
        expect(begun.locator("html")).not_to_have_attribute("lang", words["locale"][:2])
        expect(begun.locator("form input").first).to_have_value("Half way")
    elif way is sign_out:
        expect(begun.get_by_role("heading", name=words["start"])).to_be_visible()
    else:
        target = {back: f"/applications/{client_id}", crumb: "/applications"}.get(way, "/routes")
        expect(begun).to_have_url(re.compile(re.escape(target) + "$"))
        settled(begun)
    expect(begun.get_by_role("dialog")).to_have_count(0)


def test_the_way_back_and_forward_is_as_it_was(begun, words, client_id):
    """A question that was put off leaves no trace in the history."""
    length = begun.evaluate("history.length")
    back(begun, words)
    stay(begun, words)
    assert begun.evaluate("history.length") == length
    begun.get_by_role("button", name=words["cancel"]).click()
    expect(begun).to_have_url(re.compile(f"/applications/{client_id}$"))
    settled(begun)
    back(begun, words)
    expect(begun).to_have_url(re.compile("/edit$"))
    expect(begun.get_by_label(words["name"], exact=True)).to_have_value("Half way")
    begun.evaluate("history.forward()")
    expect(begun).to_have_url(re.compile(f"/applications/{client_id}$"))


def test_closing_the_tab_and_loading_anew_ask_by_the_browser(visit, begun, words):
    """The browser's own question: the words are its own as well."""
    seen = []
    # The judge of this page would take the dialog for a fault; here it is what is waited for.
    begun.context.remove_listener("dialog", visit.judges[-1].dialog)
    begun.on("dialog", lambda dialog: (seen.append(dialog.type), dialog.dismiss()))
    begun.get_by_label(words["name"], exact=True).press("End")
    begun.evaluate("setTimeout(() => location.reload())")
    begun.wait_for_event("dialog")
    still_there(begun, words)
    with begun.expect_event("dialog"):
        begun.close(run_before_unload=True)
    assert seen == ["beforeunload"] * 2 and not begun.is_closed()
    still_there(begun, words)


# MARK: Nothing to lose

def test_after_saving_nobody_is_asked(begun, words, client_id):
    begun.get_by_role("button", name=words["save"]).press("Enter")
    expect(row(begun, client_id)).to_contain_text("Half way there")
    link(begun, words)
    expect(begun.get_by_role("heading", name=words["routes"], level=1)).to_be_visible()
    begun.reload()
    expect(begun.get_by_role("heading", name=words["routes"], level=1)).to_be_visible()


def test_after_cancelling_nobody_is_asked(begun, words, client_id):
    begun.get_by_role("button", name=words["cancel"]).press("Enter")
    expect(begun).to_have_url(re.compile(f"/applications/{client_id}$"))
    settled(begun)
    expect(begun.get_by_role("dialog")).to_have_count(0)


def test_what_was_typed_and_taken_back_is_nothing(begun, words):
    begun.get_by_label(words["name"], exact=True).fill("Half way")
    link(begun, words)
    expect(begun.get_by_role("heading", name=words["routes"], level=1)).to_be_visible()


def test_a_choice_of_scopes_is_something(visit, words, client_id):
    page = visit(path=f"#/applications/{client_id}/edit", locale=words["locale"])
    page.get_by_role("treeitem", name="transactions:refund", exact=True).locator(".tree-row").click()
    link(page, words)
    stay(page, words)
    expect(page.get_by_role("treeitem", name="transactions:refund", exact=True)).to_have_attribute("aria-checked", "true")
    # A search is nothing that could be saved.
    page.get_by_role("treeitem", name="transactions:refund", exact=True).locator(".tree-row").click()
    page.get_by_role("searchbox").fill("refund")
    link(page, words)
    expect(page.get_by_role("heading", name=words["routes"], level=1)).to_be_visible()


def test_a_save_that_fails_has_saved_nothing(begun, words):
    begun.route("**/api/v1/applications/*", lambda route: route.abort())
    begun.get_by_role("button", name=words["save"]).click()
    expect(begun.get_by_role("alert")).to_be_visible()
    link(begun, words)
    stay(begun, words)
    still_there(begun, words)


def test_a_question_that_was_answered_is_done_with(visit, words):
    page = visit(path="#/explain", locale=words["locale"])
    page.get_by_label(words["path"]).fill("/health")
    link(page, words)
    stay(page, words)
    expect(page.get_by_label(words["path"])).to_have_value("/health")
    page.locator("input[value=nobody]").check()
    page.get_by_role("button", name=words["explain"]).click()
    expect(page.locator(".verdict")).to_be_visible()
    link(page, words)
    expect(page.get_by_role("heading", name=words["routes"], level=1)).to_be_visible()


def test_signing_in_is_not_asked_about_and_another_language_keeps_what_is_typed(visit, words):
    page = visit(None, locale=words["locale"])
    page.locator("[name=username]").fill("anna")
    page.locator("[name=password]").fill(PASSWORD)
    language(page, words)
    expect(page.locator("html")).not_to_have_attribute("lang", words["locale"][:2])
    expect(page.locator("[name=username]")).to_have_value("anna")
    expect(page.locator("[name=password]")).to_have_value(PASSWORD)
    page.locator("[name=password]").press("Enter")
    expect(page.get_by_role("navigation").first).to_be_visible()


# MARK: Dialogs

@pytest.fixture
def dialog(visit, words):
    """The dialog of a new merchant, with its name begun."""
    page = visit(path="#/overview", locale=words["locale"])
    page.locator("[data-page=merchants]").click()
    page.get_by_role("button", name=words["merchant"]).click()
    field = page.get_by_role("dialog").get_by_label(words["of"], exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("Half a merchant")
    return page


def escape(page, words):
    page.keyboard.press("Escape")


def cross(page, words):
    page.get_by_role("button", name=words["close"], exact=True).press("Enter")


@pytest.mark.parametrize("way", [escape, cross, back])
def test_a_dialog_asks_as_well(dialog, words, way):
    field = dialog.get_by_label(words["of"], exact=True)
    # Twice: a browser lets the second Escape in a row close a dialog, if it is left to it.
    for _ in range(4):
        way(dialog, words)
        expect(asked(dialog, words)).to_be_visible()
        dialog.keyboard.press("Escape")
        expect(asked(dialog, words)).to_have_count(0)
        expect(field).to_have_value("Half a merchant")
    way(dialog, words)
    leave(dialog, words)
    expect(dialog.get_by_role("dialog")).to_have_count(0)


def test_an_answered_question_is_done_with_before_the_next_frame(dialog, words):
    """Whoever goes back within one frame of answering is asked again, instead of being led back in silence."""
    back(dialog, words)
    expect(asked(dialog, words)).to_be_visible()
    left = dialog.evaluate("""async () => {
        document.activeElement.click();
        await null;
        return document.querySelectorAll("dialog").length;
    }""")
    assert left == 1


def test_a_click_beside_a_dialog_loses_nothing(dialog, words):
    dialog.mouse.click(5, 5)
    expect(dialog.get_by_label(words["of"], exact=True)).to_have_value("Half a merchant")


def test_cancel_in_a_dialog_asks_nobody(dialog, words):
    dialog.get_by_role("button", name=words["cancel"]).press("Enter")
    expect(dialog.get_by_role("dialog")).to_have_count(0)


def test_a_dialog_that_was_saved_asks_nobody(dialog, words):
    dialog.get_by_role("button", name=words["save"]).press("Enter")
    expect(dialog.get_by_role("row").filter(has_text="Half a merchant")).to_be_visible()
    expect(dialog.get_by_role("dialog")).to_have_count(0)
    dialog.get_by_role("row").filter(has_text="Half a merchant").locator("button").last.click()
    dialog.get_by_role("dialog").locator("button.danger").click()
    expect(dialog.get_by_role("row").filter(has_text="Half a merchant")).to_have_count(0)


def test_an_untouched_dialog_closes_at_once(visit, words):
    page = visit(path="#/merchants", locale=words["locale"])
    settled(page)
    page.get_by_role("button", name=words["merchant"]).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_secret_that_is_shown_once_is_not_left_unasked(visit, words):
    page = visit(path="#/applications/new", locale=words["locale"])
    page.get_by_label(words["name"], exact=True).fill("Shown once")
    owner = page.get_by_role("combobox")
    owner.fill(SHOP)
    page.get_by_role("option", name=SHOP).click()
    page.get_by_role("treeitem", name=READ, exact=True).locator(".tree-row").click()
    page.get_by_role("button", name=words["save"]).click()
    secret = page.locator("[data-shown=client-secret]")
    expect(secret).to_be_visible()
    back(page, words)
    expect(page.get_by_role("dialog", name=words["once"])).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name=words["once"])).to_have_count(0)
    page.keyboard.press("Escape")
    expect(secret).to_be_visible()
    page.get_by_role("button", name=words["stored"]).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


# MARK: What else draws the page anew

def test_ending_a_session_keeps_the_password_that_is_being_changed(visit, place, words):
    name = f"halfway {words['locale']}"
    place.operator.post("accounts", name=name, role="reader", password=PASSWORD)
    place.api(name)
    page = visit(name, "#/me", locale=words["locale"])
    settled(page)
    field = page.get_by_label(words["current"])
    field.fill(PASSWORD)
    expect(page.locator("[data-session]")).to_have_count(2)
    page.locator("[data-session]").get_by_role("button", name=words["end"]).click()
    expect(page.locator("[data-session]")).to_have_count(1)
    expect(field).to_have_value(PASSWORD)
    link(page, words) if page.get_by_role("link", name=words["routes"]).count() else back(page, words)
    stay(page, words)
    expect(field).to_have_value(PASSWORD)
