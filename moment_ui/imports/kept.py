"""A row's old values as JSON and back: exact decimals, dates and instants."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa

from moment_ui.models.base import Amount, CompanyScoped, UtcDateTime


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON keeps them."""
    return {name: _text(value) for name, value in values.items()}


def restored(model: type[CompanyScoped], values: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values of a model's columns, as they were."""
    columns = columns_of(model)
    return {name: _value(columns[name], value) for name, value in values.items()}


def columns_of(model: type[CompanyScoped]) -> Any:
    """The model's columns by name."""
    return cast("Any", sa.inspect(model)).columns


def _text(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (Decimal, dt.date)):
        return str(value) if isinstance(value, Decimal) else value.isoformat()
    return value


def _value(column: sa.Column[Any], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for kind, read in _READERS:
        if isinstance(column.type, kind):
            return read(value)
    enum = getattr(column.type, "enum_class", None)
    return enum(value) if enum else value


_READERS: tuple[tuple[Any, Callable[[str], Any]], ...] = (
    ((Amount, sa.Numeric), Decimal),
    ((UtcDateTime, sa.DateTime), dt.datetime.fromisoformat),
    (sa.Date, dt.date.fromisoformat),
)
