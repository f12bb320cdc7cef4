"""Many rows into one table at once, without SQLAlchemy in between where it takes longest."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any, cast

import sqlalchemy as sa

from moment_ui.db.statement import writer_of

Rows = Sequence[Mapping[str, Any]]
Insert = tuple[str, tuple[tuple[str, Callable[[Any], Any] | None], ...]]
"""The statement, and what each value passes before it is bound, in order."""


def insert_many(
    connection: sa.Connection, table: sa.Table, rows: Rows, same: Mapping[str, Any]
) -> None:
    """Insert the rows, each naming the fields of the first; `same` is what all of them share."""
    same = {**_defaults(table, tuple(rows[0])), **same}
    names = tuple(dict.fromkeys((*rows[0], *same)))
    prepared = _prepared(table, names, connection.dialect)
    if prepared is None:
        connection.execute(sa.insert(table), [{**row, **same} for row in rows])
        return
    statement, writers = prepared
    columns = (_column(rows, same, name, writer) for name, writer in writers)
    connection.exec_driver_sql(statement, list(zip(*columns, strict=False)))


def insert_numbered(
    connection: sa.Connection, table: sa.Table, rows: Rows, same: Mapping[str, Any]
) -> list[int]:
    """Insert with ids of our own: SQLite returns them row by row only, which takes ten times as long.

    Nobody can take the same ids: a writing transaction holds SQLite's only write lock.
    """
    first = (connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0) + 1
    ids = range(first, first + len(rows))
    numbered = [{**row, "id": key} for key, row in zip(ids, rows, strict=True)]
    insert_many(connection, table, numbered, same)
    return list(ids)


def _column(
    rows: Rows, same: Mapping[str, Any], name: str, writer: Callable[[Any], Any] | None
) -> Any:
    """One column's values as the driver takes them; for ever the same where all rows share it."""
    if name in same:
        return repeat(writer(same[name]) if writer else same[name])
    values = [row[name] for row in rows]
    return map(writer, values) if writer else values


@lru_cache(maxsize=64)
def _defaults(table: sa.Table, named: tuple[str, ...]) -> Mapping[str, Any]:
    """What columns hold that the rows do not name, where it is always the same."""
    defaults = {column.name: cast("Any", column.default) for column in table.columns}
    return {
        name: default.arg
        for name, default in defaults.items()
        if default is not None and default.is_scalar and name not in named
    }


@lru_cache(maxsize=64)
def _prepared(table: sa.Table, names: tuple[str, ...], dialect: sa.Dialect) -> Insert | None:
    """The statement for SQLite; None for others, and where SQLAlchemy works defaults out."""
    compiled: Any = sa.insert(table).compile(dialect=dialect, column_keys=list(names))
    if dialect.name != "sqlite" or compiled.insert_prefetch:
        return None
    return compiled.string, tuple(
        (name, writer_of(compiled.binds[name], dialect)) for name in compiled.positiontup
    )
