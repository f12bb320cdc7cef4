"""What the forms of price models mean. No database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.fields import Unfit
from moment_ui.core.period import ONE_DAY
from moment_ui.core.words import _
from moment_ui.domain.price_models.errors import NotHundred
from moment_ui.models.invoice import LineKind
from moment_ui.models.price_model import PriceModel, PriceModelKind, RateBase, SplitBy

MONEY = Bounds(Decimal(0), Decimal(10) ** 9, 2)
SIGNED = Bounds(-(Decimal(10) ** 9), Decimal(10) ** 9, 2)
QUANTITY = Bounds(-(Decimal(10) ** 6), Decimal(10) ** 6)
PERCENT = Bounds(Decimal(0), Decimal(100), 2)
SURCHARGE = Bounds(Decimal(0), Decimal(1000), 2)
HUNDRED = Decimal(100)
MOST_OFFSET = 366
CAPPED = frozenset({PriceModelKind.HOURLY, PriceModelKind.OFFER})
"""Kinds whose hours an estimated total fee caps."""
EVERYTHING = frozenset(LineKind)
HOURS_ONLY = frozenset({LineKind.HOURS})
PRICES_ONLY = frozenset({LineKind.FIXED_PRICE})


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """A price model as its form means it; fields of other kinds keep what they begin with.

    `ends_on` is excluded. `net` is the whole fixed price, None where the form has none.
    """

    kind: PriceModelKind
    name: str
    vat_code: str = ""
    rate_base: RateBase = RateBase.PRICE_LIST
    price_list_id: int | None = None
    estimated_total: Decimal | None = None
    net: Decimal | None = None
    extras_included: bool = False
    surcharge_percent: Decimal = Decimal(0)
    show_summary: bool = False
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    interval_months: int = 1
    offset_days: int = 0


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A row of a payment plan as its form means it; `amount` before VAT."""

    due_on: dt.date
    text: str
    amount: Decimal
    activity_id: int | None = None
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product of a subscription as its form means it, for one period."""

    text: str
    quantity: Decimal = Decimal(1)
    unit: str = ""
    price: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What a customer pays of a price model, in percent."""

    customer_id: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Split:
    """Who pays, and what is divided between them; nobody is the project's customer alone."""

    by: SplitBy = SplitBy.PERCENT
    shares: tuple[Share, ...] = ()


def bound_of(model: PriceModel) -> Decimal:
    """What may be billed of a model at most: the fixed price, the total fee of its hours, the offer; else nought."""
    if model.kind in CAPPED and model.estimated_total is not None:
        return model.estimated_total
    has_price = model.kind in {PriceModelKind.FIXED_PRICE, PriceModelKind.OFFER}
    return model.net if has_price else Decimal(0)


def bound_kinds(model: PriceModel) -> frozenset[LineKind]:
    """The lines that count towards a model's price or total fee: no expenses that are billed beside it."""
    if model.kind is PriceModelKind.FIXED_PRICE:
        return PRICES_ONLY
    if model.kind in CAPPED and model.estimated_total is not None:
        return HOURS_ONLY
    return HOURS_ONLY | PRICES_ONLY if model.kind is PriceModelKind.OFFER else EVERYTHING


def read_model(texts: Mapping[str, str], kind: PriceModelKind) -> ModelDraft:
    """The price model that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    hourly, fixed = kind == PriceModelKind.HOURLY, kind == PriceModelKind.FIXED_PRICE
    runs = kind == PriceModelKind.SUBSCRIPTION
    draft = ModelDraft(
        kind=kind,
        name=form.text("name", fields.required_line),
        vat_code=form.text("vat_code", partial(fields.line, longest=20)),
        rate_base=(hourly and form.read("rate_base", _base)) or RateBase.PRICE_LIST,
        price_list_id=form.read("price_list_id", fields.whole_number) if hourly else None,
        estimated_total=form.read("estimated_total", _cap),
        net=form.read("net", _total) if fixed else None,
        extras_included=fields.truth(texts.get("extras_included", "")),
        surcharge_percent=form.read("surcharge_percent", _surcharge) or Decimal(0),
        show_summary=fields.truth(texts.get("show_summary", "")),
        starts_on=form.read("starts_on", required_day) if runs else None,
        ends_on=form.read("until", _after_last) if runs else None,
        interval_months=(runs and form.read("interval_months", _interval)) or 1,
        offset_days=(runs and form.read("offset_days", _offset)) or 0,
    )
    if draft.starts_on and draft.ends_on and draft.ends_on <= draft.starts_on:
        form.errors["until"] = _("The last day cannot be before the first.")
    if draft.show_summary and not (draft.estimated_total or draft.net) and hourly:
        form.errors["estimated_total"] = _("A summary needs an estimated total fee.")
    form.finish()
    return draft


def read_payment(texts: Mapping[str, str]) -> PaymentDraft:
    """The planned payment that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = PaymentDraft(
        due_on=form.read("due_on", required_day) or dt.date.min,
        text=form.text("text", partial(fields.required_line, longest=1000)),
        amount=form.read("amount", _amount) or Decimal(0),
        activity_id=form.read("activity_id", fields.whole_number),
        elsewhere=fields.truth(texts.get("elsewhere", "")),
    )
    form.finish()
    return draft


def read_product(texts: Mapping[str, str]) -> ProductDraft:
    """The product of a subscription that a form's texts mean. Raises Invalid."""
    form = fields.Reading(texts)
    draft = ProductDraft(
        text=form.text("text", partial(fields.required_line, longest=1000)),
        quantity=form.read("quantity", _quantity) or Decimal(0),
        unit=form.text("unit", partial(fields.line, longest=20)),
        price=form.read("price", partial(decimal, bounds=SIGNED)) or Decimal(0),
        discount_percent=form.read("discount_percent", partial(decimal, bounds=PERCENT))
        or Decimal(0),
    )
    form.finish()
    return draft


def percent(text: str) -> Decimal:
    """A share as typed. Raises Unfit."""
    return decimal(text, PERCENT)


def check_shares(shares: Sequence[Share]) -> None:
    """Shares are of different customers, more than nothing, and come to 100. Raises Invalid."""
    if shares and (total := sum((one.percent for one in shares), Decimal(0))) != HUNDRED:
        raise NotHundred(total)


def still_missing(total: Decimal, planned: Sequence[Decimal]) -> Decimal:
    """What of a fixed price no row of its plan holds yet; negative when the plan holds more."""
    return total - sum(planned, Decimal(0))


def required_day(text: str) -> dt.date:
    """A day that may not be empty. Raises Unfit."""
    day = fields.day(text)
    if day is None:
        raise Unfit(_("Fill this in."))
    return day


def _base(text: str) -> RateBase:
    try:
        return RateBase(text)
    except ValueError:
        raise Unfit(_("Choose one of the list.")) from None


def _cap(text: str) -> Decimal | None:
    return decimal(text, MONEY) or None


def _total(text: str) -> Decimal:
    if not text.strip():
        raise Unfit(_("Fill this in."))
    return decimal(text, MONEY)


def _amount(text: str) -> Decimal:
    amount = decimal(text, SIGNED)
    if not amount:
        raise Unfit(_("Write an amount."))
    return amount


def _quantity(text: str) -> Decimal:
    return decimal(text, QUANTITY) if text.strip() else Decimal(1)


def _surcharge(text: str) -> Decimal:
    return decimal(text, SURCHARGE)


def _interval(text: str) -> int | None:
    return fields.whole_number(text, 1, 120)


def _offset(text: str) -> int:
    plain = text.replace("\N{MINUS SIGN}", "-").strip()
    return int(decimal(plain, Bounds(Decimal(-MOST_OFFSET), Decimal(MOST_OFFSET), 0)))


def _after_last(text: str) -> dt.date | None:
    day = fields.day(text)
    return day + ONE_DAY if day and day < dt.date.max else None
