"""Which rate an hour has in one price model. Pure.

A rate that was set in the model for the co-worker stands before what the model's base says.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from moment_ui.domain.pricing.reasons import NoRate, Reason
from moment_ui.domain.rates.rules import Rate as ListRate
from moment_ui.domain.rates.rules import RateList, rate_for
from moment_ui.models.price_model import PriceModelKind, RateBase

NOTHING = RateList(0, "", "")
EVERY = 0
"""Instead of an activity: lines of an offer that name none."""


class Origin(StrEnum):
    """What a rate was read from."""

    OWN = "own"  # set in the model for the co-worker
    ROLE = "role"
    COMMON = "common"
    PRICE_LIST = "price-list"
    CO_WORKER = "co-worker"
    TRUE_COST = "true-cost"
    OFFER = "offer"
    MAIN_PROJECT = "main-project"


@dataclass(frozen=True, slots=True)
class Rate:
    """What an hour costs before VAT. `source` is the price list's name, or the main company's.

    Of an offer's hours `price_model_line_id` says which line, `discount_percent` what it gives, and
    `vat_percent` the VAT that it adds, None where it says nothing of it.
    `price_model_id` is None for a standard rate, which no model was asked for.
    """

    amount: Decimal
    currency: str
    price_model_id: int | None
    origin: Origin
    source: str = ""
    discount_percent: Decimal = Decimal(0)
    price_model_line_id: int | None = None
    vat_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works, and in which role of the project, else by which title; an external's `home` company."""

    id: int
    name: str = ""
    role: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class OfferedHours:
    """A line of an accepted offer that sells hours on an activity."""

    line_id: int
    text: str
    price: Decimal
    discount_percent: Decimal = Decimal(0)
    vat_percent: Decimal | None = None


@dataclass(frozen=True)
class Pricing:
    """A price model with what its rates are read from.

    `own` holds the rates set in the model. `lists` are asked in their order. `prices` and `costs` are
    the co-workers' own. `offered` is by activity, EVERY holds where an activity has none of its own;
    None is a fixed price.
    """

    id: int
    name: str
    kind: PriceModelKind
    base: RateBase
    currency: str
    active: bool = True
    own: RateList = NOTHING
    lists: Sequence[RateList] = ()
    prices: RateList = NOTHING
    costs: RateList = NOTHING
    offered: Mapping[int, Sequence[OfferedHours] | None] = field(
        default_factory=dict[int, Sequence[OfferedHours] | None]
    )

    @cached_property
    def by_person(self) -> RateList:
        """The rates set for co-workers."""
        return self._only(lambda one: one.subject.co_worker_id is not None)

    @cached_property
    def by_role(self) -> RateList:
        """The rates set for roles."""
        return self._only(lambda one: one.subject.co_worker_id is None and bool(one.subject.role))

    @cached_property
    def common(self) -> RateList:
        """The rate set for everybody."""
        return self._only(lambda one: one.subject.co_worker_id is None and not one.subject.role)

    def _only(self, wanted: Callable[[ListRate], bool]) -> RateList:
        rates = tuple(one for one in self.own.rates if wanted(one))
        return RateList(self.own.id, self.own.name, self.currency, rates)


def rate_in(model: Pricing, activity_id: int, who: Worker, day: dt.date) -> Rate | NoRate:
    """The rate of an hour that the model bills, on an activity that is billable."""
    if model.kind == PriceModelKind.HOURLY:
        return _own(model, who, day) or _by_base(model, who, day)
    if model.kind == PriceModelKind.OFFER:
        return _offered(model, activity_id, who, day)
    return _none(model, _WITHOUT_HOURS[model.kind])


def listed_rate(model: Pricing, who: Worker, day: dt.date) -> Rate | NoRate:
    """What the price lists say, whatever the model's kind and base."""
    if not model.lists:
        return _none(model, Reason.NO_PRICE_LIST)
    found = rate_for(model.lists, who.role, who.id, day)
    if found is None:
        return _none(model, Reason.NOT_IN_LIST, who, model.lists[0])
    if found.source.currency != model.currency:
        return _none(model, Reason.OTHER_CURRENCY, who, found.source)
    return _rate(model, found.rate.amount, Origin.PRICE_LIST, found.source.name)


_WITHOUT_HOURS = {
    PriceModelKind.FIXED_PRICE: Reason.FIXED_PRICE,
    PriceModelKind.SUBSCRIPTION: Reason.SUBSCRIPTION,
    PriceModelKind.NON_BILLABLE: Reason.NON_BILLABLE,
}


def _own(model: Pricing, who: Worker, day: dt.date) -> Rate | None:
    found = model.by_person.rate_on(who.role, who.id, day)
    return _rate(model, found.amount, Origin.OWN) if found else None


def _by_base(model: Pricing, who: Worker, day: dt.date) -> Rate | NoRate:
    if model.base in _SILENT:
        return _none(model, _SILENT[model.base], who)
    return _BASES[model.base](model, who, day)


def _of_role(model: Pricing, who: Worker, day: dt.date) -> Rate | NoRate:
    found = model.by_role.rate_on(who.role, None, day)
    if found is None:
        return _none(model, Reason.NO_ROLE_RATE, who)
    return _rate(model, found.amount, Origin.ROLE)


def _common(model: Pricing, who: Worker, day: dt.date) -> Rate | NoRate:
    found = model.common.rate_on("", None, day)
    if found is None:
        return _none(model, Reason.NO_COMMON_RATE, who)
    return _rate(model, found.amount, Origin.COMMON)


def _of_co_worker(model: Pricing, who: Worker, day: dt.date) -> Rate | NoRate:
    return _personal(model, model.prices, who, day, Reason.NO_CO_WORKER_RATE)


def _true_cost(model: Pricing, who: Worker, day: dt.date) -> Rate | NoRate:
    return _personal(model, model.costs, who, day, Reason.NO_TRUE_COST)


def _personal(
    model: Pricing, rates: RateList, who: Worker, day: dt.date, missing: Reason
) -> Rate | NoRate:
    found = rates.rate_on("", who.id, day)
    if found is None:
        return _none(model, missing, who)
    if rates.currency != model.currency:
        return _none(model, Reason.OTHER_CURRENCY, who, rates)
    origin = Origin.TRUE_COST if missing == Reason.NO_TRUE_COST else Origin.CO_WORKER
    return _rate(model, found.amount, origin)


_SILENT = {
    RateBase.CUSTOM: Reason.NO_OWN_RATE,
    RateBase.MAIN_PROJECT: Reason.NO_PARTNERS,
}
_BASES: dict[RateBase, Callable[[Pricing, Worker, dt.date], Rate | NoRate]] = {
    RateBase.CO_WORKER: _of_co_worker,
    RateBase.ROLE: _of_role,
    RateBase.COMMON: _common,
    RateBase.PRICE_LIST: listed_rate,
    RateBase.TRUE_COST: _true_cost,
}


def _offered(model: Pricing, activity_id: int, who: Worker, day: dt.date) -> Rate | NoRate:
    lines = model.offered.get(activity_id, model.offered.get(EVERY, ()))
    if lines is None:
        return _none(model, Reason.FIXED_PRICE)
    own = _own(model, who, day)
    if own is not None:
        return replace(own, vat_percent=_only_vat(lines))
    return _of_lines(model, lines, who)


def _only_vat(lines: Sequence[OfferedHours]) -> Decimal | None:
    """The VAT that all lines add, for hours at a rate that none of them says."""
    said = {line.vat_percent for line in lines}
    return said.pop() if len(said) == 1 else None


def _of_lines(model: Pricing, lines: Sequence[OfferedHours], who: Worker) -> Rate | NoRate:
    """The price of the lines; of several prices or rates of VAT, the one whose line is named as the role."""
    named = [line for line in lines if line.text.casefold() == who.role.casefold()]
    fitting = named or lines
    prices = {(line.price, line.discount_percent, line.vat_percent) for line in fitting}
    if len(prices) != 1:
        return _none(model, Reason.SEVERAL_PRICES if prices else Reason.NOT_IN_OFFER, who)
    line = fitting[0]
    return replace(
        _rate(model, line.price, Origin.OFFER),
        discount_percent=line.discount_percent,
        price_model_line_id=line.line_id,
        vat_percent=line.vat_percent,
    )


def _rate(model: Pricing, amount: Decimal, origin: Origin, source: str = "") -> Rate:
    return Rate(amount, model.currency, model.id or None, origin, source)


def _none(
    model: Pricing, reason: Reason, who: Worker | None = None, source: RateList = NOTHING
) -> NoRate:
    return NoRate(
        reason,
        model.id or None,
        model.name,
        who.name if who else "",
        who.role if who else "",
        source.name,
        source.currency,
    )
