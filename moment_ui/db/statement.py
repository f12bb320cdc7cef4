"""Statements compiled once and run by the driver: what lists read with, over and over.

To build, compile and read a statement takes SQLAlchemy a millisecond, five times what the database
needs for a page of a list. What is kept is SQL and how its values are written and read, never rows.

The company's border is drawn here: every scoped table in a statement, in joins, aliases and
subqueries too, is held against a parameter that each running binds to the session's company.
Callers name neither, and cannot. What the ORM cannot see into is refused, as the session does.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, TypeGuard, cast

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import iterate
from sqlmodel import SQLModel

from moment_ui.db.session import (
    COMPANY,
    EscapesCompany,
    ScopedSession,
    of_bound_company,
    refuse_opaque,
)

_TABLE = re.compile(r'(?:\bFROM|\bJOIN|,)\s*\(*\s*"?(\w+)"?(?![\w."(])', re.IGNORECASE)
"""What a SELECT of ours reads from; columns stand with a full stop, functions with a bracket."""

Processor = Callable[[Any], Any] | None
Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A SELECT over company tables, ready to run.

    `names` is the order of the values, None where the driver takes them by name. `values` are those
    that stand in the statement; others are given when it runs, and pass their `writers` first.
    """

    sql: str
    names: tuple[str, ...] | None
    values: Mapping[str, Any]
    writers: Mapping[str, Processor]
    readers: tuple[Processor, ...]

    def rows(self, session: ScopedSession, **given: Any) -> Rows:
        """The rows in the session's company. Raises KeyError unless just what is missing is given."""
        if given.keys() != self.writers.keys():
            raise KeyError(*given.keys() ^ self.writers.keys())
        written = {
            name: writer(given[name]) if writer else given[name]
            for name, writer in self.writers.items()
        }
        values = {**self.values, **written, COMPANY: session.company_id}
        by_place = self.names and tuple(values[name] for name in self.names)
        result = session.connection().exec_driver_sql(self.sql, by_place or values)
        return self._read(cast("Rows", result.all()))

    def _read(self, rows: Rows) -> Rows:
        """Values as their types say; by columns, which takes half the time of doing it by rows."""
        if not rows or not any(self.readers):
            return rows
        columns = zip(zip(*rows, strict=True), self.readers, strict=True)
        read = (map(reader, column) if reader else column for column, reader in columns)
        return list(zip(*read, strict=True))


def keep(statement: sa.SelectBase, dialect: sa.Dialect) -> Kept:
    """The statement, compiled. Parameters without a value (`bindparam("limit")`) are given later.

    Raises EscapesCompany unless every table of companies in it is held against the company, and
    for raw SQL anywhere in it.
    """
    refuse_opaque(statement)
    _refuse_raw(statement)
    scoped = cast("Any", statement).options(*of_bound_company())
    compiled: SQLCompiler = scoped.compile(dialect=dialect)
    later = {name for name, value in compiled.binds.items() if value.required}
    expanded = compiled.construct_expanded_state(dict.fromkeys(later))
    writers = {name: writer_of(bound, dialect) for name, bound in compiled.binds.items()} | dict(
        expanded.processors
    )
    values = {
        name: writer(value) if (writer := writers.get(name)) else value
        for name, value in expanded.parameters.items()
        if name not in later
    }
    order = expanded.positiontup
    _check_border(expanded.statement, order)
    return Kept(
        sql=intern(expanded.statement),
        names=None if order is None else tuple(order),
        values=values,
        writers={name: writers[name] for name in later - {COMPANY}},
        readers=tuple(_reader(column, dialect) for column in statement.selected_columns),
    )


def _refuse_raw(statement: sa.SelectBase) -> None:
    """Words that SQLAlchemy passes on unread could name a table; a number and `count(*)` cannot."""
    for part in iterate(cast("Any", statement)):
        if isinstance(part, sa.TextClause) or (_is_literal(part) and not _is_harmless(part)):
            raise EscapesCompany("Raw SQL stands in a kept statement")


def _is_literal(part: object) -> TypeGuard[sa.ColumnClause[Any]]:
    return isinstance(part, sa.ColumnClause) and part.is_literal


def _is_harmless(literal: sa.ColumnClause[Any]) -> bool:
    return literal.name == "*" or literal.name.isdigit()


def _check_border(sql: str, order: Sequence[str] | None) -> None:
    """As many tables of companies as there are conditions: the SQL itself is counted, once."""
    tables = {table.name for table in SQLModel.metadata.tables.values() if "company_id" in table.c}
    named = [name for name in _TABLE.findall(sql) if name in tables]
    bound = sql.count(f"%({COMPANY})s") if order is None else order.count(COMPANY)
    if not named or len(named) != bound:
        raise EscapesCompany(f"{len(named)} tables, but {bound} conditions on the company: {sql}")


def writer_of(bound: sa.BindParameter[Any], dialect: sa.Dialect) -> Processor:
    """What a value passes before it is bound; None when it is bound as it is."""
    return bound.type.dialect_impl(dialect).bind_processor(dialect)


def _reader(column: sa.ColumnElement[Any], dialect: sa.Dialect) -> Processor:
    return column.type.dialect_impl(dialect).result_processor(dialect, None)
