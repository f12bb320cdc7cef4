"""How states are told: a word, a tone, and a glyph that differs in shape."""

from moment_ui.core.table import Mark, TagName, Tone
from moment_ui.core.words import _
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.offers.rules import ShownState as ShownOffer
from moment_ui.domain.sharing.listing import Standing
from moment_ui.domain.sharing.queries import LinkState
from moment_ui.models.claim import ClaimStatus
from moment_ui.models.customer import CustomerStatus, InvoiceType
from moment_ui.models.hours import HoursStatus
from moment_ui.models.invoice import ExportStatus, InvoiceKind
from moment_ui.models.payment import PaymentKind
from moment_ui.models.project import InviteMail, ProjectStatus
from moment_ui.models.sending import SendResult
from moment_ui.models.task import TaskState

CUSTOMER_STATUS = {
    CustomerStatus.ACTIVE: Mark(_("Active"), Tone.GOOD, "disc"),
    CustomerStatus.POTENTIAL: Mark(_("Potential"), Tone.WARN, "ring"),
    CustomerStatus.BLOCKED: Mark(_("Blocked"), Tone.BAD, "square"),
    CustomerStatus.INACTIVE: Mark(_("Inactive"), Tone.PLAIN, "bar"),
}

PROJECT_STATUS = {
    ProjectStatus.ACTIVE: Mark(_("Active"), Tone.GOOD, "disc"),
    ProjectStatus.ON_HOLD: Mark(_("On hold"), Tone.WARN, "ring"),
    ProjectStatus.CLOSED: Mark(_("Closed"), Tone.QUIET, "bar"),
}

INVOICE_STATE = {
    ShownState.DRAFT: Mark(_("Draft"), Tone.PLAIN, "ring"),
    ShownState.FINALISED: Mark(_("Finalised"), Tone.INFO, "ring"),
    ShownState.SENT: Mark(_("Sent"), Tone.INFO, "half"),
    ShownState.PARTLY_PAID: Mark(_("Partly paid"), Tone.GOOD, "half"),
    ShownState.OVERDUE: Mark(_("Overdue"), Tone.BAD, "square"),
    ShownState.PAID: Mark(_("Paid"), Tone.GOOD, "disc"),
    ShownState.OVERPAID: Mark(_("Overpaid"), Tone.WARN, "square"),
    ShownState.CREDITED: Mark(_("Credited"), Tone.PLAIN, "bar"),
    ShownState.WRITTEN_OFF: Mark(_("Written off"), Tone.PLAIN, "bar"),
}

HOURS_STATUS = {
    HoursStatus.NOT_APPROVED: Mark(_("Not approved"), Tone.WARN, "ring"),
    HoursStatus.APPROVED: Mark(_("Approved"), Tone.GOOD, "disc"),
    HoursStatus.INVOICED: Mark(_("Invoiced"), Tone.QUIET, "bar"),
}

LINK_STATE = {
    LinkState.LINKED: Mark(_("Linked"), Tone.GOOD, "disc"),
    LinkState.PAUSED: Mark(_("Paused"), Tone.WARN, "half"),
    LinkState.CLOSED: Mark(_("Closed"), Tone.QUIET, "bar"),
    LinkState.REMOVED: Mark(_("Removed"), Tone.QUIET, "bar"),
    LinkState.ENDED: Mark(_("Ended"), Tone.QUIET, "bar"),
}

STANDING = {
    Standing.INVITED: Mark(_("Invited"), Tone.INFO, "ring"),
    Standing.IN_USE: Mark(_("Has logged in"), Tone.GOOD, "check"),
    Standing.NO_ACCOUNT: Mark(_("Without log-in"), Tone.PLAIN, "ring"),
    Standing.WITHDRAWN: Mark(_("Withdrawn"), Tone.QUIET, "bar"),
    Standing.OWN: Mark(_("Own"), Tone.GOOD, "disc"),
    Standing.LEFT: Mark(_("Has left"), Tone.QUIET, "bar"),
}

INVITE_MAIL = {
    InviteMail.NONE: Mark(_("No mail"), Tone.QUIET, "bar"),
    InviteMail.PENDING: Mark(_("Not sent yet"), Tone.WARN, "half"),
    InviteMail.SENT: Mark(_("Sent"), Tone.GOOD, "plane"),
    InviteMail.OUTBOX: Mark(_("In the outbox"), Tone.WARN, "envelope"),
    InviteMail.FAILED: Mark(_("Not sent"), Tone.BAD, "square"),
}

TASK_STATE = {
    TaskState.TO_DO: Mark(_("To do"), Tone.PLAIN, "ring"),
    TaskState.IN_PROGRESS: Mark(_("In progress"), Tone.INFO, "half"),
    TaskState.WAITING: Mark(_("Waiting"), Tone.WARN, "square"),
    TaskState.DONE: Mark(_("Done"), Tone.GOOD, "disc"),
}

CLAIM_STATUS = {
    ClaimStatus.DRAFT: Mark(_("Draft"), Tone.QUIET, "ring"),
    ClaimStatus.WAITING: Mark(_("Waiting for review"), Tone.WARN, "ring"),
    ClaimStatus.APPROVED: Mark(_("Approved"), Tone.INFO, "half"),
    ClaimStatus.PAID_OUT: Mark(_("Paid out"), Tone.GOOD, "disc"),
    ClaimStatus.REJECTED: Mark(_("Rejected"), Tone.BAD, "square"),
}

OFFER_STATE = {
    ShownOffer.DRAFT: Mark(_("Draft"), Tone.QUIET, "leaf"),
    ShownOffer.READY: Mark(_("Ready to send"), Tone.PLAIN, "envelope"),
    ShownOffer.SENT: Mark(_("Sent"), Tone.INFO, "plane"),
    ShownOffer.EXPIRED: Mark(_("Expired"), Tone.WARN, "clock"),
    ShownOffer.ACCEPTED: Mark(_("Accepted"), Tone.GOOD, "check"),
    ShownOffer.DECLINED: Mark(_("Declined"), Tone.BAD, "cross"),
    ShownOffer.SUPERSEDED: Mark(_("Replaced"), Tone.QUIET, "bar"),
}

UNKNOWN_RESULT = Mark(_("Unknown"), Tone.WARN, "square")
SEND_RESULT = {
    SendResult.PENDING: Mark(_("Being sent"), Tone.INFO, "half"),
    SendResult.SENT: Mark(_("Sent"), Tone.GOOD, "disc"),
    SendResult.OUTBOX: Mark(_("In the outbox"), Tone.WARN, "ring"),
    SendResult.HANDED_OVER: Mark(_("Handed over"), Tone.WARN, "ring"),
    SendResult.DELIVERED: Mark(_("Delivered"), Tone.GOOD, "check"),
    SendResult.FAILED: Mark(_("Not sent"), Tone.BAD, "square"),
    SendResult.UNKNOWN: UNKNOWN_RESULT,
    SendResult.BY_HAND: Mark(_("Given by hand"), Tone.GOOD, "ring"),
}
REMINDER_LEVELS = (
    _("Statement"),
    _("Reminder"),
    _("Second reminder"),
    _("Notice of debt collection"),
)
"""What a mail of each level is called; 0 is a statement."""

EXPORT_STATUS = {
    ExportStatus.TO_TRANSFER: Mark(_("To transfer"), Tone.INFO, "ring"),
    ExportStatus.TRANSFERRED: Mark(_("Has been transferred"), Tone.GOOD, "disc"),
    ExportStatus.DO_NOT_TRANSFER: Mark(_("Do not transfer to accounting"), Tone.PLAIN, "bar"),
}

INVOICE_KIND = {
    InvoiceKind.INVOICE: _("Invoice"),
    InvoiceKind.CREDIT_NOTE: _("Credit note"),
}

PAYMENT_KINDS = {
    PaymentKind.MANUAL: _("By hand"),
    PaymentKind.OCR: _("OCR file"),
    PaymentKind.BANK_FILE: _("Bank file"),
    PaymentKind.SYNC: _("Accounting system"),
    PaymentKind.WRITE_OFF: _("Write-off"),
    PaymentKind.CREDIT: _("Credit note"),
}

INVOICE_TYPE = {
    InvoiceType.EMAIL: _("E-mail"),
    InvoiceType.E_INVOICE: _("E-invoice"),
    InvoiceType.LETTER: _("Letter"),
    InvoiceType.MANUAL: _("By hand"),
}


def sent_mark(result: SendResult, *, unknown: bool) -> Mark:
    """What became of a sending; `unknown` when the program stopped before it knew."""
    return UNKNOWN_RESULT if unknown else SEND_RESULT[result]


def status_class(mark: Mark) -> str:
    """The CSS classes of a status: "status good half"; a disc is the plain glyph."""
    return " ".join(filter(None, ("status", mark.tone.value, mark.glyph.replace("disc", ""))))


def tag_class(name: str) -> str:
    """The CSS classes of a tag: "badge tag green"; "" for a name that is no tag's."""
    return tag_look(name.colour) if isinstance(name, TagName) else ""


def tag_look(colour: str) -> str:
    """The CSS classes of a tag of this colour."""
    return f"badge tag {colour}"
