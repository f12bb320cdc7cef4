"""An offer on paper: letterhead, address and facts, activities with their lines, sums, texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from moment_ui.formats.offer import FIXED_PRICE, OfferDocument, Part
from moment_ui.formats.offer_paper import (
    HAIR,
    LEADING,
    LEFT,
    QUIET,
    RIGHT,
    STRONG,
    Hand,
    Sheets,
    wrapped,
)
from moment_ui.formats.offer_texts import OfferTexts, Table

BODY, SMALL = 9.5, 8.5
_FACTS_LEFT = 345.0
_FACTS_VALUE = 440.0
_GAP = 14.0
_SUMS_LEFT = 300.0
_TEXT = 430.0
_TOTAL = 12.0
_SIGNED = 67.0
_TOGETHER = 400.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table's columns end; the first is text and takes the rest."""

    ends: tuple[float, ...]
    text: float


def write(document: OfferDocument, out: BinaryIO) -> None:
    """Write the offer as PDF."""
    _Drawing(document, out).draw()


class _Drawing:
    """Draws one offer from top to bottom."""

    def __init__(self, document: OfferDocument, out: BinaryIO) -> None:
        self._document = document
        self._texts = OfferTexts(document)
        title = f"{self._texts.title()} {document.name}"
        self._sheets = Sheets(out, title, document.sender.name, _foot(document))

    def draw(self) -> None:
        self._letterhead()
        self._addressed()
        self._title()
        for part in self._document.parts:
            self._part(part)
        self._end()
        self._sheets.finish(self._texts.words.page)

    def _letterhead(self) -> None:
        sheets, sender = self._sheets, self._document.sender
        sheets.down(6)
        sheets.text(LEFT, sender.name, Hand(sheets.bold, 15))
        sheets.text(
            RIGHT, self._texts.words.offer.upper(), Hand(sheets.regular, 9, QUIET), right=True
        )
        sheets.down(14)
        sheets.rule(STRONG, 1.2)
        sheets.down(13)
        parts = (*sender.address, sender.email, sender.phone, sender.website)
        line = "   ".join(part for part in parts if part)
        for piece in wrapped(sheets.regular.drawable(line), sheets.regular, (RIGHT - LEFT) / 7.5):
            sheets.text(LEFT, piece, Hand(sheets.regular, 7.5, QUIET))
            sheets.down(10)
        sheets.down(26)

    def _addressed(self) -> None:
        sheets, top = self._sheets, self._sheets.y
        for at, line in enumerate(self._texts.receiver()):
            face = sheets.bold if at == 0 else sheets.regular
            for piece in wrapped(face.drawable(line), face, (_FACTS_LEFT - LEFT - 24) / BODY):
                sheets.text(LEFT, piece, Hand(face, BODY))
                sheets.down(BODY * LEADING)
        lowest, sheets.y = sheets.y, top
        for word, value in self._texts.facts():
            sheets.text(_FACTS_LEFT, word, Hand(sheets.regular, SMALL, QUIET))
            room = (RIGHT - _FACTS_VALUE) / SMALL
            for piece in wrapped(sheets.regular.drawable(value), sheets.regular, room):
                sheets.text(_FACTS_VALUE, piece, Hand(sheets.regular, SMALL))
                sheets.down(SMALL * 1.55)
        sheets.y = min(lowest, sheets.y)
        sheets.down(30)

    def _title(self) -> None:
        sheets, room = self._sheets, (RIGHT - LEFT) / 20
        for piece in wrapped(sheets.bold.drawable(self._document.name), sheets.bold, room):
            sheets.text(LEFT, piece, Hand(sheets.bold, 20))
            sheets.down(26)
        if self._document.intro:
            sheets.y += 8
            sheets.paragraph(self._document.intro, width=_TEXT)
            sheets.down(20)
        sheets.down(10)

    def _part(self, part: Part) -> None:
        sheets = self._sheets
        table = self._texts.table(part)
        grid = self._grid(part, table)
        first = self._row_height(table.rows[0], grid) if table.rows else 0.0
        sheets.keep(58 + first)
        self._part_head(part)
        if table.rows:
            self._heads(table, grid)
        for row in table.rows:
            if not sheets.room(self._row_height(row, grid)):
                sheets.turn()
                self._part_again(part)
                self._heads(table, grid)
            self._row(row, grid)
        sheets.down(18)

    def _part_head(self, part: Part) -> None:
        sheets, texts = self._sheets, self._texts
        note = texts.part_note(part)
        amount = f"{self._document.currency} {texts.money(part.net)}"
        wide = sheets.bold.width(sheets.bold.drawable(amount)) * 11
        title = sheets.bold.drawable(texts.part_title(part))
        lines = wrapped(title, sheets.bold, (RIGHT - LEFT - wide - 30) / 11)
        sheets.text(RIGHT, amount, Hand(sheets.bold, 11), right=True)
        for at, piece in enumerate(lines):
            sheets.text(LEFT, piece, Hand(sheets.bold, 11))
            sheets.down(15 if at < len(lines) - 1 else 0)
        if note:
            sheets.down(13)
            sheets.text(LEFT, note, Hand(sheets.regular, SMALL, QUIET))
        sheets.down(8)
        sheets.rule(STRONG, 0.7)

    def _part_again(self, part: Part) -> None:
        """What the rows on a further page belong to."""
        sheets = self._sheets
        again = f"{self._texts.part_title(part)}, {self._texts.words.continued}"
        room = (RIGHT - LEFT) / BODY
        sheets.text(
            LEFT,
            wrapped(sheets.bold.drawable(again), sheets.bold, room)[0],
            Hand(sheets.bold, BODY),
        )
        sheets.down(8)
        sheets.rule(STRONG, 0.7)

    def _heads(self, table: Table, grid: Grid) -> None:
        sheets = self._sheets
        sheets.down(13)
        sheets.text(LEFT, table.heads[0], Hand(sheets.regular, 7.5, QUIET))
        for word, end in zip(table.heads[1:], grid.ends, strict=True):
            sheets.text(end, word, Hand(sheets.regular, 7.5, QUIET), right=True)
        sheets.down(5)
        sheets.rule(HAIR)

    def _row(self, row: Sequence[str], grid: Grid) -> None:
        sheets = self._sheets
        lines = self._wrapped(row[0], grid)
        sheets.down(SMALL * 1.6)
        for cell, end in zip(row[1:], grid.ends, strict=True):
            sheets.text(end, cell, Hand(sheets.regular, SMALL), right=True)
        for at, line in enumerate(lines):
            sheets.down(SMALL * LEADING if at else 0)
            sheets.text(LEFT, line, Hand(sheets.regular, SMALL))
        sheets.down(SMALL * 0.75)
        sheets.rule(HAIR)

    def _row_height(self, row: Sequence[str], grid: Grid) -> float:
        return SMALL * (2.35 + LEADING * (len(self._wrapped(row[0], grid)) - 1))

    def _wrapped(self, text: str, grid: Grid) -> list[str]:
        face = self._sheets.regular
        return wrapped(face.drawable(text), face, grid.text / SMALL)

    def _grid(self, part: Part, table: Table) -> Grid:
        """Columns of figures as wide as their widest cell, from the right; text takes the rest."""
        face = self._sheets.regular
        ends: list[float] = []
        end = RIGHT
        for at in range(len(table.heads) - 1, 0, -1):
            cells = [face.width(face.drawable(row[at])) * SMALL for row in table.rows]
            wide = max([*cells, face.width(face.drawable(table.heads[at])) * 7.5])
            ends.insert(0, end)
            end -= max(wide, 34.0 if part.billing != FIXED_PRICE else 0.0) + _GAP
        return Grid(tuple(ends), end - LEFT - 4)

    def _end(self) -> None:
        """Sums, then closing words and the lines to sign on, together on a page where they fit on one."""
        sheets, closing = self._sheets, self._document.closing
        sheets.keep(15.0 * len(self._texts.sums()) + 34)
        self._sums()
        words = sheets.height(closing, BODY, _TEXT) + 14 if closing else 0.0
        sheets.keep(_SIGNED + (words if words < _TOGETHER else 0.0))
        if closing:
            sheets.down(14)
            sheets.paragraph(closing, width=_TEXT)
        self._signed()

    def _sums(self) -> None:
        sheets, sums = self._sheets, self._texts.sums()
        left = min(_SUMS_LEFT, RIGHT - max(map(self._sum_width, sums)))
        sheets.down(4)
        for at, (word, amount) in enumerate(sums):
            last = at == len(sums) - 1
            if last:
                sheets.down(6)
                sheets.rule(STRONG, 1.2, left)
                sheets.down(6)
            face, size = (sheets.bold, _TOTAL) if last else (sheets.regular, BODY)
            sheets.down(size * 1.5)
            sheets.text(left, word, Hand(face, size))
            sheets.text(RIGHT, amount, Hand(face, size), right=True)
        sheets.down(12)

    def _sum_width(self, sum_line: tuple[str, str]) -> float:
        """The most that a line of the sums takes, as large as the total is."""
        face = self._sheets.bold
        return sum(face.width(face.drawable(text)) * _TOTAL for text in sum_line) + _GAP

    def _signed(self) -> None:
        """Where the customer signs, who would rather answer on paper."""
        sheets, words = self._sheets, self._texts.words
        sheets.keep(_SIGNED)
        sheets.down(24)
        sheets.text(LEFT, words.accepted, Hand(sheets.bold, BODY))
        sheets.down(32)
        middle = (LEFT + RIGHT) / 2
        sheets.rule(QUIET, 0.5, LEFT, middle - 12)
        sheets.rule(QUIET, 0.5, middle + 12)
        sheets.down(11)
        sheets.text(LEFT, words.place_and_day, Hand(sheets.regular, 7.5, QUIET))
        sheets.text(middle + 12, words.signature, Hand(sheets.regular, 7.5, QUIET))


def _foot(document: OfferDocument) -> str:
    sender = document.sender
    title = OfferTexts(document).title()
    parts = (sender.name, sender.org_number, title)
    return "  \u00b7  ".join(part for part in parts if part)
