"""The declaration of what a file of one kind may hold, and reading its rows by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.imports.errors import MissingColumns, UnknownColumn
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.plan import Plan, Planner
from moment_ui.imports.values import Cell, Style, decimal
from moment_ui.models.importing import ImportKind

Mapped = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its fields in the order of the sample file, and who plans its rows."""

    kind: ImportKind
    title: str
    help: str
    fields: tuple[Field, ...]
    planner: Callable[[Work, Plan], Planner]
    topics: tuple[str, ...] = ()

    def field(self, key: str) -> Field:
        """The field with the key. Raises UnknownColumn."""
        for each in self.fields:
            if each.key == key:
                return each
        raise UnknownColumn(key, [each.key for each in self.fields])


class RowReader:
    """Reads rows of cells into values. Equal texts in a column are read once."""

    def __init__(self, kind: FileKind, mapped: Mapped, style: Style) -> None:
        self._columns = [(kind.field(key), place) for key, place in mapped.items()]
        self._required = [each for each, _place in self._columns if each.required]
        self._style = style
        self._known: dict[tuple[str, str], Any] = {}

    def read(self, number: int, cells: Sequence[Cell]) -> Row:
        """The row's values; what does not fit is told in `problems`."""
        row = Row(number, {})
        for each, place in self._columns:
            cell = cells[place]
            if cell is None or cell == "":
                continue
            try:
                value = self._value(each, cell)
            except Unfit as unfit:
                row.problems[each.key] = unfit.message
                continue
            if value is not None:
                row.values[each.key] = value
        for each in self._required:
            if each.key not in row.values and each.key not in row.problems:
                row.problems[each.key] = _("This is missing.")
        return row

    def _value(self, each: Field, cell: Cell) -> Any:
        if not isinstance(cell, str):
            return each.read(cell, self._style)
        key = each.key, cell
        if key not in self._known:
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[key] = each.read(cell, self._style)
        return self._known[key]


def check_mapping(kind: FileKind, mapped: Mapped) -> None:
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


def number_fields(kind: FileKind) -> frozenset[str]:
    """The fields whose decimal sign is guessed from the file."""
    return frozenset(each.key for each in kind.fields if each.read is decimal)
