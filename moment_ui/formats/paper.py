"""A sheet of A4 that is filled from the top: text, columns, rules; the foot when it is full."""

import io
from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from moment_ui.formats.pdf_archive import About, describe
from moment_ui.formats.pdf_layout import REGULAR, Face, faces

INK, QUIET, FAINT = HexColor(0x21201C), HexColor(0x63635E), HexColor(0x82827C)
HAIR, STRONG = HexColor(0xE2E1DC), HexColor(0x21201C)
TINT = HexColor(0xF4F3EF)
WIDTH, HEIGHT = A4
LEFT, RIGHT = 62.0, WIDTH - 62.0
TOP, BOTTOM = HEIGHT - 62.0, 72.0
BODY, SMALL, TINY = 9.5, 8.5, 7.5
LEADING = 1.45
BETWEEN = "  \u00b7  "
_FOOT = 46.0
_COUNT = 70.0
_FOOT_LEADING = 10.5


class Hand(NamedTuple):
    """How a text is written: its face, its size in points, its colour."""

    face: Face
    size: float
    color: Any = INK


class Sheets:
    """The pages of one document: a title heads each but the first, `foot` stands in lines under each.

    The file is PDF/A-3b unless `archival` is False, and the same whenever it is drawn.
    """

    def __init__(
        self, out: BinaryIO, about: About, foot: Sequence[str], *, archival: bool = True
    ) -> None:
        self.regular, self.bold = faces()
        self._title, self._foot = about.title, foot
        self._canvas: Any = cast("Any", Canvas)(
            out,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            initialFontName=REGULAR,
            pdfVersion=(1, 7),
        )
        describe(self._canvas, about, archival=archival)
        self.page = 1
        self.y = TOP

    def down(self, points: float) -> None:
        """Leave space."""
        self.y -= points

    def room(self, points: float) -> bool:
        """Whether so much fits above the foot."""
        return self.y - points >= BOTTOM

    def keep(self, points: float) -> None:
        """Turn the page unless so much fits on this one."""
        if not self.room(points):
            self.turn()

    def turn(self) -> None:
        """Go on with the next page."""
        self._close()
        self.page += 1
        self.y = TOP
        room = (RIGHT - LEFT) / SMALL
        head = wrapped(self.regular.drawable(self._title), self.regular, room)[0]
        self.text(LEFT, head, Hand(self.regular, SMALL, QUIET))
        self.down(8)
        self.rule()
        self.down(20)

    def text(self, at: float, text: str, hand: Hand, *, right: bool = False) -> None:
        """One line at the height of the pen, from `at` on or ending there."""
        drawn = hand.face.drawable(text)
        start = at - hand.face.width(drawn) * hand.size if right else at
        self._canvas.setFillColor(hand.color)
        self._canvas.setFont(hand.face.name, hand.size)
        self._canvas.drawString(start, self.y, drawn)

    def paragraph(
        self, text: str, size: float = BODY, color: Any = INK, width: float = 0.0
    ) -> None:
        """Text in as many lines and pages as it needs; empty lines stand."""
        hand = Hand(self.regular, size, color)
        for line in self.lines(text, hand, width or RIGHT - LEFT):
            self.keep(size * LEADING)
            self.y -= size * LEADING
            self.text(LEFT, line, hand)

    def block(self, at: float, text: str, hand: Hand, width: float) -> None:
        """A line of text in as many lines as it needs within a width, the pen under the last."""
        for line in self.lines(text, hand, width):
            self.text(at, line, hand)
            self.down(hand.size * LEADING)

    def lines(self, text: str, hand: Hand, width: float) -> list[str]:
        """The lines that a text takes within a width; its own line breaks stand."""
        room = width / hand.size
        parts = (wrapped(hand.face.drawable(p), hand.face, room) for p in text.split("\n"))
        return [line for lines in parts for line in lines or [""]]

    def fitting(self, text: str, size: float, width: float) -> Hand:
        """The bold hand in which a text fits a width, at most of a size."""
        wide = self.width(text, Hand(self.bold, 1))
        return Hand(self.bold, min(size, width / wide) if wide else size)

    def width(self, text: str, hand: Hand) -> float:
        """How wide a text is."""
        return hand.face.width(hand.face.drawable(text)) * hand.size

    def box(self, height: float, color: Any = TINT, width: float = RIGHT - LEFT) -> None:
        """A filled box from the left margin, downwards from the pen."""
        self._canvas.setFillColor(color)
        self._canvas.rect(LEFT, self.y - height, width, height, stroke=0, fill=1)

    def picture(self, content: bytes, at: float, width: float, height: float) -> None:
        """A picture, as the bytes of its file, whose upper edge is at the pen."""
        source = ImageReader(io.BytesIO(content))
        self._canvas.drawImage(source, at, self.y - height, width, height)

    def height(self, text: str, size: float, width: float) -> float:
        """How high a paragraph is."""
        return size * LEADING * len(self.lines(text, Hand(self.regular, size), width))

    def rule(
        self, color: Any = HAIR, width: float = 0.5, start: float = LEFT, end: float = RIGHT
    ) -> None:
        """A line across, at the height of the pen."""
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        self._canvas.line(start, self.y, end, self.y)

    def finish(self, count: str) -> None:
        """Write everything out; `count` holds {page} and {pages}, which is known only now."""
        self._close()
        for page in range(1, self.page + 1):
            told = count.format(page=page, pages=self.page)
            wide = self.regular.width(self.regular.drawable(told)) * TINY
            self._canvas.beginForm(f"count-{page}", -wide - 2, -3, 2, 20)
            self._put(-wide, 0, told)
            self._canvas.endForm()
        self._canvas.save()

    def _close(self) -> None:
        self._canvas.setStrokeColor(HAIR)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(LEFT, _FOOT + 14, RIGHT, _FOOT + 14)
        for at, line in enumerate(self._foot):
            self._put(LEFT, _FOOT - at * _FOOT_LEADING, line)
        self._canvas.saveState()
        self._canvas.translate(RIGHT, _FOOT)
        self._canvas.doForm(f"count-{self.page}")
        self._canvas.restoreState()
        self._canvas.showPage()

    def _put(self, x: float, y: float, text: str) -> None:
        self._canvas.setFillColor(FAINT)
        self._canvas.setFont(self.regular.name, TINY)
        self._canvas.drawString(x, y, self.regular.drawable(text))


def in_lines(pieces: Sequence[str]) -> list[str]:
    """The pieces of a foot in as few lines as they need, room for the page's number left."""
    face, _bold = faces()
    room = (RIGHT - LEFT - _COUNT) / TINY
    lines: list[str] = []
    for piece in map(face.drawable, pieces):
        tried = f"{lines[-1]}{BETWEEN}{piece}" if lines else piece
        if lines and face.width(tried) <= room:
            lines[-1] = tried
        else:
            lines.append(wrapped(piece, face, room)[0])
    return lines


def wrapped(text: str, face: Face, room: float) -> list[str]:
    """The text in lines no wider than `room` (at size 1): between words, or inside a long one."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        tried = f"{line} {word}" if line else word
        if face.width(tried) <= room:
            line = tried
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, face, room)
        lines += full
    return [*lines, line] if line or not lines else lines


def _cut(word: str, face: Face, room: float) -> Sequence[str]:
    pieces: list[str] = []
    piece = ""
    for sign in word:
        if piece and face.width(piece + sign) > room:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]
