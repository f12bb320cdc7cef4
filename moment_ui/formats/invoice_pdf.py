"""An invoice on paper: letterhead, window address, lines, sums, payment box; hours and files after it."""

from typing import BinaryIO

from moment_ui.formats.invoice import InvoiceDocument, Summary
from moment_ui.formats.invoice_appendix import Appendix, draw_pictures, is_archival
from moment_ui.formats.invoice_hours import hour_table
from moment_ui.formats.invoice_payment import draw_box
from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.formats.letterhead import addressed, letterhead
from moment_ui.formats.paper import (
    BODY,
    LEADING,
    LEFT,
    QUIET,
    RIGHT,
    SMALL,
    STRONG,
    TINY,
    Hand,
    Sheets,
    in_lines,
)
from moment_ui.formats.paper_table import (
    GAP,
    Column,
    Grid,
    Over,
    Place,
    Row,
    Table,
    again,
    draw,
    sums,
    sums_left,
)
from moment_ui.formats.pdf_archive import About
from moment_ui.formats.pictures import Plate

_TEXT = 430.0
_SUMS_LEFT = 330.0


def write(
    document: InvoiceDocument,
    out: BinaryIO,
    *,
    logo: Plate | None = None,
    files: tuple[Appendix, ...] = (),
) -> None:
    """Write the invoice as PDF. `files` are appended as pictures here; PDF files are named only."""
    _Drawing(document, out, logo, files).draw()


class _Drawing:
    """Draws one invoice from top to bottom."""

    def __init__(
        self,
        document: InvoiceDocument,
        out: BinaryIO,
        logo: Plate | None,
        files: tuple[Appendix, ...],
    ) -> None:
        self._document, self._logo, self._files = document, logo, files
        self._texts = InvoiceTexts(document)
        title = f"{self._texts.title()}, {document.seller.name}"
        about = About(title, document.seller.name, document.language, document.issued)
        foot = in_lines(self._texts.foot())
        self._sheets = Sheets(out, about, foot, archival=is_archival(files))

    def draw(self) -> None:
        sheets, texts, document = self._sheets, self._texts, self._document
        letterhead(sheets, texts.title(), document.seller.name, self._logo)
        addressed(sheets, texts.facts(), (texts.sender(), texts.receiver()), document.buyer.name)
        self._introduced()
        self._lines()
        self._totals()
        self._listed()
        self._pay()
        for summary in self._document.summaries:
            self._summary(summary)
        if self._document.attach_hours and self._document.hours:
            self._hours()
        draw_pictures(self._sheets, self._texts.words, self._files)
        self._sheets.finish(self._texts.words.page)

    def _introduced(self) -> None:
        sheets, document = self._sheets, self._document
        note = self._texts.note()
        if document.project_name:
            sheets.block(LEFT, document.project_name, Hand(sheets.bold, 13), RIGHT - LEFT)
        if note:
            sheets.block(LEFT, note, Hand(sheets.bold, SMALL, QUIET), RIGHT - LEFT)
        if document.text:
            sheets.y += 6
            sheets.paragraph(document.text, width=_TEXT)
            sheets.down(8)
        sheets.down(8)

    def _lines(self) -> None:
        sheets, texts = self._sheets, self._texts
        table = texts.table()
        words = texts.words
        sheets.keep(60)
        sheets.rule(STRONG, 1.2)
        if not table.rows:
            return
        carried = Over(
            again=lambda: sheets.rule(STRONG, 1.2),
            carried=lambda at: texts.carry(words.carried, texts.carried(table, at), table),
            brought=lambda at: texts.carry(words.brought, texts.carried(table, at), table),
        )
        draw(sheets, table, carried)

    def _totals(self) -> None:
        sheets, texts = self._sheets, self._texts
        amounts, vat, reasons = texts.sums(), texts.vat_table(), texts.reasons()
        quiet = Hand(sheets.regular, TINY, QUIET)
        room = _SUMS_LEFT - LEFT - 40
        told = [line for reason in reasons for line in sheets.lines(reason, quiet, room)]
        left = 40 + 20.0 * len(vat.rows) + TINY * LEADING * len(told)
        sheets.keep(max(15.0 * len(amounts) + 40, left))
        sheets.down(10)
        top = sheets.y
        sums(sheets, amounts, _SUMS_LEFT)
        lowest, sheets.y = sheets.y, top
        if vat.rows:
            beside = sums_left(sheets, amounts, _SUMS_LEFT)
            grid = Grid(sheets, vat, min(_SUMS_LEFT - 40, beside - GAP))
            grid.heads()
            for row in vat.rows:
                grid.row(row)
        sheets.down(TINY * LEADING + 2)
        for line in told:
            sheets.text(LEFT, line, quiet)
            sheets.down(TINY * LEADING)
        sheets.y = min(lowest, sheets.y)

    def _summary(self, summary: Summary) -> None:
        sheets, texts = self._sheets, self._texts
        words, before = texts.words, sum(row.gross for row in summary.rows)
        gross = self._document.gross if summary.this is None else summary.this
        rows = [Row((texts.day(row.day), row.text, texts.money(row.gross))) for row in summary.rows]
        rows += [
            Row(("", words.this_invoice, texts.money(gross))),
            Row((words.estimated, "", texts.money(summary.estimated)), strong=True, wide=True),
            Row(
                (words.remaining, "", texts.money(summary.estimated - before - gross)),
                strong=True,
                wide=True,
            ),
        ]
        columns = (
            Column(words.date, Place.SHORT),
            Column(words.description, Place.TEXT),
            Column(words.amount),
        )
        sheets.keep(24.0 * (len(rows) + 3) if len(rows) < 12 else 120.0)
        sheets.down(16)
        title = ": ".join(filter(None, (words.summary, summary.price_model)))
        again(sheets, title)
        draw(sheets, Table(columns, tuple(rows)), Over(again=lambda: again(sheets, title)))
        sheets.down(TINY * 1.8)
        sheets.text(LEFT, words.including_vat, Hand(sheets.regular, TINY, QUIET))
        sheets.down(8)

    def _listed(self) -> None:
        """The files that go with it, and those that could not."""
        sheets, words = self._sheets, self._texts.words
        for at, file in enumerate(self._files, 1):
            number = words.attachment.format(number=at)
            said = f"{number}: {file.title}"
            if file.broken:
                said = words.not_attached.format(name=file.title)
            sheets.keep(SMALL * LEADING)
            sheets.down(10 if at == 1 else 0)
            sheets.block(LEFT, said, Hand(sheets.regular, SMALL, QUIET), RIGHT - LEFT)

    def _pay(self) -> None:
        sheets, document = self._sheets, self._document
        if document.footer_text:
            sheets.keep(min(sheets.height(document.footer_text, BODY, _TEXT) + 90, 400))
            sheets.down(6)
            sheets.paragraph(document.footer_text, width=_TEXT)
            sheets.down(4)
        draw_box(sheets, self._texts)

    def _hours(self) -> None:
        sheets, words = self._sheets, self._texts.words
        sheets.turn()
        sheets.down(10)
        sheets.text(LEFT, words.hours_title, Hand(sheets.bold, 15))
        sheets.down(12)
        if said := self._texts.hours_shared():
            sheets.block(LEFT, said, Hand(sheets.regular, SMALL, QUIET), RIGHT - LEFT)
            sheets.down(6)
        sheets.rule(STRONG, 1.2)
        title = f"{words.hours_title}, {words.continued}"
        draw(sheets, hour_table(self._texts), Over(again=lambda: again(sheets, title)))
