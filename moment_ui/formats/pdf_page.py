"""PDF pages: a pen that fills them from the top, with head, foot and page numbers."""

from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from moment_ui.core.table import Heading
from moment_ui.core.words import _
from moment_ui.formats.pdf_layout import MARGIN, Face, Layout, broken, faces, shortened

INK, QUIET = HexColor(0x21201C), HexColor(0x63635E)
LINE, STRONG = HexColor(0xE2E1DC), HexColor(0xBCBBB5)
_FOOT = 7.0  # type size of the foot
_BOTTOM = MARGIN + 18
_PAGE_COUNT = "page-count"  # a drawing used on every page and made at the end, when it is known


class Pages:
    """The pages of one report. Text is wrapped; figures that are too wide get smaller."""

    def __init__(
        self, layout: Layout, out: BinaryIO, heading: Heading, labels: Sequence[str]
    ) -> None:
        self._regular, self._bold = faces()
        self._width, self._height = layout.paper
        self._size = layout.size
        self._columns = tuple(zip(layout.lefts, layout.widths, layout.right, strict=True))
        self._line_height = layout.size * 1.3
        self._row_height = layout.size * 2.05
        self._title = f"{heading.title} \u00b7 {heading.company}".strip(" \u00b7")
        self._canvas: Any = Canvas(cast("Any", out), pagesize=layout.paper, pageCompression=1)
        self._canvas.setTitle(heading.title)
        self._canvas.setAuthor(heading.company)
        self._canvas.setCreator("Moment UI")
        self._page = 1
        self._y = self._height - MARGIN
        self._labels = [
            broken(self._bold.drawable(label), self._bold, width / layout.size)
            for label, width in zip(labels, layout.widths, strict=True)
        ]

    def down(self, points: float) -> None:
        """Leave space."""
        self._y -= points

    def line(self, text: str, face: Face, size: float, color: Any = INK) -> None:
        """Text across the page, in as many lines as it needs."""
        for part in broken(face.drawable(text), face, (self._width - 2 * MARGIN) / size):
            self._y -= size * 1.4
            self._write((MARGIN, self._y), part, face, size, color)

    def head(self) -> None:
        """The labels of the columns."""
        lines = max(len(label) for label in self._labels)
        self._write_cells(self._labels, self._bold, QUIET)
        self._y -= self._row_height + self._line_height * (lines - 1)
        self._rule(self._y, STRONG)

    def row(self, texts: Sequence[str], face: Face, line: Any) -> None:
        """A row of the table with a hairline below, on the next page when this one is full."""
        cells, lines = self._cells(texts, face)
        height = self._row_height + self._line_height * (lines - 1)
        if self._y - height < _BOTTOM:
            self._turn()
        self._write_cells(cells, face, INK)
        self._y -= height
        self._rule(self._y, line)

    def keep_together(self, rows: int) -> None:
        """Turn the page when so many rows have no room on this one."""
        if rows and self._y - self._row_height * rows < _BOTTOM:
            self._turn()

    def finish(self) -> None:
        """Close the last page and write everything out."""
        self._close()
        self._canvas.beginForm(_PAGE_COUNT, 0, -3, 60, 20)
        self._write((0, 0), str(self._page), self._regular, _FOOT, QUIET)
        self._canvas.endForm()
        self._canvas.save()

    def _turn(self) -> None:
        self._close()
        self._page += 1
        self._y = self._height - MARGIN
        self.head()

    def _close(self) -> None:
        before = _("Page {page} of {pages}").format(page=self._page, pages="")
        wide = self._regular.width(before) * _FOOT
        left = self._width - MARGIN - wide - 3 * _FOOT
        title = shortened(self._regular.drawable(self._title), self._regular, left / _FOOT - 10)
        self._rule(MARGIN + 11, LINE)
        self._write((MARGIN, MARGIN), title, self._regular, _FOOT, QUIET)
        self._write((left, MARGIN), before, self._regular, _FOOT, QUIET)
        self._canvas.saveState()
        self._canvas.translate(left + wide, MARGIN)
        self._canvas.doForm(_PAGE_COUNT)
        self._canvas.restoreState()
        self._canvas.showPage()

    def _cells(self, texts: Sequence[str], face: Face) -> tuple[list[Sequence[str]], int]:
        cells: list[Sequence[str]] = []
        highest = 1
        for text, (_left, width, right) in zip(texts, self._columns, strict=True):
            shown = face.drawable(text)
            fits = right or face.width(shown) * self._size <= width
            lines = (shown,) if fits else broken(shown, face, width / self._size)
            highest = max(highest, len(lines))
            cells.append(lines)
        return cells, highest

    def _write_cells(self, cells: Sequence[Sequence[str]], face: Face, color: Any) -> None:
        top = self._y - self._row_height + self._size * 0.68
        pen = self._canvas.beginText()
        pen.setFillColor(color)
        pen.setFont(face.name, self._size)
        for lines, (left, width, right) in zip(cells, self._columns, strict=True):
            for number, text in enumerate(lines):
                if not text:
                    continue
                wide = face.width(text) if right else 0.0
                size = min(self._size, width / wide) if wide else self._size
                if size < self._size:
                    pen.setFont(face.name, size)
                start = left + width - wide * size if right else left
                pen.setTextOrigin(start, top - number * self._line_height)
                pen.textOut(text)
                if size < self._size:
                    pen.setFont(face.name, self._size)
        self._canvas.drawText(pen)

    def _write(
        self, at: tuple[float, float], text: str, face: Face, size: float, color: Any
    ) -> None:
        self._canvas.setFillColor(color)
        self._canvas.setFont(face.name, size)
        self._canvas.drawString(*at, text)

    def _rule(self, y: float, color: Any) -> None:
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(MARGIN, y, self._width - MARGIN, y)
