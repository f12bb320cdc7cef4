"""How many invoices each choice of each choice filter would show, under all the other filters."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.money import ZERO
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Expression, unindexed
from moment_ui.db.kept import kept
from moment_ui.db.work import Work
from moment_ui.domain.invoices.filters import conditions
from moment_ui.domain.invoices.rules import Standing, shown_state
from moment_ui.domain.invoices.states import STATES, is_open, is_settled, state_place
from moment_ui.models.invoice import Invoice
from moment_ui.models.tag import CustomerTag

SIDES: dict[str, Expression] = {
    "currency": col(Invoice.currency),
    "state": col(Invoice.state),
    "kind": col(Invoice.kind),
    "export": col(Invoice.export_status),
    "sent_as": col(Invoice.invoice_type),
}
"""Filters with few choices, in the order of the wide index: it has their groups one after another."""

Cell = tuple[str | StrEnum, ...]
"""A choice of each of the `SIDES`."""


def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    tags = _per_tag(work, selection.without("tags")).rows(work.session)
    return {
        **_per_side(selection, _cells(work, selection.without(*SIDES))),
        "tags": {str(tag_id): int(count) for tag_id, count in tags},
    }


def _cells(work: Work, selection: Selection) -> Mapping[Cell, int]:
    """Rows per combination of choices. Of settled invoices the stored state tells which is shown."""
    cells: Counter[Cell] = Counter()
    for currency, state, kind, *others, count in _settled(work, selection).rows(work.session):
        shown = shown_state(Standing(kind, state, ZERO, ZERO, None), work.today())
        cells[currency, shown, kind, *others] += count
    for currency, place, *others, count in _open(work, selection).rows(work.session):
        cells[currency, STATES[place], *others] += count
    return cells


def _per_side(selection: Selection, cells: Mapping[Cell, int]) -> dict[str, dict[str, int]]:
    """A cell counts for a choice when no other side's filter leaves it out."""
    found: dict[str, Counter[str]] = {side: Counter() for side in SIDES}
    for cell, count in cells.items():
        chosen = dict(zip(SIDES, map(str, cell), strict=True))
        outside = [side for side in SIDES if not _allows(selection, side, chosen[side])]
        for side in outside or SIDES:
            if len(outside) <= 1:
                found[side][chosen[side]] += count
    return {side: dict(choices) for side, choices in found.items()}


def _allows(selection: Selection, side: str, choice: str) -> bool:
    wanted = selection.value(side)
    return wanted is None or choice in cast("tuple[str, ...]", wanted)


@kept
def _settled(work: Work, selection: Selection) -> sa.SelectBase:
    return (
        sa.select(*SIDES.values(), sa.func.count())
        .where(*conditions(work, selection), is_settled())
        .group_by(*SIDES.values())
    )


@kept
def _open(work: Work, selection: Selection) -> sa.SelectBase:
    place = state_place(work.today())
    sides = (place if side == "state" else column for side, column in SIDES.items())
    columns: list[Any] = [*sides, sa.func.count()]
    statement = sa.select(*columns).where(*conditions(work, selection), is_open())
    by_place = (sa.literal(at, literal_execute=True) for at in range(1, len(SIDES) + 1))
    return statement.group_by(*by_place)


@kept
def _per_tag(work: Work, selection: Selection) -> sa.SelectBase:
    customer = col(Invoice.customer_id)
    asked = {key for key, _value in selection.filters}
    # The index of customers has their invoices in order, with date and currency, but no more.
    by = customer if asked <= {"issued", "currency"} else unindexed(customer)
    per_customer = (
        sa.select(customer, sa.func.count().label("count"))
        .where(*conditions(work, selection))
        .group_by(by)
        .subquery()
    )
    return (
        sa.select(col(CustomerTag.tag_id), sa.func.sum(per_customer.c.count))
        .join(per_customer, per_customer.c.customer_id == col(CustomerTag.customer_id))
        .group_by(col(CustomerTag.tag_id))
    )
