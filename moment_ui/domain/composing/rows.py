"""Rows that are composed: the version a page showed, the way a row is copied, moved among others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from moment_ui.models.base import CompanyScoped

Made = TypeVar("Made", bound=CompanyScoped)
Row = TypeVar("Row")


class Seen(NamedTuple):
    """What is composed, as a page shows it: which, and at what version."""

    row_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Edited:
    """The version after an act, and the row that was added."""

    version: int
    row_id: int = 0


def values_of(row: CompanyScoped, *without: str) -> dict[str, Any]:
    """The columns of a row by name, apart from its id and company: to make another like it."""
    left_out = {"id", "company_id", *without}
    names: list[str] = list(type(row).model_fields)
    return {name: getattr(row, name) for name in names if name not in left_out}


def made(model: type[Made], values: Mapping[str, Any]) -> Made:
    """A row with these values: the way back from `values_of`."""
    return model(**values)


def moved(rows: Sequence[Row], at: int, by: int) -> list[Row] | None:
    """The rows with the one `at` a place one up (−1) or down (1); None where it stands at the end."""
    to = at + (1 if by > 0 else -1)
    if not 0 <= to < len(rows):
        return None
    order = list(rows)
    order[at], order[to] = order[to], order[at]
    return order
