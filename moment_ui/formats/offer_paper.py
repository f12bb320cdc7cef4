"""A sheet of A4 that is filled from the top: text, columns, rules; the foot when it is full."""

from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple, cast

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from moment_ui.formats.pdf_layout import Face, faces

INK, QUIET, FAINT = HexColor(0x21201C), HexColor(0x63635E), HexColor(0x82827C)
HAIR, STRONG = HexColor(0xE2E1DC), HexColor(0x21201C)
WIDTH, HEIGHT = A4
LEFT, RIGHT = 62.0, WIDTH - 62.0
TOP, BOTTOM = HEIGHT - 62.0, 84.0
_FOOT_SIZE = 7.5
LEADING = 1.45


class Hand(NamedTuple):
    """How a text is written: its face, its size in points, its colour."""

    face: Face
    size: float
    color: Any = INK


class Sheets:
    """The pages of one document. `foot` is a line about the sender; `count` says "Page 1 of 3"."""

    def __init__(self, out: BinaryIO, title: str, author: str, foot: str) -> None:
        self.regular, self.bold = faces()
        self._foot = foot
        self._canvas: Any = Canvas(cast("Any", out), pagesize=A4, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Moment UI")
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

    def text(self, at: float, text: str, hand: Hand, *, right: bool = False) -> None:
        """One line at the height of the pen, from `at` on or ending there."""
        drawn = hand.face.drawable(text)
        start = at - hand.face.width(drawn) * hand.size if right else at
        self._canvas.setFillColor(hand.color)
        self._canvas.setFont(hand.face.name, hand.size)
        self._canvas.drawString(start, self.y, drawn)

    def paragraph(self, text: str, size: float = 9.5, color: Any = INK, width: float = 0.0) -> None:
        """Text in as many lines and pages as it needs; empty lines stand."""
        room = (width or RIGHT - LEFT) / size
        for part in text.split("\n"):
            for line in wrapped(self.regular.drawable(part), self.regular, room) or [""]:
                self.keep(size * LEADING)
                self.y -= size * LEADING
                self.text(LEFT, line, Hand(self.regular, size, color))

    def rule(self, color: Any = HAIR, width: float = 0.5, start: float = LEFT) -> None:
        """A line across, at the height of the pen."""
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        self._canvas.line(start, self.y, RIGHT, self.y)

    def finish(self, count: str) -> None:
        """Write everything out; `count` holds {page} and {pages}."""
        self._count = count
        self._close()
        self._canvas.beginForm("pages", 0, -3, 60, 20)
        self._put(0, 0, str(self.page))
        self._canvas.endForm()
        self._canvas.save()

    def begin(self, count: str) -> None:
        """Say how pages are counted, before the first is turned."""
        self._count = count

    def _close(self) -> None:
        y = 46.0
        self._canvas.setStrokeColor(HAIR)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(LEFT, y + 14, RIGHT, y + 14)
        self._put(LEFT, y, self._foot)
        before, _mark, after = self._count.format(page=self.page, pages="\0").partition("\0")
        wide = self.regular.width(before) * _FOOT_SIZE
        number = self.regular.width("00") * _FOOT_SIZE
        start = RIGHT - wide - number - self.regular.width(after) * _FOOT_SIZE
        self._put(start, y, before)
        self._canvas.saveState()
        self._canvas.translate(start + wide, y)
        self._canvas.doForm("pages")
        self._canvas.restoreState()
        self._canvas.showPage()

    def _put(self, x: float, y: float, text: str) -> None:
        self._canvas.setFillColor(FAINT)
        self._canvas.setFont(self.regular.name, _FOOT_SIZE)
        self._canvas.drawString(x, y, self.regular.drawable(text))


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
