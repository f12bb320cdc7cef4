"""Removing a draft, and putting it back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.drafts.attaching import still_there
from moment_ui.domain.drafts.errors import BilledSince, SharedDraft
from moment_ui.domain.drafts.rows import draft_row, lines_of, parts_of
from moment_ui.domain.invoices import sources
from moment_ui.domain.invoices.drafting import Row
from moment_ui.domain.invoices.passing import give_back_shared, receive
from moment_ui.domain.invoices.sharing import lock_sharing, standing_parts
from moment_ui.models.base import CompanyScoped
from moment_ui.models.invoice import (
    Invoice,
    InvoiceAttachment,
    InvoiceLine,
    InvoiceState,
    InvoiceVat,
)
from moment_ui.models.invoicing import InvoiceOption

PARTS = (InvoiceLine, InvoiceVat, InvoiceOption, InvoiceAttachment)


@dataclass(frozen=True, slots=True)
class RemovedDraft:
    """What `remove_draft` took away: enough to put it back. Lines are in the order of `line_ids`.

    `sharing` are the drafts of the other customers who share what it bills; where all their parts but this
    one were credited, `given_back` is what can be invoiced again without it.
    """

    customer_id: int
    invoice: Row
    parts: tuple[tuple[Row, ...], ...]
    line_ids: tuple[int, ...]
    billed: tuple[sources.Source, ...]
    sharing: tuple["RemovedDraft", ...] = ()
    given_back: tuple[sources.Source, ...] = ()


@needs(Permission.CREATE_INVOICES)
def remove_draft(work: Work, invoice_id: int) -> RemovedDraft:
    """Remove a draft with its lines; what they billed can be invoiced again.

    Drafts by which other customers share the same go with it: what one of them holds, all bill. Returns
    what `restore_draft` takes to put them back. Raises NotFound, NotADraft, and SharedDraft when another
    part has been issued.
    """
    lock_sharing(work, invoice_id)
    draft = draft_row(work, invoice_id)
    others = standing_parts(work, draft)
    for other in others:
        if other.state is not InvoiceState.DRAFT:
            raise SharedDraft.issued(other.number or 0)
    group = draft.split_group
    removed = _removed(work, draft)
    sharing = tuple(_removed(work, other) for other in others)
    given_back = tuple(give_back_shared(work, group))
    work.emit("invoices")
    return replace(removed, sharing=sharing, given_back=given_back)


@needs(Permission.CREATE_INVOICES)
def restore_draft(work: Work, removed: RemovedDraft) -> int:
    """Put a removed draft back as it was, with what it billed; returns its new id.

    Those that went with it come back too. Raises BilledSince when something of it is not free any more.
    """
    draft_id = _restored(work, removed)
    for other in removed.sharing:
        _restored(work, other)
    if sources.invoice_again(work, removed.given_back):
        raise BilledSince
    work.emit("invoices")
    return draft_id


def _removed(work: Work, draft: Invoice) -> RemovedDraft:
    line_ids = tuple(line.key for line in lines_of(work, draft.key))
    removed = RemovedDraft(
        draft.customer_id,
        _values(draft),
        tuple(tuple(_values(row) for row in _parts(work, part, draft.key)) for part in PARTS),
        line_ids,
        tuple(sources.release(work, line_ids)),
    )
    for part in PARTS:
        for row in parts_of(work, part, draft.key):
            work.session.delete(row)
    work.session.flush()
    work.session.delete(draft)
    work.session.flush()
    record(work, "remove_draft", draft)
    return removed


def _restored(work: Work, removed: RemovedDraft) -> int:
    draft = Invoice(**removed.invoice)
    work.session.add(draft)
    work.session.flush()
    for part, rows in zip(PARTS, removed.parts, strict=True):
        left = _not_swept(work, rows) if part is InvoiceAttachment else rows
        work.session.add_all(_again(part, row, draft.key) for row in left)
    work.session.flush()
    now = [line.key for line in lines_of(work, draft.key)]
    if sources.hold(work, removed.billed, dict(zip(removed.line_ids, now, strict=True))):
        raise BilledSince
    receive(work, draft)
    record(work, "restore_draft", draft)
    return draft.key


def _parts(work: Work, part: type[Any], invoice_id: int) -> Sequence[Any]:
    return lines_of(work, invoice_id) if part is InvoiceLine else parts_of(work, part, invoice_id)


def _not_swept(work: Work, files: Sequence[Row]) -> list[Row]:
    """Files that are there yet: what was deleted long ago goes when no invoice has it."""
    there = still_there(work, [file["stored_file_id"] for file in files])
    return [file for file in files if file["stored_file_id"] in there]


def _again(part: type[Any], row: Row, invoice_id: int) -> Any:
    return part(**{**row, "invoice_id": invoice_id})


def _values(row: CompanyScoped) -> Row:
    return row.model_dump(exclude={"id", "company_id"})
