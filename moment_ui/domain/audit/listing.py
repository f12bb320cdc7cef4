"""The audit log as a list. The module is a report's source."""

import datetime as dt
from array import array
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection, period_of
from moment_ui.core.table import Totals
from moment_ui.db.elements import Condition, among_ids
from moment_ui.db.kept import kept
from moment_ui.db.lists import (
    MOST_WORDS,
    Sorting,
    all_ids_of,
    any_of,
    counted,
    ids_of,
    in_order,
    on_days,
    order_by,
    per,
    some_of,
    together,
)
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.audit import AuditEntry


class AuditRow(NamedTuple):
    """One act: when, by whom, on what, and what changed from what to what."""

    id: int
    at: dt.datetime
    user_name: str
    action: str
    subject: str
    subject_id: int | None
    summary: str
    changes: dict[str, list[str]]


@needs(Permission.VIEW_AUDIT_LOG)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[AuditRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return rows(work, ids_of(work, _ids(work, selection), offset=offset, limit=limit))


@needs(Permission.VIEW_AUDIT_LOG)
def last_entry(work: Work) -> int:
    """The id of the newest entry: what is written beside the figures, like a log-in, counts too."""
    return _last(work).rows(work.session)[0][0]


@needs(Permission.VIEW_AUDIT_LOG)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return all_ids_of(work, _all_ids(work, selection))


@needs(Permission.VIEW_AUDIT_LOG)
def rows(work: Work, ids: Sequence[int]) -> list[AuditRow]:
    """The rows with these ids, in this order."""
    found = _rows(work).rows(work.session, ids=ids)
    return in_order(map(AuditRow._make, found), ids, lambda row: row.id)


@needs(Permission.VIEW_AUDIT_LOG)
def totals(work: Work, selection: Selection) -> Totals:
    """How many acts the whole selection has."""
    return Totals(_count(work, selection).rows(work.session)[0][0])


@needs(Permission.VIEW_AUDIT_LOG)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Acts per choice of each choice filter, under all the other filters."""
    return {key: counted(work, _per(work, key, selection.without(key))) for key in _FACETS}


def _conditions(work: Work, selection: Selection) -> list[Condition]:
    return [_MEANINGS[key](work, value) for key, value in selection.filters]


@kept
def _per(work: Work, key: str, selection: Selection) -> sa.SelectBase:
    return per(_FACETS[key], *_conditions(work, selection))


@kept
def _ids(work: Work, selection: Selection) -> sa.Select[Any]:
    return some_of(_sorted(work, selection))


@kept
def _all_ids(work: Work, selection: Selection) -> sa.Select[Any]:
    return together(work, _sorted(work, selection))


@kept
def _rows(_work: Work) -> sa.SelectBase:
    columns: list[Any] = [getattr(AuditEntry, name) for name in AuditRow._fields]
    return sa.select(*columns).where(among_ids(col(AuditEntry.id)))


@kept
def _last(_work: Work) -> sa.SelectBase:
    return sa.select(sa.func.coalesce(sa.func.max(col(AuditEntry.id)), 0))


@kept
def _count(work: Work, selection: Selection) -> sa.SelectBase:
    return sa.select(sa.func.count(col(AuditEntry.id))).where(*_conditions(work, selection))


def _sorted(work: Work, selection: Selection) -> sa.Select[Any]:
    statement = sa.select(col(AuditEntry.id)).where(*_conditions(work, selection))
    return statement.order_by(*order_by(selection.sort, _SORTINGS, col(AuditEntry.id)))


def _text(_work: Work, text: str) -> Condition:
    columns = (col(AuditEntry.summary), col(AuditEntry.user_name))
    words = [
        [column.icontains(word, autoescape=True) for column in columns]
        for word in text.split()[:MOST_WORDS]
    ]
    return sa.and_(sa.true(), *(sa.or_(*found) for found in words))


_MEANINGS: dict[str, Callable[[Work, Any], Condition]] = {
    "text": _text,
    "when": lambda work, value: on_days(
        col(AuditEntry.at), period_of(value, work.today()), work.actor.timezone
    ),
    "who": lambda _work, values: any_of(col(AuditEntry.user_id), values),
    "action": lambda _work, values: any_of(col(AuditEntry.action), values),
    "subject": lambda _work, values: any_of(col(AuditEntry.subject), values),
}
_FACETS = {
    "action": col(AuditEntry.action),
    "subject": col(AuditEntry.subject),
    "who": col(AuditEntry.user_id),
}
_SORTINGS = {
    "at": Sorting((col(AuditEntry.at),)),
    "user_name": Sorting((col(AuditEntry.user_name),)),
    "action": Sorting((col(AuditEntry.action),)),
    "subject": Sorting((col(AuditEntry.subject), col(AuditEntry.subject_id))),
}
