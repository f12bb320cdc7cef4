"""Approving drafts, in companies that ask for it: to approve, approved, or returned with a comment."""

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotPermitted
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.approvals.queries import may_approve
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.errors import NothingToApprove
from moment_ui.domain.drafts.rows import locked_for_edit
from moment_ui.models.invoice import DraftApproval, Invoice

LONGEST_NOTE = 1000


@needs(Permission.CREATE_INVOICES)
def ask_approval(work: Work, seen: Seen) -> None:
    """Say that the draft is ready to be approved. Raises NotFound, NotADraft, DraftChanged."""
    draft = locked_for_edit(work, seen)
    _move(work, draft, DraftApproval.TO_APPROVE, "ask_approval")


@needs(Permission.VIEW_INVOICES)
def approve_draft(work: Work, seen: Seen) -> None:
    """Approve a draft that waits for it; a change makes it wait again.

    The project's leader may, and who approves all drafts. Raises NotPermitted, NothingToApprove,
    NotFound, NotADraft, DraftChanged.
    """
    draft = locked_for_edit(work, seen)
    _check_waits(work, draft)
    _move(work, draft, DraftApproval.APPROVED, "approve_draft")


@needs(Permission.VIEW_INVOICES)
def return_draft(work: Work, seen: Seen, note: str) -> None:
    """Return a draft with a comment on what shall be changed. Raises as `approve_draft`, and Invalid."""
    draft = locked_for_edit(work, seen)
    _check_waits(work, draft)
    said = note.strip()[:LONGEST_NOTE]
    if not said:
        raise Invalid(note=_("Say what shall be changed."))
    _move(work, draft, DraftApproval.RETURNED, "return_draft", said)


def _check_waits(work: Work, draft: Invoice) -> None:
    if not may_approve(work, draft.key):
        raise NotPermitted
    if draft.approval is not DraftApproval.TO_APPROVE:
        raise NothingToApprove


def _move(work: Work, draft: Invoice, to: DraftApproval, action: str, note: str = "") -> None:
    """Put the draft's approval there; its version rises, its content stays as it was approved."""
    before, draft.approval, draft.approval_note = draft.approval, to, note
    draft.version += 1
    draft.changed_by = work.actor.name
    work.session.add(draft)
    changes = {"approval": (before.value, to.value)}
    record(work, action, draft, note, changes)
    work.emit("invoices")
