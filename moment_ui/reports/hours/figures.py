"""Hours as the boards write them."""

from decimal import Decimal
from functools import lru_cache

from moment_ui.core.writing import NIL, Writer


def hours(minutes: int, write: Writer) -> str:
    """Whole minutes as hours with one decimal, or two where it takes them; an en dash for none."""
    return number_of(minutes, write) if minutes else NIL


@lru_cache(maxsize=8192)
def number_of(minutes: int, write: Writer) -> str:
    """The same, with a figure for none."""
    return write.number(Decimal(minutes) / 60, 1 if minutes % 6 == 0 else 2)


def in_budget(minutes: int | None, write: Writer) -> str:
    """A budget in hours, with a decimal only where it has one; "" for none."""
    return write.number(Decimal(minutes) / 60, 1 if minutes % 60 else 0) if minutes else ""


def told_hours(minutes: int, write: Writer) -> str:
    """Hours as they are told: 2,5, and 3 without a decimal."""
    rest = minutes % 60
    places = 0 if not rest else 1 if rest % 6 == 0 else 2
    return write.number(Decimal(minutes) / 60, places)
