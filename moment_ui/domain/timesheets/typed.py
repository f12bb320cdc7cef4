"""Hours as people type them, to whole minutes and back. No database.

`7,5` `7.5` `7h` are hours, `7:30` hours and minutes, `0730-1500` `07:30-15:00` `7.30-15` from a clock
time to another, and several of these, with a blank or a plus between them, are added up. With quick
input digits alone are enough: `730` is 7:30, `75` is 7,5. Empty is no hours.
"""

import re
from itertools import pairwise

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

DAY = 24 * 60
"""The minutes of a day: no more is written on one."""

LONGEST = 80
_DASH = re.compile(r"\s*[-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]\s*")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d))?|(\d{1,2})([0-5]\d)", re.ASCII)
_TENTHS = re.compile(r"[1-9]\d", re.ASCII)
_BARE = re.compile(r"(\d{1,2})([0-5]\d)", re.ASCII)
Span = tuple[int, int]


def read_hours(text: str, *, quick: bool = False) -> int:
    """The whole minutes that a text means, 0 for an empty one. Raises Unfit with how to write it."""
    plain = text.strip()
    if not plain:
        return 0
    if len(plain) > LONGEST:
        raise Unfit(_unreadable())
    if _DASH.search(plain):
        return _spans(plain)
    total = sum(_amount(part, quick=quick) for part in _parts(plain))
    if total > DAY:
        raise Unfit(_too_much(plain))
    return total


def show_hours(minutes: int, point: str = ",") -> str:
    """Minutes as they stand in a cell: `7,5`, `7,25`, and `7:20` where decimals would not tell all.

    "" for none. `read_hours` reads it back to the same minutes.
    """
    if minutes <= 0:
        return ""
    return _decimal(minutes, point) if minutes % 3 == 0 else f"{minutes // 60}:{minutes % 60:02}"


def show_sum(minutes: int, point: str = ",") -> str:
    """A sum as it stands in the grid: with one decimal at least, an en dash for none."""
    return show_hours(minutes, point) or "\N{EN DASH}"


def show_difference(minutes: int, point: str = ",") -> str:
    """A difference with its sign: `+1,5`, `−0,5`; an en dash for none."""
    if not minutes:
        return "\N{EN DASH}"
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}"
    return sign + show_hours(abs(minutes), point)


def _decimal(minutes: int, point: str) -> str:
    hundredths = minutes * 100 // 60
    whole, rest = divmod(hundredths, 100)
    return f"{whole}{point}{rest:02}".removesuffix("0")


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\s*\+\s*|\s+", text) if part]


def _amount(text: str, *, quick: bool) -> int:
    short = text.lower().removesuffix("h").removesuffix("t")
    if quick and (bare := _BARE.fullmatch(short)):
        return int(bare[1]) * 60 + int(bare[2])
    if quick and _TENTHS.fullmatch(short) and int(short) > 24:
        return int(short) * 6
    try:
        return fields.minutes(short, 1_000) or 0
    except Unfit:
        raise Unfit(_unreadable()) from None


def _spans(text: str) -> int:
    """The minutes of several times from-to, which do not overlap."""
    spans = sorted(_span(part) for part in re.split(r"\s*\+\s*|\s+", _DASH.sub("-", text)) if part)
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        raise Unfit(_("Two of these times overlap."))
    return sum(end - begin for begin, end in spans)


def _span(text: str) -> Span:
    ends = [_clock(part) for part in text.split("-")]
    if len(ends) != 2:
        raise Unfit(_unreadable())
    begin, end = ends
    if end <= begin:
        raise Unfit(
            _("The time ends before it begins. What is after midnight belongs to the next day.")
        )
    return begin, end


def _clock(text: str) -> int:
    found = _CLOCK.fullmatch(text)
    if not found:
        raise Unfit(_unreadable())
    hours, minutes = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if hours * 60 + minutes > DAY:
        raise Unfit(_unreadable())
    return hours * 60 + minutes


def _unreadable() -> str:
    return _("Write hours like 7,5 or 7:30, or times like 0730-1500.")


def _too_much(text: str) -> str:
    if bare := _BARE.fullmatch(text):
        meant = f"{int(bare[1])}:{bare[2]}"
        return _("A day has 24 hours. Did you mean {hours}?").format(hours=meant)
    return _("A day has 24 hours.")
