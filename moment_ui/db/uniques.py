"""What a table keeps unique, read from the metadata: constraints, and indices of some or all rows."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

_UNIQUE = (sa.UniqueConstraint, sa.PrimaryKeyConstraint)
_DIALECTS = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Unique:
    """Values that two rows of a table may not share; `only` where they may not, None everywhere.

    `rank` is the yes-or-no column of that condition, if there is one: the rows that it marks are the
    first of several, as a main contact is.
    """

    values: tuple[sa.ColumnElement[Any], ...]
    columns: frozenset[str]
    only: sa.ColumnElement[bool] | None = None
    rank: str = ""

    def ranks(self, owners: Collection[str]) -> bool:
        """Whether it says which row of an owner is the first, and not which two are the same."""
        return bool(self.rank) and self.columns <= {*owners, "company_id"}


def uniques(table: sa.Table, columns: Collection[str] | None = None) -> list[Unique]:
    """What the table keeps unique, by constraint or index; only what holds one of `columns`."""
    constraints = [each for each in table.constraints if isinstance(each, _UNIQUE)]
    indices = [index for index in table.indexes if index.unique]
    found = [_unique(list(each.columns)) for each in constraints]
    found += [_unique(list(index.expressions), _condition(index), table) for index in indices]
    found = [each for each in found if each.columns - {"id", "company_id"}]
    return [each for each in found if columns is None or each.columns & set(columns)]


def _unique(values: list[Any], only: Any = None, table: sa.Table | None = None) -> Unique:
    named = [name for value in values for name in _named(value)]
    kept = tuple(value for value in values if getattr(value, "name", "") != "company_id")
    rank = "" if only is None or table is None else _rank(only, table)
    return Unique(kept, frozenset(named), only, rank)


def _condition(index: sa.Index) -> Any:
    """Which rows an index holds, as an expression; None for all."""
    options = cast("Any", index.dialect_options)
    wheres = (options[dialect].get("where") for dialect in _DIALECTS if dialect in options)
    found = next((where for where in wheres if where is not None), None)
    if isinstance(found, sa.TextClause):
        return sa.literal_column(found.text, sa.Boolean)
    return found


def _rank(only: sa.ColumnElement[bool], table: sa.Table) -> str:
    named = set(_named(only)) or set(re.findall(r"\w+", str(only)))
    flags = (each.name for each in table.c if isinstance(each.type, sa.Boolean))
    return next((name for name in flags if name in named), "")


def _named(value: Any) -> list[str]:
    return [part.name for part in sa.sql.visitors.iterate(value) if isinstance(part, sa.Column)]
