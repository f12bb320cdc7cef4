"""What every table shares: company scoping, composite references, exact amounts, aware instants."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import declared_attr
from sqlalchemy.schema import CreateIndex, SchemaItem
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel
from typing_extensions import override

from moment_ui.core.addresses import comparable
from moment_ui.core.folding import email_key, name_key, phone_key, sort_text

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

AMOUNT_DECIMALS = 4
_UNIT = Decimal(1).scaleb(-AMOUNT_DECIMALS)

Value_co = TypeVar("Value_co", covariant=True)


class Maker(Protocol[Value_co]):
    """Makes one value of another. One function, because lists and imports call it per cell."""

    def __call__(self, value: Any) -> Value_co | None:
        """The value; None for NULL."""
        ...


class Amount(TypeDecorator[Decimal]):
    """An exact decimal with four decimals, stored as a scaled integer.

    SQL may only sum and compare it: products in SQL would come back scaled twice.
    """

    impl = sa.BigInteger
    cache_ok = True

    @override
    def bind_processor(self, dialect: sa.Dialect) -> Maker[int]:
        """Decimal to scaled integer; more than four decimals are refused, never cut."""
        return _to_scaled

    @override
    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Maker[Decimal]:
        """Scaled integer to Decimal; PostgreSQL's SUM of integers arrives as Decimal."""
        return _from_scaled


def _to_scaled(value: Decimal | int | None) -> int | None:
    if value is None:
        return None
    exact = Decimal(value).scaleb(AMOUNT_DECIMALS)
    scaled = int(exact)
    if scaled != exact:
        raise ValueError(f"{value} has more than {AMOUNT_DECIMALS} decimals")
    return scaled


def _from_scaled(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else value * _UNIT


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant: aware in Python, UTC in the database. Naive values are refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(
        self, value: dt.datetime | None, dialect: sa.Dialect
    ) -> dt.datetime | None:
        """Aware instant to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(dt.UTC)

    @override
    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Maker[dt.datetime]:
        """Back to aware UTC (SQLite forgets the zone)."""
        return _from_sqlite if dialect.name == "sqlite" else _from_aware


def _from_sqlite(value: str | None) -> dt.datetime | None:
    return None if value is None else dt.datetime.fromisoformat(f"{value}+00:00")


def _from_aware(value: dt.datetime | None) -> dt.datetime | None:
    return None if value is None else value.astimezone(dt.UTC)


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


def choice(enum: type[StrEnum]) -> Any:
    """A column type for an enum: its values as text, the same on every database."""
    return sa.Enum(
        enum,
        native_enum=False,
        length=32,
        create_constraint=False,
        values_callable=_values,
    )


def amount_field(default: Decimal | None = Decimal(0), *, nullable: bool = False) -> Any:
    """A model field for money or a quantity."""
    return Field(default=default, sa_type=Amount, nullable=nullable)


def instant_field(*, nullable: bool = False, default: dt.datetime | None = None) -> Any:
    """A model field for an instant."""
    return Field(default=default if nullable else ..., sa_type=UtcDateTime, nullable=nullable)


NAME_LENGTH = 200
Follow = Callable[..., str]


def _name_sorted(name: str) -> str:
    return sort_text(name)[:NAME_LENGTH]  # folding makes some letters several


FOLLOWING: dict[str, tuple[tuple[str, ...], Follow]] = {
    "sort_name": (("name",), _name_sorted),
    "name_key": (("name",), name_key),
    "email_key": (("email",), email_key),
    "phone_key": (("phone", "country"), phone_key),
    "comparable": (("email",), comparable),
}
"""Columns that follow from others of the same row: from which, and how."""


def following(table: type[SQLModel], values: Mapping[str, Any]) -> dict[str, str]:
    """The columns of a table that follow from these values, for updates that pass by the rows.

    Raises KeyError when only a part of what a column follows from is among the values.
    """
    return {
        column: fold(*(values[source] for source in sources))
        for column, (sources, fold) in FOLLOWING.items()
        if column in table.model_fields and not values.keys().isdisjoint(sources)
    }


def _followed(column: str) -> Callable[[Any], str]:
    sources, fold = FOLLOWING[column]

    def default(context: Any) -> str:
        given = context.get_current_parameters()
        return fold(*(given.get(source, "") for source in sources))

    return default


def sort_name_field() -> Any:
    """A column that sorts names: filled in from `name` when a row is stored."""
    column_type = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
    default = _followed("sort_name")
    return Field(default="", sa_type=column_type, sa_column_kwargs={"default": default})


def search_field() -> Any:
    """A column of folded text, which search boxes look in.

    Compared by the letters' codes on every database, so that an index finds what begins so.
    """
    column_type = sa.String(1000).with_variant(sa.String(1000, collation="C"), "postgresql")
    return Field(default="", sa_type=column_type)


def following_field(column: str, length: int) -> Any:
    """A column of FOLLOWING: filled in from the one it follows when a row is stored."""
    default = _followed(column)
    return Field(default="", max_length=length, sa_column_kwargs={"default": default})


class Named(SQLModel):
    """A table named after its class: TimeRecord → time_record."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 # pyright: ignore[reportIncompatibleVariableOverride]
        """SQLAlchemy passes the class here, not a row."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class CompanyScoped(Named):
    """A row that belongs to one company. The scoped session fills in and guards `company_id`."""

    id: int | None = Field(default=None, primary_key=True)
    company_id: int = Field(default=None, foreign_key="company.id")

    @property
    def key(self) -> int:
        """The id of a stored row."""
        if self.id is None:
            raise ValueError("The row has not been stored yet")
        return self.id


@event.listens_for(CompanyScoped, "before_insert", propagate=True)
@event.listens_for(CompanyScoped, "before_update", propagate=True)
def _follow(_mapper: object, _connection: object, row: Any) -> None:
    for column, (sources, fold) in FOLLOWING.items():
        if hasattr(row, column):
            setattr(row, column, fold(*(getattr(row, source) for source in sources)))


@compiles(CreateIndex, "postgresql")
def _nulls_as_in_sqlite(element: CreateIndex, compiler: DDLCompiler, **options: Any) -> str:
    """Put nulls first in indices named `…_sort`, so that both databases walk them in one order."""
    statement: str = cast("Any", compiler).visit_create_index(element, **options)
    if not str(element.element.name).endswith("_sort"):
        return statement
    head, _, rest = statement.partition(" (")
    columns, _, condition = rest.partition(")")
    return f"{head} ({columns.replace(',', ' NULLS FIRST,')} NULLS FIRST){condition}"


def reference(column: str, table: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """A reference that cannot leave the company: (company_id, column) → table(company_id, id)."""
    return sa.ForeignKeyConstraint(
        ["company_id", column], [f"{table}.company_id", f"{table}.id"], ondelete=ondelete
    )


STAYS: dict[str, Any] = {"info": {"merging": "stays"}}
"""Of a column that tells of the past: it goes on naming a row that was merged into another one."""


def tells_of_the_past(column: sa.Column[Any]) -> bool:
    """Whether a reference is one that STAYS."""
    return column.info.get("merging") == "stays"


def scoped_table(*more: SchemaItem) -> tuple[SchemaItem, ...]:
    """The table arguments of a scoped table: the key others refer to, then its own."""
    return (sa.UniqueConstraint("company_id", "id"), *more)
