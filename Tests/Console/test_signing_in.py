"""Who gets in, by password, code and invitation; and what ends a session."""

import io
import re

import requests
import zxingcpp
from console import codes
from console.place import OPERATOR, PASSWORD, SHOP, Place
from console.steps import settled
from PIL import Image
from playwright.sync_api import expect
from support.waiting import wait_until


def sign_in(page, name, password=PASSWORD):
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def is_in(page):
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_signing_in_leads_to_where_one_wanted_to_go(visit):
    page = visit(None, "#/routes")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, OPERATOR)
    expect(page.get_by_role("heading", name="Routes", level=1)).to_be_visible()


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(visit):
    page = visit(None)
    texts = []
    for name in (OPERATOR, "nobody at all"):
        sign_in(page, name, "not the password")
        texts.append(page.get_by_role("alert").text_content())
        page.reload()
    assert texts == ["Name, password or code is wrong."] * 2
    sign_in(page, OPERATOR)
    is_in(page)


def test_signing_out_ends_the_session(visit, place):
    page = visit()
    settled(page)
    cookie = page.context.cookies()[0]
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    # Whoever kept the cookie has nothing by it.
    page.context.add_cookies([cookie])
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_session_that_was_ended_elsewhere_leads_to_signing_in_and_back(visit, place):
    person = place.operator.post("accounts", name="away", role="reader", password=PASSWORD)["account"]
    page = visit("away", "#/routes")
    settled(page)
    place.operator.post(f"accounts/{person['id']}/sign-out")
    page.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, "away")
    expect(page.get_by_role("heading", name="Audit", level=1)).to_be_visible()


def test_an_invitation_is_made_opened_once_and_not_twice(visit, place):
    page = visit(path="#/accounts")
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("newcomer")
    dialog.get_by_label("Role").select_option("Merchant's person")
    dialog.get_by_role("combobox", name="Merchant").fill("Exam")
    page.get_by_role("option", name=SHOP).click()
    dialog.get_by_role("button", name="Make the invitation").click()
    link = page.locator("[data-shown=invitation]").text_content()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-shown=invitation]")).to_have_count(0)
    assert link not in page.content()
    other = visit(None, link.removeprefix(place.url + "/"))
    other.get_by_label("New password", exact=True).fill(PASSWORD)
    other.get_by_label("New password, once more").fill(PASSWORD + "x")
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_text("This is not the same as above.")).to_be_visible()
    other.get_by_label("New password, once more").fill(PASSWORD)
    other.get_by_role("button", name="Begin").click()
    expect(other.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    assert "welcome" not in other.url
    again = visit(None, link.removeprefix(place.url + "/"))
    again.get_by_label("New password", exact=True).fill(PASSWORD)
    again.get_by_label("New password, once more").fill(PASSWORD)
    again.get_by_role("button", name="Begin").click()
    expect(again.get_by_role("alert")).to_contain_text("used already")


def test_the_first_operator_comes_by_the_printed_link(browser, tmp_path, upstreams):
    new = Place(tmp_path, upstreams).start()
    page = browser.new_page(locale="en-GB")
    try:
        page.goto(new.url)
        expect(page.get_by_text("Nobody has an account yet.")).to_be_visible()
        page.goto(wait_until(lambda: re.search(r"http://\S+/#/welcome/\S+", new.gateway.log))[0])
        page.get_by_label("Name", exact=True).fill("ada")
        for label in ("New password", "New password, once more"):
            page.get_by_label(label, exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Begin").click()
        is_in(page)
        assert new.api("ada").get("me")["account"]["role"] == "operator"
    finally:
        page.close()
        status = new.gateway.stop()
    assert status == 0, new.gateway.log


def test_a_password_that_is_too_short_is_told_at_its_field(visit, place):
    url = place.operator.post("accounts", name="short", role="reader")["invitation"]["url"]
    page = visit(None, url.removeprefix(place.url + "/"))
    for label in ("New password", "New password, once more"):
        page.get_by_label(label, exact=True).fill("too short")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_label("New password", exact=True)).to_have_attribute("aria-invalid", "true")


def test_a_second_factor_is_set_up_by_the_picture_and_asked_for(visit, place):
    place.operator.post("accounts", name="careful", role="reader", password=PASSWORD)
    page = visit("careful", "#/me")
    page.get_by_role("button", name="Set up an authenticator").click()
    page.get_by_role("dialog").get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    picture = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    address = page.locator("[data-shown=otpauth]").text_content()
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [address]
    secret = re.search(r"[?&]secret=([A-Z2-7]+)", address)[1]
    first = codes.code(secret)
    page.get_by_role("dialog").get_by_label("Code", exact=True).fill("000000" if first != "000000" else "111111")
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("dialog").get_by_label("Code", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_role("dialog").get_by_label("Code", exact=True).fill(first)
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("button", name="Turn the second factor off")).to_be_visible()
    other = visit(None)
    sign_in(other, "careful")
    code = other.get_by_label("Code", exact=True)
    expect(code).to_be_focused()
    # A step is used once, and the first was: the next one is taken before its time, one step either way.
    code.fill(codes.code(secret, codes.step() + 1))
    other.get_by_role("button", name="Sign in").click()
    is_in(other)


def test_changing_the_password_ends_other_sessions(visit, place):
    place.operator.post("accounts", name="changing", role="reader", password=PASSWORD)
    elsewhere = place.api("changing")
    page = visit("changing", "#/me")
    settled(page)
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("another long lantern")
    page.get_by_label("New password, once more").fill("another long lantern")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("status").filter(has_text="The password is changed.")).to_be_visible()
    assert elsewhere.send("GET", "me").status_code == 401
    page.reload()
    is_in(page)


def test_sessions_are_listed_and_one_can_be_ended(visit, place):
    place.operator.post("accounts", name="lister", role="reader", password=PASSWORD)
    elsewhere = place.api("lister")
    page = visit("lister", "#/me")
    expect(page.locator("[data-session]")).to_have_count(2)
    page.locator("[data-session]").get_by_role("button", name="End").click()
    expect(page.locator("[data-session]")).to_have_count(1)
    assert elsewhere.send("GET", "me").status_code == 401


def test_an_api_token_is_made_works_and_is_removed(visit, place):
    page = visit(path="#/me")
    page.get_by_role("button", name="Make a token").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("nightly report")
    dialog.get_by_label("audit:read").check()
    dialog.get_by_role("button", name="Make it").click()
    token = page.locator("[data-shown=token]").text_content()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-token]")).to_contain_text("nightly report")
    expect(page.locator("[data-shown=token]")).to_have_count(0)
    assert token not in page.content()

    def status(method, path):
        return requests.request(
            method, f"{place.url}/api/v1/{path}", headers={"Authorization": f"Bearer {token}"}, timeout=20).status_code

    assert (status("GET", "applications"), status("GET", "audit"), status("GET", "accounts")) == (200, 200, 403)
    page.get_by_role("button", name="Remove nightly report").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator("[data-token]")).to_have_count(0)
    assert status("GET", "applications") == 401


def test_an_operator_removes_somebody_elses_api_token(visit, place):
    place.add_operator("leaver")
    theirs = place.api("leaver").post("me/tokens", name="night script", permissions=["audit:read"])["token"]
    page = visit(path="#/accounts")
    page.get_by_role("button", name="Edit leaver").click()
    dialog = page.get_by_role("dialog", name="leaver")
    expect(dialog.locator("[data-token]")).to_contain_text("audit:read")
    dialog.get_by_role("button", name="Remove night script").click()
    page.get_by_role("dialog", name="Remove the token night script?").get_by_role("button", name="Remove").click()
    expect(dialog.locator("[data-token]")).to_have_count(0)
    expect(dialog.get_by_role("heading", name="API tokens")).to_have_count(0)
    answer = requests.get(f"{place.url}/api/v1/audit", headers={"Authorization": f"Bearer {theirs}"}, timeout=20)
    assert answer.status_code == 401
