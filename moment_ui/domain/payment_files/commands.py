"""Posting a payment file, undoing it, removing it, and looking for its invoices once more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.payment_files.errors import NothingPosted, NothingToPost, StillPosted
from moment_ui.domain.payment_files.locking import locked_file, one_at_a_time
from moment_ui.domain.payment_files.matching import Matcher, Row, payment_row
from moment_ui.domain.payment_files.originals import let_go
from moment_ui.domain.payment_files.standing import count_posted, kept_entries, posted_payments
from moment_ui.domain.payments.many import post_many, take_back_many
from moment_ui.models.payment import Payment
from moment_ui.models.payment_file import (
    BankEntry,
    BankFile,
    BankFileState,
    BankFormat,
    Doubt,
    EntryState,
)

AT_ONCE = 1000
Tell = Callable[[str, int, int], None]
Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took back, and how many payments stay because later acts stand on them."""

    taken_back: int
    kept: int


@needs(Permission.REGISTER_PAYMENTS)
def post_file(work: Work, file_id: int, tell: Tell) -> int:
    """Post every payment of a file that has its invoice, in one transaction; returns how many.

    Payments dated in a closed period wait, and those that another file has posted meanwhile are told as
    duplicates. Raises NotFound, NothingToPost.
    """
    one_at_a_time(work)
    file = locked_file(work, file_id)
    _find_duplicates(work, file)
    total = _count(work, file_id, EntryState.MATCHED)
    posted = 0
    for some in _postable(work, file_id):
        post_many(work, [_payment(file, entry) for entry in some])
        _set_state(work, some, EntryState.POSTED)
        posted += len(some)
        tell("posting", posted, total)
    if not posted:
        raise NothingToPost
    file.state, file.rounds = BankFileState.POSTED, file.rounds + 1
    file.posted_at, file.posted_by = clock.now(), work.actor.name
    file.undone_at, file.undone_by = None, ""
    record(work, "post_payment_file", file, f"{file.title}: {posted}")
    work.emit("payment-files")
    return posted


@needs(Permission.REGISTER_PAYMENTS)
def undo_file(work: Work, file_id: int, tell: Tell) -> Undone:
    """Take back every payment of a file, but those that later acts stand on.

    Raises NotFound, NothingPosted.
    """
    one_at_a_time(work)
    file = locked_file(work, file_id)
    kept, total, done = kept_entries(work, file_id), count_posted(work, file_id), 0
    freed: set[int] = set()
    for some in posted_payments(work, file_id, AT_ONCE):
        theirs = [payment for payment in some if payment.bank_entry_id not in kept]
        take_back_many(work, theirs)
        entries = {payment.bank_entry_id or 0 for payment in theirs}
        _give_free(work, entries)
        freed |= entries
        done += len(some)
        tell("undoing", done, total)
    if not freed:
        raise NothingPosted
    if not kept:
        file.state = BankFileState.UNDONE
    file.undone_at, file.undone_by = clock.now(), work.actor.name
    file.rounds += 1
    undone = Undone(len(freed), len(kept))
    record(work, "undo_payment_file", file, f"{file.title}: {undone.taken_back}, {undone.kept}")
    work.emit("payment-files")
    return undone


@needs(Permission.REGISTER_PAYMENTS)
def remove_file(work: Work, file_id: int) -> str:
    """Remove a file that was never posted, so that it can be read again; returns its name.

    Raises NotFound, StillPosted.
    """
    one_at_a_time(work)
    file = locked_file(work, file_id)
    own = select(col(BankEntry.id)).where(BankEntry.file_id == file_id)
    used = select(col(Payment.id)).where(col(Payment.bank_entry_id).in_(own)).limit(1)
    if work.session.exec(used).first() is not None:
        raise StillPosted
    doubles = list(
        work.session.exec(select(BankEntry).where(col(BankEntry.duplicate_of_id).in_(own)))
    )
    for double in doubles:
        double.duplicate_of_id, double.state = None, EntryState.UNKNOWN
    work.session.flush()
    _match(work, doubles)
    work.session.exec(sa.delete(BankEntry).where(col(BankEntry.file_id) == file_id))
    record(work, "remove_payment_file", file, file.title)
    let_go(work, file)
    work.session.delete(file)
    work.emit("payment-files")
    return file.title


@needs(Permission.REGISTER_PAYMENTS)
def match_again(work: Work, file_id: int) -> int:
    """Look for the invoices of payments in doubt once more; returns how many were found.

    Accounts, payment IDs and invoices may have changed since the file was read. Raises NotFound.
    """
    file = locked_file(work, file_id)
    query = select(BankEntry).where(
        BankEntry.file_id == file.key,
        col(BankEntry.state).in_((EntryState.UNKNOWN, EntryState.ELSEWHERE)),
    )
    found = _match(work, list(work.session.exec(query.order_by(col(BankEntry.id)))))
    work.emit("payment-files")
    return found


def _match(work: Work, entries: Sequence[BankEntry]) -> int:
    matcher = Matcher.of(work, BankFormat.OCR, 0)
    found = 0
    for some in _pieces(iter(entries)):
        rows = matcher.again(some)
        work.update_rows(BankEntry, rows)
        found += sum(row["state"] is EntryState.MATCHED for row in rows)
    return found


def _find_duplicates(work: Work, file: BankFile) -> None:
    """Mark what another file has posted since this one was read."""
    posted = sa.func.coalesce(_same_posted(file), _alike_posted(file))
    found = select(col(BankEntry.id), posted).where(
        BankEntry.file_id == file.key, BankEntry.state == EntryState.MATCHED, posted.is_not(None)
    )
    rows = (
        {
            "id": key,
            "state": EntryState.DUPLICATE,
            "doubt": Doubt.IN_ANOTHER_FILE,
            "duplicate_of_id": duplicate,
            "invoice_id": None,
        }
        for key, duplicate in work.session.exec(found).all()
    )
    for some in _pieces(rows):
        work.update_rows(BankEntry, some)


def _same_posted(file: BankFile) -> sa.ScalarSelect[int]:
    """The entry of another file that told of the same payment and was posted."""
    other = aliased(BankEntry)
    return (
        select(sa.func.min(col(other.id)))
        .where(
            col(other.payment_key) == col(BankEntry.payment_key),
            col(other.file_id) != file.key,
            col(other.state) == EntryState.POSTED,
        )
        .correlate(BankEntry)
        .scalar_subquery()
    )


def _alike_posted(file: BankFile) -> sa.ScalarSelect[int]:
    """The same in a file of another format, where only what both formats tell can be compared."""
    other, source = aliased(BankEntry), aliased(BankFile)
    return (
        select(sa.func.min(col(other.id)))
        .join(source, col(source.id) == col(other.file_id))
        .where(
            col(other.twin_key) == col(BankEntry.twin_key),
            col(BankEntry.payment_id) != "",
            col(source.format) != file.format,
            col(other.state) == EntryState.POSTED,
        )
        .correlate(BankEntry)
        .scalar_subquery()
    )


def _postable(work: Work, file_id: int) -> Iterator[list[BankEntry]]:
    """The matched payments outside the closed period, in the order of their invoices, some at a time."""
    closed = finance_settings(work).closed_until
    place = sa.tuple_(col(BankEntry.invoice_id), col(BankEntry.id))
    query = select(BankEntry).where(
        BankEntry.file_id == file_id,
        BankEntry.state == EntryState.MATCHED,
        col(BankEntry.invoice_id).is_not(None),
    )
    if closed is not None:
        query = query.where(col(BankEntry.paid_on) > closed)
    ordered = query.order_by(col(BankEntry.invoice_id), col(BankEntry.id)).limit(AT_ONCE)
    last = (0, 0)
    while some := list(work.session.exec(ordered.where(place > sa.tuple_(*last)))):
        last = (some[-1].invoice_id or 0, some[-1].key)
        yield some


def _pieces(rows: Iterator[Piece]) -> Iterator[list[Piece]]:
    while piece := list(islice(rows, AT_ONCE)):
        yield piece


def _count(work: Work, file_id: int, state: EntryState) -> int:
    query = select(sa.func.count()).select_from(BankEntry)
    return work.session.exec(
        query.where(col(BankEntry.file_id) == file_id, col(BankEntry.state) == state)
    ).one()


def _payment(file: BankFile, entry: BankEntry) -> Row:
    return payment_row(file, entry, entry.invoice_id or 0, entry.amount)


def _set_state(work: Work, entries: Sequence[BankEntry], state: EntryState) -> None:
    work.update_rows(BankEntry, [{"id": entry.key, "state": state} for entry in entries])


def _give_free(work: Work, entry_ids: set[int]) -> None:
    """Payments that are in the books no longer: matched again, or to be looked at when they were shared."""
    mine = sa.update(BankEntry).where(col(BankEntry.id).in_(sorted(entry_ids)))
    work.session.exec(
        mine.where(col(BankEntry.invoice_id).is_not(None)).values(state=EntryState.MATCHED)
    )
    work.session.exec(
        mine.where(col(BankEntry.invoice_id).is_(None)).values(
            state=EntryState.UNKNOWN, doubt=Doubt.TAKEN_BACK
        )
    )
