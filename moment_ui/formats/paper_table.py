"""Tables on paper: columns as wide as what stands in them, rows over many pages, sums at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from moment_ui.formats.paper import (
    BODY,
    HAIR,
    LEADING,
    LEFT,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    TINY,
    Hand,
    Sheets,
)

GAP, _LEAST_GAP = 14.0, 5.0
_LEAST_FIGURE, _LEAST_TEXT = 34.0, 70.0
_PAD = 0.75  # under a row, of its size
TOTAL = 12.0
SUMS_LEFT = 300.0


class Place(Enum):
    """How a column stands: text takes the room that is left, the others what they need."""

    TEXT = "text"
    SHORT = "short"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and its head."""

    head: str
    place: Place = Place.FIGURE


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell per column, a quiet note under its first.

    `strong` ones are sums and headings. The first cell of a `wide` one goes over those without a word.
    """

    cells: tuple[str, ...]
    note: str = ""
    strong: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a table holds."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(column.head for column in self.columns)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a column stands: from `left`, `width` wide."""

    left: float
    width: float
    figure: bool


class Grid:
    """A table's columns on the page, with what draws its heads and rows."""

    def __init__(self, sheets: Sheets, table: Table, right: float = RIGHT) -> None:
        self._sheets = sheets
        self._table = table
        self._right = right
        self._slots = _slots(sheets, table, right)

    def heads(self) -> None:
        """The heads, over a hair line."""
        sheets, hand = self._sheets, Hand(self._sheets.regular, TINY, QUIET)
        sheets.down(13)
        for column, slot in zip(self._table.columns, self._slots, strict=True):
            self._put(column.head, slot, hand)
        sheets.down(5)
        sheets.rule(HAIR, end=self._right)

    def row(self, row: Row) -> None:
        """A row, over a hair line."""
        sheets, hand = self._sheets, self._hand(row)
        top = sheets.y - SMALL * 1.6
        note = Hand(sheets.regular, TINY, QUIET)
        lowest = top
        for at, (cell, slot) in enumerate(self._placed(row)):
            sheets.y = top
            for place, line in enumerate(self._lines(cell, slot, hand)):
                sheets.down(SMALL * LEADING if place else 0)
                self._put(line, slot, hand)
            if row.note and not at:
                for line in sheets.lines(row.note, note, slot.width):
                    sheets.down(TINY * LEADING)
                    self._put(line, slot, note)
            lowest = min(lowest, sheets.y)
        sheets.y = lowest - SMALL * _PAD
        sheets.rule(HAIR, end=self._right)

    def height(self, row: Row) -> float:
        """How high a row is."""
        hand, note = self._hand(row), Hand(self._sheets.regular, TINY, QUIET)
        heights = [
            SMALL * LEADING * (len(self._lines(cell, slot, hand)) - 1)
            for cell, slot in self._placed(row)
        ]
        if row.note:
            notes = self._sheets.lines(row.note, note, self._slots[0].width)
            heights[0] += TINY * LEADING * len(notes)
        return SMALL * (1.6 + _PAD) + max(heights)

    def _placed(self, row: Row) -> list[tuple[str, Slot]]:
        placed = list(zip(row.cells, self._slots, strict=True))
        if row.wide:
            ends = [slot.left - GAP for cell, slot in placed[1:] if cell] or [self._right]
            placed[0] = (row.cells[0], Slot(LEFT, ends[0] - LEFT, figure=False))
        return placed

    def _lines(self, cell: str, slot: Slot, hand: Hand) -> list[str]:
        return [cell] if slot.figure or not cell else self._sheets.lines(cell, hand, slot.width)

    def _put(self, text: str, slot: Slot, hand: Hand) -> None:
        if slot.figure:
            self._sheets.text(slot.left + slot.width, text, hand, right=True)
        else:
            self._sheets.text(slot.left, text, hand)

    def _hand(self, row: Row) -> Hand:
        return Hand(self._sheets.bold if row.strong else self._sheets.regular, SMALL)


@dataclass(frozen=True, slots=True)
class Over:
    """What stands where a table goes on: the last row of a page, and the first of the next.

    Each is given how many rows stand before it. `again` writes what the rows belong to.
    """

    again: Callable[[], None]
    carried: Callable[[int], Row | None] = lambda _before: None
    brought: Callable[[int], Row | None] = lambda _before: None


def draw(sheets: Sheets, table: Table, over: Over, under: float = 0.0) -> None:
    """Draw a table over as many pages as it needs, with heads on each.

    What closes it, `under` points high, does not stand alone on a page: the last two rows go along.
    """
    grid = Grid(sheets, table)
    grid.heads()
    last = len(table.rows) - 1
    closing = last - 1 if under and last > 1 else last
    for at, row in enumerate(table.rows):
        carried = over.carried(at) if at else None
        reserve = grid.height(carried) if carried and at < last else 0.0
        if at >= closing:
            reserve = max(reserve, sum(map(grid.height, table.rows[at + 1 :]), under))
        if not sheets.room(grid.height(row) + reserve):
            if carried:
                grid.row(carried)
            sheets.turn()
            over.again()
            grid.heads()
            brought = over.brought(at)
            if brought:
                grid.row(brought)
        grid.row(row)


def again(sheets: Sheets, title: str) -> None:
    """What the rows on a further page belong to."""
    hand = Hand(sheets.bold, BODY)
    sheets.text(LEFT, sheets.lines(title, hand, RIGHT - LEFT)[0], hand)
    sheets.down(8)
    sheets.rule(STRONG, 0.7)


def sums(sheets: Sheets, lines: Sequence[tuple[str, str]], left: float = SUMS_LEFT) -> None:
    """Words and amounts at the right, the last of them large under a rule."""
    large, left = Hand(sheets.bold, TOTAL), sums_left(sheets, lines, left)
    sheets.down(4)
    for at, (word, amount) in enumerate(lines):
        last = at == len(lines) - 1
        if last:
            sheets.down(6)
            sheets.rule(STRONG, 1.2, left)
            sheets.down(6)
        hand = large if last else Hand(sheets.regular, BODY)
        sheets.down(hand.size * 1.5)
        sheets.text(left, word, hand)
        sheets.text(RIGHT, amount, hand, right=True)
    sheets.down(12)


def sums_left(sheets: Sheets, lines: Sequence[tuple[str, str]], left: float) -> float:
    """Where such sums begin: at `left`, or before it where they are very large."""
    large = Hand(sheets.bold, TOTAL)
    widths = [sheets.width(word, large) + sheets.width(amount, large) for word, amount in lines]
    return min(left, RIGHT - max(widths) - GAP)


def facts(sheets: Sheets, pairs: Sequence[tuple[str, str]], left: float, value: float) -> None:
    """Words and values in two columns, from the pen on."""
    quiet, hand = Hand(sheets.regular, SMALL, QUIET), Hand(sheets.regular, SMALL)
    for word, text in pairs:
        sheets.text(left, word, quiet)
        for line in sheets.lines(text, hand, RIGHT - value):
            sheets.text(value, line, hand)
            sheets.down(SMALL * 1.55)


def _slots(sheets: Sheets, table: Table, right: float) -> list[Slot]:
    wanted = [_natural(sheets, table, at) for at in range(len(table.columns))]
    texts = [at for at, one in enumerate(table.columns) if one.place is Place.TEXT]
    least = min(_LEAST_TEXT, sum(wanted[at] for at in texts)) if texts else wanted[0]
    texts = texts or [0]
    fixed = sum(width for at, width in enumerate(wanted) if at not in texts)
    spaces = max(len(wanted) - 1, 1)
    gap = min(GAP, max((right - LEFT - fixed - least) / spaces, _LEAST_GAP))
    room = right - LEFT - fixed - gap * spaces
    for left, at in enumerate(sorted(texts, key=lambda at: wanted[at])):
        last = left == len(texts) - 1
        share = max(room, least) / (len(texts) - left)
        wanted[at] = share if last else min(wanted[at], share)
        room -= wanted[at]
    slots: list[Slot] = []
    edge = LEFT
    for column, width in zip(table.columns, wanted, strict=True):
        slots.append(Slot(edge, width, column.place is Place.FIGURE))
        edge += width + gap
    return slots


def _natural(sheets: Sheets, table: Table, at: int) -> float:
    column = table.columns[at]
    regular, bold = Hand(sheets.regular, SMALL), Hand(sheets.bold, SMALL)
    widths = [sheets.width(column.head, Hand(sheets.regular, TINY))]
    widths += [sheets.width(row.cells[at], bold if row.strong else regular) for row in table.rows]
    if column.place is Place.FIGURE:
        widths.append(_LEAST_FIGURE)
    return max(*widths, 1.0)
