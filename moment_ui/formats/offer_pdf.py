"""An offer on paper: letterhead, address and facts, activities with their lines, sums, texts."""

from typing import BinaryIO

from moment_ui.formats.offer import OfferDocument, Part
from moment_ui.formats.offer_texts import OfferTexts
from moment_ui.formats.paper import (
    BETWEEN,
    BODY,
    LEFT,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    TINY,
    Hand,
    Sheets,
)
from moment_ui.formats.paper_table import Grid, Over, again, draw, facts, sums
from moment_ui.formats.pdf_archive import About

_FACTS_LEFT = 345.0
_FACTS_VALUE = 440.0
_TEXT = 430.0
_SIGNED = 67.0
_TOGETHER = 400.0


def write(document: OfferDocument, out: BinaryIO) -> None:
    """Write the offer as PDF."""
    _Drawing(document, out).draw()


class _Drawing:
    """Draws one offer from top to bottom."""

    def __init__(self, document: OfferDocument, out: BinaryIO) -> None:
        self._document = document
        self._texts = OfferTexts(document)
        title = f"{self._texts.title()} {document.name}"
        about = About(title, document.sender.name, document.language, document.issued)
        self._sheets = Sheets(out, about, [_foot(document)])

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
        hand = Hand(sheets.regular, TINY, QUIET)
        for piece in sheets.lines(line, hand, RIGHT - LEFT):
            sheets.text(LEFT, piece, hand)
            sheets.down(10)
        sheets.down(26)

    def _addressed(self) -> None:
        sheets, top = self._sheets, self._sheets.y
        for at, line in enumerate(self._texts.receiver()):
            face = sheets.bold if at == 0 else sheets.regular
            sheets.block(LEFT, line, Hand(face, BODY), _FACTS_LEFT - LEFT - 24)
        lowest, sheets.y = sheets.y, top
        facts(sheets, self._texts.facts(), _FACTS_LEFT, _FACTS_VALUE)
        sheets.y = min(lowest, sheets.y)
        sheets.down(30)

    def _title(self) -> None:
        sheets = self._sheets
        hand = Hand(sheets.bold, 20)
        for piece in sheets.lines(self._document.name, hand, RIGHT - LEFT):
            sheets.text(LEFT, piece, hand)
            sheets.down(26)
        if self._document.intro:
            sheets.y += 8
            sheets.paragraph(self._document.intro, width=_TEXT)
            sheets.down(20)
        sheets.down(10)

    def _part(self, part: Part) -> None:
        sheets = self._sheets
        table = self._texts.table(part)
        first = Grid(sheets, table).height(table.rows[0]) if table.rows else 0.0
        sheets.keep(58 + first)
        self._part_head(part)
        title = f"{self._texts.part_title(part)}, {self._texts.words.continued}"
        if table.rows:
            draw(sheets, table, Over(again=lambda: again(sheets, title)))
        sheets.down(18)

    def _part_head(self, part: Part) -> None:
        sheets, texts = self._sheets, self._texts
        note = texts.part_note(part)
        amount = f"{self._document.currency} {texts.money(part.net)}"
        hand = Hand(sheets.bold, 11)
        room = RIGHT - LEFT - sheets.width(amount, hand) - 30
        lines = sheets.lines(texts.part_title(part), hand, room)
        sheets.text(RIGHT, amount, hand, right=True)
        for at, piece in enumerate(lines):
            sheets.text(LEFT, piece, hand)
            sheets.down(15 if at < len(lines) - 1 else 0)
        if note:
            sheets.down(13)
            sheets.text(LEFT, note, Hand(sheets.regular, SMALL, QUIET))
        sheets.down(8)
        sheets.rule(STRONG, 0.7)

    def _end(self) -> None:
        """Sums, then closing words and the lines to sign on, together on a page where they fit on one."""
        sheets, closing = self._sheets, self._document.closing
        amounts = self._texts.sums()
        sheets.keep(15.0 * len(amounts) + 34)
        sums(sheets, amounts)
        words = sheets.height(closing, BODY, _TEXT) + 14 if closing else 0.0
        sheets.keep(_SIGNED + (words if words < _TOGETHER else 0.0))
        if closing:
            sheets.down(14)
            sheets.paragraph(closing, width=_TEXT)
        self._signed()

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
        sheets.text(LEFT, words.place_and_day, Hand(sheets.regular, TINY, QUIET))
        sheets.text(middle + 12, words.signature, Hand(sheets.regular, TINY, QUIET))


def _foot(document: OfferDocument) -> str:
    sender = document.sender
    title = OfferTexts(document).title()
    parts = (sender.name, sender.org_number, title)
    return BETWEEN.join(part for part in parts if part)
