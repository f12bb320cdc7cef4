"""What statuses and kinds of claims are called."""

from moment_ui.core.words import _
from moment_ui.models.claim import ClaimKind, ClaimStatus

STATUS_WORDS: dict[ClaimStatus, str] = {
    ClaimStatus.DRAFT: _("Draft"),
    ClaimStatus.WAITING: _("Waiting for review"),
    ClaimStatus.APPROVED: _("Approved"),
    ClaimStatus.PAID_OUT: _("Paid out"),
    ClaimStatus.REJECTED: _("Rejected"),
}
KIND_WORDS: dict[ClaimKind, str] = {
    ClaimKind.TRAVEL: _("Travel claim"),
    ClaimKind.EXPENSE: _("Expense claim"),
}
