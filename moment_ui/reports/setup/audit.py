"""The report of the audit log (Setup → Audit log)."""

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.audit.listing import AUDIT_LIST, AuditRow, last_entry
from moment_ui.reports.filters import Filter, FilterKind
from moment_ui.reports.report import Report

SUBJECT_PAGES = {
    "customer": "/customers/{id}",
    "contact": "/contacts/{id}",
    "mailing_list": "/mailing-lists/{id}",
    "invoice": "/finances/invoices/{id}",
    "import_batch": "/setup/import",
    "user": "/setup/audit-log?who={id}",  # what that user did
}


def in_plain_words(name: str) -> str:
    """A command's or table's name as words: "create_customer" → "Create customer"."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def changes(row: AuditRow) -> str:
    """What changed from what to what: "name: Fjord AS → Fjord Eiendom AS; city: → Oslo"."""
    return "; ".join(f"{field}: {' → '.join(sides)}" for field, sides in row.changes.items())


def _subject(row: AuditRow) -> str:
    number = "" if row.subject_id is None else f" {row.subject_id}"
    return f"{in_plain_words(row.subject)}{number}"


def _page(row: AuditRow) -> str:
    address = SUBJECT_PAGES.get(row.subject, "") if row.subject_id else ""
    return address.format(id=row.subject_id)


COLUMNS: tuple[Column[AuditRow], ...] = (
    Column("at", _("When"), Kind.INSTANT, lambda r: r.at),
    Column("user_name", _("Who"), Kind.TEXT, lambda r: r.user_name),
    Column("action", _("Action"), Kind.TEXT, lambda r: in_plain_words(r.action)),
    Column("subject", _("Subject"), Kind.TEXT, _subject),
    Column("summary", _("Summary"), Kind.TEXT, lambda r: r.summary, sortable=False),
    Column("changes", _("Changes"), Kind.TEXT, changes, sortable=False),
)

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Words of the summary, or a name")),
    Filter("when", _("When"), FilterKind.PERIOD),
    Filter("action", _("Action"), FilterKind.CODES, of="name"),
    Filter("subject", _("Subject"), FilterKind.CODES, of="name"),
    Filter("who", _("Who"), FilterKind.REFERENCES, of="user"),
)

AUDIT_LOG: Report[AuditRow] = Report(
    key="audit-log",
    title=_("Audit log"),
    columns=COLUMNS,
    filters=FILTERS,
    source=AUDIT_LIST,
    sort=(SortKey("at", descending=True),),
    needs=Permission.VIEW_AUDIT_LOG,
    row_id=lambda row: row.id,
    row_name=lambda row: " ".join((in_plain_words(row.action), row.summary)).strip(),
    href=_page,
    links={"subject": _page},
    quick_sorts=AUDIT_LIST.quick_sorts,
    stamp=last_entry,
    one=_("act"),
    many=_("acts"),
)
