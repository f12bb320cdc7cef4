"""Two customers become one, and two again: everything that refers to them, on both databases."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers import commands as customer_commands
from moment_ui.domain.customers.balance import balance_strip
from moment_ui.domain.customers.draft import draft_from
from moment_ui.domain.customers.errors import MergedAway, NumberTaken
from moment_ui.domain.customers.queries import customer
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.errors import (
    AlreadyMerged,
    CannotUndo,
    ChangedMeanwhile,
    SameCustomer,
)
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.queries import comparison, merges_into, undo_preview
from moment_ui.domain.merging.sweeping import sweep_snapshots
from moment_ui.models.audit import AuditEntry
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer, CustomerNote, CustomerStatus
from moment_ui.models.invoice import Invoice
from moment_ui.models.merging import CustomerMerge
from moment_ui.models.payment import Payment
from moment_ui.models.project import Project
from moment_ui.models.tag import CustomerTag
from tests import factories
from tests.merging import EVERYTHING, rows_of
from tests.world import NOW

DAY = dt.date(2026, 9, 1)
NOTHING_TAKEN = Choice()


def row(work, customer_id):
    return work.session.exec(select(Customer).where(Customer.id == customer_id)).one()


@pytest.fixture
def two(work):
    """Tindra Bygg twice, with something of everything on each."""
    stays = factories.customer(work, 10171, "Tindra Bygg AS", email="post@tindra.example")
    goes = factories.customer(
        work, 10233, "Tindra Bygg A/S", email="faktura@tindra.example", phone="73540100"
    )
    for each, number in ((stays, 7001), (goes, 7101)):
        paid = factories.invoice(work, each.key, number, "1000", DAY)
        factories.payment(work, paid, "250", DAY)
        factories.invoice(work, each.key, None, "300")
        project = factories.project(work, f"P{number}", each.key)
        factories.invoice(work, each.key, number + 1, "500", DAY, project_id=project.key)
        factories.note(work, each.key, f"Note {number}")
    both = factories.contact(work, "Kari", "kari@tindra.example", stays.key)
    place = work.session.exec(
        select(CustomerContact).where(CustomerContact.contact_id == both.id)
    ).one()
    place.title = ""
    factories.stored(
        work,
        CustomerContact(
            customer_id=goes.key, contact_id=both.key, title="Regnskap", phone="90000000"
        ),
    )
    factories.contact(work, "Ola", "ola@tindra.example", goes.key)
    shared, own = (factories.tag(work, name, name) for name in ("Privat", "Jul"))
    factories.tag_customer(work, stays.key, shared.key)
    factories.tag_customer(work, goes.key, shared.key)
    factories.tag_customer(work, goes.key, own.key)
    return stays, goes


def count(work, model, customer_id):
    query = select(sa.func.count(col(model.id))).where(model.customer_id == customer_id)
    return work.session.exec(query).one()


def test_everything_moves_and_what_would_be_twice_is_joined(work, two):
    stays, goes = two
    seen = {each.table: each for each in comparison(work, stays.key, goes.key).moving}
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    assert [count(work, model, goes.key) for model in EVERYTHING] == [0] * len(EVERYTHING)
    assert count(work, Invoice, stays.key) == 6
    assert count(work, Project, stays.key) == 2
    assert count(work, CustomerNote, stays.key) == 2
    assert count(work, CustomerTag, stays.key) == 2
    assert count(work, CustomerContact, stays.key) == 2
    told = {name: (each.count, each.joined) for name, each in seen.items()}
    assert told == {
        "invoice": (3, 0),
        "payment": (1, 0),
        "project": (1, 0),
        "customer_note": (1, 0),
        "customer_file": (0, 0),
        "price_list": (0, 0),
        "offer": (0, 0),
        "customer_tag": (2, 1),
        "customer_contact": (2, 1),
    }


def test_the_kept_contact_takes_over_what_it_lacks(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    places = work.session.exec(
        select(CustomerContact).where(CustomerContact.customer_id == stays.key)
    ).all()
    (kept,) = [place for place in places if place.phone]
    assert (kept.title, kept.phone) == ("Regnskap", "90000000")


def test_the_merged_one_is_an_inactive_alias(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    gone = row(work, goes.key)
    assert (gone.status, gone.merged_into_id) == (CustomerStatus.INACTIVE, stays.key)
    assert (gone.number, gone.name) == (10233, "Tindra Bygg A/S")
    with pytest.raises(MergedAway) as away:
        customer(work, goes.key)
    assert "10171 Tindra Bygg AS" in away.value.message
    assert away.value.survivor_id == stays.key
    (alias,) = merges_into(work, stays.key)
    assert (alias.number, alias.name, alias.can_undo) == (10233, "Tindra Bygg A/S", True)


def test_the_number_is_never_given_out_again(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    draft = replace(draft_from(row(work, stays.key)), name="Helt ny AS", email="", number=10233)
    with pytest.raises(NumberTaken):
        customer_commands.create_customer(work, draft)


def test_nobody_changes_a_merged_customer(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    with pytest.raises(MergedAway):
        customer_commands.set_status(work, [goes.key], CustomerStatus.ACTIVE)
    with pytest.raises(MergedAway):
        customer_commands.edit_customer(work, goes.key, 2, draft_from(row(work, goes.key)))


def test_sums_are_conserved(work, two):
    stays, goes = two
    before = [balance_strip(work, each.key) for each in two]
    paid = work.session.exec(select(sa.func.sum(Payment.amount))).one()
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    after = balance_strip(work, stays.key).balances[0]
    assert after.outstanding == sum(strip.balances[0].outstanding for strip in before)
    assert after.invoiced == sum(strip.balances[0].invoiced for strip in before)
    assert balance_strip(work, goes.key).balances[0].outstanding == Decimal(0)
    assert work.session.exec(select(sa.func.sum(Payment.amount))).one() == paid


def test_issued_invoices_keep_what_was_printed_and_drafts_get_the_new_name(work, two):
    stays, goes = two
    choice = Choice(frozenset({"name"}))
    merge_customers(work, stays.key, goes.key, choice)
    assert row(work, stays.key).name == "Tindra Bygg A/S"
    printed = {
        invoice.number: (invoice.printed_name, invoice.printed_number, invoice.printed_address)
        for invoice in work.session.exec(select(Invoice).where(Invoice.customer_id == stays.key))
    }
    address = "Storgata 1\n0155 Oslo"
    assert printed[7101] == ("Tindra Bygg A/S", 10233, address)
    assert printed[7001] == ("Tindra Bygg AS", 10171, address)
    assert printed[None] == ("", None, "")


def test_fields_are_chosen_one_by_one_and_the_empty_ones_are_proposed(work, two):
    stays, goes = two
    assert comparison(work, stays.key, goes.key).choice.taken == {"phone"}
    merge_customers(work, stays.key, goes.key, Choice(frozenset({"email", "phone"})))
    after = row(work, stays.key)
    assert (after.name, after.email, after.phone) == (
        "Tindra Bygg AS",
        "faktura@tindra.example",
        "73540100",
    )
    assert after.email_key == "faktura@tindra.example"
    assert "73540100" in after.search
    assert after.number == 10171


def test_tags_can_be_left_behind(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, Choice(keep_tags=False))
    assert count(work, CustomerTag, stays.key) == 1
    assert count(work, CustomerTag, goes.key) == 0


def test_the_result_is_held_to_the_ordinary_rules(work, two):
    stays, goes = two
    goes.org_number = "123"
    work.session.flush()
    choice = Choice(frozenset({"org_number"}))
    assert "org_number" in comparison(work, stays.key, goes.key, choice).errors
    with pytest.raises(Invalid):
        merge_customers(work, stays.key, goes.key, choice)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({"org_number": "994218700"}, {"org_number": "923609016"}, ("994218700", "923609016")),
        ({"currency": "NOK"}, {"currency": "SEK"}, ("NOK", "SEK")),
        ({}, {"status": CustomerStatus.BLOCKED}, ("Tindra Bygg A/S", "active")),
    ],
)
def test_what_differs_dangerously_is_asked_first(work, two, one, other, said):
    stays, goes = two
    for each, values in ((stays, one), (goes, other)):
        for name, value in values.items():
            setattr(each, name, value)
    work.session.flush()
    with pytest.raises(NeedsConfirmation) as asked:
        merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    assert all(word in asked.value.question for word in said)
    assert row(work, goes.key).merged_into_id is None
    confirmed = Choice(confirmed=frozenset({asked.value.key}))
    assert merge_customers(work, stays.key, goes.key, confirmed)


def test_the_same_org_number_written_differently_is_not_asked_about(work, two):
    stays, goes = two
    stays.org_number, goes.org_number = "994218700", "994 218 700"
    work.session.flush()
    assert merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)


def test_a_customer_is_not_merged_into_itself(work, two):
    with pytest.raises(SameCustomer):
        merge_customers(work, two[0].key, two[0].key, NOTHING_TAKEN)


def test_a_merged_one_is_refused_with_the_name_of_its_survivor(work, two, world):
    stays, goes = two
    other = world.nord.customers[10001]
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    for pair in ((goes.key, other), (other, goes.key)):
        with pytest.raises(AlreadyMerged) as refused:
            merge_customers(work, *pair, NOTHING_TAKEN)
        assert refused.value.survivor_id == stays.key
        assert "10171 Tindra Bygg AS" in refused.value.message


def test_what_was_compared_must_still_stand(work, two):
    stays, goes = two
    seen = comparison(work, stays.key, goes.key)
    customer_commands.set_status(work, [goes.key], CustomerStatus.POTENTIAL)
    versions = (seen.stays.version, seen.goes.version)
    with pytest.raises(ChangedMeanwhile) as changed:
        merge_customers(work, stays.key, goes.key, NOTHING_TAKEN, versions=versions)
    assert work.actor.name in changed.value.message


def test_another_companys_customer_is_not_found(work, two, world):
    with pytest.raises(NotFound):
        merge_customers(work, two[0].key, world.sor.customers[10001], NOTHING_TAKEN)
    with pytest.raises(NotFound):
        comparison(work, world.sor.customers[10001], two[0].key)


def test_only_administrator_and_economy_merge(world):
    for actor in (world.nord.project_leader, world.nord.co_worker, world.nord.external):
        with writing(actor) as work, pytest.raises(NotPermitted):
            merge_customers(work, 1, 2, NOTHING_TAKEN)
    with reading(world.nord.economy) as work:
        ids = list(world.nord.customers.values())
        assert comparison(work, ids[0], ids[1])


def test_both_histories_tell_of_the_merge(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, Choice(frozenset({"email"})))
    told = {
        entry.subject_id: entry.changes
        for entry in work.session.exec(
            select(AuditEntry).where(AuditEntry.action == "merge_customers")
        )
    }
    assert told[stays.key]["merged"] == ["", "10233 Tindra Bygg A/S"]
    assert told[stays.key]["email"] == ["post@tindra.example", "faktura@tindra.example"]
    assert told[goes.key]["merged into"] == ["", "10171 Tindra Bygg AS"]


def test_a_chain_ends_at_the_last_survivor(work, two, world):
    stays, goes = two
    last = row(work, world.nord.customers[10001])
    merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    merge_customers(work, last.key, stays.key, NOTHING_TAKEN)
    for key in (stays.key, goes.key):
        with pytest.raises(MergedAway) as away:
            customer(work, key)
        assert away.value.survivor_id == last.key
    assert {each.number for each in merges_into(work, last.key)} == {10171, 10233}


def test_undo_puts_back_every_row(work, two):
    stays, goes = two
    before = rows_of(work)
    merge = merge_customers(work, stays.key, goes.key, Choice(frozenset({"name", "email"})))
    assert rows_of(work) != before
    seen = undo_preview(work, merge)
    assert seen.reasons == ()
    assert dict(seen.back) == {"Contacts": 2, "Invoices": 3, "Notes": 1, "Projects": 1, "Tags": 2}
    assert undo_merge(work, merge) == goes.key
    assert rows_of(work) == before


def test_undo_leaves_what_was_added_since_with_the_survivor(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    added = factories.note(work, stays.key, "Skrevet siden")
    undo_merge(work, merge)
    work.session.refresh(added)
    assert added.customer_id == stays.key


def test_undo_leaves_fields_changed_since_and_names_them(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, Choice(frozenset({"email", "phone"})))
    version = row(work, stays.key).version
    draft = replace(draft_from(row(work, stays.key)), email="ny@tindra.example")
    customer_commands.edit_customer(work, stays.key, version, draft)
    assert undo_preview(work, merge).left == ("E-mail",)
    undo_merge(work, merge)
    after = row(work, stays.key)
    assert (after.email, after.phone) == ("ny@tindra.example", "")
    assert "73540100" not in after.search
    assert after.email_key == "ny@tindra.example"


def test_a_chain_is_undone_in_the_opposite_order(work, two, world):
    stays, goes = two
    last = world.nord.customers[10001]
    before = rows_of(work)
    first = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    second = merge_customers(work, last, stays.key, NOTHING_TAKEN)
    with pytest.raises(CannotUndo) as refused:
        undo_merge(work, first)
    assert "Undo that merge first" in refused.value.message
    undo_merge(work, second)
    undo_merge(work, first)
    assert rows_of(work) == before


def test_a_moved_row_that_went_elsewhere_stops_the_undo(work, two, world):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    work.session.exec(
        sa.update(Project)
        .where(col(Project.number) == "P7101")
        .values(customer_id=world.nord.customers[10001])
    )
    with pytest.raises(CannotUndo) as refused:
        undo_merge(work, merge)
    said = "Projects given to another customer since: P7101 Prosjekt P7101 (now 10001 "
    assert said in refused.value.message
    assert row(work, goes.key).merged_into_id == stays.key


def test_a_credit_note_written_since_stops_the_undo(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    credited = work.session.exec(select(Invoice).where(Invoice.number == 7101)).one()
    factories.invoice(work, stays.key, 7999, "-1000", DAY, credit_of_id=credited.key)
    reasons = undo_preview(work, merge).reasons
    assert reasons == (
        "Invoices made since that belong together with some that would go back: 7999.",
    )


def test_a_payment_since_goes_back_with_its_invoice(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    paid = work.session.exec(select(Invoice).where(Invoice.number == 7101)).one()
    factories.payment(work, paid, "1000", DAY)
    undo_merge(work, merge)
    work.session.refresh(paid)
    assert (paid.customer_id, paid.outstanding) == (goes.key, Decimal(0))


def test_a_row_with_the_id_of_one_that_was_removed_stays(work, two):
    """SQLite gives the id of the last row out again once that row is gone."""
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    last = work.session.exec(
        select(CustomerTag)
        .where(CustomerTag.customer_id == stays.key)
        .order_by(col(CustomerTag.id).desc())
    ).first()
    work.session.delete(last)
    work.session.flush()
    new = factories.tag(work, "Ny", "Ny")
    put = factories.tag_customer(work, stays.key, new.key)
    assert dict(undo_preview(work, merge).gone) == {"Tags": 1}
    undo_merge(work, merge)
    work.session.refresh(put)
    assert put.customer_id == stays.key


def test_after_thirty_days_there_is_no_way_back(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    with clock.frozen(NOW + dt.timedelta(days=30)):
        with pytest.raises(CannotUndo) as refused:
            undo_merge(work, merge)
        assert not merges_into(work, stays.key)[0].can_undo
    assert "30 days" in refused.value.message


def test_a_merge_is_undone_once(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    undo_merge(work, merge)
    with pytest.raises(CannotUndo) as refused:
        undo_merge(work, merge)
    assert "undone already" in refused.value.message
    assert merges_into(work, stays.key) == []
    assert merge_customers(work, goes.key, stays.key, NOTHING_TAKEN)


def test_the_snapshot_goes_with_the_undo(work, two):
    stays, goes = two
    merge = merge_customers(work, stays.key, goes.key, NOTHING_TAKEN)
    kept = work.session.get_one(CustomerMerge, merge)
    assert kept.snapshot
    undo_merge(work, merge)
    assert work.session.get_one(CustomerMerge, merge).snapshot == {}


def test_snapshots_that_no_undo_can_use_are_emptied(world):
    stays, goes = (world.nord.customers[number] for number in (10001, 10002))
    choice = Choice(confirmed=frozenset({"merge-org-numbers", "merge-currencies"}))
    with writing(world.nord.administrator) as work:
        merge = merge_customers(work, stays, goes, choice)
    assert sweep_snapshots() == 0
    with clock.frozen(NOW + dt.timedelta(days=30)):
        assert sweep_snapshots() == 1
        assert sweep_snapshots() == 0
    with reading(world.nord.administrator) as work:
        assert work.session.get_one(CustomerMerge, merge).snapshot == {}
        assert merges_into(work, stays)
