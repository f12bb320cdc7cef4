"""The ledger against a book kept by hand: balances, ages and running balances as of any day."""

import datetime as dt
import itertools
from collections import defaultdict
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotPermitted
from moment_ui.core.period import Period
from moment_ui.core.selection import Selection, SortKey
from moment_ui.db.work import reading, writing
from moment_ui.domain.ledger import account, customers, entries
from moment_ui.domain.ledger.rules import BUCKETS, CREDITS, Item, Span, ageing, bucket, open_on
from moment_ui.domain.payments.commands import (
    PaymentDraft,
    add_payments,
    post_payment,
    take_back,
    write_off,
)
from moment_ui.domain.payments.errors import NotTakenBack, PaymentRefused
from moment_ui.models.invoice import Invoice, InvoiceKind
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason
from moment_ui.models.payment_file import BankEntry, BankFile, BankFormat, EntryState
from moment_ui.reports.ledger.ledger import CUSTOMER_LEDGER
from tests import factories

D = Decimal
numbers = itertools.count(80000)
BEGIN = dt.date(2026, 6, 1)
DAYS = 160
days = st.integers(0, DAYS).map(lambda n: BEGIN + dt.timedelta(days=n))
cents = st.integers(-400_00, 400_00).filter(bool).map(lambda n: D(n) / 100)
payments = st.lists(st.tuples(days, cents), max_size=3)
documents = st.lists(
    st.tuples(
        st.integers(0, 1),  # whose
        st.sampled_from(["NOK", "EUR"]),
        days,
        st.one_of(st.none(), st.integers(0, 40)),
        cents,
        payments,
        st.booleans(),  # settled in the end
    ),
    min_size=1,
    max_size=7,
)


@st.composite
def histories(draw):
    return draw(documents), draw(st.lists(days, min_size=2, max_size=3))


def write(world, history):
    """The history in the database; returns the items of each customer and currency."""
    book = defaultdict(list)
    with writing(world.nord.administrator) as work:
        people = [factories.customer(work, next(numbers)).key for _n in (0, 1)]
        for whose, currency, issued, terms, gross, paid, settles in history:
            due = None if terms is None else issued + dt.timedelta(days=terms)
            row = factories.invoice(
                work, people[whose], next(numbers), gross, issued, currency=currency, due_date=due
            )
            row.gross, row.vat = gross, D(0)
            work.session.flush()
            rest = gross - sum(amount for _day, amount in paid)
            last = max([issued, *(day for day, _amount in paid)])
            moved = [*paid, (last, rest)] if settles and rest else paid
            made = [
                {
                    "invoice_id": row.key,
                    "paid_on": day,
                    "amount": amount,
                    "kind": list(PaymentKind)[n % 6],
                    "created_at": factories.clock.now(),
                }
                for n, (day, amount) in enumerate(moved)
            ]
            add_payments(work, made)
            book[people[whose], currency].append(Item(issued, due, gross, tuple(moved)))
    return people, book


def asked(until, people, start=None, **more):
    values = {"period": Period.including(start, until), "customer": tuple(people), **more}
    return Selection(tuple(values.items()), (SortKey("day"),))


slowly = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@slowly
@given(history=histories())
def test_at_every_date_the_balance_is_invoices_less_payments(world, history):
    made, dates = history
    people, book = write(world, made)
    for day in dates:
        with reading(world.nord.economy) as work:
            found = customers.page(work, asked(day, people).unsorted(), offset=0, limit=50)
            only_open = customers.page(
                work, asked(day, people, open=True).unsorted(), offset=0, limit=50
            )
            listed = entries.page(work, asked(day, people), offset=0, limit=500)
            open_entries = entries.page(work, asked(day, people, open=True), offset=0, limit=500)
        told = {(row.customer_id, row.currency): row for row in found}
        for key, items in book.items():
            balance = sum((open_on(item, day) for item in items), D(0))
            row = told.pop(key, None)
            assert (row.balance if row else D(0)) == balance
            assert (row.ages if row else (D(0),) * BUCKETS) == ageing(items, day)
            assert sum(row.ages if row else ()) == balance
        assert not told
        assert sum(row.balance for row in only_open) == sum(row.balance for row in found)
        _check_entries(listed, book, day)
        _check_accounts(world, people, book, day)
        for currency in ("NOK", "EUR"):
            whole = [e.balance for e in listed if e.currency == currency]
            some = [e.balance for e in open_entries if e.currency == currency]
            assert (some or [D(0)])[-1] == (whole or [D(0)])[-1]


def _check_entries(listed, book, day):
    """Every document and payment until the day is there once, and the balance runs through them."""
    running = defaultdict(lambda: D(0))
    for entry in listed:
        assert entry.day <= day
        running[entry.currency] += (entry.invoiced or D(0)) - (entry.paid or D(0))
        assert entry.balance == running[entry.currency]
    assert [e.day for e in listed] == sorted(e.day for e in listed)
    expected = defaultdict(lambda: D(0))
    for (_customer, currency), items in book.items():
        expected[currency] += sum((open_on(item, day) for item in items), D(0))
    for currency, balance in expected.items():
        assert running[currency] == balance
    count = sum(
        (item.issued <= day) + sum(paid <= day for paid, _amount in item.payments)
        for items in book.values()
        for item in items
    )
    assert len(listed) == count


def _check_accounts(world, people, book, day):
    """From any first day on, what was owed before and what moved come to what is open, by its age."""
    for person in people:
        with reading(world.nord.economy) as work:
            whole = account.accounts(work, person, Span(day))
            later = account.accounts(work, person, Span(day, day - dt.timedelta(days=40)))
            items = account.open_items(work, person, day)
        ages = account.ages_of(items, day)
        for currency in ("NOK", "EUR"):
            balance = sum((open_on(item, day) for item in book.get((person, currency), [])), D(0))
            for found in (whole, later):
                assert _closing(found, currency) == balance
            assert sum((item.open for item in items if item.currency == currency), D(0)) == balance
            assert ages.get(currency, (D(0),) * BUCKETS) == ageing(
                book.get((person, currency), []), day
            )
        moved = [each.day for one in later for each in one.moved]
        assert all(day - dt.timedelta(days=40) <= each <= day for each in moved)


acts = st.lists(
    st.tuples(
        st.integers(0, 2),  # on which document
        st.sampled_from(["pay", "write-off", "take-back"]),
        cents,
        st.integers(0, 60).map(lambda n: dt.date(2026, 9, 17) + dt.timedelta(days=n)),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(done=acts)
def test_whatever_is_paid_written_off_and_taken_back_the_ledger_is_what_invoices_leave(world, done):
    with writing(world.nord.administrator) as work:
        person = factories.customer(work, next(numbers)).key
        invoices = [
            factories.invoice(
                work, person, next(numbers), gross, dt.date(2026, 9, 1), currency=currency
            ).key
            for gross, currency in ((D(300), "NOK"), (D(-120), "NOK"), (D(80), "EUR"))
        ]
    posted = defaultdict(list)
    for place, act, amount, day in done:
        with suppress(Invalid, PaymentRefused, NotTakenBack), writing(world.nord.economy) as work:
            key = invoices[place]
            if act == "take-back" and posted[key]:
                take_back(work, posted[key].pop())
            elif act == "pay":
                posted[key].append(post_payment(work, key, PaymentDraft(day, amount)))
            elif act == "write-off":
                draft = PaymentDraft(
                    day, amount, PaymentKind.WRITE_OFF, reason=WriteOffReason.ROUNDING
                )
                posted[key].append(write_off(work, key, draft))
    today = dt.date(2026, 11, 16)
    with reading(world.nord.economy) as work:
        left = defaultdict(lambda: D(0))
        for key in invoices:
            row = work.session.get_one(Invoice, key)
            left[row.currency] += row.outstanding
        told = customers.page(work, asked(today, [person]).unsorted(), offset=0, limit=9)
        moved = account.accounts(work, person, Span(today))
    for currency, owed in left.items():
        assert sum((r.balance for r in told if r.currency == currency), D(0)) == owed
        assert _closing(moved, currency) == owed


def _closing(found, currency):
    of_currency = [each for each in found if each.currency == currency]
    return sum(
        (
            each.opening + sum(((m.invoiced or D(0)) - (m.paid or D(0)) for m in each.moved), D(0))
            for each in of_currency
        ),
        D(0),
    )


@pytest.mark.parametrize(
    ("late", "place"),
    [(-5, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (400, 4)],
)
def test_what_is_late_falls_into_its_bucket(late, place):
    day = dt.date(2026, 11, 16)
    assert bucket(day - dt.timedelta(days=late), D(1), day) == place
    assert bucket(day - dt.timedelta(days=late), D(-1), day) == CREDITS


def test_a_period_shows_what_moved_in_it_and_the_balance_of_all(world):
    berg = world.nord.customers[10002]
    selection = asked(dt.date(2026, 11, 30), [berg], start=dt.date(2026, 11, 6), currency=("NOK",))
    with reading(world.nord.economy) as work:
        (moved,) = entries.page(work, selection, offset=0, limit=9)
        (row,) = customers.page(work, selection.unsorted(), offset=0, limit=9)
        totals = entries.totals(work, selection)
    assert (moved.kind, moved.paid, moved.balance) == ("manual", D(1000), D(4000))
    assert (row.invoiced, row.paid, row.balance) == (D(0), D(1000), D(4000))
    assert totals.sums[0].sums == {"paid": D(1000)}


def test_an_account_tells_the_customer_nothing_that_was_noted_for_the_house(world):
    berg, day = world.nord.customers[10002], dt.date(2026, 11, 12)
    with writing(world.nord.economy) as work:
        key = factories.invoice(work, berg, 90001, "5000", issued=day).key
        camt = BankFile(format=BankFormat.CAMT, title="l.xml", sha256="0" * 64, read_at=clock.now())
        file = factories.stored(work, camt)
        entries_of = {
            text: factories.stored(
                work,
                BankEntry(
                    file_id=file.key,
                    paid_on=day,
                    amount=D(1),
                    text=text,
                    payment_key=text,
                    twin_key=text,
                    state=EntryState.POSTED,
                    note="Ringte, sur",
                ),
            ).key
            for text in ("Tak for hjælpen", "")
        }
        payments = (
            (PaymentKind.MANUAL, "Ringte, sur", {}),
            (PaymentKind.WRITE_OFF, "Han går nok konkurs", {}),
            (PaymentKind.CREDIT, "90002", {}),
            (PaymentKind.CREDIT, "Purret forgjeves", {}),
            (PaymentKind.MANUAL, "Paid before it was invoiced", {"import_key": f"prepaid:{key}"}),
            (PaymentKind.BANK_FILE, "?", {"bank_entry_id": entries_of["Tak for hjælpen"]}),
            (PaymentKind.OCR, "lønn-konto.xml", {"bank_entry_id": entries_of[""]}),
        )
        of_day: dict[str, Any] = {"invoice_id": key, "paid_on": day, "created_at": clock.now()}
        facts: dict[str, Any] = of_day | {"amount": D(1)}
        for kind, description, more in payments:
            values: dict[str, Any] = facts | {"description": description} | more
            factories.stored(work, Payment(kind=kind, **values))
        note = factories.invoice(
            work, berg, 90002, "400", issued=day, kind=InvoiceKind.CREDIT_NOTE
        ).key
        paid, lost = (
            factories.stored(work, Payment(kind=kind, **facts)).key
            for kind in (PaymentKind.MANUAL, PaymentKind.WRITE_OFF)
        )
        back: dict[str, Any] = of_day | {"amount": D(-1)}
        given_back: tuple[tuple[PaymentKind, dict[str, Any]], ...] = (
            (PaymentKind.MANUAL, {"takes_back_id": paid}),
            (PaymentKind.WRITE_OFF, {"takes_back_id": lost}),
            (PaymentKind.WRITE_OFF, {}),
            (PaymentKind.MANUAL, {}),
            (PaymentKind.CREDIT, {"invoice_id": note, "description": "90001"}),
        )
        for kind, more in given_back:
            factories.stored(work, Payment(kind=kind, **back | more))
    with reading(world.nord.economy) as work:
        (_euro, found) = account.accounts(work, berg, Span(day, day))
        page = entries.page(work, asked(day, [berg], start=day), offset=0, limit=9)
    assert [(each.kind, each.text) for each in found.moved if each.paid] == [
        ("manual", ""), ("write-off", ""), ("credit", "90002"), ("credit", ""), ("prepaid", ""),
        ("bank-file", "Tak for hjælpen"), ("ocr", ""), ("manual", ""), ("write-off", ""),
        ("reversed", ""), ("reversed-write-off", ""), ("reversed-write-off", ""), ("repaid", ""),
        ("credit", "90001"),
    ]  # fmt: skip
    assert [each.of for each in found.moved if each.number == 90002] == ["credit-note"] * 2
    assert "Han går nok konkurs" in [each.description for each in page]


def test_a_past_day_knows_nothing_of_what_came_later(world):
    berg = world.nord.customers[10002]
    with reading(world.nord.economy) as work:
        for day, owed in (("2026-11-04", {}), ("2026-11-09", {"NOK": D(5000), "EUR": D(375)})):
            rows = customers.page(
                work,
                asked(dt.date.fromisoformat(day), [berg]).unsorted(),
                offset=0,
                limit=9,
            )
            told = {row.currency: row.balance for row in rows}
            assert told == (owed or {"EUR": D(375)})
            # what a row opens is as of the same day
            links = {key: CUSTOMER_LEDGER.links[key](rows[0]) for key in ("customer", "balance")}
            assert links["customer"] == f"/customers/{berg}/ledger?period=..{day}"
            assert links["balance"] == f"/customers/{berg}/statement?until={day}"


@pytest.mark.parametrize("missing", customers.ECONOMY)
def test_the_ledger_needs_both_permissions(world, missing):
    actor = world.nord.economy
    clerk = type(actor)(actor.user_id, actor.company_id, actor.permissions - {missing})
    with reading(clerk) as work:
        for source in (customers, entries):
            for read in (
                lambda source=source: source.page(work, Selection(), offset=0, limit=5),
                lambda source=source: source.order(work, Selection()),
                lambda source=source: source.totals(work, Selection()),
                lambda source=source: source.rows(work, [1]),
                lambda source=source: source.counts(work, Selection()),
            ):
                with pytest.raises(NotPermitted):
                    read()
