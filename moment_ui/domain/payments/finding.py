"""Finding the invoice that a payment is for: by its number, its payment ID, or who owes it."""

import re
from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.money import ZERO
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.payment_ids.reading import payment_id_in
from moment_ui.domain.payments.queries import Payable
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceState

MOST = 8
LONGEST_NUMBER = 9
_DIGITS = re.compile(r"[0-9]+-?")  # a MOD11 payment ID may end with a dash


@needs(Permission.REGISTER_PAYMENTS, Permission.VIEW_INVOICES)
def payables(work: Work, words: str, currency: str = "") -> list[Payable]:
    """Issued invoices by number, payment ID, customer's number or name, at most MOST of them.

    What is named by its own number is found when it is settled as well: it may be paid twice. Of a
    customer only what is outstanding, the longest due first; of nobody in particular, of all.
    """
    found: dict[int, Payable] = {}
    for way in _ways(" ".join(words.split())):
        query = (
            select(Invoice, Customer.name)
            .join(Customer, col(Customer.id) == col(Invoice.customer_id))
            .where(Invoice.state != InvoiceState.DRAFT, way)
            .order_by(col(Invoice.due_date), col(Invoice.id))
            .limit(MOST)
        )
        if currency:
            query = query.where(Invoice.currency == currency)
        for invoice, customer in work.session.exec(query):
            found.setdefault(invoice.key, Payable.of(invoice, customer))
    return list(found.values())[:MOST]


def _ways(words: str) -> Iterator[sa.ColumnElement[bool]]:
    """The conditions under which an invoice is meant, the surest first."""
    is_open = col(Invoice.outstanding) != ZERO
    digits = words.replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER:
        yield col(Invoice.number) == int(digits)
        yield sa.and_(is_open, col(Customer.number) == int(digits))
    if payment_id := payment_id_in(words):
        yield col(Invoice.payment_id) == payment_id
    if not _DIGITS.fullmatch(digits):
        named = every_word(words, lambda word: contains(col(Customer.search), word))
        yield sa.and_(is_open, named) if words else is_open
