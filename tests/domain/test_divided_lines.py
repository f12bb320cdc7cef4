"""Customers who divide the lines: each pays some things whole, and each draft stands for itself."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.domain.billing import commands, queries
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.sheet import Kind
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits.commands import credit_and_move, credit_invoice
from moment_ui.domain.drafts.arranging import remove_line, restore_line
from moment_ui.domain.drafts.errors import SharedDraft
from moment_ui.domain.drafts.removing import remove_draft, restore_draft
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.models.invoice import Invoice
from moment_ui.models.price_model import PriceKind, PriceModelKind, PriceModelLine, SplitBy
from tests import factories
from tests.domain.billing_world import (
    NOVEMBER,
    TODAY,
    drafts,
    expense,
    payment,
    price_model,
    product,
    shares,
)


@pytest.fixture
def project(world):
    return world.nord.projects["P-101"]


@pytest.fixture
def payers(world):
    return world.nord.customers[10001], world.nord.customers[10002]


def subscription(work, project, by):
    model = price_model(
        work,
        project,
        PriceModelKind.SUBSCRIPTION,
        starts_on=dt.date(2026, 10, 1),
        ends_on=dt.date(2026, 12, 1),
        name="Drift",
        split_by=by,
    )
    for text, price in (("Lisens", 1000), ("Support", 300)):
        part = {"kind": PriceKind.PRODUCT, "text": text, "price": Decimal(price)}
        factories.stored(work, PriceModelLine(price_model_id=model.key, **part))
    return model


def fixed_price(work, project, by):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(4500), split_by=by)
    payment(work, model, 1000, dt.date(2026, 10, 1))
    payment(work, model, 3500, dt.date(2026, 11, 1))
    return model


def open_amounts(work, project):
    """What the project offers, but for hours."""
    items = queries.sheet(work, project, NOVEMBER).items
    return sorted(item.amount for item in items if item.kind is not Kind.HOURS)


def nets(work, made):
    rows = (work.session.get_one(Invoice, key) for key in made)
    return {row.customer_id: row.net for row in rows}


def issue(work, key):
    row = work.session.get_one(Invoice, key)
    warned = frozenset(one.key for one in checked_drafts(work, [key])[0].problems if not one.stops)
    finalise_draft(work, Seen(key, row.version), confirmed=warned)


def divided(work, project, payers, model):
    """Two drafts: the first item is the first payer's, the other the second's."""
    shares(work, model, dict(zip(payers, (60, 40), strict=True)))
    keys = [item.key for item in queries.sheet(work, project, NOVEMBER).items]
    _plan, made = drafts(work, Order(project, receivers=dict(zip(keys, payers, strict=True))))
    return made


def test_a_period_goes_whole_to_whom_was_chosen_for_it(work, project, payers):
    model = subscription(work, project, SplitBy.LINES)
    shares(work, model, dict(zip(payers, (60, 40), strict=True)))
    keys = [item.key for item in queries.sheet(work, project, NOVEMBER).items]
    order = Order(project, receivers={keys[0]: payers[1], keys[1]: payers[1]})
    _plan, made = drafts(work, order)
    assert nets(work, made) == {payers[1]: 2600}
    assert [line.text.partition(" ")[0] for line in lines_of(work, made[0])] == [
        "Lisens",
        "Support",
    ] * 2


@pytest.mark.parametrize(
    ("kind", "amounts"), [(subscription, ([1300], [1300])), (fixed_price, ([1000], [3500]))]
)
def test_each_draft_and_invoice_frees_its_own_only(work, project, payers, kind, amounts):
    first, second = amounts
    made = divided(work, project, payers, kind(work, project, SplitBy.LINES))
    rows = [work.session.get_one(Invoice, key) for key in made]
    assert len({row.split_group for row in rows}) == 1
    removed = remove_draft(work, made[0])
    assert open_amounts(work, project) == first
    assert removed.sharing == ()
    back = restore_draft(work, removed)
    assert open_amounts(work, project) == []
    issue(work, back)
    note = credit_invoice(work, back, gives_back=True)
    assert not [one for one in checked_drafts(work, [note])[0].problems if one.key[:6] == "shared"]
    issue(work, note)
    assert open_amounts(work, project) == first
    remove_draft(work, made[1])
    assert open_amounts(work, project) == sorted([*first, *second])


def test_undo_of_many_removes_each_of_them(work, project, payers):
    made = divided(work, project, payers, fixed_price(work, project, SplitBy.LINES))
    commands.undo_drafts(work, made)
    assert work.session.exec(select(Invoice.id).where(col(Invoice.id).in_(made))).all() == []
    assert open_amounts(work, project) == [1000, 3500]


def test_a_line_of_a_period_that_is_taken_out_leaves_the_period_with_the_other(
    work, project, payers
):
    made = divided(work, project, payers, subscription(work, project, SplitBy.LINES))
    lines = lines_of(work, made[0])
    removed = remove_line(work, Seen(made[0], 1), lines[0].key)
    assert open_amounts(work, project) == []
    restore_line(work, removed, removed.version)
    for line in lines_of(work, made[0]):
        version = work.session.get_one(Invoice, made[0]).version
        remove_line(work, Seen(made[0], version), line.key)
    assert open_amounts(work, project) == [1300]


@pytest.mark.parametrize("by", [SplitBy.PERCENT, SplitBy.HOURS])
@pytest.mark.parametrize("kind", [subscription, fixed_price])
def test_what_is_shared_in_parts_is_free_when_all_parts_are_gone(work, project, payers, kind, by):
    """Whoever holds a row, period or expense, the others bill a part of it."""
    model = kind(work, project, by)
    expense(work, project, 70)
    product(work, project, 30)
    shares(work, model, dict(zip(payers, (60, 40), strict=True)))
    offered = open_amounts(work, project)
    for holder in (0, 1):
        _plan, made = drafts(work, project)
        assert sum(nets(work, made).values()) == sum(offered)
        for key in made:
            issue(work, key)
        first, last = made[holder], made[1 - holder]
        issue(work, credit_invoice(work, first, gives_back=True))
        assert open_amounts(work, project) == []
        issue(work, credit_invoice(work, last, gives_back=True))
        assert open_amounts(work, project) == offered
    _plan, made = drafts(work, project)
    held = lines_of(work, made[0])[0]
    with pytest.raises(SharedDraft):
        remove_line(work, Seen(made[0], 1), held.key)
    removed = remove_draft(work, made[1])
    assert open_amounts(work, project) == offered
    restore_draft(work, removed)
    assert open_amounts(work, project) == []


def test_a_note_says_what_becomes_of_its_own_lines_and_of_no_others(work, project):
    """What an earlier note kept invoiced stays so when a later one lets go of the rest."""
    fixed_price(work, project, SplitBy.PERCENT)
    _plan, (key,) = drafts(work, project)
    issue(work, key)
    for kept, gives_back in (("1000", False), ("3500", True)):
        note = credit_invoice(work, key, gives_back=gives_back)
        for line in lines_of(work, note):
            if abs(line.net) != Decimal(kept):
                version = work.session.get_one(Invoice, note).version
                remove_line(work, Seen(note, version), line.key)
        issue(work, note)
    assert open_amounts(work, project) == [3500]


def test_a_period_that_a_copy_bills_in_part_is_billed_while_any_line_of_it_stands(
    work, project, payers
):
    subscription(work, project, SplitBy.PERCENT)
    _plan, (key,) = drafts(work, project, until=dt.date(2026, 10, 31))
    issue(work, key)
    moved = credit_and_move(work, key, payers[1], confirmed=frozenset({"activate"}))
    for draft_id in (moved.note_id, moved.copy_id):
        version = work.session.get_one(Invoice, draft_id).version
        remove_line(work, Seen(draft_id, version), lines_of(work, draft_id)[1].key)
    issue(work, moved.note_id)
    due = queries.sheet(work, project, TODAY).items
    remove_draft(work, moved.copy_id)
    assert queries.sheet(work, project, TODAY).items == due
