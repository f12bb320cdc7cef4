"""One field of a file, and one row of it as values."""

from dataclasses import dataclass, field
from typing import Any

from moment_ui.imports.values import Reader


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how its cells are read, and the headings it is known by elsewhere.

    `words` are folded headings in Norwegian, Swedish, Danish and English. `one_of` names a group
    of fields of which at least one must be mapped.
    """

    key: str
    label: str
    read: Reader
    words: tuple[str, ...] = ()
    required: bool = False
    one_of: str = ""
    example: str = ""


@dataclass(slots=True)
class Row:
    """One row of the file as values by field key, with what is wrong by field key.

    `unread` are the texts of cells that could not be read as values.
    """

    number: int
    values: dict[str, Any]
    problems: dict[str, str] = field(default_factory=dict[str, str])
    unread: dict[str, str] = field(default_factory=dict[str, str])

    def get(self, key: str) -> Any:
        """The value, None when the cell is empty or the field not mapped."""
        return self.values.get(key)
