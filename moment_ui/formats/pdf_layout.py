"""PDF layout: paper, column widths from a sample of the content, and text broken into lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from moment_ui.core.table import RIGHT_ALIGNED, Kind, TableColumn

REGULAR, SEMIBOLD = "Inter", "Inter-SemiBold"
MARGIN = 34.0
GAP = 10.0  # between columns
MAX_LINES = 8  # of one cell; what is longer ends in an ellipsis
_FONTS = Path(__file__).parent / "fonts"
REGULAR_FACE = _FONTS / "Inter-Regular.ttf"
_MISSING = "\u25a1"  # drawn for a sign the font has not
_PAPERS = (
    (A4, 8.0),
    (landscape(A4), 8.0),
    (landscape(A4), 7.0),
    (landscape(A3), 7.0),
    (landscape(A3), 5.5),
)
_LEAST, _READABLE, _MOST = 6.0, 10.0, 26.0  # widths of text columns, in ems
_WHOLE = frozenset({Kind.NUMBER, Kind.DATE, Kind.INSTANT, Kind.FLAG}) | RIGHT_ALIGNED


@dataclass(frozen=True, slots=True)
class Layout:
    """Paper, type size, and where each column stands; points from the lower left corner."""

    paper: tuple[float, float]
    size: float
    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    right: tuple[bool, ...]


class Face:
    """Widths of text in one font, at size 1."""

    def __init__(self, name: str) -> None:
        self.name = name
        font = cast("Any", pdfmetrics.getFont(name))
        known: dict[int, float] = font.face.charWidths  # in thousandths
        self._widths = {chr(code): width / 1000 for code, width in known.items()}

    def width(self, text: str) -> float:
        """The width of drawable text at size 1."""
        return sum(map(self._widths.__getitem__, text))

    def drawable(self, text: str) -> str:
        """The text on one line, with a box for each sign that the font has not."""
        if text.isascii() and text.isprintable():
            return text
        known = self._widths
        flat = (" " if sign.isspace() and sign not in known else sign for sign in text)
        return "".join(sign if sign in known else _MISSING for sign in flat)


@lru_cache(maxsize=1)
def faces() -> tuple[Face, Face]:
    """The regular and the semibold face, registered with reportlab on first use."""
    for name, file in ((REGULAR, REGULAR_FACE), (SEMIBOLD, _FONTS / "Inter-SemiBold.ttf")):
        cast("Any", pdfmetrics).registerFont(TTFont(name, file))
    return Face(REGULAR), Face(SEMIBOLD)


def lay_out(columns: Sequence[TableColumn], sample: Iterable[Sequence[str]]) -> Layout:
    """The smallest paper on which this content reads well, and a width for each column."""
    ems = _natural_widths(columns, sample)
    whole = [column.kind in _WHOLE for column in columns]
    wanted = [em if stays else min(em, _MOST) for em, stays in zip(ems, whole, strict=True)]
    least = [em if stays else min(em, _LEAST) for em, stays in zip(wanted, whole, strict=True)]
    readable = [
        min(em, _READABLE) if em > low else em for em, low in zip(wanted, least, strict=True)
    ]
    rooms = [(paper[0] - 2 * MARGIN - GAP * (len(columns) - 1)) / size for paper, size in _PAPERS]
    enough = (at for at, room in enumerate(rooms) if sum(readable) <= room)
    at = next(enough, len(rooms) - 1)
    paper, size = _PAPERS[at]
    return _placed(columns, paper, size, _fitted(wanted, least, rooms[at]))


def _natural_widths(columns: Sequence[TableColumn], sample: Iterable[Sequence[str]]) -> list[float]:
    regular, bold = faces()
    ems = [bold.width(bold.drawable(column.label)) for column in columns]
    for row in sample:
        for at, text in enumerate(row):
            if text:
                ems[at] = max(ems[at], regular.width(regular.drawable(text)) * 1.04)
    return [max(em, 1.0) for em in ems]


def _fitted(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths that fill the room: spare room goes to columns of text, in proportion."""
    if sum(least) > room:  # no paper is wide enough: everything shrinks, numbers in smaller type
        return [low * room / sum(least) for low in least]
    slack = [want - low for want, low in zip(wanted, least, strict=True)]
    share = min(1.0, (room - sum(least)) / (sum(slack) or 1.0))
    return [low + more * share for low, more in zip(least, slack, strict=True)]


def _placed(
    columns: Sequence[TableColumn], paper: tuple[float, float], size: float, ems: list[float]
) -> Layout:
    spare = paper[0] - 2 * MARGIN - GAP * (len(ems) - 1) - sum(ems) * size
    texts = [at for at, column in enumerate(columns) if column.kind not in _WHOLE] or [0]
    widths = [em * size for em in ems]
    for at in texts:
        widths[at] += max(0.0, spare) / len(texts)
    lefts = [MARGIN]
    for width in widths[:-1]:
        lefts.append(lefts[-1] + width + GAP)
    right = tuple(column.kind in RIGHT_ALIGNED for column in columns)
    return Layout(paper, size, tuple(lefts), tuple(widths), right)


def broken(text: str, face: Face, room: float) -> list[str]:
    """The text in lines no wider than `room` (at size 1): between words, or inside a long one.

    At most MAX_LINES; the last one ends in an ellipsis when something had to be left out.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        tried = f"{line} {word}" if line else word
        if face.width(tried) <= room:
            line = tried
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, face, room)
        lines.extend(full)
        if len(lines) > MAX_LINES:
            break
    lines.append(line)
    if len(lines) <= MAX_LINES:
        return lines
    last = f"{lines[MAX_LINES - 1]}\u2026"
    return [*lines[: MAX_LINES - 1], shortened(last, face, room)]


def shortened(text: str, face: Face, room: float) -> str:
    """The text cut to fit, ending in an ellipsis."""
    if face.width(text) <= room:
        return text
    kept = text.rstrip("\u2026")
    while kept and face.width(kept) + face.width("\u2026") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}\u2026"


def _pieces(word: str, face: Face, room: float) -> list[str]:
    pieces: list[str] = []
    piece, width = "", 0.0
    for sign in word:
        wide = face.width(sign)
        if piece and width + wide > room:
            pieces.append(piece)
            piece, width = "", 0.0
            if len(pieces) > MAX_LINES:
                break
        piece, width = piece + sign, width + wide
    return [*pieces, piece]
