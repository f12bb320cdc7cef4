"""The report of customers (Customers → Overview)."""

from decimal import Decimal
from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Tone, Toned
from moment_ui.core.words import _
from moment_ui.domain.checks.filters import Says
from moment_ui.domain.customers.listing import CUSTOMER_LIST, CustomerRow
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import CUSTOMER_STATUS
from moment_ui.reports.report import Report

KINDS = {
    "customer": _("Customer"),
    "participant": _("Project participant"),
    "both": _("Customer and participant"),
}

REGISTER_SAYS = {
    Says.OTHERWISE: _("Says otherwise"),
    Says.WOUND_UP: _("Bankrupt or being wound up"),
    Says.DELETED: _("Deleted"),
}


def _money(amount: Decimal | None, row: CustomerRow) -> Money | None:
    return None if amount is None else Money(amount, row.currency)


def _overdue(row: CustomerRow) -> Toned | Money | None:
    money = _money(row.overdue, row)
    return Toned(money, Tone.BAD, tinted=False) if money else money


_ECONOMY: Any = {"needs": Permission.VIEW_CUSTOMER_ECONOMY, "group": _("Economy")}
_ADDRESS: Any = {"default": False, "group": _("Address")}

COLUMNS: tuple[Column[CustomerRow], ...] = (
    Column("number", _("Number"), Kind.NUMBER, lambda r: r.number),
    Column("name", _("Name"), Kind.TEXT, lambda r: r.name),
    Column("status", _("Status"), Kind.STATUS, lambda r: CUSTOMER_STATUS[r.status]),
    Column("kind", _("Type"), Kind.TEXT, lambda r: KINDS[r.kind], default=False),
    Column("tags", _("Tags"), Kind.TAGS, lambda r: r.tags, sortable=False),
    Column("org_number", _("Org number"), Kind.TEXT, lambda r: r.org_number, default=False),
    Column("country", _("Country"), Kind.TEXT, lambda r: r.country, **_ADDRESS),
    Column("city", _("City"), Kind.TEXT, lambda r: r.city, **_ADDRESS),
    Column("email", _("E-mail"), Kind.TEXT, lambda r: r.email, **_ADDRESS),
    Column("phone", _("Phone"), Kind.TEXT, lambda r: r.phone, **_ADDRESS),
    Column("active_projects", _("Projects"), Kind.COUNT, lambda r: r.active_projects, adds_up=True, needs=Permission.VIEW_PROJECTS),
    Column("invoiced", _("Invoiced this year"), Kind.MONEY, lambda r: _money(r.invoiced, r), adds_up=True, **_ECONOMY),
    Column("outstanding", _("Outstanding"), Kind.MONEY, lambda r: _money(r.outstanding, r), adds_up=True, **_ECONOMY),
    Column("overdue", _("Overdue"), Kind.MONEY, _overdue, adds_up=True, **_ECONOMY),
    Column("currency", _("Currency"), Kind.TEXT, lambda r: r.currency),
    Column("other_currencies", _("Other currencies"), Kind.TEXT, lambda r: ", ".join(r.other_currencies), default=False, sortable=False, **_ECONOMY),
    Column("last_activity", _("Last activity"), Kind.DATE, lambda r: r.last_activity, default=False),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Name, number or org number")),
    Filter("status", _("Status"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in CUSTOMER_STATUS.items())),
    Filter("tags", _("Tags"), FilterKind.REFERENCES, of="tag"),
    Filter("kind", _("Type"), FilterKind.CHOICES, tuple(Choice(key, word) for key, word in KINDS.items())),
    Filter("country", _("Country"), FilterKind.CODES, of="country"),
    Filter("outstanding", _("Outstanding"), FilterKind.AMOUNTS, needs=Permission.VIEW_CUSTOMER_ECONOMY),
    Filter("invoiced", _("Invoiced this year"), FilterKind.AMOUNTS, needs=Permission.VIEW_CUSTOMER_ECONOMY),
    Filter("invoiced_in", _("Invoiced in"), FilterKind.PERIOD, needs=Permission.VIEW_INVOICES),
    Filter("overdue", _("Only with something overdue"), FilterKind.FLAG, needs=Permission.VIEW_CUSTOMER_ECONOMY),
    Filter("number", _("Number"), FilterKind.NUMBERS),
    Filter("org_number", _("Org number"), FilterKind.TEXT),
    Filter("register", _("Register"), FilterKind.CHOICES, tuple(Choice(says.value, word) for says, word in REGISTER_SAYS.items())),
    Filter("currency", _("Currency"), FilterKind.CODES, of="currency"),
)  # fmt: skip

CUSTOMERS: Report[CustomerRow] = Report(
    key="customers",
    title=_("Customers"),
    columns=COLUMNS,
    filters=FILTERS,
    source=CUSTOMER_LIST,
    sort=(SortKey("number"),),
    needs=Permission.VIEW_CUSTOMERS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.name,
    href=lambda row: f"/customers/{row.id}",
    links={"name": lambda row: f"/customers/{row.id}"},
    quick_sorts=CUSTOMER_LIST.quick_sorts,
    one=_("customer"),
    many=_("customers"),
)
