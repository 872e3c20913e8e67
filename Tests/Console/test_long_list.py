"""A list of a hundred thousand applications: what is in the page stays small, and every place is reached at once."""

from urllib.parse import parse_qs, urlsplit

import pytest
from console.steps import settled
from playwright.sync_api import expect

COUNT = 100_000


@pytest.fixture
def page(visit, place):
    """The list of so many applications, out of a store that is played: the page's part is what is tested here, and the
    store's has its own benchmark."""
    page = visit(path="#/routes")
    made = place.register("Sample")["application"]

    def item(number):
        return made | {"number": number, "clientId": f"client-{number:06}", "name": f"Application {number}"}

    def answer(route):
        query = {name: values[0] for name, values in parse_qs(urlsplit(route.request.url).query).items()}
        offset, limit = int(query.get("offset", 0)), int(query.get("limit", 50))
        numbers = range(1, COUNT + 1)
        if query.get("sort", "number").startswith("-"):
            numbers = numbers[::-1]
        route.fulfill(json={"items": [item(number) for number in numbers[offset:offset + limit]], "offset": offset,
                            "limit": limit, "total": COUNT})

    page.route("**/api/v1/applications?*", answer)
    page.get_by_role("link", name="Token Applications").click()
    settled(page)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(COUNT + 1))
    return page


def drawn(page):
    return page.locator(".grid-row[data-index]").count()


def test_only_what_is_in_sight_is_in_the_page(page):
    assert drawn(page) < 60
    steps = page.evaluate("""async () => {
      const scroller = document.querySelector(".grid-scroll");
      let most = 0;
      for (let step = 0; step <= 200; step += 1) {
        scroller.scrollTop = (scroller.scrollHeight * step) / 200;
        await new Promise(requestAnimationFrame);
        most = Math.max(most, document.querySelectorAll(".grid-row").length);
      }
      return most;
    }""")
    assert steps < 60
    settled(page)
    expect(page.get_by_text(f"Application {COUNT}", exact=True)).to_be_visible()


def test_a_long_scroll_asks_for_what_one_stops_at(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "applications?" in request.url else None)
    page.evaluate("""async () => {
      const scroller = document.querySelector(".grid-scroll");
      for (let step = 0; step <= 60; step += 1) {
        scroller.scrollTop = (scroller.scrollHeight * step) / 60;
        await new Promise(requestAnimationFrame);
      }
    }""")
    settled(page)
    assert len(asked) <= 12


def test_a_step_of_scrolling_is_cheap(page):
    """The page's own work in a step, layout included: the median of many, so that what the machine does besides counts for
    little."""
    median = page.evaluate("""async () => {
      const scroller = document.querySelector(".grid-scroll");
      const costs = [];
      for (let step = 0; step < 120; step += 1) {
        let begun;
        requestAnimationFrame(() => { begun = performance.now(); });
        scroller.scrollTop += 400;
        scroller.dispatchEvent(new Event("scroll"));
        await new Promise(requestAnimationFrame);
        scroller.querySelector(".grid-row").getBoundingClientRect();
        costs.push(performance.now() - begun);
      }
      return costs.sort((one, other) => one - other)[60];
    }""")
    # A frame has 16.7 ms.
    assert median < 12


def test_first_and_last_are_one_step_away(page):
    page.get_by_role("button", name="Last").click()
    expect(page.locator(f'[data-index="{COUNT - 1}"] .grid-link')).to_be_focused()
    page.get_by_role("button", name="First").click()
    expect(page.locator('[data-index="0"] .grid-link')).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(f'[data-index="{COUNT - 1}"] .grid-link')).to_be_focused()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    expect(page.locator('[data-index="0"] .grid-link')).to_be_focused()


def test_the_row_with_the_focus_stays_while_others_come_and_go(page):
    page.locator('[data-index="3"] .grid-link').focus()
    page.evaluate("document.querySelector('.grid-scroll').scrollTop = 2000000")
    settled(page)
    expect(page.locator('[data-index="3"] .grid-link')).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-index="4"] .grid-link')).to_be_focused()
    expect(page.locator('[data-index="4"]')).to_be_in_viewport()


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(page):
    """The answer to what was typed first arrives last."""
    held = []

    def answer(route):
        if "q=slow" in route.request.url and "q=slower" not in route.request.url:
            held.append(route)
        else:
            route.fallback()

    page.route("**/api/v1/applications?*", answer)
    search = page.get_by_role("searchbox")
    with page.expect_request(lambda request: request.url.endswith("q=slow")):
        search.fill("slow")
    with page.expect_request(lambda request: "q=slower" in request.url):
        search.fill("slower")
    settled(page)
    for route in held:
        route.fulfill(json={"items": [], "offset": 0, "limit": 100, "total": 0})
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(COUNT + 1))
    expect(page.locator('[data-index="0"]')).to_be_visible()
