"""Which open invoices a payment in doubt may be for, the likeliest first, and finding one by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.folding import name_key
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.payment_files.rules import numbers_in
from moment_ui.domain.payment_ids.reading import read_back
from moment_ui.domain.payments.finding import payables
from moment_ui.models.customer import Customer
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment_file import BankEntry

MOST, MOST_AT_ONCE = 8, 500
BY_NUMBER, BY_AMOUNT, BY_NAME = 4, 2, 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An invoice that may be meant, and why it is thought so; amounts in the payment's currency."""

    invoice_id: int
    number: int
    customer: str
    outstanding: Decimal
    reasons: tuple[str, ...] = ()


@needs(Permission.REGISTER_PAYMENTS)
def bank_entry(work: Work, entry_id: int) -> BankEntry:
    """One payment of a file. Raises NotFound."""
    found = work.session.exec(select(BankEntry).where(BankEntry.id == entry_id)).first()
    if found is None:
        raise NotFound(_("The payment"))
    return found


@needs(Permission.REGISTER_PAYMENTS)
def suggestions(work: Work, entry_id: int) -> list[Suggestion]:
    """Open invoices that a payment may be for: by a number it names, its amount, who paid.

    Raises NotFound.
    """
    entry = bank_entry(work, entry_id)
    numbers, named = _numbers(finance_settings(work), entry), _named(entry)
    ways: list[sa.ColumnElement[bool]] = [col(Invoice.outstanding) == entry.amount]
    if numbers:
        ways.append(col(Invoice.number).in_(numbers))
    if named:
        ways.append(col(Customer.name_key) == named)
    rows = [
        _scored(entry, invoice, customer, numbers, named)
        for way in ways
        for invoice, customer in _open(work, {entry.currency}, way)
    ]
    best: dict[int, tuple[int, Suggestion]] = {each.invoice_id: (s, each) for s, each in rows}
    ordered = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].number))
    return [each for _score, each in ordered[:MOST]]


@needs(Permission.REGISTER_PAYMENTS)
def likeliest(work: Work, entries: Sequence[BankEntry]) -> dict[int, Suggestion]:
    """The invoice that each of these payments is most likely for, by the payment; none where two are as likely."""
    settings = finance_settings(work)
    asked = [(each, _numbers(settings, each), _named(each)) for each in entries]
    ways = sa.or_(
        col(Invoice.outstanding).in_(sorted({each.amount for each in entries})),
        col(Invoice.number).in_(sorted({one for _e, numbers, _n in asked for one in numbers})),
        col(Customer.name_key).in_(sorted({named for _e, _numbers, named in asked if named})),
    )
    found = _open(work, {each.currency for each in entries}, ways, most=MOST_AT_ONCE)
    chosen: dict[int, Suggestion] = {}
    for entry, numbers, named in asked:
        scored = [_scored(entry, *row, numbers, named) for row in found]
        best = max((score for score, _each in scored), default=0)
        fitting = [each for score, each in scored if score == best]
        if best and len(fitting) == 1:
            chosen[entry.key] = fitting[0]
    return chosen


@needs(Permission.REGISTER_PAYMENTS, Permission.VIEW_INVOICES)
def invoices_found(work: Work, entry_id: int, words: str) -> list[Suggestion]:
    """Invoices in the payment's currency by number, payment ID or customer, as typed. Raises NotFound."""
    entry = bank_entry(work, entry_id)
    found = payables(work, words, entry.currency) if words.strip() else []
    return [
        Suggestion(each.invoice_id, each.number or 0, each.customer, each.outstanding)
        for each in found
    ]


def _named(entry: BankEntry) -> str:
    return name_key(entry.payer) if entry.payer else ""


def _numbers(settings: FinanceSettings, entry: BankEntry) -> list[int]:
    """Invoice numbers that its payment ID or its text names."""
    found = numbers_in(entry.text, entry.payment_id)
    try:
        back = read_back(settings, entry.payment_id)
    except Unfit:
        return found
    return [back.number, *found]


def _open(
    work: Work,
    currencies: set[str],
    way: sa.ColumnElement[bool],
    *,
    most: int = MOST,
) -> list[tuple[Invoice, Customer]]:
    query = (
        select(Invoice, Customer)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(
            col(Invoice.currency).in_(sorted(currencies)),
            Invoice.state != InvoiceState.DRAFT,
            col(Invoice.outstanding) != ZERO,
            way,
        )
        .order_by(col(Invoice.due_date), col(Invoice.id))
        .limit(most)
    )
    return list(work.session.exec(query).all())


def _scored(
    entry: BankEntry, invoice: Invoice, customer: Customer, numbers: list[int], named: str
) -> tuple[int, Suggestion]:
    if invoice.currency != entry.currency:
        return 0, _suggestion(invoice, customer)
    checks = (
        (BY_NUMBER, invoice.number in numbers, _("The number stands in it")),
        (BY_AMOUNT, invoice.outstanding == entry.amount, _("Same amount")),
        (BY_NAME, bool(named) and customer.name_key == named, _("Same name")),
    )
    reasons = tuple(word for _score, holds, word in checks if holds)
    return sum(score for score, holds, _word in checks if holds), _suggestion(
        invoice, customer, reasons
    )


def _suggestion(invoice: Invoice, customer: Customer, reasons: tuple[str, ...] = ()) -> Suggestion:
    number = invoice.number or 0
    return Suggestion(invoice.key, number, customer.name, invoice.outstanding, reasons)
