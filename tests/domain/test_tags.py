import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Invalid, NotFound
from moment_ui.domain.customers.queries import customer_changes
from moment_ui.domain.offers.commands import set_offer_tags
from moment_ui.domain.tags import arranging, commands
from moment_ui.domain.tags.queries import customer_tags, tags_of_customer
from moment_ui.models.audit import AuditEntry
from moment_ui.models.tag import TagKind


@pytest.fixture
def bolig(world):
    return world.nord.tags["Bolig"]


def names(work, customer_id):
    return [tag.name for tag in tags_of_customer(work, customer_id)]


def test_a_tag_is_put_on_those_without_it_and_taken_off_again(work, world, bolig):
    ids = list(world.nord.customers.values())
    change = commands.add_tag(work, ids, bolig)
    work.session.flush()
    assert (change.count, change.tag) == (4, "Bolig")  # Fjord had it
    assert commands.add_tag(work, ids, bolig).count == 0
    undone = commands.remove_tag(work, change.customer_ids, bolig)
    work.session.flush()
    assert undone.customer_ids == change.customer_ids
    assert names(work, ids[0]) == ["Bolig"]
    assert customer_changes(work, ids[2])[0].fields == (("tags", "Bolig", ""),)


def test_one_customer_gets_exactly_the_tags_chosen(work, world, bolig):
    fjord = world.nord.customers[10001]
    assert commands.set_tags(work, fjord, [world.nord.tags["Næring"]]) == 2
    work.session.flush()
    assert names(work, fjord) == ["Næring"]
    assert commands.set_tags(work, fjord, []) == 1
    work.session.flush()
    assert names(work, fjord) == []


def test_tags_are_made_in_groups_once_per_name(work):
    group = arranging.create_tag_group(work, TagKind.CUSTOMER, " Julekort ")
    tag = arranging.create_tag(work, group, "2026", code="JUL")
    assert ("2026", "Julekort") in {(row.name, row.group) for row in customer_tags(work)}
    for again in (
        lambda: arranging.create_tag_group(work, TagKind.CUSTOMER, "Julekort"),
        lambda: arranging.create_tag(work, group, "2026"),
        lambda: arranging.create_tag(work, group, " "),
    ):
        with pytest.raises(Invalid):
            again()
    assert tag in {row.id for row in customer_tags(work)}


def test_tags_of_projects_and_of_other_companies_are_not_put_on_customers(work, world):
    group = arranging.create_tag_group(work, TagKind.PROJECT, "Fase")
    phase = arranging.create_tag(work, group, "Skisse")
    fjord = world.nord.customers[10001]
    for tag_id in (phase, world.sor.tags["Bolig"]):
        with pytest.raises(NotFound):
            commands.add_tag(work, [fjord], tag_id)
    with pytest.raises(NotFound):
        commands.add_tag(work, [world.sor.customers[10001]], world.nord.tags["Bolig"])
    with pytest.raises(NotFound):
        arranging.create_tag(work, group + 1000, "x")
    with pytest.raises(NotFound):
        commands.set_tags(work, world.sor.customers[10001], [world.nord.tags["Bolig"]])


def test_the_log_says_which_tags_an_offer_lost_and_got_and_nothing_of_what_stayed(work, world):
    offer, bid = world.nord.offers[1001], world.nord.tags["Anbud"]
    set_offer_tags(work, offer, [bid])  # as it was
    set_offer_tags(work, offer, [])
    set_offer_tags(work, offer, [bid, bid])
    written = select(AuditEntry.changes).where(AuditEntry.action == "set_offer_tags")
    changes = list(work.session.exec(written.order_by(col(AuditEntry.id))))
    assert changes == [{"tags": ["Anbud", ""]}, {"tags": ["", "Anbud"]}]
