"""Rows as JSON and back, by the types of their table: what an undo is made of."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

import sqlalchemy as sa

from moment_ui.models.base import Amount, UtcDateTime


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON keeps them: exact decimals, dates, instants and choices as texts."""
    return {name: _plain(value) for name, value in values.items()}


def from_json(table: sa.Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values as they were; those of columns that this version does not have are left out."""
    return {name: _value(table.c[name], value) for name, value in values.items() if name in table.c}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


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
