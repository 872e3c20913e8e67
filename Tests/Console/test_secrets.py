"""What can be done with an application besides editing it: secrets, tokens, disabling, removal."""

from datetime import date

import pytest
from console.place import READ
from console.steps import put_away, settled, shown_credentials
from playwright.sync_api import expect
from support.gateway import Application
from support.waiting import wait_until
from support.wire import request


@pytest.fixture
def made(place):
    made = place.register("Secretive")
    return Application(made["application"]["clientId"], made["clientSecret"], made["secretId"])


@pytest.fixture
def page(visit, made):
    page = visit(path=f"#/applications/{made.id}")
    settled(page)
    return page


def confirm(page, name):
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_changing_over_to_a_new_secret(page, place, made):
    page.get_by_role("button", name="New secret").click()
    page.get_by_label("The present secret ends").select_option("in an hour")
    page.get_by_role("button", name="Make it").click()
    client_id, secret, _ = shown_credentials(page)
    put_away(page)
    for each in (made, Application(client_id, secret, "")):
        assert place.gateway.ask_token(each, READ).status == 200
    rows = page.locator("[data-secret]")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("in 60 minutes")
    # Two are live, so there is no third.
    expect(page.get_by_role("button", name="New secret")).to_have_count(0)
    page.get_by_role("button", name=f"Remove secret {made.secret_id}").click()
    confirm(page, "Remove secret")
    expect(rows).to_have_count(1)
    assert place.gateway.ask_token(made, READ).status == 401
    assert place.gateway.ask_token(Application(client_id, secret, ""), READ).status == 200


def test_the_last_secret_stays_and_the_page_says_why(page, place, made):
    page.get_by_role("button", name=f"Remove secret {made.secret_id}").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove secret").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("last secret")
    assert place.gateway.ask_token(made, READ).status == 200


def test_a_secret_is_given_an_end_and_loses_it_again(page, place, made):
    page.get_by_role("button", name=f"Set the end of secret {made.secret_id}").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    row = page.locator("[data-secret]")
    expect(row).to_contain_text("in 7 days")
    page.get_by_role("button", name=f"Set the end of secret {made.secret_id}").click()
    page.get_by_role("dialog").get_by_role("button", name="No end").click()
    expect(row).to_contain_text("no end")


@pytest.mark.parametrize("choice", ["Save", "No end"])
def test_an_end_that_somebody_else_has_set_meanwhile_is_not_overwritten(page, place, made, choice):
    path = f"applications/{made.id}"
    def set_end(ends_at):
        place.operator.patch(f"{path}/secrets/{made.secret_id}", place.operator.get(path)["version"], endsAt=ends_at)

    set_end("2030-01-01T12:00:00Z")
    page.reload()
    settled(page)
    page.get_by_role("button", name=f"Set the end of secret {made.secret_id}").click()
    set_end("2031-01-01T12:00:00Z")
    page.get_by_role("dialog").get_by_role("button", name=choice, exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Somebody else changed this meanwhile")
    assert place.operator.get(path)["secrets"][0]["endsAt"] == "2031-01-01T12:00:00Z"
    # The page shows it, and goes on from there.
    page.get_by_role("dialog").get_by_role("button", name="Close").last.click()
    expect(page.locator("[data-secret]")).to_contain_text("2031")
    page.get_by_role("button", name=f"Set the end of secret {made.secret_id}").click()
    page.get_by_role("dialog").get_by_role("button", name="No end").click()
    expect(page.locator("[data-secret]")).to_contain_text("no end")


def test_a_secret_that_was_used_says_so(page, place, made):
    row = page.locator("[data-secret]")
    expect(row).to_contain_text("never")
    place.gateway.token(made, READ)
    # Uses are stored now and then, not at each.
    day = wait_until(lambda: place.operator.get(f"applications/{made.id}")["secrets"][0]["lastUsed"], 90, "the stored use")
    page.reload()
    settled(page)
    seen = row.locator(f"time[datetime='{day}']")
    expect(seen).to_have_text(f"{date.fromisoformat(day):%-d %b %Y}".replace("Sep", "Sept"))


def test_disabling_and_enabling_take_effect_at_once(page, place, made):
    token = place.gateway.token(made, READ)
    page.get_by_role("button", name="Disable").click()
    confirm(page, "Disable")
    expect(page.locator(".page-heading .badge")).to_have_text("Disabled")
    assert place.gateway.call(request("GET", "/transactions", token=token)).status == 401
    page.get_by_role("button", name="Enable").click()
    expect(page.locator(".page-heading .badge")).to_have_text("Enabled")
    assert place.gateway.call(request("GET", "/transactions", token=token)).status == 200


def test_revoking_refuses_the_tokens_that_there_are(page, place, made):
    token = place.gateway.token(made, READ)
    page.get_by_role("button", name="Revoke tokens").click()
    confirm(page, "Revoke tokens")
    expect(page.get_by_role("status").filter(has_text="All tokens are revoked.")).to_be_visible()
    assert place.gateway.call(request("GET", "/transactions", token=token)).status == 401
    assert place.gateway.call(request("GET", "/transactions", token=place.gateway.token(made, READ))).status == 200


def test_removal_asks_for_the_name(page, place, made):
    page.get_by_role("button", name="Remove application").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("Something else")
    dialog.get_by_role("button", name="Remove application").click()
    expect(dialog.get_by_text("This is not its name.")).to_be_visible()
    assert place.gateway.ask_token(made, READ).status == 200
    dialog.get_by_role("textbox").fill("Secretive")
    dialog.get_by_role("button", name="Remove application").click()
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    assert place.gateway.ask_token(made, READ).status == 401
    assert place.operator.send("GET", f"applications/{made.id}").status_code == 404
