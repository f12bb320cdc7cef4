"""Taking a file in: read to its end first, then written whole with what each payment was matched to."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.garbage import seldom_collected
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.finances.queries import uses_payment_ids
from moment_ui.domain.payment_files.errors import EmptyPaymentFile, FileKnown, PaymentIdsOff
from moment_ui.domain.payment_files.locking import one_at_a_time
from moment_ui.domain.payment_files.matching import Matcher
from moment_ui.domain.payment_files.originals import put_by, record_original
from moment_ui.formats.payments.payment import BankPayment, Payments, Told
from moment_ui.models.payment_file import BankEntry, BankFile, BankFormat

AT_ONCE = 2000
SAME_NUMBER_AGAIN = timedelta(days=330)
"""Banks number transmissions anew each year: an equal number after so long is another one."""

Tell = Callable[[str, int, int], None]
Opened = Callable[[], AbstractContextManager[tuple[Payments, Told]]]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings: `opened` begins reading it, from its start each time.

    `sha256` is of what it says, `raw` of its bytes. `path` is where it lies, to be kept as it came.
    """

    title: str
    format: BankFormat
    sha256: str
    opened: Opened
    raw: str = ""
    path: Path | None = None


@dataclass(slots=True)
class _Seen:
    """What a first reading found."""

    rows: BankFile
    told: Told = field(default_factory=Told)
    total: Decimal = ZERO
    currencies: set[str] = field(default_factory=set[str])
    accounts: set[str] = field(default_factory=set[str])


@seldom_collected()
def read_file(actor: Actor, brought: Brought, tell: Tell) -> int:
    """Read a file, match its payments and keep them; returns the file's id. Nothing is posted.

    Raises FileBroken and FileRefused for a file that is wrong, FileKnown, EmptyPaymentFile, and
    PaymentIdsOff for an OCR file while payment IDs are off. Then nothing is kept.
    """
    with reading(actor) as work:
        check_may_read(work, brought.format)
        _check_new(work, brought)
    seen = _read_through(brought, tell)
    kept_as = put_by(brought.path) if brought.path else ""
    with writing(actor) as work:
        file_id = keep_file(work, brought, seen, tell)
        if kept_as:
            record_original(work, kept_as, brought.raw, seen.rows)
        return file_id


@needs(Permission.REGISTER_PAYMENTS)
def check_may_read(work: Work, bank_format: BankFormat) -> None:
    """Whether files of the format can be read now. Raises PaymentIdsOff."""
    if bank_format is BankFormat.OCR and not uses_payment_ids(work):
        raise PaymentIdsOff


@needs(Permission.REGISTER_PAYMENTS)
def keep_file(work: Work, brought: Brought, seen: _Seen, tell: Tell) -> int:
    """Write the file and its payments, in the caller's transaction. Raises FileKnown."""
    one_at_a_time(work)
    _check_new(work, brought)
    _check_transmissions(work, seen)
    file = seen.rows
    file.read_at = clock.now()
    file.read_by = work.actor.name
    work.session.add(file)
    work.session.flush()
    matcher = Matcher.of(work, brought.format, file.key)
    currencies = {each or matcher.currency for each in seen.currencies}
    if len(currencies) == 1:
        file.currency, file.total = currencies.pop(), seen.total
    done = 0
    with brought.opened() as (payments, _told):
        for some in _pieces(payments):
            work.insert_rows(BankEntry, matcher.rows(some))
            done += len(some)
            tell("writing", done, file.count)
    record(work, "read_payment_file", file, f"{file.title}: {file.count}")
    work.emit("payment-files")
    return file.key


def _read_through(brought: Brought, tell: Tell) -> _Seen:
    """Read the whole file for its own checks, keeping its figures only."""
    file = BankFile(
        format=brought.format, title=brought.title[:255], sha256=brought.sha256, read_at=clock.now()
    )
    seen = _Seen(file)
    with brought.opened() as (payments, told):
        for payment in payments:
            file.count += 1
            seen.total += payment.amount
            seen.currencies.add(payment.currency)
            seen.accounts.add(payment.account)
            file.first_day = min(file.first_day or payment.paid_on, payment.paid_on)
            file.last_day = max(file.last_day or payment.paid_on, payment.paid_on)
            if file.count % AT_ONCE == 0:
                tell("reading", file.count, 0)
        seen.told = told
    if not file.count:
        raise EmptyPaymentFile(seen.told.skipped)
    file.skipped = seen.told.skipped
    file.marks = "".join(f"\n{mark}" for mark in seen.told.references if mark)[:1999] + "\n"
    if len(seen.accounts) == 1:
        file.account = seen.accounts.pop()[:40]
    return seen


def _check_new(work: Work, brought: Brought) -> None:
    known = col(BankFile.sha256).in_([brought.sha256, brought.raw])
    found = work.session.exec(select(BankFile).where(known)).first()
    if found is not None:
        raise _known(work, found)


def _check_transmissions(work: Work, seen: _Seen) -> None:
    first = seen.rows.first_day
    for mark in filter(None, seen.told.references):
        query = select(BankFile).where(
            col(BankFile.marks).contains(f"\n{mark}\n", autoescape=True),
            BankFile.format == seen.rows.format,
        )
        for found in work.session.exec(query):
            if first and found.first_day and abs(found.first_day - first) < SAME_NUMBER_AGAIN:
                raise _known(work, found, mark)


def _known(work: Work, found: BankFile, mark: str = "") -> FileKnown:
    written = writer(work.actor.locale, work.actor.timezone)
    what = _("Transmission {mark} ({title})").format(mark=mark, title=found.title) if mark else ""
    return FileKnown(found.key, written.instant(found.read_at), found.read_by, what)


def _pieces(payments: Payments) -> Iterator[list[BankPayment]]:
    while piece := list(islice(payments, AT_ONCE)):
        yield piece
