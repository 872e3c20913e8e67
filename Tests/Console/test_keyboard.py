"""Everything can be done without a pointer, and one always sees where the keyboard is."""

from console.place import CREATE, OPERATOR, PASSWORD, READ, REFUND, SHOP
from console.steps import row, settled, shown_credentials
from playwright.sync_api import expect


def focused(page):
    """What the control is called that has the focus: by its text, its label, or the label beside it. The page as a whole is none."""
    return page.evaluate("""() => {
      if (document.activeElement === document.body) return "";
      const { textContent, labels, ariaLabel } = document.activeElement;
      return [textContent, ariaLabel ?? "", ...[...labels ?? []].map((label) => label.textContent)].join("|");
    }""")


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


# MARK: Each page, by keys alone

def press(page, text, key="Enter", way="Tab"):
    """Goes to a control and presses a key there. Afterwards something has the focus still, and it is not the page as a whole."""
    tab_to(page, text, way)
    page.keyboard.press(key)
    assert_held(page)


def assert_held(page):
    expect(page.locator("body :focus")).to_have_count(1)


def put_in(page, text, typed):
    """Goes to a field and types into it, in the place of what is there."""
    tab_to(page, text)
    page.keyboard.press("Control+A")
    page.keyboard.type(typed)
    assert_held(page)


def opened(page, name):
    """A dialog, which has the focus within."""
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog.locator(":focus")).to_have_count(1)
    return dialog


def test_routes(visit, place):
    client_id = place.register("Reaching", scopes=[READ, REFUND])["application"]["clientId"]
    page = visit(path="#/routes")
    settled(page)
    put_in(page, "Search paths", "/refunds")
    expect(page.locator("tr[data-route]")).to_have_count(1)
    press(page, "/refunds: show")
    dialog = opened(page, "Applications")
    expect(dialog.get_by_role("link", name="Reaching")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="/refunds: show")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("link", name="Reaching")).to_be_visible()
    press(page, "Reaching")
    expect(page.get_by_role("heading", name="Reaching", level=1)).to_be_focused()
    assert client_id in page.url


def test_explain(visit, place):
    place.register("Explaining", scopes=[READ])
    page = visit(path="#/explain")
    settled(page)
    tab_to(page, "Method")
    page.keyboard.type("POST")
    put_in(page, "Path", "/transactions/17/refunds")
    tab_to(page, "An application, with")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Application")).to_be_focused()
    page.keyboard.type("Explaining")
    expect(page.get_by_role("option", name="Explaining")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    press(page, "Explain")
    expect(page.locator(".step.refused")).to_contain_text(f"The application may not have {REFUND}.")
    tab_to(page, "An application, with", "Shift+Tab")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("A token with these scopes")).to_be_checked()
    tab_to(page, "Search audiences")
    page.keyboard.type("transactions")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press(page, "Explain")
    expect(page.get_by_role("heading", name="Allowed")).to_be_visible()
    assert_held(page)


def test_merchants(visit, place):
    page = visit(path="#/merchants")
    settled(page)
    press(page, "Add merchant")
    dialog = opened(page, "Add merchant")
    page.keyboard.type("Keyed")
    tab_to(page, "Search audiences")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press(page, "Save")
    expect(dialog).to_have_count(0)
    row = page.get_by_role("row").filter(has_text="Keyed")
    expect(row).to_be_visible()
    assert_held(page)
    put_in(page, "Search merchants", "Keyed")
    expect(page.locator("tr[data-id]")).to_have_count(1)
    press(page, "Edit Keyed")
    dialog = opened(page, "Keyed")
    tab_to(page, "Search audiences")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    press(page, "Save")
    expect(dialog).to_have_count(0)
    expect(row).to_contain_text("none")
    expect(page.get_by_role("button", name="Edit Keyed")).to_be_focused()
    press(page, "Remove Keyed")
    opened(page, "Remove Keyed?")
    press(page, "Remove")
    expect(row).to_have_count(0)
    assert_held(page)


def test_accounts(visit, place):
    page = visit(path="#/accounts")
    settled(page)
    press(page, "Invite somebody")
    opened(page, "Invite somebody")
    page.keyboard.type("keyed")
    tab_to(page, "Role")
    page.keyboard.type("Operator, read")
    press(page, "Make the invitation")
    opened(page, "Invitation for keyed")
    press(page, "Done")
    row = page.get_by_role("row").filter(has_text="keyed")
    expect(row).to_contain_text("Invited")
    assert_held(page)
    assert place.operator.get("accounts", q="keyed")["items"][0]["role"] == "reader"
    for action, status in (("Disable", "Disabled"), ("Enable", "Invited")):
        press(page, "Edit keyed")
        opened(page, "keyed")
        press(page, action)
        expect(row).to_contain_text(status)
        expect(page.get_by_role("button", name="Edit keyed")).to_be_focused()
        page.keyboard.press("Shift+Tab")
    press(page, "Edit keyed")
    opened(page, "keyed")
    press(page, "Remove")
    opened(page, "Remove the account keyed?")
    press(page, "Remove")
    expect(row).to_have_count(0)
    assert_held(page)


def test_audit(visit, place):
    place.register("Noted by keys")
    page = visit(path="#/audit")
    settled(page)
    rows = page.locator("tr[data-sequence]")
    put_in(page, "Search entries", "Noted by keys")
    expect(rows).to_have_count(1)
    put_in(page, "Who", "ann")
    expect(page.get_by_role("option", name="anna")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Who")).to_have_value("account:anna")
    tab_to(page, "What")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(rows).to_have_count(1)
    tab_to(page, "From")
    page.keyboard.type("01012100")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    with page.expect_download():
        press(page, "JSONL", way="Shift+Tab")
    press(page, "Verify the chain")
    expect(page.get_by_role("status").filter(has_text="The chain is whole")).to_be_visible()
    assert_held(page)


def test_changing_over_to_a_new_secret(visit, place):
    made = place.register("Rotated by keys")
    page = visit(path=f"#/applications/{made['application']['clientId']}")
    settled(page)
    press(page, "New secret")
    opened(page, "Make a new secret")
    tab_to(page, "The present secret ends")
    page.keyboard.type("in an hour")
    press(page, "Make it")
    opened(page, "A new secret")
    _, secret, _ = shown_credentials(page)
    # What is shown once is not put away by Escape.
    page.keyboard.press("Escape")
    assert secret in page.content()
    press(page, "I have stored the secret")
    rows = page.locator("[data-secret]")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("in 60 minutes")
    assert_held(page)
    press(page, f"Remove secret {made['secretId']}")
    opened(page, "Remove this secret?")
    press(page, "Remove secret")
    expect(rows).to_have_count(1)
    assert_held(page)
