"""Two people edit the same application: neither overwrites the other without having seen it."""

import pytest
from console.place import BALANCES, CREATE, READ, REFUND
from console.steps import choose, settled
from playwright.sync_api import expect


@pytest.fixture
def client_id(place):
    return place.register("Shared", scopes=[READ])["application"]["clientId"]


@pytest.fixture
def page(visit, place, client_id):
    """The form of the one, over which the other has saved a name and a scope meanwhile."""
    page = visit(path=f"#/applications/{client_id}/edit")
    settled(page)
    version = place.operator.get(f"applications/{client_id}")["version"]
    place.operator.patch(f"applications/{client_id}", version, name="Theirs", scopes=[READ, CREATE])
    return page


def save(page):
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Somebody else changed this meanwhile")).to_be_visible()
    return dialog


def now(place, client_id):
    found = place.operator.get(f"applications/{client_id}")
    return found["name"], found["scopes"]


def test_both_versions_are_shown_and_nothing_is_saved_yet(page, place, client_id):
    page.get_by_label("Name", exact=True).fill("Mine")
    choose(page, REFUND)
    dialog = save(page)
    name, scopes = dialog.locator("[data-field=name]"), dialog.locator("[data-field=scopes]")
    expect(name).to_contain_text("Mine")
    expect(name).to_contain_text("Theirs")
    expect(scopes).to_contain_text(REFUND)
    expect(scopes).to_contain_text(CREATE)
    assert now(place, client_id) == ("Theirs", [CREATE, READ])


def test_each_field_is_chosen_by_itself(page, place, client_id):
    page.get_by_label("Name", exact=True).fill("Mine")
    choose(page, REFUND)
    dialog = save(page)
    dialog.locator("[data-field=name]").get_by_label("Yours").check()
    dialog.locator("[data-field=scopes]").get_by_label("Theirs, as it is now").check()
    dialog.get_by_role("button", name="Save this choice").click()
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    assert now(place, client_id) == ("Mine", [CREATE, READ])


def test_what_only_the_other_changed_stays_unless_told_otherwise(page, place, client_id):
    page.get_by_label("Name", exact=True).fill("Mine")
    dialog = save(page)
    expect(dialog.locator("[data-field=scopes]").get_by_label("Theirs, as it is now")).to_be_checked()
    dialog.get_by_role("button", name="Save this choice").click()
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()
    assert now(place, client_id) == ("Mine", [CREATE, READ])


def test_a_third_change_is_shown_as_well(page, place, client_id):
    page.get_by_label("Name", exact=True).fill("Mine")
    dialog = save(page)
    version = place.operator.get(f"applications/{client_id}")["version"]
    place.operator.patch(f"applications/{client_id}", version, scopes=[BALANCES])
    dialog.get_by_role("button", name="Save this choice").click()
    expect(dialog.locator("[data-field=scopes]")).to_contain_text(BALANCES)
    assert now(place, client_id) == ("Theirs", [BALANCES])
    dialog.get_by_role("button", name="Save this choice").click()
    expect(page.get_by_role("heading", name="Token Applications", level=1)).to_be_visible()


def test_one_can_go_back_to_the_form_and_loses_nothing(page, place, client_id):
    page.get_by_label("Name", exact=True).fill("Mine")
    dialog = save(page)
    dialog.get_by_role("button", name="Back to the form").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Mine")
    assert now(place, client_id) == ("Theirs", [CREATE, READ])
