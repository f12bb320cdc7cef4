"""Receipts of expenses: kept as files of the company, fetched by who may see expenses."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.expenses import files
from moment_ui.domain.expenses.errors import AlreadyBilled, NoRoomForReceipts
from moment_ui.domain.expenses.held import check_own
from moment_ui.domain.files.commands import housekeepers, sweep
from moment_ui.domain.folders.queries import Download
from moment_ui.domain.folders.storing import Brought, stored_file
from moment_ui.domain.mirrors import expenses as mirrors
from moment_ui.models.claim import ClaimLine
from moment_ui.models.expense import ProjectExpense
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.invoice import InvoiceAttachment

KEPT_UNNAMED = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was kept, and the one that it took the place of, if any."""

    title: str
    before: int | None


@needs(Permission.EDIT_EXPENSES)
def check_may_keep(work: Work, expense_id: int, size: int) -> None:
    """Whether a receipt of so many bytes may come: asked before any of them.

    Raises NotFound, AlreadyBilled, NoRoomForReceipts.
    """
    query = select(ProjectExpense).where(ProjectExpense.id == expense_id)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The expense"))
    if row.invoice_line_id is not None:
        raise AlreadyBilled(row.text)
    check_own(work, row)
    check_room(work, size)


@needs(Permission.EDIT_EXPENSES)
def keep_receipt(work: Work, expense_id: int, brought: Brought) -> Receipt:
    """Give an expense its receipt, in the place of the one it has. Raises as `check_may_keep`."""
    expense = _locked(work, expense_id)
    work.wait_for_writers()  # last of the locks; or two at once would take the same room
    check_room(work, brought.size)
    stored = stored_file(work, brought, FilePurpose.RECEIPT, expense.key)
    return _set(work, expense, stored.key, "keep_receipt", brought.title)


@needs(Permission.EDIT_EXPENSES)
def set_receipt(work: Work, expense_id: int, stored_id: int | None) -> Receipt:
    """Let an expense have a receipt it had before, or none. Raises NotFound, AlreadyBilled."""
    expense = _locked(work, expense_id)
    title = ""
    if stored_id is not None:
        query = select(StoredFile).where(
            StoredFile.id == stored_id,
            StoredFile.purpose == FilePurpose.RECEIPT,
            StoredFile.object_id == expense_id,
        )
        stored = work.session.exec(query).first()
        if stored is None:
            raise NotFound(_("The receipt"))
        title = stored.title
    return _set(work, expense, stored_id, "set_receipt", title)


@needs(Permission.VIEW_EXPENSES)
def find_receipt(work: Work, stored: str) -> Download | None:
    """The receipt with this random name, while an expense has it."""
    query = (
        select(StoredFile)
        .join(ProjectExpense, col(ProjectExpense.receipt_id) == col(StoredFile.id))
        .where(StoredFile.name == stored, StoredFile.purpose == FilePurpose.RECEIPT)
    )
    row = work.session.exec(query).first()
    path = files.path_of(stored)
    if row is None or path is None or not path.is_file():
        return None
    return Download(stored, path, row.title, row.media_type)


@before_log_in("pure: a path, for commands and jobs that have found the row in their scope")
def receipt_path(stored: str) -> Path | None:
    """Where a receipt's bytes lie."""
    return files.path_of(stored)


@before_log_in("housekeeping of every company's files; nobody reads anything")
def sweep_receipts() -> int:
    """Remove receipts that no expense or invoice has had for 30 days; returns how many files went."""
    for housekeeper in housekeepers():
        with reading(housekeeper) as work:
            waiting = work.session.exec(_unnamed()).first()
        if waiting:
            with writing(housekeeper) as work:
                work.leave_figures()
                for stored in work.session.exec(_unnamed()):
                    stored.expires_at = clock.now()
    return sweep(FilePurpose.RECEIPT, files)


def _unnamed() -> SelectOfScalar[StoredFile]:
    """Receipts brought long ago that nothing names: those of removed expenses come back with them."""
    names = (
        col(ProjectExpense.receipt_id),
        col(InvoiceAttachment.stored_file_id),
        col(ClaimLine.receipt_id),
    )
    return select(StoredFile).where(
        StoredFile.purpose == FilePurpose.RECEIPT,
        col(StoredFile.created_at) < clock.now() - KEPT_UNNAMED,
        col(StoredFile.expires_at).is_(None),
        *(~sa.exists().where(name == col(StoredFile.id)) for name in names),
    )


def _set(
    work: Work, expense: ProjectExpense, stored_id: int | None, action: str, title: str
) -> Receipt:
    before = expense.receipt_id
    expense.receipt_id = stored_id
    expense.version += 1
    record(work, action, expense, expense.text, {"receipt": ("", title)})
    mirrors.follow(work, [expense])
    work.emit("expenses")
    return Receipt(title, before)


def _locked(work: Work, expense_id: int) -> ProjectExpense:
    row = locked_rows(work, ProjectExpense, [expense_id], _("The expense"))[0]
    if row.invoice_line_id is not None:
        raise AlreadyBilled(row.text)
    check_own(work, row)
    return row


def check_room(work: Work, size: int) -> None:
    """Whether so many bytes of receipts find room. Raises NoRoomForReceipts. For commands that keep some."""
    query = select(sa.func.coalesce(sa.func.sum(col(StoredFile.size)), 0))
    taken = work.session.exec(query.where(StoredFile.purpose == FilePurpose.RECEIPT)).one()
    if taken + size > settings().max_files_mb << 20:
        raise NoRoomForReceipts
