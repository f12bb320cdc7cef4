"""The records of OCR giro, by position: service 09 of the Norwegian banks' clearing (Nets).

A line is 80 characters and begins with `NY`, the service, a type and the record's own type. Places
count from 1, as in the bank's description.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from moment_ui.core.words import _
from moment_ui.formats.payments.payment import FileBroken

WIDTH = 80
LONGEST_LINE = 4096
OCR_SERVICE = "09"
NO_SERVICE = "00"
_NATIONAL = str.maketrans("[\\]{|}", "ÆØÅæøå")
_MARK = b"\xef\xbb\xbf"
_END_OF_TEXT = "\x1a"  # of old systems
_WIDE = _(
    "The file was saved as UTF-16 by another program. Fetch it from the bank again, and upload it as it came."
)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file."""

    line: int
    text: str

    @property
    def service(self) -> str:
        """The service the record belongs to."""
        return self.text[2:4]

    @property
    def type(self) -> str:
        """The kind of transaction or assignment."""
        return self.text[4:6]

    @property
    def kind(self) -> str:
        """The kind of record, such as 30."""
        return self.text[6:8]

    def broken(self, reason: str) -> FileBroken:
        """What is raised about this record."""
        return FileBroken(self.line, reason)

    def digits(self, first: int, last: int, name: str) -> str:
        """The digits at these places. Raises FileBroken for anything else."""
        said = self.text[first - 1 : last]
        if not (said.isascii() and said.isdigit()):
            text = _("{name} (position {first}–{last}) is not a number: “{said}”.")
            raise self.broken(text.format(name=name, first=first, last=last, said=said))
        return said

    def count(self, first: int, last: int, name: str) -> int:
        """A whole number at these places."""
        return int(self.digits(first, last, name))

    def money(self, first: int, last: int, name: str) -> Decimal:
        """An amount in øre at these places, as kroner."""
        return Decimal(self.digits(first, last, name)).scaleb(-2)

    def day(self, first: int, last: int, name: str) -> dt.date:
        """A date written ddmmyy at these places."""
        said = self.digits(first, last, name)
        try:
            return dt.date(2000 + int(said[4:]), int(said[2:4]), int(said[:2]))
        except ValueError:
            text = _("{name} (position {first}–{last}) is not a date: {said}.")
            raise self.broken(text.format(name=name, first=first, last=last, said=said)) from None

    def words(self, first: int, last: int) -> str:
        """Text at these places; the letters that ISO 646 puts where others have brackets."""
        said = self.text[first - 1 : last]
        plain = said.translate(_NATIONAL) if said.isascii() else said
        return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def records(stream: BinaryIO) -> Iterator[Record]:
    """The lines of a file as records. Raises FileBroken for a line that is none."""
    blank = 0
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        if number == 1 and b"\0" in raw:
            raise FileBroken(1, _WIDE)
        text = (raw.removeprefix(_MARK) if number == 1 else raw).decode("latin-1")
        text = text.rstrip("\r\n" + _END_OF_TEXT)
        if not text.strip():
            blank = blank or number
            continue
        if blank:
            raise FileBroken(blank, _("This line is empty, and more follows."))
        yield _record(number, text)


def _record(number: int, text: str) -> Record:
    if not text.startswith("NY"):
        raise FileBroken(number, _("A record begins with NY; this line does not."))
    if text[6:8] == "32":
        text = text.ljust(WIDTH)  # text may have lost the blanks at its end
    if len(text) != WIDTH and text.rstrip(" ") != text[:WIDTH].rstrip(" "):
        raise FileBroken(number, _too_wide(len(text)))
    if len(text) < WIDTH:
        raise FileBroken(number, _too_wide(len(text)))
    record = Record(number, text[:WIDTH])
    record.digits(3, 8, _("The record’s type"))
    return record


def _too_wide(found: int) -> str:
    text = _("A record has {width} characters; this line has {found}.")
    return text.format(width=WIDTH, found=found)
