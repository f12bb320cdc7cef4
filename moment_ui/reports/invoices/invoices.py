"""The report of invoices and credit notes (Finances → Invoices, and a customer's Invoices tab)."""

from collections.abc import Mapping
from typing import Any

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Mark, Tone, Toned
from moment_ui.core.words import _, plural
from moment_ui.domain.invoices.filters import HANGING, UNKNOWN
from moment_ui.domain.invoices.listed import InvoiceRow
from moment_ui.domain.invoices.listing import INVOICE_LIST
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import (
    EXPORT_STATUS,
    INVOICE_KIND,
    INVOICE_STATE,
    INVOICE_TYPE,
    SEND_RESULT,
    sent_mark,
)
from moment_ui.reports.report import Report
from moment_ui.reports.view import ACT, CHOOSE

INVOICES_KEY = "invoices"


def outstanding(row: InvoiceRow) -> Toned:
    """What is left to pay, toned: green outstanding, red overdue with for how long, yellow overpaid."""
    money = Money(row.outstanding, row.currency)
    if not row.outstanding:
        return Toned(money, Tone.PLAIN, _("Outstanding"))
    days = row.days_overdue
    if days is not None:
        hint = plural("Overdue by {count} day", "Overdue by {count} days", days)
        return Toned(money, Tone.BAD, hint)
    if row.shown is ShownState.OVERPAID:
        return Toned(money, Tone.WARN, _("Overpaid"))
    return Toned(money, Tone.GOOD, _("Outstanding"))


def _money(row: InvoiceRow, name: str) -> Money:
    return Money(getattr(row, name), row.currency)


def _sent_result(row: InvoiceRow) -> Mark | None:
    """What became of its newest sending."""
    if row.last_result is None or row.last_begun_at is None:
        return None
    unknown = is_unknown(row.last_result, row.last_begun_at, clock.now())
    return sent_mark(row.last_result, unknown=unknown)


def _project(row: InvoiceRow) -> str:
    return f"{row.project_number} {row.project_name}" if row.project_number else ""


def _choices(marks: Mapping[Any, Mark]) -> tuple[Choice, ...]:
    return tuple(Choice(value.value, mark.word, mark) for value, mark in marks.items())


def _words(words: Mapping[Any, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value.value, word) for value, word in words.items())


_WHO, _WHEN, _MONEY, _HOW = _("Customer and project"), _("Dates"), _("Amounts"), _("Handling")

COLUMNS: tuple[Column[InvoiceRow], ...] = (
    Column("number", _("Number"), Kind.NUMBER, lambda r: r.number),
    Column("kind", _("Type"), Kind.TEXT, lambda r: INVOICE_KIND[r.kind], default=False),
    Column("customer_number", _("Customer no."), Kind.NUMBER, lambda r: r.customer_number, default=False, group=_WHO),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer_name, group=_WHO),
    Column("project_number", _("Project no."), Kind.TEXT, lambda r: r.project_number, default=False, group=_WHO),
    Column("project", _("Project"), Kind.TEXT, _project, group=_WHO),
    Column("state", _("State"), Kind.STATUS, lambda r: INVOICE_STATE[r.shown]),
    Column("issue_date", _("Issued"), Kind.DATE, lambda r: r.issue_date, group=_WHEN),
    Column("due_date", _("Due"), Kind.DATE, lambda r: r.due_date, group=_WHEN),
    Column("finalised_at", _("Finalised"), Kind.INSTANT, lambda r: r.finalised_at, default=False, group=_WHEN),
    Column("sent_at", _("Sent at"), Kind.INSTANT, lambda r: r.sent_at, default=False, group=_WHEN),
    Column("paid_on", _("Settled"), Kind.DATE, lambda r: r.paid_on, default=False, group=_WHEN),
    Column("net", _("Net"), Kind.MONEY, lambda r: _money(r, "net"), adds_up=True, default=False, group=_MONEY),
    Column("vat", _("VAT"), Kind.MONEY, lambda r: _money(r, "vat"), adds_up=True, default=False, group=_MONEY),
    Column("gross", _("Gross"), Kind.MONEY, lambda r: _money(r, "gross"), adds_up=True, group=_MONEY),
    Column("paid", _("Amount paid"), Kind.MONEY, lambda r: _money(r, "paid"), adds_up=True, default=False, group=_MONEY),
    Column("outstanding", _("Outstanding"), Kind.MONEY, outstanding, adds_up=True, group=_MONEY),
    Column("days_overdue", _("Days late"), Kind.COUNT, lambda r: r.days_overdue, group=_MONEY),
    Column("currency", _("Currency"), Kind.TEXT, lambda r: r.currency, group=_MONEY),
    Column("payment_id", _("Payment ID"), Kind.TEXT, lambda r: r.payment_id, default=False, group=_HOW),
    Column("sent_as", _("Invoice type"), Kind.TEXT, lambda r: INVOICE_TYPE[r.invoice_type], default=False, group=_HOW),
    Column("sent_result", _("Send result"), Kind.STATUS, _sent_result, default=False, sortable=False, group=_HOW),
    Column("reminders", _("Reminders"), Kind.COUNT, lambda r: r.reminders, default=False, group=_HOW),
    Column("responsible", _("Responsible"), Kind.TEXT, lambda r: r.responsible, default=False, group=_HOW),
    Column("your_reference", _("Your reference"), Kind.TEXT, lambda r: r.your_reference, default=False, group=_HOW),
    Column("order_reference", _("Order reference"), Kind.TEXT, lambda r: r.order_reference, default=False, group=_HOW),
    Column("contract_reference", _("Contract reference"), Kind.TEXT, lambda r: r.contract_reference, default=False, group=_HOW),
    Column("credit_of", _("Credit of"), Kind.NUMBER, lambda r: r.credit_of, default=False, group=_HOW),
    Column("credited_by", _("Credited by"), Kind.TEXT, lambda r: ", ".join(r.credited_by), default=False, sortable=False, group=_HOW),
    Column("accounts", _("Accounts"), Kind.TEXT, lambda r: ", ".join(r.accounts), default=False, sortable=False, group=_HOW),
    Column("export", _("Export status"), Kind.STATUS, lambda r: EXPORT_STATUS[r.export_status], group=_HOW),
    Column("tags", _("Customer tags"), Kind.TAGS, lambda r: r.tags, default=False, sortable=False, group=_WHO),
    Column("project_tags", _("Project tags"), Kind.TAGS, lambda r: r.project_tags, default=False, sortable=False, group=_WHO),
)  # fmt: skip

_SENT_RESULTS = (
    *_choices({r: mark for r, mark in SEND_RESULT.items() if r not in HANGING}),
    Choice(UNKNOWN, _("Being sent, or unknown")),
)

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Number, customer, project or payment ID")),
    Filter("state", _("Invoice state"), FilterKind.CHOICES, _choices(INVOICE_STATE)),
    Filter("overdue", _("Only what is overdue"), FilterKind.FLAG),
    Filter("kind", _("Type"), FilterKind.CHOICES, _words(INVOICE_KIND)),
    Filter("issued", _("Issued"), FilterKind.PERIOD),
    Filter("due", _("Due"), FilterKind.PERIOD),
    Filter("finalised", _("Finalised"), FilterKind.PERIOD),
    Filter("sent", _("Sent"), FilterKind.PERIOD),
    Filter("settled", _("Settled"), FilterKind.PERIOD),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer"),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project"),
    Filter("tags", _("Customer tags"), FilterKind.REFERENCES, of="tag"),
    Filter("project_tags", _("Project tags"), FilterKind.REFERENCES, of="project-tag"),
    Filter("number", _("Number"), FilterKind.NUMBERS),
    Filter("net", _("Net"), FilterKind.AMOUNTS),
    Filter("gross", _("Gross"), FilterKind.AMOUNTS),
    Filter("outstanding", _("Outstanding"), FilterKind.AMOUNTS),
    Filter("currency", _("Currency"), FilterKind.CODES, of="currency"),
    Filter("export", _("Export status"), FilterKind.CHOICES, _choices(EXPORT_STATUS)),
    Filter("sent_as", _("Invoice type"), FilterKind.CHOICES, _words(INVOICE_TYPE)),
    Filter("sent_result", _("Send result"), FilterKind.CHOICES, _SENT_RESULTS),
    Filter("responsible", _("Responsible"), FilterKind.REFERENCES, of="co-worker"),
    Filter("your_reference", _("Your reference"), FilterKind.TEXT),
    Filter("order_reference", _("Order reference"), FilterKind.TEXT),
    Filter("contract_reference", _("Contract reference"), FilterKind.TEXT),
)

INVOICES: Report[InvoiceRow] = Report(
    key=INVOICES_KEY,
    title=_("Invoices"),
    columns=COLUMNS,
    filters=FILTERS,
    source=INVOICE_LIST,
    sort=(SortKey("number", descending=True),),
    needs=Permission.VIEW_INVOICES,
    row_id=lambda row: row.id,
    row_name=lambda row: str(row.number or _("Draft")),
    href=lambda row: f"/finances/invoices/{row.id}",
    links={
        "number": lambda row: f"/finances/invoices/{row.id}",
        "customer": lambda row: f"/customers/{row.customer_id}",
        "outstanding": lambda row: ACT if row.number else "",
        "export": lambda _row: CHOOSE,
    },
    quick_sorts=INVOICE_LIST.quick_sorts,
    one=_("invoice"),
    many=_("invoices"),
)
