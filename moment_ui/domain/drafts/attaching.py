"""The files that go with a draft: those marked for it, receipts; taken off it and put back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.composing.rows import Edited, Seen, made, values_of
from moment_ui.domain.drafts.editing import edited
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.drafts.rows import draft_row, lines_of, locked_for_edit, parts_of
from moment_ui.domain.folders.folder import CUSTOMERS, PROJECTS
from moment_ui.domain.folders.queries import files_with_invoices, newest_files
from moment_ui.domain.invoices.sources import Source
from moment_ui.domain.invoicing.option import YES
from moment_ui.models.expense import ProjectExpense
from moment_ui.models.file import StoredFile
from moment_ui.models.invoice import Invoice, InvoiceAttachment

Titles = dict[int, str]
Values = dict[str, Any]
OFFERED = 200


@dataclass(frozen=True, slots=True)
class Detached:
    """What was taken off a draft: enough to put it back."""

    draft_id: int
    stored_file_id: int
    position: int
    title: str
    version: int
    picked: bool = False


@needs(Permission.CREATE_INVOICES)
def attach_wanted(work: Work, draft: Invoice) -> None:
    """Let the files that the draft's options ask for go with it, and those picked by hand.

    The newest versions of marked files of its projects, then of its customer, then receipts of the
    expenses that it bills.
    """
    options = kept_options(work, draft.key)
    wanted: Titles = {}
    if options.get("attach_files") == YES:
        wanted |= _marked(work, draft)
    if options.get("attach_receipts") == YES:
        wanted |= _receipts(work, draft)
    present = parts_of(work, InvoiceAttachment, draft.key)
    picked = {row.stored_file_id: row.title for row in present if row.picked}
    for row in present:
        work.session.delete(row)
    work.session.flush()
    rows = [
        {
            "invoice_id": draft.key,
            "stored_file_id": key,
            "position": at,
            "title": title,
            "picked": key in picked,
        }
        for at, (key, title) in enumerate({**wanted, **picked}.items())
    ]
    work.insert_rows(InvoiceAttachment, rows)


@needs(Permission.CREATE_INVOICES, Permission.VIEW_FILES)
def files_to_pick(work: Work, draft_id: int) -> Titles:
    """What can be let go with a draft beside what does: names by the stored file's id.

    Files of its projects and its customer, and receipts of the expenses that it bills. Raises NotFound,
    NotADraft.
    """
    draft = draft_row(work, draft_id)
    found = newest_files(work, PROJECTS, _projects(work, draft), OFFERED)
    found |= newest_files(work, CUSTOMERS, [draft.customer_id], OFFERED)
    found |= _receipts(work, draft)
    present = {row.stored_file_id for row in parts_of(work, InvoiceAttachment, draft.key)}
    return {key: title for key, title in found.items() if key not in present}


@needs(Permission.CREATE_INVOICES, Permission.VIEW_FILES)
def attach_file(work: Work, seen: Seen, stored_file_id: int) -> Edited:
    """Let one of `files_to_pick` go with a draft, marked or not. Raises NotFound, DraftChanged."""
    draft = locked_for_edit(work, seen)
    title = files_to_pick(work, draft.key).get(stored_file_id)
    if title is None:
        raise NotFound(_("The file"))
    last = max((row.position for row in parts_of(work, InvoiceAttachment, draft.key)), default=-1)
    work.session.add(
        InvoiceAttachment(
            invoice_id=draft.key,
            stored_file_id=stored_file_id,
            position=last + 1,
            title=title,
            picked=True,
        )
    )
    return edited(work, draft, {"file": ("", title)})


def without_receipts(work: Work, draft: Invoice, billed: Iterable[Source]) -> tuple[Values, ...]:
    """Take the receipts of expenses that the draft bills no longer off it; returns what they were.

    One that was picked by hand, or belongs to another line too, stays. For commands that hold the draft.
    """
    gone = {one.values.get("receipt_id") for one in billed} - {None} - set(_receipts(work, draft))
    rows = [
        row
        for row in parts_of(work, InvoiceAttachment, draft.key)
        if row.stored_file_id in gone and not row.picked
    ]
    taken = tuple(values_of(row) for row in rows)
    for row in rows:
        work.session.delete(row)
    return taken


def with_receipts(work: Work, draft: Invoice, taken: Iterable[Values]) -> None:
    """Put back what `without_receipts` took, as far as the draft bills its expense again."""
    billed = _receipts(work, draft)
    for values in taken:
        if values["stored_file_id"] in billed:
            work.session.add(made(InvoiceAttachment, values))


@needs(Permission.CREATE_INVOICES)
def detach_file(work: Work, seen: Seen, attachment_id: int) -> Detached:
    """Take a file off a draft; returns what `attach_again` takes. Raises NotFound, DraftChanged."""
    draft = locked_for_edit(work, seen)
    query = select(InvoiceAttachment).where(
        InvoiceAttachment.id == attachment_id, InvoiceAttachment.invoice_id == draft.key
    )
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The file"))
    stored_id, position, title = row.stored_file_id, row.position, row.title
    picked = row.picked
    work.session.delete(row)
    done = edited(work, draft, {"file": (title, "")})
    return Detached(draft.key, stored_id, position, title, done.version, picked)


@needs(Permission.CREATE_INVOICES)
def attach_again(work: Work, removed: Detached, version: int) -> Edited:
    """Put a file back that was taken off. Raises NotFound for one that is gone for good."""
    draft = locked_for_edit(work, Seen(removed.draft_id, version))
    if removed.stored_file_id not in still_there(work, [removed.stored_file_id]):
        raise NotFound(_("The file"))
    work.session.add(
        InvoiceAttachment(
            invoice_id=draft.key,
            stored_file_id=removed.stored_file_id,
            position=removed.position,
            title=removed.title,
            picked=removed.picked,
        )
    )
    return edited(work, draft, {"file": ("", removed.title)})


@needs(Permission.CREATE_INVOICES)
def still_there(work: Work, stored_ids: Sequence[int]) -> set[int]:
    """Which stored files have not been swept."""
    query = select(col(StoredFile.id)).where(col(StoredFile.id).in_(stored_ids))
    return {key for key in work.session.exec(query) if key}


def _projects(work: Work, draft: Invoice) -> list[int]:
    projects = [draft.project_id, *(line.project_id for line in lines_of(work, draft.key))]
    return list(dict.fromkeys(key for key in projects if key))


def _marked(work: Work, draft: Invoice) -> Titles:
    of_projects = files_with_invoices(work, PROJECTS, _projects(work, draft))
    return of_projects | files_with_invoices(work, CUSTOMERS, [draft.customer_id])


def _receipts(work: Work, draft: Invoice) -> Titles:
    lines = [line.key for line in lines_of(work, draft.key)]
    query = (
        select(col(StoredFile.id), StoredFile.title)
        .join(ProjectExpense, col(ProjectExpense.receipt_id) == col(StoredFile.id))
        .where(col(ProjectExpense.invoice_line_id).in_(lines))
        .order_by(col(ProjectExpense.day), col(ProjectExpense.id))
    )
    return {key: title for key, title in work.session.exec(query) if key}
