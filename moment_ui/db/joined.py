"""Several texts as one value of a row: joined in SQL, taken apart in Python."""

from typing import Any

import sqlalchemy as sa

from moment_ui.core.folding import sort_text
from moment_ui.db.elements import Expression

MARK = "\x1f"
"""Stands between the texts; nobody types it."""


def joined(text: Expression) -> sa.Select[Any]:
    """The texts of all rows as one, in no order: SQLite learned to keep one only lately."""
    return sa.select(sa.func.aggregate_strings(text, MARK))


def parts(text: str | None) -> list[str]:
    """The texts that were joined."""
    return text.split(MARK) if text else []


def distinct(text: str | None) -> tuple[str, ...]:
    """The texts that were joined, each once and in the order of lists; empty ones are left out."""
    return tuple(sorted(set(filter(None, parts(text))), key=sort_text))
