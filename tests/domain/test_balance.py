"""The balance strip: what the database adds up, by the rules of the lists."""

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.customers.balance import balance_strip, invoice_count
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.reports.customers.customer_page import customer_page
from tests import factories
from tests.fetching import rows_fetched

NET = Decimal(1)


@pytest.fixture
def theirs(work: Work) -> int:
    """A customer without invoices."""
    return factories.customer(work, 20001).key


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def add(
    work: Work, customer_id: int, issued: str, net: int | Decimal = NET, *, due: str = "",
    paid_on: str = "", **fields: object,
) -> None:  # fmt: skip
    """An invoice as it stands in the table, whatever led there."""
    numbers = work.session.exec(select(sa.func.max(Invoice.number))).one() or 0
    values = {"state": InvoiceState.SENT, "outstanding": Decimal(0), "net": Decimal(net), **fields}
    factories.stored(
        work,
        Invoice(
            number=numbers + 1,
            customer_id=customer_id,
            issue_date=day(issued),
            due_date=day(due),
            paid_on=day(paid_on),
            created_at=clock.now(),
            **values,
        ),
    )


def test_invoiced_this_year_stands_against_the_same_days_last_year(work, theirs):
    add(work, theirs, "2026-01-01", 1000)
    add(work, theirs, "2026-11-16", 500)
    add(work, theirs, "2026-11-17", 70)
    add(work, theirs, "2026-03-01", -200, kind=InvoiceKind.CREDIT_NOTE)
    add(work, theirs, "2026-03-01", 4000, state=InvoiceState.DRAFT)
    add(work, theirs, "2025-11-16", 900)
    add(work, theirs, "2025-11-17", 8000)
    add(work, theirs, "2024-11-16", 90_000)
    (balance,) = balance_strip(work, theirs).balances
    assert (balance.invoiced, balance.invoiced_before) == (1300, 900)


def test_on_a_leap_day_last_year_ends_on_the_28th(work, theirs):
    add(work, theirs, "2027-02-28", 5)
    add(work, theirs, "2027-03-01", 7)
    with clock.frozen(dt.datetime(2028, 2, 29, 9, tzinfo=dt.UTC)):
        (balance,) = balance_strip(work, theirs).balances
    assert balance.invoiced_before == 5


def test_outstanding_is_split_by_how_late_it_is(work, theirs):
    for due, owed in (
        *(("2026-11-16", 100), ("2026-11-15", 20), ("2026-10-17", 3), ("2026-10-16", 4)),
        *(("2026-09-17", 1000), ("2026-09-16", 2000), ("2026-08-18", 5), ("2026-08-17", 6)),
        *(("2026-08-17", -50), ("", 7)),
    ):
        add(work, theirs, "2026-11-01", due=due, outstanding=Decimal(owed))
    (balance,) = balance_strip(work, theirs).balances
    assert balance.ageing == (107, 23, 1004, 2005, 6)
    assert balance.outstanding == 3095
    assert (balance.overdue, balance.overdue_count, balance.days_late) == (3038, 7, 91)


def test_overdue_is_what_the_lists_call_overdue(work, theirs):
    add(work, theirs, "2026-09-01", due="2026-09-15", outstanding=Decimal(100))
    add(work, theirs, "2026-09-01", due="2026-09-15", outstanding=Decimal(20), state="credited")
    add(work, theirs, "2026-09-01", due="2026-09-15", outstanding=Decimal(3), state="written-off")
    add(work, theirs, "2026-09-01", due="2026-09-01", outstanding=Decimal(4), kind="credit-note")
    (balance,) = balance_strip(work, theirs).balances
    assert (balance.overdue, balance.overdue_count) == (100, 1)
    assert (sum(balance.ageing[1:]), balance.outstanding) == (100, 127)


def test_what_was_credited_or_written_off_was_never_paid(work, theirs):
    add(work, theirs, "2026-02-01", due="2026-02-15", paid_on="2026-02-11")
    add(work, theirs, "2026-01-01", due="2026-01-15", paid_on="2026-09-22", state="written-off")
    add(work, theirs, "2026-02-01", due="2026-02-15", paid_on="2026-02-02", state="credited")
    assert balance_strip(work, theirs).habit.days == 10


def test_currencies_are_never_added_up(work, theirs):
    add(work, theirs, "2026-05-01", currency="EUR", outstanding=Decimal(9))
    add(work, theirs, "2026-05-01", 2)
    add(work, theirs, "2019-05-01", currency="DKK", outstanding=Decimal(8))
    nok, dkk, eur = balance_strip(work, theirs).balances
    assert (nok.currency, nok.invoiced, nok.outstanding) == ("NOK", 2, 0)
    assert (dkk.currency, dkk.invoiced, dkk.outstanding) == ("DKK", 0, 8)
    assert (eur.currency, eur.invoiced, eur.outstanding) == ("EUR", 1, 9)


def test_a_customer_without_invoices_has_nought_in_its_own_currency(work):
    swede = factories.customer(work, 20002, currency="SEK")
    strip = balance_strip(work, swede.key)
    (balance,) = strip.balances
    assert (balance.currency, balance.invoiced, balance.outstanding) == ("SEK", 0, 0)
    assert (strip.habit.days, strip.habit.days_before, strip.habit.terms) == (None, None, None)


def test_days_to_pay_are_averaged_by_the_year_they_paid_in(work, theirs):
    add(work, theirs, "2025-12-20", due="2026-01-03", paid_on="2026-01-09")
    add(work, theirs, "2026-02-01", due="2026-02-15", paid_on="2026-02-22")
    add(work, theirs, "2025-05-01", due="2025-05-31", paid_on="2025-05-11")
    add(work, theirs, "2026-02-01", -1, paid_on="2026-02-02", kind="credit-note")
    add(work, theirs, "2026-06-01", due="2026-06-15", outstanding=Decimal(5))
    add(work, theirs, "2024-05-01", due="2024-05-31", paid_on="2024-05-02")
    habit = balance_strip(work, theirs).habit
    assert (habit.days, habit.days_before, habit.terms) == (21, 10, 14)
    own = factories.customer(work, 20003, credit_days=30)
    assert balance_strip(work, own.key).habit.terms == 30


def test_an_invoice_without_a_due_date_says_nothing_of_the_terms(work, theirs):
    add(work, theirs, "2026-02-01", paid_on="2026-02-03")
    habit = balance_strip(work, theirs).habit
    assert (habit.days, habit.terms) == (2, None)


@pytest.mark.parametrize("role", ["administrator", "economy"])
def test_a_page_with_many_invoices_fetches_what_one_with_few_does(world, role):
    actor = getattr(world.nord, role)
    assert actor.may(Permission.VIEW_CUSTOMER_ECONOMY)
    few, many = (fetched_for(world, actor, count) for count in (30, 3000))
    assert few == many
    assert sum(many) < 40


def fetched_for(world, actor, count: int) -> list[int]:
    """Rows fetched by each statement of the page of a customer with that many invoices."""
    with writing(world.nord.administrator) as work:
        customer_id = factories.customer(work, 30_000 + count).key
        work.insert_rows(Invoice, [invoice(customer_id, place) for place in range(count)])
    with reading(actor) as work, rows_fetched() as rows:
        page = customer_page(work, customer_id)
        assert page.invoices
        assert len(page.strip) == 4
    return rows


def invoice(customer_id: int, place: int) -> dict[str, object]:
    """A plain invoice: some paid, some open, some late, over two years; thirty kinds of them."""
    kind = place % 30
    issued = dt.date(2026, 11, 10) - dt.timedelta(days=kind * 23)
    paid = kind % 3 != 0
    return {
        "customer_id": customer_id,
        "number": customer_id * 10_000 + place,
        "state": InvoiceState.SENT,
        "invoice_type": InvoiceType.EMAIL,
        "issue_date": issued,
        "due_date": issued + dt.timedelta(days=14),
        "paid_on": issued + dt.timedelta(days=10) if paid else None,
        "net": Decimal(1000),
        "outstanding": Decimal(0) if paid else Decimal(1250),
        "created_at": clock.now(),
    }


def test_invoices_are_counted_with_drafts(work, theirs):
    add(work, theirs, "2026-02-01")
    add(work, theirs, "2026-02-01", state=InvoiceState.DRAFT)
    assert invoice_count(work, theirs) == 2
