"""The words in which a list is declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar, cast

import sqlalchemy as sa

from moment_ui.db.elements import Condition, Expression
from moment_ui.db.work import Work

Declared = TypeVar("Declared")
ByWork: TypeAlias = Declared | Callable[[Work], Declared]
"""What is declared as it is, or follows from the day and from who asks."""

Meaning = Callable[[Work, Any], Condition]
"""What a filter means in SQL when it is set to a value."""


def by_work(declared: ByWork[Declared], work: Work) -> Declared:
    """What is declared, for this work."""
    return cast("Any", declared)(work) if callable(declared) else cast("Any", declared)


def today(work: Work) -> Expression:
    """The day by which a row is judged, as a column of it."""
    return sa.literal(work.today(), sa.Date)


@dataclass(frozen=True, slots=True)
class Facet:
    """The value by which rows are counted for the choices of a filter; NULL is no choice.

    `joined` ties the table of the value to that of the rows, where a row may have several values.
    `choice` is what a value is called in an address.
    """

    value: ByWork[Expression]
    joined: Condition | None = None
    choice: Callable[[Any], str] = str
