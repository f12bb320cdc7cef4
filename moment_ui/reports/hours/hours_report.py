"""The report of hours: Company → Hours overview, a project's hours, and My pages → Hours report.

One declaration: what differs is whose rows one sees, which the list's source says.
"""

from dataclasses import replace
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.hours.report import (
    EXTERNAL,
    HOURS_OVERVIEW_LIST,
    INTERNAL,
    NO,
    OF_OTHERS,
    ORDINARY,
    OVERTIME,
    OWN_HOURS_LIST,
    YES,
    ReportedHours,
)
from moment_ui.models.hours import HoursStatus
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import HOURS_STATUS
from moment_ui.reports.report import Report

CENT = Decimal("0.01")


def _week(row: ReportedHours) -> str:
    year, week, _day = row.day.isocalendar()
    return f"{year}-{week:02}"


def _worth(row: ReportedHours, rate: Decimal | None) -> Money | None:
    if rate is None:
        return None
    return Money((rate * row.minutes / 60).quantize(CENT), row.currency)


def _moved(row: ReportedHours) -> str:
    if not row.moved_from:
        return ""
    return _("From {place} by {name}").format(place=row.moved_from, name=row.moved_by)


COLUMNS: tuple[Column[ReportedHours], ...] = (
    Column("day", _("Date"), Kind.DATE, lambda r: r.day),
    Column("week", _("Week"), Kind.TEXT, _week, default=False, sortable=False),
    Column("co_worker", _("Co-worker"), Kind.TEXT, lambda r: r.co_worker),
    Column("company", _("From company"), Kind.TEXT, lambda r: r.company or ""),
    Column("project", _("Project"), Kind.TEXT, lambda r: f"{r.number} {r.project}"),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer or "", default=False, sortable=False, needs=Permission.VIEW_CUSTOMERS),
    Column("activity", _("Activity"), Kind.TEXT, lambda r: r.activity),
    Column("type", _("Hours type"), Kind.TEXT, lambda r: r.type or "", default=False, sortable=False),
    Column("hours", _("Hours"), Kind.HOURS, lambda r: r.minutes, adds_up=True),
    Column("billable", _("Billable"), Kind.HOURS, lambda r: r.billable_minutes, adds_up=True),
    Column("comment", _("Comment"), Kind.TEXT, lambda r: r.comment, sortable=False),
    Column("internal_note", _("Internal note"), Kind.TEXT, lambda r: r.internal_note, default=False, sortable=False),
    Column("status", _("Status"), Kind.STATUS, lambda r: HOURS_STATUS[r.status]),
    Column("returned", _("Given back because"), Kind.TEXT, lambda r: r.returned, default=False, sortable=False),
    Column("moved", _("Moved"), Kind.TEXT, _moved, default=False, sortable=False),
    Column("moved_at", _("Moved on"), Kind.INSTANT, lambda r: r.moved_at, default=False, sortable=False),
    Column("invoice", _("Invoice"), Kind.NUMBER, lambda r: r.invoice, default=False, sortable=False),
    Column("price", _("Salary value"), Kind.MONEY, lambda r: _worth(r, r.price_rate), default=False, sortable=False, needs=Permission.VIEW_RATES),
    Column("cost", _("True cost"), Kind.MONEY, lambda r: _worth(r, r.cost_rate), default=False, sortable=False, needs=Permission.VIEW_RATES),
)  # fmt: skip

STATUSES = tuple(
    Choice(status.value, HOURS_STATUS[status].word, HOURS_STATUS[status])
    for status in (HoursStatus.NOT_APPROVED, HoursStatus.APPROVED, HoursStatus.INVOICED)
)

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Project, comment or note")),
    Filter("period", _("Period"), FilterKind.PERIOD),
    Filter("status", _("Status"), FilterKind.CHOICES, STATUSES),
    Filter("invoiced", _("Invoiced"), FilterKind.CHOICES, (Choice(NO, _("Not invoiced")), Choice(YES, _("Invoiced")))),
    Filter("who", _("Internal/external co-workers"), FilterKind.CHOICES, (Choice(INTERNAL, _("Internal")), Choice(EXTERNAL, _("External")))),
    Filter("company", _("From company"), FilterKind.CODES),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project"),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer", needs=Permission.VIEW_CUSTOMERS),
    Filter("co_worker", _("Co-worker"), FilterKind.REFERENCES, of="co-worker"),
    Filter("activity", _("Activity"), FilterKind.TEXT, hint=_("Its name, or a part of it")),
    Filter("type", _("Hours type"), FilterKind.CHOICES, (Choice(ORDINARY, _("Ordinary")), Choice(OVERTIME, _("Overtime and others")))),
    Filter("moved", _("Moved"), FilterKind.CHOICES, (Choice(YES, _("Moved from elsewhere")), Choice(NO, _("Not moved")))),
    Filter("tags", _("Tags of the project"), FilterKind.REFERENCES, of="project-tag", needs=Permission.VIEW_CUSTOMERS),
)  # fmt: skip

HOURS_OVERVIEW: Report[ReportedHours] = Report(
    key="hours-overview",
    title=_("Hours overview"),
    columns=COLUMNS,
    filters=FILTERS,
    source=HOURS_OVERVIEW_LIST,
    sort=(SortKey("day", descending=True),),
    needs=Permission.VIEW_HOURS,
    row_id=lambda row: row.id,
    row_name=lambda row: f"{row.co_worker} {row.day:%d.%m.%Y}, {row.number}",
    href=lambda _row: "",
    links={
        "project": lambda row: f"/projects/{row.project_id}",
        "invoice": lambda row: f"/finances/invoices/{row.invoice_id}" if row.invoice_id else "",
    },
    personal=True,
    quick_sorts=HOURS_OVERVIEW_LIST.quick_sorts,
    one=_("time record"),
    many=_("time records"),
)

MY_HOURS: Report[ReportedHours] = replace(
    HOURS_OVERVIEW,
    key="my-hours",
    title=_("Hours report"),
    columns=tuple(column for column in COLUMNS if column.key not in {"price", "cost"}),
    filters=tuple(declared for declared in FILTERS if declared.key not in OF_OTHERS),
    source=OWN_HOURS_LIST,
    needs=Permission.WRITE_HOURS,
    links={},
)

CONTROL_MAIN = "status=not-approved,approved&invoiced=no&who=external"
"""The report of the main company in hours control: not invoiced, by externals."""
CONTROL_SECONDARY = "status=not-approved,approved&invoiced=no"
"""The same of the secondary project, by all."""
