"""The declaration of what a file of one kind may hold, and reading its rows by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.imports.decimals import decimal
from moment_ui.imports.errors import MissingColumns, UnknownColumn
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.plan import Plan, Planner
from moment_ui.imports.values import Cell, Style
from moment_ui.models.importing import ImportKind

Mapped = Mapping[str, int]
MOST_KNOWN = 20_000  # different texts of a column that are remembered


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields that a table may hold, in the order of the sample file."""

    title: str
    help: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        """The field with the key. Raises UnknownColumn."""
        for each in self.fields:
            if each.key == key:
                return each
        raise UnknownColumn(key, [each.key for each in self.fields])


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind(Columns):
    """One kind of file that is imported, and who plans its rows."""

    kind: ImportKind
    planner: Callable[[Work, Plan], Planner]
    topics: tuple[str, ...] = ()


class RowReader:
    """Reads rows of cells into values. Equal texts in a column are read once."""

    def __init__(self, kind: Columns, mapped: Mapped, style: Style) -> None:
        fields = [(kind.field(key), place) for key, place in mapped.items()]
        self._columns: list[tuple[str, int, Field, dict[Cell, Any]]] = [
            (each.key, place, each, {}) for each, place in fields
        ]
        self._required = [each.key for each, _place in fields if each.required]
        self._style = style

    def read(self, number: int, cells: Sequence[Cell]) -> Row:
        """The row's values; what does not fit is told in `problems`."""
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        unread: dict[str, str] = {}
        for key, place, each, known in self._columns:
            cell = cells[place]
            if cell is None or cell == "":
                continue
            try:
                value = known[cell] if cell in known else self._value(each, cell, known)
            except Unfit as unfit:
                problems[key], unread[key] = unfit.message, str(cell)
                continue
            if value is not None:
                values[key] = value
        for key in self._required:
            if key not in values and key not in problems:
                problems[key] = _("This is missing.")
        return Row(number, values, problems, unread)

    def _value(self, each: Field, cell: Cell, known: dict[Cell, Any]) -> Any:
        value = each.read(cell, self._style)
        if isinstance(cell, str) and len(known) < MOST_KNOWN:
            known[cell] = value
        return value


def check_mapping(kind: Columns, mapped: Mapped) -> None:
    """Whether every required field has a column. Raises MissingColumns."""
    missing = [each.label for each in kind.fields if each.required and each.key not in mapped]
    groups: dict[str, list[Field]] = {}
    for each in kind.fields:
        if each.one_of:
            groups.setdefault(each.one_of, []).append(each)
    missing += [
        _(" or ").join(each.label for each in group)
        for group in groups.values()
        if not any(each.key in mapped for each in group)
    ]
    if missing:
        raise MissingColumns(missing)


def number_fields(kind: Columns) -> frozenset[str]:
    """The fields whose decimal sign is guessed from the file."""
    return frozenset(each.key for each in kind.fields if each.read is decimal)
