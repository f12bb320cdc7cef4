"""Offers on the database: made, composed, moved through their states, copied, deleted and restored."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.offers import arranging, commands, deleting, editing, queries
from moment_ui.domain.offers.document import offer_document
from moment_ui.domain.offers.draft import NewOffer
from moment_ui.domain.offers.errors import (
    MayHaveBeenSent,
    NoOffers,
    NotReady,
    OfferChanged,
    WrongState,
)
from moment_ui.domain.offers.rows import content_of
from moment_ui.models.audit import AuditEntry
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.offer import Billing, Offer, OfferLine, OfferMessage, OfferState, OfferTag
from moment_ui.models.sending import SendResult
from tests import factories
from tests.world import NOW


def made(work, world, **fields) -> Offer:
    """A new draft for the first customer."""
    draft = NewOffer(fields.pop("name", "Rådhus, tilbygg"), **fields)
    offer_id = commands.create_offer(work, world.nord.customers[10001], draft)
    return work.session.get_one(Offer, offer_id)


def seen(offer: Offer) -> Seen:
    """The offer as a page that is up to date shows it."""
    return Seen(offer.key, offer.version)


def composed(work, world) -> Offer:
    """Two lines of hours, one fixed price, and a product."""
    offer = made(work, world)
    hourly = arranging.add_activity(work, seen(offer), Billing.HOURLY).row_id
    first = content_of(work, offer.key).lines[0].key
    editing.set_line(work, seen(offer), first, "minutes", "7:30")
    editing.set_line(work, seen(offer), first, "price", "1 250")
    second = arranging.add_line(work, seen(offer), hourly).row_id
    editing.set_line(work, seen(offer), second, "minutes", "2")
    fixed = arranging.add_activity(work, seen(offer), Billing.FIXED_PRICE).row_id
    editing.set_activity(work, seen(offer), fixed, "price", "20 000,50")
    editing.set_activity(work, seen(offer), fixed, "discount_percent", "10")
    product = arranging.add_line(work, seen(offer), None).row_id
    editing.set_line(work, seen(offer), product, "quantity", "3")
    editing.set_line(work, seen(offer), product, "price", "99,90")
    editing.set_line(work, seen(offer), product, "vat_percent", "15")
    return offer


def test_a_new_offer_is_filled_in_from_its_customer(work, world) -> None:
    offer = made(work, world, customer_reference="PO 7", tag_ids=(world.nord.tags["Anbud"],))
    assert (offer.number, offer.revision, offer.state) == (1003, 1, OfferState.DRAFT)
    assert (offer.currency, offer.language) == ("NOK", "nb")
    assert (offer.issue_date, offer.valid_until) == (dt.date(2026, 11, 16), dt.date(2026, 12, 16))
    assert offer.author_name == "Kari Administrator"
    assert [tag.name for tag in queries.offer_details(work, offer.key).tags] == ["Anbud"]


@pytest.mark.parametrize("number", [10004, 10005])
def test_blocked_and_inactive_customers_get_no_offers(work, world, number: int) -> None:
    with pytest.raises(NoOffers):
        commands.create_offer(work, world.nord.customers[number], NewOffer("x"))


def test_a_potential_customer_gets_offers(work, world) -> None:
    assert commands.create_offer(work, world.nord.customers[10003], NewOffer("x"))


def test_only_who_may_get_an_offer_is_proposed(work, world) -> None:
    found = [choice.name for choice in queries.customers_for_offers(work, "")]
    assert found == [
        "10002 Berg Entreprenør AS",
        "10001 Fjord Eiendom AS",
        "10003 Ærlig Øl & Ångström AB",
    ]
    assert [c.name for c in queries.customers_for_offers(work, "ærlig")] == [found[2]]


def test_sums_follow_every_cell(work, world) -> None:
    offer = composed(work, world)
    hours = Decimal("9375.00") + Decimal("2500.00")
    fixed, product = Decimal("18000.45"), Decimal("299.70")
    assert offer.net == hours + fixed + product
    vat25 = ((hours + fixed) / 4).quantize(Decimal("0.01"))
    assert offer.vat == vat25 + Decimal("44.96")  # 44.955, halves away from zero
    assert offer.gross == offer.net + offer.vat
    document = offer_document(work, offer.key)
    assert (document.net, document.vat, document.gross) == (offer.net, offer.vat, offer.gross)
    assert [(s.percent, s.basis) for s in document.vat_sums] == [(25, hours + fixed), (15, product)]


def test_lines_under_a_fixed_price_cost_nothing_by_themselves(work, world) -> None:
    offer = composed(work, world)
    before = offer.net
    activity = content_of(work, offer.key).activities[0]
    editing.set_activity(work, seen(offer), activity.key, "billing", "fixed-price")
    assert offer.net == before  # what the hours came to is proposed as the price
    assert {line.net for line in content_of(work, offer.key).of(activity)} == {Decimal(0)}


def test_another_currency_rounds_anew(work, world) -> None:
    offer = composed(work, world)
    editing.set_head(work, seen(offer), "currency", "ISK")
    assert offer.net == offer.net.to_integral_value()


def test_who_edits_what_somebody_else_changed_is_told(work, world) -> None:
    offer = made(work, world)
    stale = seen(offer)
    editing.set_head(work, stale, "name", "Først")
    with pytest.raises(OfferChanged, match="Kari Administrator"):
        editing.set_head(work, stale, "name", "Etterpå")
    assert offer.name == "Først"


def test_a_cell_as_it_was_changes_nothing(work, world) -> None:
    offer = made(work, world)
    version = offer.version
    assert editing.set_head(work, seen(offer), "name", offer.name).version == version


def test_a_removed_activity_comes_back_with_its_lines_in_its_place(work, world) -> None:
    offer = composed(work, world)
    before = offer_document(work, offer.key)
    first = content_of(work, offer.key).activities[0]
    removed = arranging.remove_activity(work, seen(offer), first.key)
    assert offer.net == Decimal("18300.15")
    arranging.restore_rows(work, removed, offer.version)
    assert offer_document(work, offer.key) == before


def test_a_removed_line_comes_back(work, world) -> None:
    offer = composed(work, world)
    before = offer_document(work, offer.key)
    for line in content_of(work, offer.key).lines:
        removed = arranging.remove_line(work, seen(offer), line.key)
        arranging.restore_rows(work, removed, offer.version)
    assert offer_document(work, offer.key) == before


def test_rows_move_and_stop_at_the_ends(work, world) -> None:
    offer = composed(work, world)
    first, second = content_of(work, offer.key).activities
    arranging.move_activity(work, seen(offer), first.key, 1)
    assert [a.key for a in content_of(work, offer.key).activities] == [second.key, first.key]
    version = offer.version
    assert arranging.move_activity(work, seen(offer), first.key, 1).version == version
    one, two = content_of(work, offer.key).of(first)
    arranging.move_line(work, seen(offer), two.key, -1)
    assert [x.key for x in content_of(work, offer.key).of(first)] == [two.key, one.key]


def test_a_contact_of_the_customer_is_named_and_nobody_elses(work, world) -> None:
    offer = made(work, world)
    (person,) = queries.offer_details(work, offer.key).people
    editing.set_contact(work, seen(offer), person.id)
    assert (offer.contact_name, offer.contact_email) == ("Per 10001", "per10001@kunde.example")
    with pytest.raises(NotFound):
        editing.set_contact(work, seen(offer), person.id + 1)
    editing.set_contact(work, seen(offer), None)
    assert offer.contact_name == ""


def test_an_empty_offer_is_not_ready(work, world) -> None:
    offer = made(work, world)
    with pytest.raises(NotReady):
        commands.make_ready(work, offer.key)
    full = composed(work, world)
    commands.make_ready(work, full.key)
    assert full.state is OfferState.READY
    with pytest.raises(WrongState):
        editing.set_head(work, seen(full), "name", "x")


def test_a_revision_keeps_the_number_and_replaces_the_old(work, world) -> None:
    old = work.session.get_one(Offer, world.nord.offers[1002])
    new = work.session.get_one(Offer, commands.revise_offer(work, old.key))
    assert (new.number, new.revision, new.state) == (1002, 2, OfferState.DRAFT)
    assert (old.state, new.net, new.intro) == (OfferState.SUPERSEDED, old.net, old.intro)
    assert queries.offer_details(work, new.key).number == "1002-2"
    with pytest.raises(WrongState):
        commands.revise_offer(work, old.key)


def test_a_deleted_revision_lets_the_old_one_count_again_and_undo_takes_that_back(
    work, world
) -> None:
    old = work.session.get_one(Offer, world.nord.offers[1002])
    new = commands.revise_offer(work, old.key)
    deleted = deleting.delete_offer(work, new)
    assert old.state is OfferState.SENT
    restored = work.session.get_one(Offer, deleting.restore_offer(work, deleted))
    assert (restored.number, restored.revision) == (1002, 2)
    assert old.state is OfferState.SUPERSEDED


def test_a_deleted_draft_comes_back_as_it_was(work, world) -> None:
    offer = composed(work, world)
    commands.set_offer_tags(work, offer.key, [world.nord.tags["Anbud"]])
    before, key = offer_document(work, offer.key), offer.key
    deleted = deleting.delete_offer(work, key)
    with pytest.raises(NotFound):
        queries.offer_details(work, key)
    assert work.session.exec(select(OfferLine).where(OfferLine.offer_id == key)).all() == []
    restored = deleting.restore_offer(work, deleted)
    assert offer_document(work, restored) == before
    tags = select(OfferTag.tag_id).where(OfferTag.offer_id == restored)
    assert list(work.session.exec(tags)) == [world.nord.tags["Anbud"]]


def test_what_may_be_with_the_customer_is_not_deleted(work, world) -> None:
    with pytest.raises(WrongState):
        deleting.delete_offer(work, world.nord.offers[1002])
    draft = world.nord.offers[1001]
    message = OfferMessage(
        offer_id=draft, act="a", receivers=[], result=SendResult.PENDING, begun_at=clock.now()
    )
    factories.stored(work, message)
    with pytest.raises(MayHaveBeenSent):
        deleting.delete_offer(work, draft)


def test_a_duplicate_has_a_number_of_its_own(work, world) -> None:
    copy = work.session.get_one(Offer, commands.duplicate_offer(work, world.nord.offers[1002]))
    assert (copy.number, copy.revision, copy.state) == (1003, 1, OfferState.DRAFT)
    assert copy.sent_at is None
    assert len(content_of(work, copy.key).lines) == 2


def test_a_sent_offer_is_extended_and_a_draft_is_not(work, world) -> None:
    commands.extend_validity(work, world.nord.offers[1002], dt.date(2027, 1, 31))
    sent = work.session.get_one(Offer, world.nord.offers[1002])
    assert sent.valid_until == dt.date(2027, 1, 31)
    with pytest.raises(WrongState):
        commands.extend_validity(work, world.nord.offers[1001], dt.date(2027, 1, 31))


def test_another_companys_offers_do_not_exist(world) -> None:
    theirs = world.sor.offers[1001]
    acts = [
        lambda work: queries.offer_details(work, theirs),
        lambda work: offer_document(work, theirs),
        lambda work: editing.set_head(work, Seen(theirs, 1), "name", "x"),
        lambda work: commands.make_ready(work, theirs),
        lambda work: commands.duplicate_offer(work, theirs),
        lambda work: deleting.delete_offer(work, theirs),
        lambda work: commands.create_offer(work, world.sor.customers[10001], NewOffer("x")),
    ]
    with writing(world.nord.administrator) as work:
        for act in acts:
            with pytest.raises(NotFound):
                act(work)
        mine = Seen(world.nord.offers[1001], 1)
        line = world.sor.offers[1001] * 100
        with pytest.raises(NotFound):
            editing.set_line(work, mine, line, "text", "x")
        with pytest.raises(NotFound):
            commands.set_offer_tags(work, mine.row_id, [world.sor.tags["Anbud"]])


def test_tags_of_other_kinds_are_refused(work, world) -> None:
    with pytest.raises(NotFound):
        commands.set_offer_tags(work, world.nord.offers[1001], [world.nord.tags["Bolig"]])


def test_roles_without_offers_see_and_change_none(world) -> None:
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        queries.offer_details(work, world.nord.offers[1001])
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        commands.duplicate_offer(work, world.nord.offers[1001])


def test_two_at_once_get_two_numbers(world) -> None:
    def make(_turn: int) -> int:
        with clock.frozen(NOW), writing(world.nord.administrator) as work:
            offer_id = commands.create_offer(work, world.nord.customers[10002], NewOffer("x"))
            return work.session.get_one(Offer, offer_id).number

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(make, range(12)))
    assert sorted(numbers) == list(range(1003, 1015))


def test_of_two_who_revise_at_once_one_is_refused(world) -> None:
    def revise(_turn: int) -> bool:
        try:
            with writing(world.nord.administrator) as work:
                commands.revise_offer(work, world.nord.offers[1002])
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(revise, range(4))) == [False, False, False, True]


def test_the_series_goes_on_after_the_last_number(work, world) -> None:
    made(work, world)
    series = work.session.exec(
        select(NumberSeries).where(NumberSeries.kind == SeriesKind.OFFER)
    ).one()
    assert series.next_number == 1004


def test_every_act_stands_in_the_audit_log(work, world) -> None:
    offer = made(work, world)
    editing.set_head(work, seen(offer), "name", "Nytt navn")
    query = select(AuditEntry).where(
        AuditEntry.subject == "offer", AuditEntry.subject_id == offer.key
    )
    entries = list(work.session.exec(query.order_by(col(AuditEntry.id))))
    assert [entry.action for entry in entries] == ["create_offer", "edit_offer"]
    assert entries[1].changes == {"name": ["Rådhus, tilbygg", "Nytt navn"]}


def test_a_cell_that_does_not_fit_changes_nothing(work, world) -> None:
    offer = composed(work, world)
    before = offer_document(work, offer.key)
    line = content_of(work, offer.key).lines[0].key
    with pytest.raises(Invalid):
        editing.set_line(work, seen(offer), line, "minutes", "svært")
    assert offer_document(work, offer.key) == before
