"""An answer that is lost on its way: who presses the button again is shown what was made, and nothing is made twice."""

import pytest
from console.place import READ
from console.steps import settled, shown_credentials
from playwright.sync_api import expect
from support.gateway import Application



def lose(page, pattern):
    """The first answer to a POST there does not arrive. Returns the statuses of those that were lost."""
    lost = []

    def cut(route):
        if route.request.method != "POST" or lost:
            return route.fallback()
        lost.append(route.fetch().status)
        return route.abort()

    page.route(pattern, cut)
    return lost


@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
def test_a_new_secret_is_not_lost_with_its_answer(visit, place, locale):
    made = place.register("Rotated")
    client_id = made["application"]["clientId"]
    page = visit(path=f"#/applications/{client_id}", locale=locale)
    settled(page)
    lost = lose(page, "**/api/v1/applications/*/secrets")
    page.get_by_role("button", name={"en-GB": "New secret", "nl-NL": "Nieuw geheim"}[locale]).click()
    dialog = page.get_by_role("dialog")
    send = dialog.locator("button[type=submit]")
    send.click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    send.click()
    expect(page.locator("[data-shown=client-secret]")).to_be_visible()
    _, secret, _ = shown_credentials(page)
    assert lost == [201]
    assert len(place.operator.get(f"applications/{client_id}")["secrets"]) == 2
    for each in (made["clientSecret"], secret):
        assert place.gateway.ask_token(Application(client_id, each, ""), READ).status == 200


@pytest.mark.parametrize("locale", ["en-GB", "nl-NL"])
def test_a_new_api_token_is_not_lost_with_its_answer(visit, place, locale):
    page = visit(path="#/me", locale=locale)
    settled(page)
    lost = lose(page, "**/api/v1/me/tokens")
    page.get_by_role("button", name={"en-GB": "Make a token", "nl-NL": "Token maken"}[locale]).click()
    dialog = page.get_by_role("dialog")
    name = f"lost and found, {locale}"
    dialog.get_by_role("textbox").fill(name)
    send = dialog.locator("button[type=submit]")
    send.click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    send.click()
    expect(page.locator("[data-shown=token]")).to_be_visible()
    assert lost == [201]
    assert [item["name"] for item in place.operator.get("me/tokens")["items"]].count(name) == 1
