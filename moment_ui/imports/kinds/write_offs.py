"""Write-offs of a payment file: at most what is outstanding as when posted by hand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.invoices.rules import Posted, balance
from moment_ui.domain.payments.rules import may_be_written_off
from moment_ui.imports.fields import Row
from moment_ui.imports.lookups import chunks
from moment_ui.imports.words import amount
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment, PaymentKind

Keyed = tuple[Row, str]


@dataclass(slots=True)
class _Ledger:
    """An invoice's gross amount, and what is posted on it already, by import key."""

    gross: Decimal
    stored: dict[str, Posted]


def check_write_offs(work: Work, rows: Sequence[Keyed]) -> None:
    """Tell the rows that write off more than their invoice owes; `rows` are of the whole file.

    What is stored was posted before, whatever its day; the file's rows follow day by day.
    """
    numbers = {row.get("invoice_number") for row, _key in rows if _writes_off(row)}
    by_number: defaultdict[int, list[Keyed]] = defaultdict(list)
    for row, key in rows if numbers else ():
        by_number[row.get("invoice_number")].append((row, key))
    for number, ledger in _ledgers(work, numbers).items():
        _check(ledger, sorted(by_number[number], key=_by_day))


def _check(ledger: _Ledger, rows: list[Keyed]) -> None:
    again = {key for _row, key in rows}
    past = [posted for key, posted in ledger.stored.items() if key not in again]
    for row, _key in rows:
        posted = Posted(row.get("paid_on"), row.get("amount"), written_off=_writes_off(row))
        now = balance(ledger.gross, past)
        if posted.written_off and not may_be_written_off(now, posted.amount):
            row.problems["amount"] = _(
                "Only what is outstanding can be written off: {amount}."
            ).format(amount=amount(now.outstanding))
        else:
            past.append(posted)


def _by_day(keyed: Keyed) -> tuple[dt.date, bool]:
    """What was written off on a day is what the day's payments left."""
    row, _key = keyed
    return row.get("paid_on"), _writes_off(row)


def _writes_off(row: Row) -> bool:
    return row.get("kind") is PaymentKind.WRITE_OFF


def _ledgers(work: Work, numbers: set[int]) -> dict[int, _Ledger]:
    found: dict[int, _Ledger] = {}
    columns = col(Invoice.number), col(Invoice.id), col(Invoice.gross)
    for some in chunks(sorted(numbers)):
        invoices = work.session.exec(select(*columns).where(col(Invoice.number).in_(some))).all()
        found |= {number or 0: _Ledger(gross, {}) for number, _id, gross in invoices}
        by_id = {key: found[number or 0] for number, key, _gross in invoices}
        payments = select(Payment).where(col(Payment.invoice_id).in_(list(by_id)))
        for payment in work.session.exec(payments):
            lost = payment.kind is PaymentKind.WRITE_OFF
            posted = Posted(payment.paid_on, payment.amount, written_off=lost)
            by_id[payment.invoice_id].stored[payment.import_key or str(payment.key)] = posted
    return found
