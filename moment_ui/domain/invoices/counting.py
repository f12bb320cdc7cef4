"""How many invoices each choice of each choice filter would show, under all the other filters."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.money import ZERO
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Expression, unindexed
from moment_ui.db.kept import kept
from moment_ui.db.lists import counted
from moment_ui.db.work import Work
from moment_ui.domain.invoices.rules import Standing, shown_state
from moment_ui.domain.invoices.states import STATES, is_open, is_settled, state_place
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.tags.links import OF_CUSTOMERS, OF_PROJECTS, TagLink
from moment_ui.models.invoice import Invoice

SIDES: dict[str, Expression] = {
    "currency": col(Invoice.currency),
    "state": col(Invoice.state),
    "kind": col(Invoice.kind),
    "export": col(Invoice.export_status),
    "sent_as": col(Invoice.invoice_type),
}
"""Filters with few choices, in the order of the wide index: it has their groups one after another."""


class Tagged(NamedTuple):
    """Whose tags a filter is of; `beside` are the filters that the index of these answers too."""

    owner: Expression
    link: TagLink
    beside: frozenset[str]


_TAGGED = {
    "tags": Tagged(col(Invoice.customer_id), OF_CUSTOMERS, frozenset({"issued", "currency"})),
    "project_tags": Tagged(col(Invoice.project_id), OF_PROJECTS, frozenset({"issued"})),
}
"""An index has the invoices of each customer and project in order; others are read as they lie."""

Cell = tuple[str | StrEnum, ...]
"""A choice of each of the `SIDES`."""


def counts(work: Work, source: ListSource[Any], selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    tags = {
        key: counted(work, _per_tag(work, source, selection.without(key), key)) for key in _TAGGED
    }
    return _per_side(selection, _cells(work, source, selection.without(*SIDES))) | tags


def _cells(work: Work, source: ListSource[Any], selection: Selection) -> Mapping[Cell, int]:
    """Rows per combination of choices. Of settled invoices the stored state tells which is shown."""
    cells: Counter[Cell] = Counter()
    for currency, state, kind, *others, count in _settled(work, source, selection).rows(
        work.session
    ):
        shown = shown_state(Standing(kind, state, ZERO, ZERO, None), work.today())
        cells[currency, shown, kind, *others] += count
    for currency, place, *others, count in _open(work, source, selection).rows(work.session):
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
def _settled(work: Work, source: ListSource[Any], selection: Selection) -> sa.SelectBase:
    return (
        sa.select(*SIDES.values(), sa.func.count())
        .where(*source.conditions(work, selection), is_settled())
        .group_by(*SIDES.values())
    )


@kept
def _open(work: Work, source: ListSource[Any], selection: Selection) -> sa.SelectBase:
    place = state_place(work.today())
    sides = (place if side == "state" else column for side, column in SIDES.items())
    columns: list[Any] = [*sides, sa.func.count()]
    statement = sa.select(*columns).where(*source.conditions(work, selection), is_open())
    by_place = (sa.literal(at, literal_execute=True) for at in range(1, len(SIDES) + 1))
    return statement.group_by(*by_place)


@kept
def _per_tag(work: Work, source: ListSource[Any], selection: Selection, key: str) -> sa.SelectBase:
    tagged = _TAGGED[key]
    asked = {key for key, _value in selection.filters}
    by = tagged.owner if asked <= tagged.beside else unindexed(tagged.owner)
    per_owner = (
        sa.select(tagged.owner, sa.func.count().label("count"))
        .where(*source.conditions(work, selection), tagged.owner.is_not(None))
        .group_by(by)
        .subquery()
    )
    return (
        sa.select(tagged.link.tag, sa.func.sum(per_owner.c.count))
        .join(per_owner, per_owner.c[0] == tagged.link.owner)
        .group_by(tagged.link.tag)
    )
