"""What points at a row, read from the metadata: every reference, and which rows may not be twice.

These statements run on tables and not on models, so that a table without a model, or one declared
after the first session, is not forgotten. Each is held to the company of the work.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import SQLModel

from moment_ui.db.elements import among_ids
from moment_ui.db.uniques import Unique
from moment_ui.db.work import Work
from moment_ui.models.base import tells_of_the_past

Row = dict[str, Any]
Ids = Collection[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row, with the values of each unique key that holds for it (None: it does not)."""

    row: Row
    keys: tuple[tuple[Any, ...] | None, ...]

    @property
    def id(self) -> int:
        """Its primary key."""
        return self.row["id"]


def tables() -> list[sa.Table]:
    """Every table with an id of its own, those referred to before those that refer."""
    return [table for table in SQLModel.metadata.sorted_tables if "id" in table.c]


def table_called(name: str) -> sa.Table | None:
    """The table of this name; None when this version has none."""
    return SQLModel.metadata.tables.get(name)


def pointing(table: sa.Table, target: str) -> list[sa.Column[Any]]:
    """The table's columns that refer to the target's id, but those that tell of the past."""
    found = {
        element.parent.name: element.parent
        for constraint in table.foreign_key_constraints
        for element in constraint.elements
        if element.column.table.name == target and element.column.name == "id"
    }
    return [column for column in found.values() if not tells_of_the_past(column)]


def owning(table: sa.Table, target: str) -> list[sa.Column[Any]]:
    """The table's columns that refer to the target's id and go with it: rows that belong to it."""
    return [
        element.parent
        for constraint in table.foreign_key_constraints
        if (constraint.ondelete or "").upper() == "CASCADE"
        for element in constraint.elements
        if element.column.table.name == target and element.column.name == "id"
    ]


def targets_of(table: sa.Table) -> dict[str, str]:
    """The table that each of a table's columns refers to by id."""
    return {
        element.parent.name: element.column.table.name
        for constraint in table.foreign_key_constraints
        for element in constraint.elements
        if element.column.name == "id"
    }


def mine(work: Work, table: sa.Table) -> sa.ColumnElement[bool]:
    """The condition that a row is the company's."""
    column = table.c.get("company_id")
    return sa.true() if column is None else column == work.company_id


def ids_pointing(work: Work, column: sa.Column[Any], ids: Ids) -> list[tuple[int, int]]:
    """The ids of the rows whose column holds one of the ids, each with what it holds."""
    table = column.table
    statement = (
        sa.select(table.c.id, column).where(mine(work, table), _among(column)).order_by(table.c.id)
    )
    return [(key, value) for key, value in _run(work, statement, ids=sorted(ids))]


def candidates(
    work: Work, columns: Sequence[sa.Column[Any]], ids: Ids, keys: Sequence[Unique]
) -> list[Candidate]:
    """The whole rows of which one of the columns holds one of the ids, with their unique keys."""
    table = columns[0].table
    values = [
        value.label(f"k{n}_{m}") for n, key in enumerate(keys) for m, value in enumerate(key.values)
    ]
    holds = [
        (sa.true() if key.only is None else key.only).label(f"h{n}") for n, key in enumerate(keys)
    ]
    statement = (
        sa.select(*table.c, *values, *holds)
        .where(mine(work, table), sa.or_(*map(_among, columns)))
        .order_by(table.c.id)
    )
    found: list[Candidate] = []
    for row in _run(work, statement, ids=sorted(ids)).mappings():
        said = [
            tuple(row[f"k{n}_{m}"] for m in range(len(key.values))) if row[f"h{n}"] else None
            for n, key in enumerate(keys)
        ]
        found.append(Candidate({column.name: row[column] for column in table.c}, tuple(said)))
    return found


def rows_by_id(work: Work, table: sa.Table, ids: Ids, *columns: str) -> list[Row]:
    """Rows by their ids, whole or the columns named; those that are gone are left out."""
    wanted = [table.c[name] for name in columns] or list(table.c)
    statement = sa.select(*wanted).where(mine(work, table), _among(table.c.id)).order_by(table.c.id)
    return [dict(row) for row in _run(work, statement, ids=sorted(ids)).mappings()]


def last_id(work: Work, table: sa.Table) -> int:
    """The highest id given out in the table, 0 for none."""
    return _run(work, sa.select(sa.func.max(table.c.id))).scalar() or 0


def repoint(work: Work, column: sa.Column[Any], old: int, new: int, ids: Ids | None = None) -> int:
    """Let the column hold `new` wherever it holds `old`, or in these rows only; returns how many."""
    statement = sa.update(column.table).where(mine(work, column.table), column == old)
    if ids is not None:
        statement = statement.where(_among(column.table.c.id))
    given = {} if ids is None else {"ids": sorted(ids)}
    return _run(work, statement.values({column.name: new}), **given).rowcount


def change(work: Work, table: sa.Table, ids: Ids, values: Mapping[str, Any]) -> int:
    """Set columns of some rows; returns how many there were."""
    statement = sa.update(table).where(mine(work, table), _among(table.c.id)).values(dict(values))
    return _run(work, statement, ids=sorted(ids)).rowcount


def remove(work: Work, table: sa.Table, ids: Ids) -> None:
    """Delete rows by their ids."""
    statement = sa.delete(table).where(mine(work, table), _among(table.c.id))
    _run(work, statement, ids=sorted(ids))


def insert(work: Work, table: sa.Table, row: Mapping[str, Any]) -> int:
    """Put a row back; returns its id. Raises ValueError for a row of another company."""
    if row.get("company_id", work.company_id) != work.company_id:
        raise ValueError(f"{table.name} belongs to another company")
    return _run(work, sa.insert(table).values(dict(row))).inserted_primary_key[0]


def exists(work: Work, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> bool:
    """Whether the company has a row that meets the conditions."""
    statement = sa.select(table.c.id).where(mine(work, table), *conditions).limit(1)
    return _run(work, statement).first() is not None


def matching(work: Work, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> Iterable[int]:
    """The ids of the company's rows that meet the conditions."""
    statement = sa.select(table.c.id).where(mine(work, table), *conditions).order_by(table.c.id)
    return list(_run(work, statement).scalars())


def forget_loaded(work: Work) -> None:
    """What the session has read is read again: statements on tables changed it behind its back."""
    work.session.flush()
    work.session.expire_all()


def one_at_a_time(work: Work, number: int) -> None:
    """Wait until no other transaction of the company does what this number stands for.

    On SQLite a writing unit of work is alone already.
    """
    if work.database.dialect.name == "postgresql":
        _run(work, sa.select(sa.func.pg_advisory_xact_lock(number, work.company_id)))


def _among(column: Any) -> sa.ColumnElement[bool]:
    return among_ids(column)


def _run(work: Work, statement: Any, **given: Any) -> Any:
    work.session.flush()
    return cast("Any", work.session.connection().execute(statement, given or None))


def grouped(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    """The ids per value that they point at."""
    found: dict[int, list[int]] = {}
    for key, value in pairs:
        found.setdefault(value, []).append(key)
    yield from found.items()
