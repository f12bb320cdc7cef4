"""One of the things a line bills is taken off it: the line costs less by that, and by nothing else."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.domain.billing import commands, queries
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.sheet import Kind
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.arranging import remove_line, restore_line, take_off
from moment_ui.domain.drafts.errors import BilledSince, SeveralRates
from moment_ui.domain.drafts.removing import remove_draft, restore_draft
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.invoices.sources import sources_of
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice
from moment_ui.models.price_model import PriceKind, PriceModelKind, PriceModelLine
from tests import factories
from tests.domain.billing_world import (
    NOVEMBER,
    activity_of,
    drafts,
    expense,
    hourly,
    price_model,
    product,
    rate,
)

DAY = dt.date(2026, 11, 4)


@pytest.fixture
def project(work, world):
    """P-100 without the hours that it has in the world of all tests."""
    key = world.nord.projects["P-100"]
    for row in work.session.exec(select(TimeRecord).where(TimeRecord.project_id == key)):
        work.session.delete(row)
    work.session.flush()
    return key


@pytest.fixture
def people(world):
    return list(world.nord.co_workers.values())


def hours(work, project, who, minutes, day=DAY):
    return factories.hours(work, activity_of(work, project), who, day, minutes)


def seen(work, draft_id):
    return Seen(draft_id, work.session.get_one(Invoice, draft_id).version)


def off(work, draft_id, table, row_id, at=0):
    """Take something off a line of a draft; returns the line as it is then."""
    line = lines_of(work, draft_id)[at]
    removed = take_off(work, seen(work, draft_id), line.key, table, row_id)
    return line, removed


def test_the_hours_left_are_those_that_are_left_to_the_last_decimal(work, project, people):
    hourly(work, project, 1000)
    rows = [hours(work, project, people[0], 20) for _times in range(3)]
    _plan, (draft_id,) = drafts(work, project)
    for row, quantity, net in zip(rows[:2], ("0.6667", "0.3333"), ("666.7", "333.3"), strict=True):
        line, _removed = off(work, draft_id, "time_record", row.key)
        assert (line.quantity, line.net) == (Decimal(quantity), Decimal(net))


def test_a_line_of_several_rates_costs_less_by_the_hours_own(work, project, people):
    save_options(work, Place(), {"hour_lines": Change(None, "one")})
    model = hourly(work, project, 1000)
    rate(work, model, 1500, co_worker_id=people[1])
    first = hours(work, project, people[0], 50)
    hours(work, project, people[0], 50)
    hours(work, project, people[1], 60)
    _plan, (draft_id,) = drafts(work, project)
    assert [line.net for line in lines_of(work, draft_id)] == [Decimal("3166.7")]
    line, _removed = off(work, draft_id, "time_record", first.key)
    assert (line.quantity, line.net) == (1, Decimal("2333.3"))


def test_where_a_rate_changed_in_between_nobody_guesses(work, project, people):
    save_options(work, Place(), {"hour_lines": Change(None, "one")})
    rate(work, hourly(work, project, 1000), 1100, DAY)
    row = hours(work, project, people[0], 60, DAY - dt.timedelta(1))
    hours(work, project, people[0], 60)
    _plan, (draft_id,) = drafts(work, project)
    with pytest.raises(SeveralRates):
        off(work, draft_id, "time_record", row.key)


def test_what_is_within_a_price_takes_nothing_off_it(work, project, people):
    model = price_model(
        work, project, PriceModelKind.FIXED_PRICE, net=Decimal(9000), extras_included=True
    )
    row, more = (hours(work, project, people[0], 60) for _times in range(2))
    gone = {
        "time_record": row.key,
        "project_expense": expense(work, project, 500, included=True).key,
        "project_product": product(work, project).key,
    }
    _plan, (draft_id,) = drafts(work, Order(project, amounts={f"f-{model.key}": Decimal(2500)}))
    for table, key in gone.items():
        line, removed = off(work, draft_id, table, key)
        assert (line.quantity, line.net) == (1, 2500)
        restore_line(work, removed, removed.version)
        off(work, draft_id, table, key)
    (only,) = lines_of(work, draft_id)
    assert [one.id for one in sources_of(work, [only.key])] == [more.key]


def test_a_period_that_is_taken_off_stays_with_its_other_line(work, project):
    model = price_model(
        work,
        project,
        PriceModelKind.SUBSCRIPTION,
        starts_on=dt.date(2026, 11, 1),
        ends_on=dt.date(2026, 12, 1),
        extras_included=True,
    )
    for text, amount in (("Lisens", 1000), ("Support", 300)):
        part = {"kind": PriceKind.PRODUCT, "text": text, "price": Decimal(amount)}
        factories.stored(work, PriceModelLine(price_model_id=model.key, **part))
    product(work, project)
    _plan, (draft_id,) = drafts(work, project)
    period = next(
        one for one in sources_of(work, [lines_of(work, draft_id)[0].key]) if "period" in one.table
    )
    line, _removed = off(work, draft_id, period.table, period.id)
    assert (line.net, work.session.get_one(Invoice, draft_id).net) == (0, 300)
    items = queries.sheet(work, project, NOVEMBER).items
    assert Kind.SUBSCRIPTION not in {item.kind for item in items}


def test_what_was_billed_since_does_not_come_back_to_be_billed_twice(work, project, people):
    hourly(work, project)
    hours(work, project, people[0], 60)
    _plan, (draft_id,) = drafts(work, project)
    removed = remove_draft(work, draft_id)
    _plan, (other,) = drafts(work, project)
    with pytest.raises(BilledSince), work.session.begin_nested():
        restore_draft(work, removed)
    line = remove_line(work, seen(work, other), lines_of(work, other)[0].key)
    _plan, made = drafts(work, project)
    with pytest.raises(BilledSince), work.session.begin_nested():
        restore_line(work, line, line.version)
    commands.undo_drafts(work, made)
    restore_line(work, line, line.version)
    nets = select(col(Invoice.net)).where(col(Invoice.id).in_([draft_id, other, *made]))
    assert work.session.exec(nets).all() == [1000]
