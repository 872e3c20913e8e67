"""A merchant's person sees and touches what is their merchant's, and nothing else: in the page, by address, by request."""

import pytest
from console.place import BAKERY, BALANCES, CREATE, READ, REFUND, SHOP
from console.steps import choose, put_away, row, settled, shown_credentials
from playwright.sync_api import expect

# What only an operator has a page for.
PAGES = ["overview", "routes", "explain", "merchants", "accounts", "audit"]


@pytest.fixture(scope="module")
def foreign(place):
    """An application of the bakery, which the shop's person must not see."""
    return place.register("Secret recipe", BAKERY)["application"]


@pytest.fixture
def page(visit, place, foreign):
    place.register("Counter", SHOP, [READ, CREATE])
    page = visit("sam", "#/applications")
    settled(page)
    return page


def test_the_list_holds_their_own_only(page, place, foreign):
    own = place.api("sam").get("applications")
    assert {item["owner"] for item in own["items"]} == {SHOP}
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(own["total"] + 1))
    page.get_by_role("searchbox").fill("Secret recipe")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_role("searchbox").fill(foreign["clientId"])
    expect(page.get_by_text("Nothing matches")).to_be_visible()


@pytest.mark.parametrize("ending", ["", "/edit"])
def test_a_typed_address_of_anothers_shows_what_one_that_is_not_there_shows(page, foreign, ending):
    seen = []
    for client_id in (foreign["clientId"], "AAAAAAAAAAAAAAAAAAAAAA"):
        page.goto(f"{page.url.split('#')[0]}#/applications/{client_id}{ending}")
        expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
        seen.append(page.get_by_role("main").text_content())
    assert seen[0] == seen[1] and "recipe" not in seen[0]


@pytest.mark.parametrize("name", PAGES)
def test_operators_pages_are_neither_offered_nor_shown(page, name):
    expect(page.locator(f"[data-page={name}]")).to_have_count(0)
    page.goto(f"{page.url.split('#')[0]}#/{name}")
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()


def requests_of(client_id, secret_id):
    """Everything that the page sends about an application, as it could be sent about another's."""
    path = f"applications/{client_id}"
    return [
        ("GET", path, None), ("PATCH", path, {"name": "Taken over"}), ("DELETE", path, None),
        ("POST", f"{path}/enable", None), ("POST", f"{path}/disable", None), ("POST", f"{path}/revoke-tokens", None),
        ("POST", f"{path}/secrets", {}), ("PATCH", f"{path}/secrets/{secret_id}", {"endsAt": None}),
        ("DELETE", f"{path}/secrets/{secret_id}", None),
    ]


def test_replayed_requests_change_nothing(page, place, foreign):
    """The requests of the page, sent from the page, with its session and its token against forgery."""
    before = place.operator.get(f"applications/{foreign['clientId']}")
    send = """async ([method, path, body, version]) => {
      const { session } = await import("/scripts/session.js");
      const answer = await fetch("/api/v1/" + path, {
        method, body: body === null ? undefined : JSON.stringify(body),
        headers: { "X-CSRF-Token": session().csrfToken, "If-Match": version, ...(body === null ? {} : { "Content-Type": "application/json" }) } });
      return [answer.status, await answer.text()];
    }"""
    etag = f'"{before["version"]}"'
    for theirs, nobodys in zip(
        requests_of(foreign["clientId"], foreign["secrets"][0]["id"]),
        requests_of("AAAAAAAAAAAAAAAAAAAAAA", foreign["secrets"][0]["id"]),
    ):
        answers = [page.evaluate(send, [*request, etag]) for request in (theirs, nobodys)]
        # What only operators do is refused as such, whoever's it is; all else is not there.
        assert answers[0] == answers[1] and answers[0][0] in (403, 404), (theirs, answers)
        assert "recipe" not in answers[0][1]
    assert place.operator.get(f"applications/{foreign['clientId']}") == before
    # The same requests about their own are answered: it was not the way of asking that was refused.
    own = place.api("sam").get("applications")["items"][0]
    assert page.evaluate(send, ["GET", f"applications/{own['clientId']}", None, etag])[0] == 200
    assert page.evaluate(send, ["POST", f"applications/{own['clientId']}/revoke-tokens", None, f'"{own["version"]}"'])[0] == 200


def test_only_allowed_scopes_are_offered(page, place):
    page.get_by_role("link", name="Register new application").click()
    for scope in (READ, CREATE, REFUND):
        expect(page.get_by_role("treeitem", name=scope, exact=True)).to_be_visible()
    expect(page.get_by_role("treeitem", name=BALANCES, exact=True)).to_have_count(0)
    expect(page.get_by_role("combobox", name="Owner")).to_have_count(0)
    page.get_by_label("Name", exact=True).fill("Sam's own")
    choose(page, READ)
    page.get_by_role("button", name="Save").click()
    client_id, _, _ = shown_credentials(page)
    put_away(page)
    expect(row(page, client_id)).to_be_in_viewport()
    assert place.operator.get(f"applications/{client_id}")["owner"] == SHOP


@pytest.mark.parametrize("body", [{"scopes": [BALANCES]}, {"scopes": [READ], "owner": BAKERY}])
def test_what_is_not_offered_is_refused_as_well(place, body):
    sam = place.api("sam")
    answer = sam.send("POST", "applications", {"name": "Too much"} | body)
    assert answer.status_code == 422 and answer.json()["errors"], answer.text
    assert sam.send("POST", "applications", {"name": "Just enough", "scopes": [READ]}).status_code == 201


def test_one_who_only_reads_is_offered_nothing_to_change(visit, place):
    client_id = place.register("Looked at")["application"]["clientId"]
    page = visit("rita", f"#/applications/{client_id}")
    expect(page.get_by_role("heading", name="Looked at", level=1)).to_be_visible()
    main = page.get_by_role("main")
    for name in ("Edit", "Register new application"):
        expect(main.get_by_role("link", name=name)).to_have_count(0)
    for name in ("Disable", "New secret", "Revoke tokens", "Remove"):
        expect(main.get_by_role("button", name=name)).to_have_count(0)
    page.goto(f"{page.url.split('#')[0]}#/applications/{client_id}/edit")
    expect(page.get_by_role("heading", name="Nothing here")).to_be_visible()
