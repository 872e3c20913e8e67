"""The pages in English and Dutch: the same words in both, none missing, none without use."""

import pathlib
import re

import pytest
from console import words
from console.place import OPERATOR, PASSWORD, READ, SHOP
from console.steps import settled
from playwright.sync_api import expect

SCRIPTS = pathlib.Path(__file__).parents[2] / "Sources/CConsole/Pages/scripts"
# Keys that are put together from what the API says.
MADE_UP = ("problem.", "refusal.", "finding.", "step.name.", "reason.", "audit.kind.", "audit.field.", "audit.value.", "audit.cause.")
FORM = re.compile(r"\.(one|other)$")


@pytest.fixture(scope="module")
def tables(browser, place):
    page = browser.new_page()
    page.goto(place.url)
    yield words.tables(page)
    page.close()


@pytest.fixture(scope="module")
def used():
    """Every key that a page asks for: all texts in the scripts that look like one."""
    sources = [path.read_text() for path in SCRIPTS.rglob("*.js") if path.parent.name != "messages"]
    return {key for text in sources for key in re.findall(r'"([a-zA-Z]+(?:\.[a-zA-Z0-9]+)*)"', text)}


def asked(text):
    """Keys that are certainly asked for: those that stand in a call of `t`."""
    return set(re.findall(r'\bt\("([^"]+)"', text))


def test_both_have_the_same_keys(tables):
    assert tables["en"].keys() == tables["nl"].keys()


def test_both_have_the_same_places_for_values(tables):
    for key, text in tables["en"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", tables["nl"][key])), key


def test_every_key_that_is_asked_for_is_there(tables):
    keys = {FORM.sub("", key) for key in tables["en"]}
    for path in SCRIPTS.rglob("*.js"):
        assert asked(path.read_text()) <= keys, path.name


def test_every_key_that_is_there_is_asked_for(tables, used):
    keys = {FORM.sub("", key) for key in tables["en"] if not key.startswith(MADE_UP)}
    assert keys - used == set()


def test_no_text_is_empty_or_the_same_by_neglect(tables):
    same = {key for key, text in tables["en"].items() if text == tables["nl"][key]}
    assert all(text.strip() for table in tables.values() for text in table.values())
    # Words that both languages share; whatever else is the same was not translated.
    shared = {"Menu", "Route", "Routes", "Upstream", "Upstreams", "Scopes", "Status", "Code", "Client-ID", "ID", "Live",
              "Host", "Token", "Accounts", "Audit", "Audience", "Operator", "Claims", "+{amount}", "{amount} d",
              "{amount} min", "{amount} s", "{count} route", "{count} routes", "{count} account", "{count} accounts"}
    assert {tables["en"][key] for key in same} <= shared


def test_the_browser_chooses_the_language_and_the_person_another(visit, place):
    place.operator.post("accounts", name="tweetalig", role="reader", password=PASSWORD)
    page = visit(None, locale="nl-NL")
    expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.get_by_label("Naam", exact=True).fill("tweetalig")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("link", name="Tokenapplicaties")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "PATCH") as answer:
        page.get_by_role("group", name="Taal").get_by_role("button", name="English").first.click()
    assert answer.value.ok
    expect(page.get_by_role("link", name="Token Applications")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    # It is kept with the account, for every browser.
    other = visit("tweetalig", locale="nl-NL")
    expect(other.get_by_role("link", name="Token Applications")).to_be_visible()


def test_registering_in_dutch(visit, place):
    page = visit(OPERATOR, locale="nl-NL")
    page.get_by_role("link", name="Tokenapplicaties").click()
    page.get_by_role("link", name="Nieuwe applicatie registreren").click()
    page.get_by_label("Naam", exact=True).fill("Webwinkel")
    page.get_by_role("combobox", name="Eigenaar").fill(SHOP)
    page.get_by_role("option", name=SHOP).click()
    page.get_by_role("treeitem", name=READ, exact=True).locator(".tree-row").click()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", name="Webwinkel is geregistreerd")).to_be_visible()
    page.get_by_role("button", name="Ik heb het geheim bewaard").click()
    expect(page.locator("[aria-selected=true]")).to_contain_text("Ingeschakeld")


@pytest.mark.parametrize("path", ["overview", "applications", "applications/new", "routes", "explain", "merchants", "accounts", "audit", "me"])
@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
def test_no_page_shows_a_key(visit, tables, path, locale):
    page = visit(path=f"#/{path}", locale=locale)
    settled(page)
    # Ids stand behind their texts, and some have the name of a key.
    text = page.evaluate("""() => {
      for (const id of document.querySelectorAll(".stable-id")) id.remove();
      return document.body.innerText;
    }""")
    found = set(re.findall(r"[a-zA-Z]+(?:\.[a-zA-Z0-9]+)+", text))
    assert found & {FORM.sub("", key) for key in tables["en"]} == set()
    # Values in their places; only patterns of routes have braces.
    assert "{" not in re.sub(r"/\S*\{[^}]*\}\S*", "", text)
