"""Sending a claim, approving, rejecting and paying it out, and the way back from each."""

import datetime as dt

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.claims.becoming import become_expenses, take_expenses_back
from moment_ui.domain.claims.errors import ClaimLocked, NothingClaimed, NotYoursToReview
from moment_ui.domain.claims.own import own_open
from moment_ui.domain.claims.rows import lines_of
from moment_ui.domain.claims.scope import held_claim, my_id
from moment_ui.domain.claims.words import STATUS_WORDS
from moment_ui.models.claim import Claim, ClaimStatus


@needs(Permission.WRITE_CLAIMS)
def send_claim(work: Work, claim_id: int) -> str:
    """Send one's own claim for review; returns its title. Raises NotFound, ClaimLocked, NothingClaimed."""
    row = own_open(work, claim_id)
    if not lines_of(work, claim_id):
        raise NothingClaimed
    row.submitted_at = clock.now()
    return _set(work, row, ClaimStatus.WAITING, "send_claim")


@needs(Permission.WRITE_CLAIMS)
def take_back_claim(work: Work, claim_id: int) -> str:
    """Let a claim one has sent be a draft again, before it is decided on. Raises NotFound, ClaimLocked."""
    row = held_claim(work, claim_id)
    if row.owner_id != my_id(work):
        raise NotFound(_("The claim"))
    _check(row, ClaimStatus.WAITING)
    return _set(work, row, ClaimStatus.DRAFT, "take_back_claim")


@needs(Permission.WRITE_CLAIMS)
def approve_claim(work: Work, claim_id: int) -> str:
    """Find a claim right: its lines with a project become expenses there; returns its title.

    Raises NotFound, NotYoursToReview, ClaimLocked, ProjectInOtherMoney, OtherCurrency.
    """
    row = _to_review(work, claim_id)
    _check(row, ClaimStatus.WAITING)
    row.reviewed_at, row.reviewed_by_name, row.reason = clock.now(), work.actor.name, ""
    become_expenses(work, row)
    return _set(work, row, ClaimStatus.APPROVED, "approve_claim")


@needs(Permission.WRITE_CLAIMS)
def reject_claim(work: Work, claim_id: int, reason: str) -> str:
    """Send a claim back with the reason. Raises NotFound, NotYoursToReview, ClaimLocked, Invalid."""
    row = _to_review(work, claim_id)
    _check(row, ClaimStatus.WAITING)
    if not reason.strip():
        raise Invalid(reason=_("Say why, so that it can be put right."))
    row.reviewed_at, row.reviewed_by_name = clock.now(), work.actor.name
    row.reason = reason.strip()[:1000]
    return _set(work, row, ClaimStatus.REJECTED, "reject_claim")


@needs(Permission.WRITE_CLAIMS)
def reopen_claim(work: Work, claim_id: int) -> str:
    """Withdraw a decision: it waits for review again, and its expenses are taken back.

    Raises NotFound, NotYoursToReview, ClaimLocked when it is paid out, AlreadyInvoiced,
    ExpenseInvoicedByMain.
    """
    row = _to_review(work, claim_id)
    _check(row, ClaimStatus.APPROVED, ClaimStatus.REJECTED)
    take_expenses_back(work, row)
    row.reviewed_at, row.reviewed_by_name, row.reason = None, "", ""
    return _set(work, row, ClaimStatus.WAITING, "reopen_claim")


@needs(Permission.WRITE_CLAIMS)
def pay_out_claim(work: Work, claim_id: int, day: dt.date | None = None) -> str:
    """Say that an approved claim is paid out, today or on another day.

    Raises NotFound, NotYoursToReview, ClaimLocked.
    """
    row = _to_refund(work, claim_id)
    _check(row, ClaimStatus.APPROVED)
    row.paid_on = day or work.today()
    return _set(work, row, ClaimStatus.PAID_OUT, "pay_out_claim")


@needs(Permission.WRITE_CLAIMS)
def undo_pay_out(work: Work, claim_id: int) -> str:
    """Say that a claim is not paid out after all. Raises NotFound, NotYoursToReview, ClaimLocked."""
    row = _to_refund(work, claim_id)
    _check(row, ClaimStatus.PAID_OUT)
    row.paid_on = None
    return _set(work, row, ClaimStatus.APPROVED, "undo_pay_out")


def _to_review(work: Work, claim_id: int) -> Claim:
    return _decided_by(work, held_claim(work, claim_id), "reviewer_id")


def _to_refund(work: Work, claim_id: int) -> Claim:
    return _decided_by(work, held_claim(work, claim_id), "refunder_id")


def _decided_by(work: Work, row: Claim, who: str) -> Claim:
    """Who reviews claims decides on all of them; who is named in one on that, unless it is one's own."""
    if work.actor.may(Permission.REVIEW_CLAIMS):
        return row
    me = my_id(work)
    if getattr(row, who) != me or row.owner_id == me:
        raise NotYoursToReview
    return row


def _check(row: Claim, *allowed: ClaimStatus) -> None:
    if row.status not in allowed:
        raise ClaimLocked(row.title, STATUS_WORDS[row.status])


def _set(work: Work, row: Claim, status: ClaimStatus, action: str) -> str:
    change = {"status": (row.status.value, status.value)}
    row.status = status
    row.version += 1
    work.session.add(row)
    record(work, action, row, row.title, change)
    work.emit("claims")
    return row.title
