"""The pages about what is configured and what goes on: routes, explain, overview, merchants, accounts, audit."""

import csv
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from console.place import CREATE, READ, REFUND, SHOP
from console.steps import choose, settled
from playwright.sync_api import expect
from support.gateway import Application
from support.wire import request


@pytest.fixture(scope="module")
def application(place):
    made = place.register("Explained", scopes=[READ])
    return Application(made["application"]["clientId"], made["clientSecret"], made["secretId"])


# MARK: Routes

def test_the_route_table_is_shown_and_searched(visit, place):
    page = visit(path="#/routes")
    settled(page)
    row = page.get_by_role("row").filter(has_text="/transactions/{id}/refunds")
    for text in ("POST", "all of", READ, REFUND, "main"):
        expect(row).to_contain_text(text)
    expect(page.get_by_role("row").filter(has_text="/health")).to_contain_text("Public")
    page.get_by_role("searchbox").fill("/accounts")
    expect(page.get_by_text("2 routes")).to_be_visible()
    page.get_by_role("searchbox").fill("/no/such/path")
    expect(page.get_by_text("Nothing matches")).to_be_visible()


def test_the_method_of_each_route_stands_in_its_row(visit, place):
    """One of them had the class of the suggestions below a field, and stood nowhere."""
    page = visit(path="#/routes")
    settled(page)
    tags = page.locator("tr .method").all()
    assert {tag.text_content() for tag in tags} == {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    for tag in tags:
        inside = tag.evaluate("""(tag) => {
          const [row, own] = [tag.closest("tr"), tag].map((element) => element.getBoundingClientRect());
          return own.height > 0 && own.top >= row.top && own.bottom <= row.bottom && getComputedStyle(tag).position === "static";
        }""")
        assert inside, tag.text_content()


def reach(page, row):
    """Opens what says which applications reach a route: `(dialog, as many as its row says)`, once all of it is there."""
    button = row.get_by_role("button")
    count = int(button.text_content())
    button.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".match")).to_contain_text(row.locator(".pattern").text_content())
    expect(dialog.locator(".loading")).to_have_count(0)
    expect(dialog.locator(".plain-list, .empty")).to_be_visible()
    return dialog, count


def test_a_route_says_which_applications_reach_it(visit, place, application):
    disabled = place.register("Out of service", scopes=[READ, REFUND])["application"]["clientId"]
    place.operator.post(f"applications/{disabled}/disable")
    refunding = place.register("Refunding", scopes=[READ, REFUND])
    page = visit(path="#/routes")
    settled(page)
    rows = page.get_by_role("row").filter(has_text="/transactions/{id}")
    reading = rows.filter(has_not_text="refunds").filter(has_text="GET")
    dialog, count = reach(page, reading)
    for name in ("Explained", "Refunding"):
        expect(dialog.get_by_role("link", name=name)).to_be_visible()
    listed = dialog.get_by_role("listitem")
    expect(listed).to_have_count(count)
    expect(dialog.get_by_role("link", name="Out of service")).to_have_count(0)
    page.keyboard.press("Escape")
    dialog, count = reach(page, rows.filter(has_text="refunds"))
    expect(dialog.get_by_role("link", name="Refunding")).to_be_visible()
    expect(dialog.get_by_role("link", name="Explained")).to_have_count(0)
    expect(dialog.get_by_role("link", name="Out of service")).to_have_count(0)
    expect(listed).to_have_count(count)
    assert refunding["application"]["enabled"]


# MARK: Explain

def ask(page, method, path):
    page.get_by_label("Method").select_option(method)
    page.get_by_label("Path").fill(path)


def test_a_call_of_an_application_is_explained_step_by_step(visit, application):
    page = visit(path="#/explain")
    ask(page, "GET", "/transactions/17")
    page.get_by_role("combobox", name="Application").fill("Explained")
    page.get_by_role("option", name="Explained").first.click()
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Allowed")).to_be_visible()
    expect(page.locator(".step.refused")).to_have_count(0)
    assert page.locator(".step.passed").count() >= 4
    # Each has a name in the page's words; the API's own begin with a small letter.
    assert all(name[0].isupper() for name in page.locator(".step-name").all_text_contents())
    ask(page, "POST", "/transactions/17/refunds")
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Refused")).to_be_visible()
    expect(page.locator(".verdict")).to_contain_text("scope.missing")
    expect(page.locator(".step.refused")).to_have_count(1)
    # Who lacks it: the application may have it or not, and then its token.
    expect(page.locator(".step.refused")).to_contain_text(f"The application may not have {REFUND}.")


def test_an_application_that_was_typed_whole_is_taken_and_one_that_is_none_is_told(visit, application):
    page = visit(path="#/explain")
    ask(page, "GET", "/transactions/17")
    field = page.get_by_role("combobox", name="Application")
    # Left, its suggestions cover no button.
    field.fill(application.id)
    field.press("Tab")
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Allowed")).to_be_visible()
    field.fill("no such application")
    field.press("Tab")
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_text("Choose one of the suggestions.")).to_be_visible()


def test_a_pasted_token_is_decoded_in_the_page_and_kept_nowhere(visit, place, application):
    token = place.gateway.token(application, READ)
    page = visit(path="#/explain")
    settled(page)
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url)) if "/api/" in request.url else None)
    ask(page, "GET", "/transactions/17")
    page.get_by_label("Whoever has this token").check()
    field = page.get_by_label("Token", exact=True)
    field.fill(token)
    decoded = page.locator(".decoded")
    for text in ("ES256", application.id, READ, "http://gateway.test"):
        expect(decoded).to_contain_text(text)
    # Decoding asked nobody.
    assert sent == []
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Allowed")).to_be_visible()
    assert [method for method, _ in sent] == ["POST"] and token not in sent[0][1]
    assert token not in page.evaluate("JSON.stringify([localStorage, sessionStorage, history.state, location.href, document.cookie])")
    page.reload()
    page.get_by_label("Whoever has this token").check()
    expect(field).to_have_value("")
    # A token with another signature is decoded as well, and refused.
    ask(page, "GET", "/transactions/17")
    field.fill(token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:])
    expect(decoded).to_contain_text(application.id)
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Refused")).to_be_visible()
    written = [path for path in place.gateway.folder.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]
    assert written == [] and token not in place.gateway.log


@pytest.mark.parametrize("text", ["not a token", "a.b.c", "..", "e30.e30.", "eyJhIjoxfQ.W10.x", "💥.💥.💥"])
def test_what_is_no_token_is_no_trouble(visit, text):
    page = visit(path="#/explain")
    page.get_by_label("Whoever has this token").check()
    page.get_by_label("Token", exact=True).fill(text)
    ask(page, "GET", "/transactions/17")
    page.get_by_role("button", name="Explain").click()
    expect(page.locator(".verdict, [role=alert], .field-fault:visible").first).to_be_visible()


def test_a_token_of_chosen_scopes_and_none_at_all(visit):
    page = visit(path="#/explain")
    ask(page, "POST", "/transactions")
    page.get_by_label("A token with these scopes").check()
    choose(page, CREATE)
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Allowed")).to_be_visible()
    page.get_by_label("Nobody: no token").check()
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_role("heading", name="Refused")).to_be_visible()


# MARK: Overview

def test_the_overview_follows_what_goes_on(visit, place, application):
    page = visit(path="#/overview")
    expect(page.get_by_role("status").filter(has_text="Live")).to_be_visible()
    token = place.gateway.token(application, READ)
    total = page.locator("[data-tile=perSecond] .tile-detail")
    before = total.text_content()
    for _ in range(5):
        assert place.gateway.call(request("GET", "/transactions", token=token)).status == 200
        assert place.gateway.call(request("GET", "/transactions")).status == 401
    expect(total).not_to_have_text(before)
    expect(page.locator(".bar.refused").first).to_be_visible()
    expect(page.get_by_role("cell", name="main", exact=True).first).to_be_visible()
    expect(page.locator(".chart path.series-allowed")).to_have_attribute("d", re.compile("^M.+L"))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("status").filter(has_text="Paused")).to_be_visible()


def test_the_overview_tells_of_a_configuration_that_is_not_in_force(visit, place):
    page = visit(path="#/overview")
    settled(page)
    path = place.gateway.folder / "gateway.json"
    right = path.read_text()
    path.write_text(right.replace('"upstream": "main"', '"upstream": "mian"', 1))
    expect(page.get_by_role("alert")).to_contain_text("mian", timeout=15_000)
    path.write_text(right)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)


def test_the_overview_says_when_nothing_comes_any_more(visit, place):
    page = visit(path="#/overview")
    expect(page.get_by_role("status").filter(has_text="Live")).to_be_visible()
    page.route("**/overview/events", lambda route: route.abort())
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("status").filter(has_text="Connection lost")).to_be_visible()


# MARK: Merchants and accounts

def test_a_merchant_is_added_allowed_more_and_removed(visit, place):
    page = visit(path="#/merchants")
    page.get_by_role("button", name="Add merchant").click()
    page.get_by_role("dialog").get_by_label("Merchant", exact=True).fill("Kiosk")
    choose(page, READ)
    page.get_by_role("button", name="Save").click()
    row = page.get_by_role("row").filter(has_text="Kiosk")
    expect(row).to_contain_text(READ)
    page.get_by_role("button", name="Edit Kiosk").click()
    choose(page, CREATE)
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text(CREATE)
    page.get_by_role("button", name="Remove Kiosk").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


def test_a_merchant_with_applications_stays_and_the_page_says_why(visit, application):
    page = visit(path="#/merchants")
    page.get_by_role("button", name=f"Remove {SHOP}").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("still has")
    expect(page.get_by_role("row").filter(has_text=SHOP)).to_be_visible()


def test_an_account_is_disabled_enabled_reset_and_removed(visit, place):
    place.operator.post("accounts", name="short-lived", role="reader", password="a long enough phrase")
    page = visit(path="#/accounts")
    row = page.get_by_role("row").filter(has_text="short-lived")
    for action, status in (("Disable", "Disabled"), ("Enable", "Enabled")):
        page.get_by_role("button", name="Edit short-lived").click()
        page.get_by_role("dialog").get_by_role("button", name=action).click()
        expect(row).to_contain_text(status)
    page.get_by_role("button", name="Edit short-lived").click()
    page.get_by_role("button", name="Reset the password").click()
    page.get_by_role("dialog").get_by_role("button", name="Reset the password").click()
    expect(page.locator("[data-shown=invitation]")).to_contain_text(f"{place.url}/#/welcome/")
    page.get_by_role("button", name="Done").click()
    expect(row).to_contain_text("Invited")
    page.get_by_role("button", name="Edit short-lived").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


# MARK: Audit

def test_the_audit_shows_the_difference(visit, place):
    made = place.register("Audited", scopes=[READ])["application"]
    place.operator.patch(f"applications/{made['clientId']}", made["version"], name="Audited anew", scopes=[CREATE])
    page = visit(path="#/audit")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Audited anew")).first
    expect(row).to_contain_text("anna")
    expect(row.locator("del")).to_contain_text(["Audited", READ])
    expect(row.locator("ins")).to_contain_text(["Audited anew", CREATE])
    # Of a list, only what came and what went.
    place.operator.post(f"applications/{made['clientId']}/secrets")
    page.reload()
    row = page.locator("tr[data-sequence]").first
    expect(row.locator("ins")).to_have_count(1)
    expect(row.locator("del")).to_have_count(0)


def test_the_audit_is_filtered(visit, place):
    place.register("Needle")
    page = visit(path="#/audit")
    settled(page)
    page.get_by_role("searchbox").fill("Needle")
    expect(page.locator("tr[data-sequence]")).to_have_count(1)
    page.get_by_role("combobox", name="Who").fill("rit")
    page.get_by_role("option", name="rita").click()
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_role("combobox", name="Who").fill("anna")
    page.get_by_role("option", name="anna").click()
    expect(page.locator("tr[data-sequence]")).to_have_count(1)
    page.get_by_label("What").select_option("Merchants")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_label("What").select_option("Applications")
    expect(page.locator("tr[data-sequence]")).to_have_count(1)
    page.get_by_label("To", exact=True).fill("2020-01-01")
    expect(page.get_by_text("Nothing matches")).to_be_visible()


def test_the_audit_is_looked_through_until_a_page_is_full(visit, place):
    """One answer looks through a part of a long audit: some find little or nothing, and say where to go on."""
    kept = place.operator.get("audit", limit=1)["items"][0]
    entry = lambda number: kept | {"sequence": number, "who": f"cli:number-{number}"}
    parts = {None: ([], 3_000_000), "3000000": ([entry(2_999_000)], 2_980_000), "2980000": ([], 2_960_000),
             "2960000": ([entry(number) for number in range(2_959_999, 2_959_900, -1)], 2_959_901),
             "2959901": ([entry(1)], None)}
    asked = []

    def answer(route):
        query = parse_qs(urlsplit(route.request.url).query)
        before = query.get("before", [None])[0]
        asked.append((before, query["limit"][0]))
        items, next_place = parts[before]
        route.fulfill(json={"items": items, "next": next_place})

    page = visit(path="#/applications")
    page.route("**/api/v1/audit?*", answer)
    page.evaluate("location.hash = '#/audit'")
    rows = page.locator("tr[data-sequence]")
    expect(rows).to_have_count(100)
    expect(rows.first).to_contain_text("cli:number-2999000")
    assert asked == [(None, "100"), ("3000000", "100"), ("2980000", "99"), ("2960000", "99")]
    expect(page.get_by_text("Searching older entries")).to_have_count(0)
    page.get_by_role("button", name="Show older entries").click()
    expect(rows).to_have_count(101)
    expect(rows.last).to_contain_text("cli:number-1")
    expect(page.get_by_role("button", name="Show older entries")).to_be_hidden()


def test_the_audit_is_exported_and_verified(visit, place):
    page = visit(path="#/audit")
    settled(page)
    rows = {}
    for name in ("CSV", "JSONL"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        rows[name] = download.value.path().read_text()
    entries = [json.loads(line) for line in rows["JSONL"].splitlines()]
    assert len(list(csv.DictReader(io.StringIO(rows["CSV"])))) == len(entries) > 3
    # What the page shows is what is exported.
    page.get_by_label("What").select_option("Merchants")
    kinds = page.locator("tr[data-sequence] code.stable-id")
    expect(kinds.filter(has_not_text="merchant.")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="JSONL").click()
    narrowed = [json.loads(line) for line in download.value.path().read_text().splitlines()]
    assert [entry["kind"] for entry in reversed(narrowed)] == kinds.all_inner_texts() != []
    assert len(narrowed) < len(entries)
    page.get_by_role("button", name="Verify the chain").click()
    expect(page.get_by_role("status").filter(has_text="The chain is whole")).to_be_visible()
    head = page.locator(".digest").text_content()
    assert head == place.operator.get("audit/verify")["head"]


BREAKS = {
    "changed": ("entry 7 was changed", "regel 7 is veranderd"),
    "missing": ("entry 7 is missing", "regel 7 ontbreekt"),
    "moved": ("entry 7 does not follow", "regel 7 volgt niet"),
    "cutOff": ("from 7", "vanaf 7"),
}


@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
@pytest.mark.parametrize("breakage", BREAKS)
def test_a_break_of_the_chain_is_told(visit, place, breakage, locale):
    whole = place.operator.get("audit/verify")
    page = visit(path="#/audit", locale=locale)
    settled(page)
    page.route("**/api/v1/audit/verify", lambda route: route.fulfill(
        json=whole | {"intact": False, "brokenAt": 7, "breakage": breakage, "problem": "This is what the API says."}))
    verify = page.get_by_role("button", name={"en-GB": "Verify the chain", "nl-NL": "Keten controleren"}[locale])
    verify.click()
    told = page.locator(".box.danger")
    expect(told).to_contain_text(BREAKS[breakage][locale == "nl-NL"])
    expect(told).not_to_contain_text("This is what the API says.")
    expect(page.locator(".box.success")).to_have_count(0)
    # Whole again, nothing of it stays.
    page.unroute("**/api/v1/audit/verify")
    verify.click()
    expect(page.locator(".box.success")).to_be_visible()
    expect(told).to_have_count(0)


# MARK: Where something fails

def test_a_gateway_that_is_gone_is_told_and_tried_again(visit):
    page = visit(path="#/routes")
    settled(page)
    page.route("**/api/v1/merchants*", lambda route: route.abort())
    page.get_by_role("link", name="Merchants").click()
    expect(page.get_by_role("alert")).to_contain_text("The gateway cannot be reached")
    page.unroute("**/api/v1/merchants*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("row").filter(has_text=SHOP)).to_be_visible()


def test_an_address_of_nothing_says_so_and_leads_on(visit):
    page = visit(path="#/nowhere")
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
    page.get_by_role("link", name="To the start").click()
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
