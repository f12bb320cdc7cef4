import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.session import ScopedSession
from moment_ui.db.work import Work
from moment_ui.domain.drafts.removing import remove_draft, restore_draft
from moment_ui.domain.invoices import sources
from moment_ui.models.expense import ProjectExpense, ProjectProduct
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.price_model import (
    PlannedPayment,
    PriceModel,
    PriceModelKind,
    SubscriptionPeriod,
)
from tests.factories import invoice, stored

DAY = dt.date(2026, 11, 2)
TABLES = [
    "planned_payment",
    "project_expense",
    "project_product",
    "subscription_period",
    "time_record",
]


@pytest.fixture
def line(work, world):
    draft = invoice(work, world.nord.customers[10001], None)
    return work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == draft.key)).one()


@pytest.fixture
def billed(work, world, line):
    """One row of every table, on the line."""
    project_id = world.nord.projects["P-100"]
    on: dict[str, Any] = {"invoice_line_id": line.key}
    now: dict[str, Any] = {"created_at": clock.now()}
    model = stored(
        work,
        PriceModel(project_id=project_id, kind=PriceModelKind.SUBSCRIPTION, currency="NOK", **now),
    )
    hours = work.session.exec(select(TimeRecord).where(TimeRecord.project_id == project_id)).one()
    hours.invoice_line_id = line.key
    cost: dict[str, Any] = {"cost": Decimal(100), "price": Decimal(110)}
    own: dict[str, Any] = {"project_id": project_id, "day": DAY, **on, **now}
    return [
        stored(
            work,
            PlannedPayment(price_model_id=model.key, due_on=DAY, amount=Decimal(1000), **on),
        ),
        stored(work, ProjectExpense(text="Kopi", **own, **cost)),
        stored(work, ProjectProduct(text="Plott", price=Decimal(900), **own)),
        stored(
            work,
            SubscriptionPeriod(
                price_model_id=model.key, starts_on=DAY, ends_on=DAY + dt.timedelta(30), **on
            ),
        ),
        stored(work, hours),
    ]


def on_line(work, line_id):
    return [source.table for source in sources.sources_of(work, [line_id])]


def test_every_table_that_refers_to_a_line_is_a_source(work):
    assert [model.__tablename__ for model in sources.tables()] == TABLES


def test_what_is_let_go_of_is_free_and_can_be_held_again(work, line, billed):
    assert on_line(work, line.key) == TABLES
    released = sources.release(work, [line.key])
    assert [source.table for source in released] == TABLES
    assert on_line(work, line.key) == []
    assert work.session.exec(select(SubscriptionPeriod)).all() == []
    expense = work.session.exec(select(ProjectExpense)).one()
    assert expense.invoice_line_id is None
    assert sources.hold(work, released, {line.key: line.key}) == 0
    assert on_line(work, line.key) == TABLES


def test_what_somebody_else_has_billed_since_stays_there(work, world, line, billed):
    released = sources.release(work, [line.key])
    other = invoice(work, world.nord.customers[10002], None)
    taken = work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == other.key)).one()
    for model in sources.tables():
        for row in work.session.exec(
            select(model).where(col(model.id).in_([b.key for b in billed]))
        ):
            row.invoice_line_id = taken.key
    period = billed[3].model_dump(exclude={"id"}) | {"invoice_line_id": taken.key}
    stored(work, SubscriptionPeriod(**period))
    work.session.flush()
    assert sources.hold(work, released, {line.key: line.key}) == 5
    assert (on_line(work, line.key), on_line(work, taken.key)) == ([], TABLES)


def test_finalising_locks_the_hours_and_a_credit_gives_them_back_approved(work, line, billed):
    hours = billed[4]
    assert sources.unapproved(work, [line.key]) == 0
    sources.lock_sources(work, [line.key])
    assert hours.status is HoursStatus.INVOICED
    assert on_line(work, line.key) == TABLES
    sources.take_back(work, [line.key])
    assert (hours.status, hours.invoice_line_id) == (HoursStatus.APPROVED, None)
    assert on_line(work, line.key) == []


def test_hours_that_lost_their_approval_are_counted(work, line, billed):
    billed[4].status = HoursStatus.NOT_APPROVED
    assert sources.unapproved(work, [line.key]) == 1


def test_removing_a_draft_frees_all_it_bills_and_undo_takes_it_again(work, line, billed):
    removed = remove_draft(work, line.invoice_id)
    assert on_line(work, line.key) == []
    draft_id = restore_draft(work, removed)
    again = work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == draft_id)).one()
    assert on_line(work, again.key) == TABLES


def test_another_companys_rows_are_out_of_reach(work, world, line, billed):
    work.session.flush()
    other = ScopedSession(work.session.connection(), company_id=world.sor.company_id)
    assert sources.sources_of(Work(other, world.sor.administrator), [line.key]) == []
