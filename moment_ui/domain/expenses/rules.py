"""What the forms of expenses and products mean. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.fields import Unfit
from moment_ui.core.money import round_money
from moment_ui.core.words import _

HUNDRED = Decimal(100)
TEXT_LENGTH = 1000
_MONEY = Bounds(-(Decimal(10) ** 9), Decimal(10) ** 9, 2)
_INCLUDED = {"yes": True, "no": False}
_QUANTITY = Bounds(-(Decimal(10) ** 6), Decimal(10) ** 6)
_PERCENT = Bounds(Decimal(0), Decimal(100), 2)


@dataclass(frozen=True, slots=True)
class ExpenseDraft:
    """An expense as its form means it. `cost` and `price` exclude VAT; a negative one is given back.

    Without a `price` it is the cost and the surcharge of the price model that bills it; `included` None is
    as that model says.
    """

    day: dt.date
    text: str
    supplier: str = ""
    cost: Decimal = Decimal(0)
    price: Decimal | None = None
    billable: bool = True
    included: bool | None = None
    activity_id: int | None = None
    co_worker_id: int | None = None


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as its form means it: `quantity` times `price` before VAT, less the discount."""

    day: dt.date
    text: str
    quantity: Decimal = Decimal(1)
    unit: str = ""
    price: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)
    activity_id: int | None = None


def read_expense(texts: Mapping[str, str]) -> ExpenseDraft:
    """The expense that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    price = form.read("price", partial(decimal, bounds=_MONEY))
    draft = ExpenseDraft(
        day=form.read("day", _required_day) or dt.date.min,
        text=form.text("text", partial(fields.required_line, longest=TEXT_LENGTH)),
        supplier=form.text("supplier", fields.line),
        cost=form.read("cost", partial(decimal, bounds=_MONEY)) or Decimal(0),
        price=(price or Decimal(0)) if texts.get("price", "").strip() else None,
        billable=fields.truth(texts.get("billable", "")),
        included=_INCLUDED.get(texts.get("included", "")),
        activity_id=form.read("activity_id", fields.whole_number),
        co_worker_id=form.read("co_worker_id", fields.whole_number),
    )
    form.finish()
    return draft


def read_product(texts: Mapping[str, str]) -> ProductDraft:
    """The product that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    quantity = form.read("quantity", partial(decimal, bounds=_QUANTITY))
    draft = ProductDraft(
        day=form.read("day", _required_day) or dt.date.min,
        text=form.text("text", partial(fields.required_line, longest=TEXT_LENGTH)),
        quantity=Decimal(1)
        if quantity is None or not texts.get("quantity", "").strip()
        else quantity,
        unit=form.text("unit", partial(fields.line, longest=20)),
        price=form.read("price", partial(decimal, bounds=_MONEY)) or Decimal(0),
        discount_percent=form.read("discount_percent", partial(decimal, bounds=_PERCENT))
        or Decimal(0),
        activity_id=form.read("activity_id", fields.whole_number),
    )
    form.finish()
    return draft


def with_surcharge(cost: Decimal, percent: Decimal, currency: str) -> Decimal:
    """What an expense is billed at, in the currency's decimals: its cost and so many percent of it."""
    return round_money(cost * (HUNDRED + percent) / HUNDRED, currency or "NOK")


def product_net(quantity: Decimal, price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """What a product comes to before VAT, in the currency's decimals."""
    return round_money(quantity * price * (HUNDRED - discount) / HUNDRED, currency or "NOK")


def _required_day(text: str) -> dt.date:
    day = fields.day(text)
    if day is None:
        raise Unfit(_("Fill this in."))
    return day
