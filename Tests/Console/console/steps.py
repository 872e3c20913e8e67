"""What people do in the console, by what they see: names, roles and labels."""

from playwright.sync_api import expect


def open_applications(page):
    """Configuration → Token Applications."""
    group = page.get_by_role("navigation", name="Main").locator(".nav-group").filter(has_text="Configuration")
    group.get_by_role("link", name="Token Applications").click()
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Where this page stands")).to_have_text("Configuration")


def choose(page, *scopes):
    for scope in scopes:
        item = page.get_by_role("treeitem", name=scope, exact=True)
        item.locator(".tree-row").click()
        expect(item).to_have_attribute("aria-checked", "true")


def fill_owner(page, owner):
    field = page.get_by_role("combobox", name="Owner")
    field.fill(owner)
    page.get_by_role("option", name=owner).click()


def register(page, name, *scopes, owner=None):
    """Registers an application and leaves its credentials shown: `(client id, secret, curl line)`."""
    page.get_by_role("link", name="Register new application").click()
    page.get_by_label("Name", exact=True).fill(name)
    if owner:
        fill_owner(page, owner)
    choose(page, *scopes)
    page.get_by_role("button", name="Save").click()
    return shown_credentials(page)


def shown_credentials(page):
    expect(page.get_by_role("dialog")).to_be_visible()
    return tuple(page.locator(f"[data-shown={name}]").text_content() for name in ("client-id", "client-secret", "curl"))


def put_away(page):
    page.get_by_role("button", name="I have stored the secret").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def row(page, client_id):
    return page.locator(f'.grid-row[data-key="{client_id}"]')


def still(page):
    """Waits until nothing moves any more but what moves for ever."""
    page.evaluate("""() => Promise.allSettled(document.getAnimations()
      .filter((each) => each.effect.getTiming().iterations !== Infinity).map((each) => each.finished))""")


def settled(page):
    """Waits until a page is drawn and nothing of it is still to come."""
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".loading, .is-loading")).to_have_count(0)
