"""The report of what happened to hours (a project's board → All news on this project)."""

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.hours.news_listing import HOURS_NEWS_LIST, HoursNewsRow
from moment_ui.reports.filters import Filter, FilterKind
from moment_ui.reports.report import Report

COLUMNS: tuple[Column[HoursNewsRow], ...] = (
    Column("at", _("Told"), Kind.INSTANT, lambda r: r.at),
    Column("co_worker", _("Co-worker"), Kind.TEXT, lambda r: r.co_worker),
    Column("company", _("Company"), Kind.TEXT, lambda r: r.company or _("Own"), sortable=False),
    Column("project", _("Project"), Kind.TEXT, lambda r: f"{r.number} {r.project}", sortable=False),
    Column("activity", _("Activity"), Kind.TEXT, lambda r: r.activity),
    Column("day", _("Day"), Kind.DATE, lambda r: r.day),
    Column("before", _("Before"), Kind.HOURS, lambda r: r.before, sortable=False),
    Column("after", _("After"), Kind.HOURS, lambda r: r.after, sortable=False),
    Column("change", _("Change"), Kind.HOURS, lambda r: r.after - r.before, adds_up=True),
)

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Co-worker or activity")),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project"),
    Filter("co_worker", _("Co-worker"), FilterKind.REFERENCES, of="co-worker"),
    Filter("told", _("Told"), FilterKind.PERIOD),
    Filter("period", _("Day"), FilterKind.PERIOD),
)

HOURS_NEWS: Report[HoursNewsRow] = Report(
    key="hours-news",
    title=_("News of hours"),
    columns=COLUMNS,
    filters=FILTERS,
    source=HOURS_NEWS_LIST,
    sort=(SortKey("at", descending=True),),
    needs=Permission.VIEW_HOURS,
    row_id=lambda row: row.id,
    row_name=lambda row: f"{row.co_worker} {row.day:%d.%m.%Y}, {row.number}",
    href=lambda _row: "",
    links={"project": lambda row: f"/projects/{row.project_id}/hours"},
    personal=True,
    quick_sorts=HOURS_NEWS_LIST.quick_sorts,
    one=_("piece of news"),
    many=_("pieces of news"),
)
