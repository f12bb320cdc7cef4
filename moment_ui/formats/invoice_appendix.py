"""Files that go with an invoice: pictures on pages of their own, PDF files joined on behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from moment_ui.formats.invoice_words import InvoiceWords
from moment_ui.formats.paper import BOTTOM, LEFT, QUIET, RIGHT, SMALL, Hand, Sheets
from moment_ui.formats.pictures import Plate

_CAPTION = 24


@dataclass(frozen=True, slots=True)
class Appendix:
    """A file: a picture, or `pages` of a PDF that are joined on later, or nothing of it can be shown.

    `apart`: of a kind that is no paper, and goes beside it.
    """

    title: str
    picture: Plate | None = None
    pages: int = 0
    apart: bool = False

    @property
    def broken(self) -> bool:
        """Whether it should be shown and cannot."""
        return self.picture is None and not self.pages and not self.apart


def is_archival(files: Sequence[Appendix]) -> bool:
    """Whether the whole is ours: what others' PDF files hold is not known to be PDF/A."""
    return not any(file.pages for file in files)


def draw_pictures(sheets: Sheets, words: InvoiceWords, files: Sequence[Appendix]) -> None:
    """Draw each picture as large as a page allows, with its name above."""
    for at, file in enumerate(files, 1):
        if file.picture is None:
            continue
        sheets.turn()
        caption = f"{words.attachment.format(number=at)}: {file.title}"
        sheets.block(LEFT, caption, Hand(sheets.regular, SMALL, QUIET), RIGHT - LEFT)
        room = int(sheets.y - BOTTOM) - _CAPTION
        width, height = file.picture.within(int(RIGHT - LEFT), room)
        sheets.picture(file.picture.content, LEFT, width, height)
