"""The report of contacts (Customers → Contacts)."""

from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.contacts.listing import CONTACT_LIST, ContactRow
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.report import Report

STANDINGS = {
    "now": _("Employed now"),
    "later": _("Begins later"),
    "ended": _("Has left"),
    "none": _("In no customer"),
}
_YES_NO = (Choice("yes", _("Yes")), Choice("no", _("No")))
_NO_YES = tuple(reversed(_YES_NO))
_EXTRA: Any = {"default": False}


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values)


COLUMNS: tuple[Column[ContactRow], ...] = (
    Column("name", _("Name"), Kind.TEXT, lambda r: r.name),
    Column("customers", _("Customers"), Kind.TEXT, lambda r: _listed(r.customers)),
    Column("title", _("Job title"), Kind.TEXT, lambda r: _listed(r.job_titles)),
    Column("email", _("E-mail"), Kind.TEXT, lambda r: _listed(r.emails)),
    Column("phone", _("Phone"), Kind.TEXT, lambda r: r.phone),
    Column("is_global", _("Global"), Kind.FLAG, lambda r: r.is_global),
    Column("tags", _("Tags"), Kind.TAGS, lambda r: r.tags, sortable=False),
    Column("consent", _("Consent"), Kind.FLAG, lambda r: r.consent),
    Column("employed_from", _("Employed from"), Kind.DATE, lambda r: r.employed_from, **_EXTRA),
    Column("employed_to", _("Employed to"), Kind.DATE, lambda r: r.employed_to),
    Column("projects", _("Projects"), Kind.COUNT, lambda r: r.projects, adds_up=True, needs=Permission.VIEW_PROJECTS, **_EXTRA),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Name, e-mail or phone")),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer"),
    Filter("tags", _("Tags"), FilterKind.REFERENCES, of="contact-tag"),
    Filter("customer_tags", _("Customer tags"), FilterKind.REFERENCES, of="tag"),
    Filter("employed", _("Employed"), FilterKind.CHOICES, tuple(Choice(*pair) for pair in STANDINGS.items())),
    Filter("global", _("Global"), FilterKind.CHOICES, _YES_NO),
    Filter("email", _("Has an e-mail"), FilterKind.CHOICES, _NO_YES),
    Filter("consent", _("Consent"), FilterKind.CHOICES, _YES_NO),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project", needs=Permission.VIEW_PROJECTS),
)  # fmt: skip

CONTACTS: Report[ContactRow] = Report(
    key="contacts",
    title=_("Contacts"),
    columns=COLUMNS,
    filters=FILTERS,
    source=CONTACT_LIST,
    sort=(SortKey("name"),),
    needs=Permission.VIEW_CUSTOMERS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.name,
    href=lambda row: f"/contacts/{row.id}",
    links={"name": lambda row: f"/contacts/{row.id}"},
    quick_sorts=CONTACT_LIST.quick_sorts,
    one=_("contact"),
    many=_("contacts"),
)
