"""The ledger and the statement of a customer with 50,000 entries, against bare SQL in the same run.

The floor reads the same rows, documents and payments in the order of their days, by one statement.
"""

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, at_most, told, within
from benchmarks.payment_files import AT_ONCE, _measured, _timed
from moment_ui.core import clock
from moment_ui.core.selection import Selection, SortKey
from moment_ui.db.work import reading, writing
from moment_ui.domain.ledger import account, customers, entries
from moment_ui.domain.ledger.rules import Span
from moment_ui.domain.statements.drawing import pdf_of, statement
from moment_ui.domain.statements.rules import Asked
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment import Payment
from tests.databases import filled, using

INVOICES, PAGE = 25_000, 50
SECONDS, MEGABYTES, MOST_TIMES_BARE = 1, 200, 8
_PRICE, _DAY = Decimal(100), dt.date(2026, 11, 16)
_BARE = """
SELECT issue_date AS day, 0 AS place, id, kind, number, due_date, gross, NULL FROM invoice
WHERE company_id = :company AND customer_id = :customer AND issue_date <= :until AND state <> 'draft'
UNION ALL
SELECT p.paid_on, 1, p.id, p.kind, i.number, NULL, NULL, p.amount FROM payment p
JOIN invoice i ON i.company_id = p.company_id AND i.id = p.invoice_id
WHERE i.company_id = :company AND i.customer_id = :customer AND p.paid_on <= :until
ORDER BY 1, 2, 3
"""


def figures() -> Iterator[Figure]:
    """Seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "statements.db"
        template = filled(f"sqlite:///{file}")
        with using(template.url):
            place = template.world.nord
            customer = place.customers[10003]
            _fill(place, customer)
            bare, rows = _timed(lambda: _bare(file, place.company_id, customer))
            whose = Selection((("customer", (customer,)),), (SortKey("day", descending=True),))
            page, _entries = _timed(lambda: _read(place, entries.page, whose, offset=0, limit=PAGE))
            balance, _rows = _timed(
                lambda: _read(place, customers.page, whose.unsorted(), offset=0, limit=9)
            )
            moved, found = _timed(lambda: _read(place, account.accounts, customer, Span(_DAY)))
            told_all = Asked(_DAY, everything=True)
            whole, grown, document = _measured(lambda: _read(place, statement, customer, told_all))
    if not sum(len(each.moved) for each in found) == len(rows) == 2 * INVOICES:
        raise AssertionError("the account and the bare statement tell of other entries")
    drawn, paper, _content = _measured(lambda: pdf_of(document))
    yield told("Bare SQL of a customer's 50,000 entries", bare, "s")
    yield at_most("A page of the ledger of 50,000 entries", page, SECONDS, "s")
    yield at_most("The balance of 50,000 entries and its age", balance, SECONDS, "s")
    yield within(
        "All 50,000 entries of an account, against bare SQL", moved, bare, MOST_TIMES_BARE, "s"
    )
    yield told("The statement of 50,000 entries, ready to be drawn", whole, "s")
    yield at_most("Memory that the statement adds", grown, MEGABYTES, "MB")
    yield told("Drawing the statement of 50,000 entries as PDF", drawn, "s")
    yield told("Memory that the drawing adds", paper, "MB")


def _read(place: Any, query: Any, *asked: Any, **more: Any) -> Any:
    with reading(place.economy) as work:
        return query(work, *asked, **more)


def _bare(file: Path, company: int, customer: int) -> list[Any]:
    with sqlite3.connect(file) as bare:
        asked = {"company": company, "customer": customer, "until": _DAY.isoformat()}
        return bare.execute(_BARE, asked).fetchall()


def _fill(place: Any, customer: int) -> None:
    """As many invoices, and each paid but for a tenth of it."""
    now, first = clock.now(), 300_000
    for start in range(0, INVOICES, AT_ONCE):
        numbers = range(first + start, first + start + AT_ONCE)
        with writing(place.administrator) as work:
            rows = [
                {
                    "customer_id": customer,
                    "number": number,
                    "state": InvoiceState.SENT,
                    "issue_date": _DAY - dt.timedelta(days=number % 1500),
                    "due_date": _DAY - dt.timedelta(days=number % 1500 - 14),
                    "finalised_at": now,
                    "created_at": now,
                    "net": _PRICE,
                    "gross": _PRICE,
                    "outstanding": _PRICE / 10,
                }
                for number in numbers
            ]
            ids = work.insert_rows(Invoice, rows, returning=True)
            paid = [
                {
                    "invoice_id": key,
                    "paid_on": _DAY - dt.timedelta(days=number % 1500),
                    "amount": _PRICE * 9 / 10,
                    "created_at": now,
                }
                for key, number in zip(ids, numbers, strict=True)
            ]
            work.insert_rows(Payment, paid)
