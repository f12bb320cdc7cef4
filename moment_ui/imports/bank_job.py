"""Reading, posting or undoing one payment file in a process of its own: `python -m moment_ui.imports.bank_job`.

The order is one line of JSON on stdin; what comes back is as in `imports/job.py`. The process can be killed
at any time: each act is one transaction.
"""

import hashlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from moment_ui.core.actor import Actor
from moment_ui.core.errors import NotPermitted
from moment_ui.core.writing import writer
from moment_ui.db.work import reading, writing
from moment_ui.domain.access.queries import member
from moment_ui.domain.payment_files.commands import post_file, undo_file
from moment_ui.domain.payment_files.errors import FileKnown
from moment_ui.domain.payment_files.reading import Brought, Tell, read_file
from moment_ui.domain.uploads.commands import upload
from moment_ui.formats.payments.camt import read_camt
from moment_ui.formats.payments.camt_beginning import is_xml
from moment_ui.formats.payments.ocr import is_ocr, read_ocr
from moment_ui.formats.payments.payment import FileBroken, Payments, Told
from moment_ui.imports.bank_table import BankTable
from moment_ui.imports.job import NICENESS, Teller, reason, say
from moment_ui.models.payment_file import BankFormat

logger = logging.getLogger(__name__)

HEAD = 4096
ZIP, BYTE_ORDER_MARK = b"PK\x03\x04", b"\xef\xbb\xbf"


class Act(StrEnum):
    """What is to be done."""

    READ = "read"
    POST = "post"
    UNDO = "undo"


class Order(BaseModel):
    """What to do, for whom, with which upload (READ) or payment file; `mapped` are a table's columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user_id: int
    company_id: int
    act: Act
    file_id: int
    mapped: dict[str, int] = Field(default_factory=dict[str, int], max_length=100)
    decimal: str = Field(default="", max_length=1)


class Outcome(BaseModel):
    """What was done: with which file, how many payments, and how many an undo had to leave."""

    file_id: int
    count: int = 0
    kept: int = 0


def format_of(path: Path) -> BankFormat:
    """What a file is written in, by how it begins; anything that is neither is taken for a table."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if is_ocr(head):
        return BankFormat.OCR
    return BankFormat.CAMT if is_xml(head) else BankFormat.CSV


def said_digest(path: Path) -> str:
    """A digest of what a text says, whatever its line ends and empty lines; of other files, of every byte."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        if stream.read(len(ZIP)) == ZIP:
            stream.seek(0)
            return hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        for number, line in enumerate(stream):
            said = (line if number else line.removeprefix(BYTE_ORDER_MARK)).rstrip()
            found.update(said + b"\n" if said else b"")
    return found.hexdigest()


def carry_out(order: Order, tell: Tell) -> Outcome:
    """Do what is ordered. Raises AppError."""
    actor = member(order.user_id, order.company_id)
    if actor is None:
        raise NotPermitted
    if order.act is Act.READ:
        return Outcome(file_id=_read(actor, order, tell))
    with writing(actor) as work:
        if order.act is Act.POST:
            return Outcome(file_id=order.file_id, count=post_file(work, order.file_id, tell))
        undone = undo_file(work, order.file_id, tell)
        return Outcome(file_id=order.file_id, count=undone.taken_back, kept=undone.kept)


def _read(actor: Actor, order: Order, tell: Tell) -> int:
    with reading(actor) as work:
        file = upload(work, order.file_id)
    found = format_of(file.path)
    opened = BankTable(file.path, order.mapped, order.decimal).opened
    if found is not BankFormat.CSV:
        opened = _Open(file.path, found).opened
    with file.path.open("rb") as stream:
        raw = hashlib.file_digest(stream, "sha256").hexdigest()
    brought = Brought(file.title, found, said_digest(file.path), opened, raw, file.path)
    try:
        return read_file(actor, brought, tell)
    except FileBroken as broken:
        raise broken.written(writer(actor.locale, actor.timezone)) from broken


class _Open:
    """A file of the banks' own formats."""

    def __init__(self, path: Path, bank_format: BankFormat) -> None:
        self._path = path
        self._read = read_ocr if bank_format is BankFormat.OCR else read_camt

    @contextmanager
    def opened(self) -> Iterator[tuple[Payments, Told]]:
        """Its payments, read from the start."""
        told = Told()
        with self._path.open("rb") as stream:
            yield self._read(stream, told), told


def main() -> int:
    """Read the order, carry it out; returns the exit code."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        outcome = carry_out(Order.model_validate_json(sys.stdin.readline()), Teller())
    except FileKnown as known:
        say(error=known.message, known=known.file_id)
        return 1
    except Exception as error:
        say(error=reason(error))
        return 1
    say(result=outcome.model_dump())
    return 0


if __name__ == "__main__":
    sys.exit(main())
