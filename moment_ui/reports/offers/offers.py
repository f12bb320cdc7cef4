"""The report of offers (Offers, and a customer's Offers tab)."""

from collections.abc import Callable

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.offers.listing import OFFER_LIST, OfferRow
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import OFFER_STATE
from moment_ui.reports.report import Report

OFFERS_KEY = "offers"


def _money(row: OfferRow, name: str) -> Money:
    return Money(getattr(row, name), row.currency)


def _project(row: OfferRow) -> str:
    return f"{row.project_number} {row.project_name}" if row.project_number else ""


def project_link(row: OfferRow) -> str:
    """The project's page."""
    return f"/projects/{row.project_id}" if row.project_id else ""


_WHO, _WHEN, _MONEY = _("Customer and project"), _("Dates"), _("Amounts")
_STATES = tuple(Choice(state.value, mark.word, mark) for state, mark in OFFER_STATE.items())

COLUMNS: tuple[Column[OfferRow], ...] = (
    Column("number", _("Number"), Kind.TEXT, lambda r: r.label),
    Column("name", _("Name"), Kind.TEXT, lambda r: r.name),
    Column("customer_number", _("Customer no."), Kind.NUMBER, lambda r: r.customer_number, default=False, group=_WHO),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer_name, group=_WHO),
    Column("contact", _("Contact"), Kind.TEXT, lambda r: r.contact_name, default=False, group=_WHO),
    Column("state", _("State"), Kind.STATUS, lambda r: OFFER_STATE[r.shown]),
    Column("issue_date", _("Issued"), Kind.DATE, lambda r: r.issue_date, group=_WHEN),
    Column("valid_until", _("Valid until"), Kind.DATE, lambda r: r.valid_until, group=_WHEN),
    Column("start_on", _("Start-up"), Kind.DATE, lambda r: r.start_on, default=False, group=_WHEN),
    Column("sent_at", _("Sent at"), Kind.INSTANT, lambda r: r.sent_at, default=False, group=_WHEN),
    Column("decided_on", _("Decided"), Kind.DATE, lambda r: r.decided_on, default=False, group=_WHEN),
    Column("decided_by", _("Decided by"), Kind.TEXT, lambda r: r.decided_by, default=False, group=_WHEN),
    Column("net", _("Amount"), Kind.MONEY, lambda r: _money(r, "net"), adds_up=True, group=_MONEY),
    Column("remaining", _("Remains to invoice"), Kind.MONEY, lambda r: _money(r, "remaining"), adds_up=True, group=_MONEY),
    Column("project", _("Project"), Kind.TEXT, _project, group=_WHO),
    Column("author", _("Author"), Kind.TEXT, lambda r: r.author_name),
    Column("tags", _("Tags"), Kind.TAGS, lambda r: r.tags, sortable=False),
    Column("vat", _("VAT"), Kind.MONEY, lambda r: _money(r, "vat"), adds_up=True, default=False, group=_MONEY),
    Column("gross", _("Gross"), Kind.MONEY, lambda r: _money(r, "gross"), adds_up=True, default=False, group=_MONEY),
    Column("currency", _("Currency"), Kind.TEXT, lambda r: r.currency, default=False, group=_MONEY),
    Column("customer_reference", _("Customer reference"), Kind.TEXT, lambda r: r.customer_reference, default=False, group=_WHO),
    Column("contract_reference", _("Contract reference"), Kind.TEXT, lambda r: r.contract_reference, default=False, group=_WHO),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Number, name, customer or author")),
    Filter("state", _("State"), FilterKind.CHOICES, _STATES),
    Filter("issued", _("Issued"), FilterKind.PERIOD),
    Filter("valid", _("Valid until"), FilterKind.PERIOD),
    Filter("decided", _("Decided"), FilterKind.PERIOD),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer"),
    Filter("tags", _("Tags"), FilterKind.REFERENCES, of="offer-tag"),
    Filter("customer_tags", _("Customer tags"), FilterKind.REFERENCES, of="tag"),
    Filter("author", _("Author"), FilterKind.REFERENCES, of="co-worker"),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project"),
    Filter("net", _("Amount"), FilterKind.AMOUNTS),
    Filter("remaining", _("Remains to invoice"), FilterKind.AMOUNTS),
    Filter("number", _("Number"), FilterKind.NUMBERS),
    Filter("currency", _("Currency"), FilterKind.CODES, of="currency"),
)

_LINKS: dict[str, Callable[[OfferRow], str]] = {
    "number": lambda row: f"/offers/{row.id}",
    "name": lambda row: f"/offers/{row.id}",
    "customer": lambda row: f"/customers/{row.customer_id}",
    "project": project_link,
}

OFFERS: Report[OfferRow] = Report(
    key=OFFERS_KEY,
    title=_("Offers"),
    columns=COLUMNS,
    filters=FILTERS,
    source=OFFER_LIST,
    sort=(SortKey("number", descending=True),),
    needs=Permission.VIEW_OFFERS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.label,
    href=lambda row: f"/offers/{row.id}",
    links=_LINKS,
    quick_sorts=OFFER_LIST.quick_sorts,
    one=_("offer"),
    many=_("offers"),
)
