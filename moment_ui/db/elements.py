"""SQL that SQLAlchemy has no words for, said to each database in its own."""

import json
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import coercions, roles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.sql.functions import GenericFunction, ReturnTypeFromArgs
from sqlalchemy.sql.visitors import InternalTraversal
from typing_extensions import override

Expression = SQLCoreOperations[Any]
Condition = sa.ColumnElement[bool]

NOUGHT = sa.literal_column("0", sa.Integer)
"""Nought written out: a partial index is used only when its condition stands in the statement."""


class _Unindexed(sa.ColumnElement[Any]):
    """A column that SQLite shall not walk an index for; a plus sign says so there."""

    inherit_cache = True
    _traverse_internals = [("inner", InternalTraversal.dp_clauseelement)]

    def __init__(self, inner: Expression) -> None:
        self.inner = coercions.expect(roles.ByOfRole, inner)
        self.type = self.inner.type


def unindexed(column: Expression) -> Expression:
    """The column, for SQLite not to pick its index: where reading the wide index once is cheaper."""
    return cast("Expression", _Unindexed(column))


@compiles(_Unindexed)
def _as_it_is(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.inner, **options)


@compiles(_Unindexed, "sqlite")
def _with_plus(element: _Unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.inner, **options)}"


class _Ids(sa.TypeDecorator[Sequence[int]]):
    """Many ids as one value: JSON on SQLite, an array elsewhere."""

    impl = sa.String
    cache_ok = True

    @override
    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """What the database takes."""
        on_sqlite = dialect.name == "sqlite"
        return sa.String() if on_sqlite else postgresql.ARRAY(sa.BigInteger())

    @override
    def process_bind_param(self, value: Sequence[int] | None, dialect: sa.Dialect) -> Any:
        """The ids as the database takes them."""
        ids = list(value or ())
        return json.dumps(ids) if dialect.name == "sqlite" else ids


class _Among(sa.ColumnElement[bool]):
    """A column that holds one of the ids given when the statement runs."""

    inherit_cache = True
    _traverse_internals = [
        ("inner", InternalTraversal.dp_clauseelement),
        ("ids", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, inner: Expression) -> None:
        self.inner = coercions.expect(roles.WhereHavingRole, inner)
        self.ids = sa.bindparam("ids", type_=_Ids())
        self.type = sa.Boolean()

    @override
    def self_group(self, against: Any = None) -> Any:
        """As it is: SQLAlchemy would add `= 1`, and SQLite would not use the index."""
        return self


def among_ids(column: Expression) -> Condition:
    """The condition that the column holds one of the `ids` given when the statement runs.

    They are one value, so that one statement serves however many there are.
    """
    return _Among(column)


@compiles(_Among)
def _any(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    inner, ids = (compiler.process(part, **options) for part in (element.inner, element.ids))
    return f"{inner} = ANY({ids})"


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    inner, ids = (compiler.process(part, **options) for part in (element.inner, element.ids))
    return f"{inner} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - a parameter


class latest(ReturnTypeFromArgs[Any]):  # noqa: N801 - named as SQL functions are
    """The greatest of its arguments, none of which may be NULL."""

    inherit_cache = True


@compiles(latest)
def _greatest(element: latest, compiler: SQLCompiler, **options: Any) -> str:
    return f"greatest({compiler.process(element.clauses, **options)})"


@compiles(latest, "sqlite")
def _max(element: latest, compiler: SQLCompiler, **options: Any) -> str:
    return f"max({compiler.process(element.clauses, **options)})"


class days_between(GenericFunction[int]):  # noqa: N801 - named as SQL functions are
    """Whole days from its first date to its second."""

    inherit_cache = True
    type = sa.Integer()


@compiles(days_between)
def _difference(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    first, last = _both(element, compiler, **options)
    return f"({last} - {first})"


@compiles(days_between, "sqlite")
def _julian(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    first, last = _both(element, compiler, **options)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


def _both(element: days_between, compiler: SQLCompiler, **options: Any) -> list[str]:
    return [compiler.process(day, **options) for day in element.clauses]
