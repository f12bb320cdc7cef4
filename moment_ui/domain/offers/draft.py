"""What a form's texts mean: a new offer, the fields of its head, the cells of its lines."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.composing.cells import Reader
from moment_ui.domain.offers.rules import HUNDRED
from moment_ui.models.offer import Billing

TEXT = 4000
MOST_HOURS = 100_000
_PERCENT = Bounds(Decimal(0), HUNDRED, 2)
_PRICE = Bounds(Decimal(0), Decimal(10) ** 9)
_PRODUCT_PRICE = Bounds(-(Decimal(10) ** 9), Decimal(10) ** 9)
_QUANTITY = Bounds(Decimal(0), Decimal(10) ** 6)


@dataclass(frozen=True, slots=True)
class NewOffer:
    """An offer as its dialog means it; what it leaves open is filled in from the customer."""

    name: str
    customer_reference: str = ""
    contract_reference: str = ""
    start_on: dt.date | None = None
    valid_until: dt.date | None = None
    tag_ids: tuple[int, ...] = ()


def read_new(texts: Mapping[str, str], tag_ids: tuple[int, ...] = ()) -> NewOffer:
    """The offer that the dialog's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = NewOffer(
        name=form.text("name", fields.required_line),
        customer_reference=form.text("customer_reference", fields.line),
        contract_reference=form.text("contract_reference", fields.line),
        start_on=form.read("start_on", fields.day),
        valid_until=form.read("valid_until", fields.day),
        tag_ids=tag_ids,
    )
    form.finish()
    return draft


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


def _hours(text: str) -> int:
    return fields.minutes(text, MOST_HOURS) or 0


def _billing(text: str) -> Billing:
    if text not in set(Billing):
        raise Unfit(_("Choose hourly or fixed price."))
    return Billing(text)


HEAD: dict[str, Reader] = {
    "name": fields.required_line,
    "issue_date": _required_day,
    "start_on": fields.day,
    "valid_until": _required_day,
    "customer_reference": fields.line,
    "contract_reference": fields.line,
    "currency": _currency,
    "language": fields.language,
    "intro": partial(fields.paragraphs, longest=TEXT),
    "closing": partial(fields.paragraphs, longest=TEXT),
}
"""The fields of an offer's head, and how each is read."""

ACTIVITY: dict[str, Reader] = {
    "name": fields.line,
    "billing": _billing,
    "price": partial(decimal, bounds=_PRICE),
    "discount_percent": partial(decimal, bounds=_PERCENT),
    "vat_percent": partial(decimal, bounds=_PERCENT),
}
"""The cells of an activity."""

HOURS: dict[str, Reader] = {
    "text": partial(fields.line, longest=1000),
    "minutes": _hours,
    "price": partial(decimal, bounds=_PRICE),
    "discount_percent": partial(decimal, bounds=_PERCENT),
    "vat_percent": partial(decimal, bounds=_PERCENT),
}
"""The cells of a line of hours."""

PRODUCT: dict[str, Reader] = {
    "text": partial(fields.line, longest=1000),
    "quantity": partial(decimal, bounds=_QUANTITY),
    "unit": partial(fields.line, longest=20),
    "price": partial(decimal, bounds=_PRODUCT_PRICE),
    "discount_percent": partial(decimal, bounds=_PERCENT),
    "vat_percent": partial(decimal, bounds=_PERCENT),
}
"""The cells of a product; a negative price is a deduction."""
