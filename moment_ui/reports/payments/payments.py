"""The report of payments and write-offs (Finances → Payments and write-off)."""

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Mark, Tone
from moment_ui.core.words import _
from moment_ui.domain.payments.listing import PAYMENT_LIST, PaymentListed
from moment_ui.models.payment import PaymentKind
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import PAYMENT_KINDS
from moment_ui.reports.payments.payment_view import REASONS
from moment_ui.reports.report import Report

STANDS = Mark(_("Registered"), Tone.GOOD)
TAKEN_BACK = Mark(_("Taken back"), Tone.QUIET, "bar")
TAKES_BACK = Mark(_("Takes back"), Tone.QUIET, "half")
WRITTEN_OFF = Mark(_("Written off"), Tone.WARN, "ring")


def standing(row: PaymentListed) -> Mark:
    """Whether a payment holds."""
    if row.taken_back_by is not None:
        return TAKEN_BACK
    if row.takes_back_id is not None:
        return TAKES_BACK
    return WRITTEN_OFF if row.kind is PaymentKind.WRITE_OFF else STANDS


COLUMNS: tuple[Column[PaymentListed], ...] = (
    Column("paid_on", _("Paid"), Kind.DATE, lambda r: r.paid_on),
    Column("number", _("Invoice"), Kind.NUMBER, lambda r: r.number),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer),
    Column("customer_number", _("Customer no."), Kind.NUMBER, lambda r: r.customer_number, default=False),
    Column("kind", _("From"), Kind.TEXT, lambda r: PAYMENT_KINDS[r.kind]),
    Column("reason", _("Reason"), Kind.TEXT, lambda r: REASONS[r.reason] if r.reason else "", sortable=False, default=False),
    Column("standing", _("State"), Kind.STATUS, standing, sortable=False),
    Column("description", _("Description"), Kind.TEXT, lambda r: r.description),
    Column("file", _("File"), Kind.TEXT, lambda r: r.file or "", sortable=False, needs=Permission.REGISTER_PAYMENTS),
    Column("amount", _("Amount"), Kind.MONEY, lambda r: Money(r.amount, r.currency), adds_up=True),
    Column("currency", _("Currency"), Kind.TEXT, lambda r: r.currency),
    Column("by", _("Registered by"), Kind.TEXT, lambda r: r.by_name),
    Column("created_at", _("Registered at"), Kind.INSTANT, lambda r: r.created_at, default=False),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Invoice, customer or description")),
    Filter("paid", _("Paid"), FilterKind.PERIOD),
    Filter("registered", _("Registered at"), FilterKind.PERIOD),
    Filter(
        "kind",
        _("From"),
        FilterKind.CHOICES,
        tuple(Choice(kind.value, word) for kind, word in PAYMENT_KINDS.items()),
    ),
    Filter(
        "reason",
        _("Reason"),
        FilterKind.CHOICES,
        tuple(Choice(reason.value, word) for reason, word in REASONS.items()),
    ),
    Filter("stands", _("Without what was taken back"), FilterKind.FLAG),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer"),
    Filter("amount", _("Amount"), FilterKind.AMOUNTS),
    Filter("currency", _("Currency"), FilterKind.CODES, of="currency"),
    Filter("by", _("Registered by"), FilterKind.TEXT),
)

PAYMENTS: Report[PaymentListed] = Report(
    key="payments",
    title=_("Payments and write-off"),
    columns=COLUMNS,
    filters=FILTERS,
    source=PAYMENT_LIST,
    sort=(SortKey("paid_on", descending=True),),
    needs=Permission.VIEW_INVOICES,
    row_id=lambda row: row.id,
    row_name=lambda row: str(row.number or ""),
    href=lambda row: f"/finances/invoices/{row.invoice_id}",
    links={
        "paid_on": lambda row: f"/finances/invoices/{row.invoice_id}",
        "number": lambda row: f"/finances/invoices/{row.invoice_id}",
        "customer": lambda row: f"/customers/{row.customer_id}",
        "file": lambda row: f"/finances/payment-files/{row.file_id}" if row.file_id else "",
    },
    quick_sorts=PAYMENT_LIST.quick_sorts,
    one=_("payment"),
    many=_("payments"),
)
