"""Cells as they are typed: one reader per field."""

from collections.abc import Callable, Mapping
from typing import Any

from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

Reader = Callable[[str], Any]


def read_cell(readers: Mapping[str, Reader], field: str, text: str) -> Any:
    """The value of one cell as typed. Raises Invalid under the field's name."""
    if field not in readers:
        raise Invalid(**{field: _("There is no such field.")})
    try:
        return readers[field](text)
    except Unfit as unfit:
        raise Invalid(**{field: unfit.message}) from None
