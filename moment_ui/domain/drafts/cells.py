"""What the texts of a draft's cells mean: the fields of its head, the cells of its lines."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TypeVar

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.composing.cells import Reader
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import ExportStatus

TEXT, LINE_TEXT = 4000, 2000
MOST = Decimal(10) ** 9
MOST_DAYS = 1000
_PERCENT = Bounds(Decimal(0), Decimal(100), 2)
_AMOUNT = Bounds(-MOST, MOST)
_QUANTITY = Bounds(-(Decimal(10) ** 6), Decimal(10) ** 6)
_PER = Bounds(Decimal("0.0001"), Decimal(10) ** 6)
_PREPAID = Bounds(Decimal(0), MOST, 2)
_RATE = Bounds(Decimal("0.00000001"), Decimal(10) ** 6, 8)
PRESETS = (ExportStatus.TO_TRANSFER, ExportStatus.DO_NOT_TRANSFER)

Choice = TypeVar("Choice", bound=str)


def _required_day(text: str) -> dt.date:
    day = fields.day(text)
    if day is None:
        raise Unfit(_("Fill this in."))
    return day


def _currency(text: str) -> str:
    code = fields.currency(text)
    if not code:
        raise Unfit(_("Choose a currency."))
    return code


def _prepaid(text: str) -> Decimal:
    return decimal(text, _PREPAID) if text.strip() else Decimal(0)


def _one_of(choices: tuple[Choice, ...]) -> Callable[[str], Choice]:
    def read(text: str) -> Choice:
        for choice in choices:
            if choice == text:
                return choice
        raise Unfit(_("Choose one of the list."))

    return read


def _days(text: str) -> int:
    return fields.whole_number(text, least=0, most=MOST_DAYS) or 0


def row_id(text: str) -> int | None:
    """The id of what was chosen; None for nothing."""
    return fields.whole_number(text)


HEAD: dict[str, Reader] = {
    "issue_date": _required_day,
    "due_date": fields.day,
    "credit_days": _days,
    "period_start": fields.day,
    "period_end": fields.day,
    "your_reference": fields.line,
    "order_reference": fields.line,
    "contract_reference": fields.line,
    "text": partial(fields.paragraphs, longest=TEXT),
    "footer_text": partial(fields.paragraphs, longest=TEXT),
    "customer_contact": fields.line,
    "language": fields.language,
    "invoice_type": _one_of(tuple(InvoiceType)),
    "export_status": _one_of(PRESETS),
    "currency": _currency,
    "rate": partial(decimal, bounds=_RATE),
    "prepaid": _prepaid,
}
"""The fields of a draft's head, and how each is read."""

KEPT = frozenset({"customer_contact", "language", "credit_days"})
"""Fields that are options the draft was made with, and no columns of its own."""

LINE: dict[str, Reader] = {
    "text": partial(fields.paragraphs, longest=LINE_TEXT),
    "quantity": partial(decimal, bounds=_QUANTITY),
    "unit": partial(fields.line, longest=20),
    "unit_price": partial(decimal, bounds=_AMOUNT),
    "per": partial(decimal, bounds=_PER),
    "discount_percent": partial(decimal, bounds=_PERCENT),
    "vat_code": partial(fields.line, longest=20),
    "account": partial(fields.line, longest=20),
    "department": partial(fields.line, longest=40),
    "project_id": row_id,
    "activity_id": row_id,
    "period_start": fields.day,
    "period_end": fields.day,
}
"""The cells of a line; a negative price or quantity is a deduction."""
