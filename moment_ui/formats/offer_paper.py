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
TOP, BOTTOM = HEIGHT - 62.0, 72.0
_FOOT_SIZE = 7.5
_HEAD_SIZE = 8.5
LEADING = 1.45


class Hand(NamedTuple):
    """How a text is written: its face, its size in points, its colour."""

    face: Face
    size: float
    color: Any = INK


class Sheets:
    """The pages of one document: its title heads each but the first, `foot` is a line under each."""

    def __init__(self, out: BinaryIO, title: str, author: str, foot: str) -> None:
        self.regular, self.bold = faces()
        self._title, self._foot = title, foot
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
        room = (RIGHT - LEFT) / _HEAD_SIZE
        head = wrapped(self.regular.drawable(self._title), self.regular, room)[0]
        self.text(LEFT, head, Hand(self.regular, _HEAD_SIZE, QUIET))
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

    def paragraph(self, text: str, size: float = 9.5, color: Any = INK, width: float = 0.0) -> None:
        """Text in as many lines and pages as it needs; empty lines stand."""
        room = (width or RIGHT - LEFT) / size
        for part in text.split("\n"):
            for line in wrapped(self.regular.drawable(part), self.regular, room) or [""]:
                self.keep(size * LEADING)
                self.y -= size * LEADING
                self.text(LEFT, line, Hand(self.regular, size, color))

    def height(self, text: str, size: float, width: float) -> float:
        """How high a paragraph is."""
        room = width / size
        parts = (
            wrapped(self.regular.drawable(part), self.regular, room) for part in text.split("\n")
        )
        return size * LEADING * sum(len(lines) or 1 for lines in parts)

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
            wide = self.regular.width(self.regular.drawable(told)) * _FOOT_SIZE
            self._canvas.beginForm(f"count-{page}", -wide - 2, -3, 2, 20)
            self._put(-wide, 0, told)
            self._canvas.endForm()
        self._canvas.save()

    def _close(self) -> None:
        y = 46.0
        self._canvas.setStrokeColor(HAIR)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(LEFT, y + 14, RIGHT, y + 14)
        self._put(LEFT, y, self._foot)
        self._canvas.saveState()
        self._canvas.translate(RIGHT, y)
        self._canvas.doForm(f"count-{self.page}")
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
