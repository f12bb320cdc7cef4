"""The report of a mailing list: its members, and who was left out and why."""

from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Mark, Tone
from moment_ui.core.words import _
from moment_ui.domain.mailing import listing
from moment_ui.domain.mailing.listing import MailingRow
from moment_ui.domain.mailing.rules import Standing
from moment_ui.reports.customers.customers import KINDS
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import CUSTOMER_STATUS
from moment_ui.reports.report import Report

STANDINGS = {
    Standing.MEMBER: Mark(_("Member"), Tone.GOOD),
    Standing.EXCLUDED: Mark(_("Kept out by hand"), Tone.QUIET, "bar"),
    Standing.UNSUBSCRIBED: Mark(_("Unsubscribed"), Tone.BAD, "bar"),
    Standing.NO_ADDRESS: Mark(_("No address"), Tone.WARN, "square"),
    Standing.ENDED: Mark(_("Has left"), Tone.QUIET, "ring"),
    Standing.NOT_BEGUN: Mark(_("Begins later"), Tone.QUIET, "ring"),
    Standing.NO_CONSENT: Mark(_("No consent"), Tone.WARN, "square"),
    Standing.DUPLICATE: Mark(_("Duplicate"), Tone.QUIET, "half"),
}
_EXTRA: Any = {"default": False, "group": _("Customer")}


def why(row: MailingRow) -> str:
    """Why somebody is in the list, or was left out, with the facts."""
    match row.standing:
        case Standing.DUPLICATE:
            return _("The same address as {who}").format(who=row.instead)
        case Standing.ENDED if row.employed_to:
            return _("Employed until {day}").format(day=f"{row.employed_to:%d.%m.%Y}")
        case Standing.NOT_BEGUN if row.employed_from:
            return _("Employed from {day}").format(day=f"{row.employed_from:%d.%m.%Y}")
        case _other:
            return _("Added by hand") if row.by_hand else ""


COLUMNS: tuple[Column[MailingRow], ...] = (
    Column("name", _("Name"), Kind.TEXT, lambda r: r.name),
    Column("email", _("E-mail"), Kind.TEXT, lambda r: r.email),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer),
    Column("title", _("Job title"), Kind.TEXT, lambda r: r.title),
    Column("standing", _("Standing"), Kind.STATUS, lambda r: STANDINGS[r.standing]),
    Column("why", _("Why"), Kind.TEXT, why, sortable=False),
    Column("customer_number", _("Customer number"), Kind.NUMBER, lambda r: r.customer_number, **_EXTRA),
    Column("customer_status", _("Customer status"), Kind.STATUS, lambda r: r.customer_status and CUSTOMER_STATUS[r.customer_status], **_EXTRA),
    Column("country", _("Country"), Kind.TEXT, lambda r: r.country, **_EXTRA),
    Column("consent", _("Consent"), Kind.FLAG, lambda r: r.consent, default=False),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Name, e-mail or customer")),
    Filter("standing", _("Standing"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in STANDINGS.items())),
    Filter("customer_tags", _("Customer tags"), FilterKind.REFERENCES, of="tag"),
    Filter("contact_tags", _("Contact tags"), FilterKind.REFERENCES, of="contact-tag"),
    Filter("status", _("Customer status"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in CUSTOMER_STATUS.items())),
    Filter("kind", _("The company is"), FilterKind.CHOICES, tuple(Choice(key, word) for key, word in KINDS.items())),
    Filter("country", _("Country"), FilterKind.CODES, of="country"),
    Filter("title", _("Job title"), FilterKind.TEXT, hint=_("Holds these words")),
    Filter("projects", _("Only customers with active projects"), FilterKind.FLAG),
    Filter("mailing_list", _("Mailing list"), FilterKind.REFERENCES, of="mailing-list"),
)  # fmt: skip

MAILING: Report[MailingRow] = Report(
    key="mailing",
    title=_("Mailing list"),
    columns=COLUMNS,
    filters=FILTERS,
    source=listing,
    within=listing.within,
    sort=(SortKey("name"),),
    needs=Permission.USE_MAILING_LISTS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.name,
    href=lambda row: f"/contacts/{row.contact_id}",
    links={
        "name": lambda row: f"/contacts/{row.contact_id}",
        "customer": lambda row: f"/customers/{row.customer_id}" if row.customer_id else "",
    },
    one=_("address"),
    many=_("addresses"),
)
