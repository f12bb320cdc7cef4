"""How one value is drawn in a table cell: its text, its CSS classes, what hovering tells."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from moment_ui.core.money import Money
from moment_ui.core.table import Kind, Mark, Tone, Toned
from moment_ui.core.words import _
from moment_ui.core.writing import NIL, Writer
from moment_ui.reports.marks import status_class, tag_class
from moment_ui.reports.view import Cell

NIL_TONE = "nil"
NO_LINK = ""


@dataclass(frozen=True, slots=True)
class Pen:
    """What every value is drawn with. `with_code`: amounts carry their currency."""

    write: Writer
    with_code: bool


Drawer = Callable[[Any, Pen], Cell]


def _text(value: Any, _pen: Pen) -> Cell:
    return ["" if value is None else str(value)]


def _count(value: int | None, pen: Pen) -> Cell:
    if value is None:
        return [""]
    return [pen.write.count(value)] if value else [NIL, NO_LINK, NIL_TONE]


def _money(value: Money | Toned | None, pen: Pen) -> Cell:
    if value is None:
        return [""]
    toned = value if isinstance(value, Toned) else Toned(value, Tone.PLAIN)
    money = toned.money
    if not money.amount:
        return [NIL, NO_LINK, NIL_TONE]
    text = pen.write.amount(money.amount, money.currency)
    text = f"{money.currency}\N{NO-BREAK SPACE}{text}" if pen.with_code else text
    if not toned.tone:
        return [text]
    tone = f"amount {toned.tone}" if toned.tinted else toned.tone.value
    return [text, NO_LINK, tone, toned.hint] if toned.hint else [text, NO_LINK, tone]


def _hours(value: int | None, pen: Pen) -> Cell:
    if value is None:
        return [""]
    return [pen.write.hours(value)] if value else [NIL, NO_LINK, NIL_TONE]


def _percent(value: Decimal | None, pen: Pen) -> Cell:
    return ["" if value is None else f"{pen.write.number(value, 1)}\N{NO-BREAK SPACE}%"]


def _day(value: dt.date | None, pen: Pen) -> Cell:
    return ["" if value is None else pen.write.day(value)]


def _instant(value: dt.datetime | None, pen: Pen) -> Cell:
    return ["" if value is None else pen.write.instant(value)]


def _status(mark: Mark | None, _pen: Pen) -> Cell:
    return _marked(mark) if mark else [""]


@lru_cache(maxsize=256)
def _marked(mark: Mark) -> Cell:
    return [mark.word, NO_LINK, status_class(mark)]


def _tags(tags: Sequence[str], _pen: Pen) -> Cell:
    if not tags:
        return [""]
    look = tag_class(tags[0]) or "badge tag"
    if len(tags) == 1:
        return [tags[0], NO_LINK, look]
    return [tags[0], NO_LINK, look, ", ".join(tags), f"+{len(tags) - 1}"]


def _flag(value: object, _pen: Pen) -> Cell:
    return [_("Yes") if value else ""]


DRAWERS: dict[Kind, Drawer] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _text,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.HOURS: _hours,
    Kind.DATE: _day,
    Kind.INSTANT: _instant,
    Kind.STATUS: _status,
    Kind.TAGS: _tags,
    Kind.FLAG: _flag,
}


def leading(cell: Cell, link: str, name: str = "") -> Cell:
    """The cell with a link to a page; an empty one says `name`, for a link needs a word to press."""
    return [cell[0] or name, link, *cell[2:]] if link else cell
