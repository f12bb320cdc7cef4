"""The pages of payment files, read whole: the list, one file, a payment that is being attached."""

from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.finances.queries import finance_settings, uses_payment_ids
from moment_ui.domain.payment_files.queries import (
    IN_DOUBT,
    EntryRow,
    Wanted,
    count_in_doubt,
    payment_file,
    payment_files,
    payments_of,
)
from moment_ui.domain.payment_files.suggesting import (
    Suggestion,
    bank_entry,
    likeliest,
    suggestions,
)
from moment_ui.models.payment_file import EntryState
from moment_ui.reports.payments.bank_view import (
    EntryLine,
    FileLine,
    FileView,
    entry_line,
    file_line,
    file_view,
)


@dataclass(frozen=True, slots=True)
class FilesPage:
    """A page of the files or of the payments in doubt; `rows` is how many there are of its kind."""

    files: list[FileLine]
    doubts: list[EntryLine]
    in_doubt: int
    rows: int
    ids_on: bool


@dataclass(frozen=True, slots=True)
class OneFile:
    """A file with a page of its payments; `rows` is how many there are of the kind asked for."""

    shown: FileView
    lines: list[EntryLine]
    rows: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A payment that is being attached, and what it may be for."""

    amount: Decimal
    currency: str
    about: str
    offered: list[Suggestion]


def files_page(work: Work, page: int) -> FilesPage:
    """A page of the files, the newest first."""
    write = writer(work.actor.locale, work.actor.timezone)
    files, total = payment_files(work, page)
    lines = [file_line(each, write) for each in files]
    return FilesPage(lines, [], count_in_doubt(work), total, uses_payment_ids(work))


def doubts_page(work: Work, page: int) -> FilesPage:
    """A page of the payments of all files that somebody has to look at."""
    write = writer(work.actor.locale, work.actor.timezone)
    doubts, count = payments_of(work, Wanted(states=IN_DOUBT, page=page))
    return FilesPage(
        [], _lines(work, doubts, write), count_in_doubt(work), count, uses_payment_ids(work)
    )


def one_file(work: Work, file_id: int, wanted: Wanted) -> OneFile:
    """A file with the payments that are wanted. Raises NotFound."""
    write = writer(work.actor.locale, work.actor.timezone)
    closed = finance_settings(work).closed_until
    rows, count = payments_of(work, wanted)
    shown = file_view(payment_file(work, file_id), write, closed)
    return OneFile(shown, _lines(work, rows, write), count)


def payment_asked(work: Work, entry_id: int) -> Asked:
    """A payment with what it may be for. Raises NotFound."""
    entry = bank_entry(work, entry_id)
    write = writer(work.actor.locale, work.actor.timezone)
    said = (write.day(entry.paid_on), entry.payer, entry.payment_id, entry.text)
    about = " · ".join(filter(None, said))
    return Asked(entry.amount, entry.currency, about, suggestions(work, entry_id))


def _lines(work: Work, rows: list[EntryRow], write: Writer) -> list[EntryLine]:
    """Payments, those that are unknown with what they may be for."""
    unknown = [row.entry for row in rows if row.entry.state is EntryState.UNKNOWN]
    perhaps = likeliest(work, unknown) if unknown else {}
    return [entry_line(row, write, perhaps.get(row.entry.key)) for row in rows]
