"""Which hours an estimated total fee leaves room for, record by record; what goes beyond stays behind."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.money import ZERO, smallest
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.billing.free import is_free
from moment_ui.domain.billing.reading import Models
from moment_ui.domain.billing.rules import Worked, cut_at, hours_net
from moment_ui.domain.billing.sheet import NOTHING_RELEASED, Blocker, Fix, Item, Span, Why
from moment_ui.domain.invoicing.queries import effective
from moment_ui.models.hours import NOT_INVOICED, HoursStatus, TimeRecord

Cut = tuple[dt.date, int]
HOUR_STEP = Decimal("0.0001")


def within_caps(
    work: Work,
    models: Models,
    project_id: int,
    items: list[Item],
    released: frozenset[int] = NOTHING_RELEASED,
) -> tuple[list[Item], list[Blocker]]:
    """The hours of a project as far as the estimated total fees go, and what is beyond them."""
    kept, beyond = [*items], list[Blocker]()
    for model_id, left in models.left_of(project_id).items():
        mine = [item for item in kept if item.model_id == model_id]
        if _net(mine) + _roundings(mine) <= left:
            continue
        given = Decimal(effective(work, project_id=project_id)["discount_percent"].value or 0)
        cut = cut_at(_worked(work, mine, given, released), left, mine[0].currency)
        if cut is None:
            continue
        shorter = {item.key: _cut(work, item, cut, released) for item in mine}
        kept = [shorter.get(item.key, item) for item in kept]
        billed = [item for item in shorter.values() if item.minutes]
        beyond.append(
            Blocker(
                Why.TOTAL_REACHED,
                _("The estimated total fee of {model} is reached.").format(
                    model=models.by_id[model_id].name
                ),
                Fix.PRICE_MODELS,
                project_id,
                minutes=_minutes(mine) - _minutes(billed),
                amount=_net(mine) - _net(billed),
                currency=mine[0].currency,
            )
        )
    return [item for item in kept if item.minutes], beyond


def records_of(project_id: int, span: Span, released: frozenset[int] = NOTHING_RELEASED) -> Any:
    """Id, day and billable minutes of the free, approved records of a span."""
    columns: list[Any] = [
        col(TimeRecord.id),
        col(TimeRecord.day),
        col(TimeRecord.billable_minutes),
    ]
    return sa.select(*columns).where(*in_span(project_id, span, released))


def in_span(project_id: int, span: Span, released: frozenset[int] = NOTHING_RELEASED) -> list[Any]:
    """The conditions that a record is one of a span's, and can be billed."""
    day, key = col(TimeRecord.day), col(TimeRecord.id)
    conditions: list[Any] = [
        NOT_INVOICED,
        col(TimeRecord.project_id) == project_id,
        col(TimeRecord.activity_id) == span.activity_id,
        col(TimeRecord.co_worker_id) == span.co_worker_id,
        day.between(span.first, span.last),
        col(TimeRecord.status) == HoursStatus.APPROVED,
        is_free(col(TimeRecord.invoice_line_id), released),
        col(TimeRecord.billable_minutes) > 0,
    ]
    if span.cut is not None:
        upto, last = span.cut
        conditions.append((day < upto) | ((day == upto) & (key <= last)))
    return conditions


def _worked(
    work: Work, items: list[Item], given: Decimal, released: frozenset[int]
) -> list[Worked]:
    """The time records behind items of one model; `given` is the customer's discount, in percent."""
    return [
        Worked(key, day, minutes, _ways(item), _together(item), item.price, item.discount or given)
        for item in items
        for span in item.spans
        for key, day, minutes in _rows(work, records_of(item.project_id, span, released))
    ]


def _ways(item: Item) -> tuple[tuple[object, ...], ...]:
    """The line that an item is on, if each has its own, each activity, each co-worker, or all one."""
    like = (item.line_id, item.price, item.discount, item.vat_percent)
    return (item.key,), (item.activity_id, *like), (item.co_worker_id, *like), like


def _together(item: Item) -> tuple[object, ...]:
    """The one line that all hours are on, whatever their rates."""
    return item.line_id, item.discount, item.vat_percent


def _roundings(items: Iterable[Item]) -> Decimal:
    """The most that lines can come to beyond their items: hours have four decimals."""
    return sum((item.price * HOUR_STEP + smallest(item.currency) for item in items), ZERO)


def _cut(work: Work, item: Item, cut: Cut, released: frozenset[int]) -> Item:
    """The item with the records up to the cut only."""
    found = (
        _shorter(work, item.project_id, replace(span, cut=cut), released) for span in item.spans
    )
    spans = tuple(span for span in found if span.count)
    minutes = sum(span.minutes for span in spans)
    return replace(
        item,
        minutes=minutes,
        spans=spans,
        amount=hours_net(minutes, item.price, item.discount, item.currency),
        last=max((span.last for span in spans), default=item.last),
    )


def _shorter(work: Work, project_id: int, span: Span, released: frozenset[int]) -> Span:
    rows = list(_rows(work, records_of(project_id, span, released)))
    last = max((row[1] for row in rows), default=span.first)
    minutes = sum(row[2] for row in rows)
    return replace(span, last=last, minutes=minutes, count=len(rows))


def _net(items: Iterable[Item]) -> Decimal:
    return sum((item.amount for item in items), ZERO)


def _minutes(items: Iterable[Item]) -> int:
    return sum(item.minutes for item in items)


def _rows(work: Work, query: Any) -> Iterable[Any]:
    return cast("Any", work.session).exec(query)
