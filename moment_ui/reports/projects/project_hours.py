"""Hours of projects as pages show them, and the meter of a budget."""

from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.core.writing import Writer

NEARLY_USED = 90


def hours_in(minutes: int | None, write: Writer) -> str:
    """Minutes as hours, with a decimal only where there is one; "" for none given."""
    if minutes is None:
        return ""
    return write.number(Decimal(minutes) / 60, 1 if minutes % 60 else 0)


def meter_of(minutes: int, budget: int | None) -> tuple[int, str, str]:
    """How full the meter of a budget is, at most 100, its class, and the same in words."""
    if not budget:
        return 0, "", ""
    used = 100 * minutes // budget
    css = "over" if used > 100 else "nearly" if used >= NEARLY_USED else ""
    return min(used, 100), css, _("{percent} % used").format(percent=used)
