"""The report of hours that wait for approval (Projects → Hours approval)."""

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.hours.listing import HOURS_LIST, HoursRow
from moment_ui.models.hours import HoursStatus
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import HOURS_STATUS
from moment_ui.reports.report import Report
from moment_ui.reports.view import ACT


def _billable(row: HoursRow) -> str:
    return ACT if row.status != HoursStatus.INVOICED else ""


COLUMNS: tuple[Column[HoursRow], ...] = (
    Column("day", _("Date"), Kind.DATE, lambda r: r.day),
    Column("co_worker", _("Co-worker"), Kind.TEXT, lambda r: r.co_worker),
    Column("home", _("Comes from"), Kind.TEXT, lambda r: r.home or "", sortable=False),
    Column("project", _("Project"), Kind.TEXT, lambda r: f"{r.number} {r.project}"),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer or "", default=False, sortable=False, needs=Permission.VIEW_CUSTOMERS),
    Column("activity", _("Activity"), Kind.TEXT, lambda r: r.activity),
    Column("hours", _("Hours"), Kind.HOURS, lambda r: r.minutes, adds_up=True),
    Column("billable", _("Billable"), Kind.HOURS, lambda r: r.billable_minutes, adds_up=True),
    Column("comment", _("Comment to the customer"), Kind.TEXT, lambda r: r.comment, sortable=False),
    Column("internal_note", _("Internal note"), Kind.TEXT, lambda r: r.internal_note, default=False, sortable=False),
    Column("returned", _("Given back because"), Kind.TEXT, lambda r: r.returned, default=False, sortable=False),
    Column("status", _("Status"), Kind.STATUS, lambda r: HOURS_STATUS[r.status]),
)  # fmt: skip

CHOICES = tuple(
    Choice(status.value, HOURS_STATUS[status].word, HOURS_STATUS[status])
    for status in (HoursStatus.APPROVED, HoursStatus.NOT_APPROVED, HoursStatus.INVOICED)
)

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Project or comment")),
    Filter("status", _("Status"), FilterKind.CHOICES, CHOICES),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project"),
    Filter("co_worker", _("Co-worker"), FilterKind.REFERENCES, of="co-worker"),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer", needs=Permission.VIEW_CUSTOMERS),
    Filter("period", _("Period"), FilterKind.PERIOD),
)  # fmt: skip

HOURS_APPROVAL: Report[HoursRow] = Report(
    key="hours-approval",
    title=_("Hours approval"),
    columns=COLUMNS,
    filters=FILTERS,
    source=HOURS_LIST,
    sort=(SortKey("day", descending=True),),
    needs=Permission.APPROVE_HOURS,
    row_id=lambda row: row.id,
    row_name=lambda row: f"{row.co_worker} {row.day:%d.%m.%Y}, {row.number}",
    href=lambda _row: "",
    links={
        "project": lambda row: f"/projects/{row.project_id}",
        "billable": _billable,
    },
    personal=True,
    quick_sorts=HOURS_LIST.quick_sorts,
    one=_("time record"),
    many=_("time records"),
)
