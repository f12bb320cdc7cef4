"""The lines that ticked items become. Pure."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from moment_ui.core.money import ZERO, round_money
from moment_ui.domain.billing.rules import HUNDRED, hours_net, hours_of
from moment_ui.domain.billing.sheet import ONE, Item, Kind, Model
from moment_ui.models.invoice import LineKind

PER_ACTIVITY, PER_CO_WORKER, ONE_LINE = "activity", "co-worker", "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A line of a draft to be. `items` are the keys of what it bills, `net` follows from the rest.

    `vat_code` is the price model's own, "" for the one that the VAT handling says; `vat_percent` what an
    offer says, None elsewhere. `booked_as` is the kind whose account it is booked on, None for its own.
    `share` is the percent that the customer pays of what is shared, None where nothing is.
    """

    kind: LineKind
    text: str
    project_id: int
    currency: str
    quantity: Decimal = ONE
    unit: str = ""
    price: Decimal = ZERO
    discount: Decimal = ZERO
    model_id: int | None = None
    line_id: int | None = None
    activity_id: int | None = None
    vat_code: str = ""
    vat_percent: Decimal | None = None
    items: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    booked_as: LineKind | None = None
    share: Decimal | None = None

    @property
    def net(self) -> Decimal:
        """Quantity times price less discount, in the currency's decimals: as `line_net`."""
        share = (HUNDRED - self.discount) / HUNDRED
        return round_money(self.quantity * self.price * share, self.currency)


@dataclass(frozen=True, slots=True)
class Written:
    """How lines are written: hours in what groups, with what discount, and whose project they name."""

    hours: str = PER_ACTIVITY
    discount: Decimal = ZERO
    project: str = ""


def lines_of(
    items: Iterable[Item], models: dict[int, Model], written: Written
) -> list[PlannedLine]:
    """The lines for ticked items, in the order of the page.

    What is included in the price has no line: it goes with the first one.
    """
    ticked = list(items)
    hours = [item for item in ticked if item.kind is Kind.HOURS]
    others = [item for item in ticked if item.kind is not Kind.HOURS and not item.included]
    lines = [*_hour_lines(hours, models, written)]
    for item in others:
        lines += _lines_of(item)
    included = tuple(item.key for item in ticked if item.included)
    return [
        _finished(line, models, written, included if at == 0 else ())
        for at, line in enumerate(lines)
    ]


def _finished(
    line: PlannedLine, models: dict[int, Model], written: Written, included: tuple[str, ...]
) -> PlannedLine:
    model = models.get(line.model_id or 0)
    prefix = f"{written.project}: " if written.project else ""
    return replace(
        line,
        text=f"{prefix}{line.text}"[:2000],
        discount=line.discount or written.discount,
        vat_code=model.vat_code if model else "",
        items=(*line.items, *included),
    )


def _hour_lines(
    items: Sequence[Item], models: dict[int, Model], written: Written
) -> Iterator[PlannedLine]:
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        places = (item.project_id, item.currency, item.model_id, item.line_id)
        places = (*places, item.discount, item.vat_percent)
        groups.setdefault((*places, *_GROUPS[written.hours](item)), []).append(item)
    for group in groups.values():
        yield _hour_line(group, models, written.hours)


_GROUPS: dict[str, Callable[[Item], tuple[object, ...]]] = {
    PER_ACTIVITY: lambda item: (item.activity_id, item.price),
    PER_CO_WORKER: lambda item: (item.co_worker_id, item.price),
    ONE_LINE: lambda _item: (),
}


def _hour_line(group: Sequence[Item], models: dict[int, Model], hours: str) -> PlannedLine:
    first = group[0]
    model = models.get(first.model_id or 0)
    texts = {
        PER_ACTIVITY: first.activity,
        PER_CO_WORKER: first.co_worker,
        ONE_LINE: (model.name if model else "") or first.activity,
    }
    line = PlannedLine(
        kind=LineKind.HOURS,
        text=texts[hours],
        project_id=first.project_id,
        currency=first.currency,
        discount=first.discount,
        vat_percent=first.vat_percent,
        model_id=first.model_id,
        line_id=first.line_id,
        activity_id=first.activity_id if len({i.activity_id for i in group}) == 1 else None,
        items=tuple(item.key for item in group),
        first=min((item.first for item in group if item.first), default=None),
        last=max((item.last for item in group if item.last), default=None),
    )
    minutes = sum(item.minutes for item in group)
    if len({item.price for item in group}) == 1:
        return replace(line, quantity=hours_of(minutes), unit=first.unit, price=first.price)
    whole = sum((hours_net(i.minutes, i.price, ZERO, i.currency) for i in group), ZERO)
    return replace(line, price=whole)


def _lines_of(item: Item) -> list[PlannedLine]:
    line = PlannedLine(
        kind=item.line_kind,
        text=_text(item),
        project_id=item.project_id,
        currency=item.currency,
        quantity=item.quantity,
        unit=item.unit,
        price=item.price,
        discount=item.discount,
        vat_percent=item.vat_percent,
        model_id=item.model_id,
        line_id=item.line_id,
        activity_id=item.activity_id,
        items=(item.key,),
        first=item.first if item.last else None,
        last=item.last,
    )
    if not item.parts:
        return [line]
    span = _span(item)
    return [
        replace(
            line,
            text=" ".join(filter(None, (part.text, span))),
            quantity=part.quantity,
            unit=part.unit,
            price=part.price,
            discount=part.discount,
            vat_percent=part.vat_percent,
            line_id=part.line_id,
            activity_id=part.activity_id,
            items=line.items if at == 0 else (),
        )
        for at, part in enumerate(item.parts)
    ]


def _text(item: Item) -> str:
    if item.kind is Kind.EXPENSE and item.first:
        return f"{item.text}, {item.first:%d.%m.%Y}"
    return item.text


def _span(item: Item) -> str:
    if item.first is None or item.last is None:
        return ""
    return f"{item.first:%d.%m.%Y}–{item.last:%d.%m.%Y}"


def changed(item: Item, amount: Decimal) -> Item:
    """A free item at another amount, as one line of it."""
    plain = replace(item, quantity=ONE, unit="", discount=ZERO, price=amount, amount=amount)
    return item if amount == item.amount else plain
