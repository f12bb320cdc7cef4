"""Weeks and months of a column of days, as both databases reckon them, and texts put together."""

from typing import Any

import sqlalchemy as sa

from moment_ui.db.elements import Expression
from moment_ui.db.lists import is_sqlite
from moment_ui.db.work import Work


def monday_of(work: Work, day: Expression) -> Any:
    """The Monday of a day's week."""
    if is_sqlite(work):
        return _date(day, "'-6 days'", "'weekday 1'")
    return _truncated("'week'", day)


def first_of_month(work: Work, day: Expression) -> Any:
    """The first day of a day's month."""
    if is_sqlite(work):
        return _date(day, "'start of month'")
    return _truncated("'month'", day)


def spaced(first: Expression, second: Expression) -> Any:
    """Two texts with a space between; written out, so that PostgreSQL knows it again in GROUP BY."""
    between: list[Any] = [sa.literal_column("' '")]
    return first + between[0] + second


def _date(day: Expression, *steps: str) -> Any:
    moved: Any = [sa.literal_column(step) for step in steps]
    return sa.func.date(day, *moved, type_=sa.Date)


def _truncated(to: str, day: Expression) -> Any:
    return sa.cast(sa.func.date_trunc(sa.literal_column(to), day), sa.Date)
