"""What is free to be billed."""

from typing import Any

import sqlalchemy as sa


def is_free(line: Any, released: frozenset[int]) -> Any:
    """The condition that something is on no line, or on one of those that are made anew."""
    return sa.or_(line.is_(None), line.in_(sorted(released))) if released else line.is_(None)
