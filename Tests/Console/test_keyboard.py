"""Everything can be done without a pointer, and one always sees where the keyboard is."""

from console.place import CREATE, OPERATOR, PASSWORD, READ, REFUND, SHOP
from console.steps import row, settled, shown_credentials
from playwright.sync_api import expect


def focused(page):
    return page.evaluate("document.activeElement.textContent + '|' + (document.activeElement.getAttribute('aria-label') ?? '')")


def tab_to(page, text, key="Tab"):
    """Presses Tab until what has the focus holds a text."""
    for _ in range(60):
        page.keyboard.press(key)
        if text in focused(page):
            assert_visible_focus(page)
            return
    raise AssertionError(f"Tab does not reach {text!r}")


def assert_visible_focus(page):
    """What has the focus is drawn otherwise than without it: an outline, or a shadow of its own or of its row."""
    seen = page.evaluate("""() => {
      const target = document.activeElement;
      const drawn = (element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
      };
      const row = target.matches("[role=treeitem]") ? target.querySelector(".tree-row") : target.closest(".grid-row");
      return drawn(target) || row !== null && drawn(row);
    }""")
    assert seen, focused(page)


def test_signing_in_registering_and_editing(visit, place):
    for number in range(30):
        place.register(f"Filler {number}")
    page = visit(None)
    keyboard = page.keyboard
    # The first field has the focus.
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    keyboard.type(OPERATOR)
    keyboard.press("Tab")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_focused()

    # Past the way around, or through it.
    tab_to(page, "Token Applications", "Shift+Tab")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_focused()
    settled(page)
    tab_to(page, "Register new application")
    keyboard.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    keyboard.type("By keyboard")
    keyboard.press("Tab")
    keyboard.type("Example")
    expect(page.get_by_role("option", name=SHOP)).to_be_visible()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Owner")).to_have_value(SHOP)

    # Search, and into the tree.
    keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keyboard.type("refund")
    expect(page.get_by_role("treeitem")).to_have_count(2)
    keyboard.press("ArrowDown")
    keyboard.press("ArrowRight")
    assert_visible_focus(page)
    keyboard.press("Space")
    expect(page.get_by_role("treeitem", name=REFUND, exact=True)).to_have_attribute("aria-checked", "true")
    for _ in range(3):
        keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    keyboard.press("Control+A")
    keyboard.press("Delete")
    keyboard.press("ArrowDown")
    expect(page.get_by_role("treeitem", name="transactions", exact=True)).to_be_focused()
    # An audience is closed and opened again; its operations lie within.
    keyboard.press("ArrowLeft")
    expect(page.get_by_role("treeitem", name=READ, exact=True)).to_have_count(0)
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    expect(page.get_by_role("treeitem", name=READ, exact=True)).to_be_focused()
    keyboard.press("Space")
    tab_to(page, "Save")
    keyboard.press("Enter")
    client_id, _, _ = shown_credentials(page)
    # The dialog keeps the focus inside.
    for _ in range(12):
        keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || document.activeElement.closest('dialog') !== null")
    tab_to(page, "I have stored the secret")
    keyboard.press("Enter")

    # The focus stands on what was registered.
    expect(row(page, client_id).get_by_role("link")).to_be_focused()
    assert_visible_focus(page)
    keyboard.press("Enter")
    expect(page.get_by_role("heading", name="By keyboard", level=1)).to_be_focused()
    tab_to(page, "Edit")
    keyboard.press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    keyboard.press("Control+A")
    keyboard.type("By keyboard, edited")
    keyboard.press("Enter")
    expect(row(page, client_id)).to_contain_text("By keyboard, edited")
    assert place.operator.get(f"applications/{client_id}")["scopes"] == [READ, REFUND]


def test_the_list_is_one_stop_and_the_arrows_move_within(visit, place):
    for number in range(40):
        place.register(f"Row {number}", scopes=[READ, CREATE])
    page = visit(path="#/applications")
    settled(page)
    first = page.locator('[data-index="0"] .grid-link')
    tab_to(page, first.text_content())
    moves = [("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", None), ("Home", 0)]
    total = place.operator.get("applications")["total"]
    for key, index in moves:
        page.keyboard.press(key)
        place_of = total - 1 if index is None else index
        expect(page.locator(f'[data-index="{place_of}"] .grid-link')).to_be_focused()
        assert_visible_focus(page)
    page.keyboard.press("Tab")
    assert "grid-link" not in page.evaluate("document.activeElement.className")


def test_the_first_stop_leads_past_the_way_around(page):
    settled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


def test_a_dialog_gives_the_focus_back(page, place):
    client_id = place.register("Dialogs")["application"]["clientId"]
    page.goto(f"{place.url}/#/applications/{client_id}")
    settled(page)
    tab_to(page, "Disable")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    # What is destroyed by a stray Enter is not what has the focus.
    assert focused(page).startswith("Cancel")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Disable")).to_be_focused()
