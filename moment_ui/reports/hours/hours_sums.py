"""Hours summed: one row for each co-worker, project, week or what else is chosen, with the way to its hours."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.core.period import ONE_DAY, Period, add_months
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.hours.report import INTERNAL
from moment_ui.domain.hours.sums import BY, OVERVIEW_SUMS, OWN_AMONG, OWN_SUMS, Group, HoursSum
from moment_ui.reports.filters import Choice, Filter, FilterKind, write_value
from moment_ui.reports.hours.hours_report import FILTERS, MY_HOURS
from moment_ui.reports.report import Report

WAYS: dict[str, str] = {
    "co_worker": _("Co-worker"),
    "company": _("From company"),
    "project": _("Project"),
    "customer": _("Customer"),
    "activity": _("Activity"),
    "type": _("Hours type"),
    "week": _("Week"),
    "month": _("Month"),
}
NAMELESS = {
    "company": _("Own company"),
    "customer": _("Without customer"),
    "type": _("Ordinary"),
}
"""What a group without anything of its kind is called."""

REFERRED = frozenset({"co_worker", "project", "customer"})


def name_of(group: Group) -> str:
    """What a group is called; weeks as 2026-47, months as 2026-11."""
    if isinstance(group.value, dt.date):
        year, week, _day = group.value.isocalendar()
        return f"{year}-{week:02}" if group.by == "week" else f"{group.value:%Y-%m}"
    return group.name or NAMELESS.get(group.by, "")


def _title(row: HoursSum) -> str:
    return " · ".join(name_of(group) for group in row.groups)


def _share(row: HoursSum) -> Decimal | None:
    return Decimal(100 * row.billable_minutes) / row.minutes if row.minutes else None


def _hours_of(row: HoursSum) -> str:
    """The hours behind a row, under the filter of the list; "" where no filter finds just these."""
    asked = {key: write_value(value) for key, value in row.asked}
    for group in row.groups:
        if not _narrow(asked, group, row.within):
            return ""
    pairs = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/hours/overview?view=0&{pairs}"


def _narrow(asked: dict[str, str], group: Group, within: Period) -> bool:
    """Ask for a group's hours too; False where that cannot be said in an address."""
    narrower: dict[str, str] = {}
    if isinstance(group.value, dt.date):
        after = group.value + 7 * ONE_DAY if group.by == "week" else add_months(group.value, 1)
        first = max(group.value, within.start or group.value)
        narrower["period"] = write_value(Period(first, min(after, within.end or after)))
    elif group.by in REFERRED and group.value is not None:
        narrower[group.by] = str(group.value)
    elif group.by == "company":
        narrower = {"company": str(group.value)} if group.value else {"who": INTERNAL}
    asked.update(narrower)
    return bool(narrower)


COLUMNS: tuple[Column[HoursSum], ...] = (
    Column("group", _("Grouped by"), Kind.TEXT, _title),
    Column("records", _("Time records"), Kind.COUNT, lambda r: r.records, adds_up=True),
    Column("hours", _("Hours"), Kind.HOURS, lambda r: r.minutes, adds_up=True),
    Column("billable", _("Billable"), Kind.HOURS, lambda r: r.billable_minutes, adds_up=True),
    Column("share", _("Billable, share of hours"), Kind.PERCENT, _share, sortable=False),
)


def _by(keys: frozenset[str]) -> Filter:
    choices = tuple(Choice(key, word) for key, word in WAYS.items() if key in keys)
    return Filter(BY, _("Grouped by"), FilterKind.CHOICES, choices)


HOURS_SUMS: Report[HoursSum] = Report(
    key="hours-sums",
    title=_("Hours overview, summed"),
    columns=COLUMNS,
    filters=(_by(OVERVIEW_SUMS.among), *FILTERS),
    source=OVERVIEW_SUMS,
    within=OVERVIEW_SUMS.within,
    sort=(SortKey("group"),),
    needs=Permission.VIEW_HOURS,
    row_id=lambda row: row.id,
    row_name=_title,
    href=lambda _row: "",
    links={"group": _hours_of},
    personal=True,
    quick_sorts=frozenset({"group", "records", "hours", "billable"}),
    one=_("group"),
    many=_("groups"),
)

MY_HOURS_SUMS: Report[HoursSum] = replace(
    HOURS_SUMS,
    key="my-hours-sums",
    title=_("Hours report, summed"),
    filters=(_by(OWN_AMONG), *MY_HOURS.filters),
    source=OWN_SUMS,
    within=OWN_SUMS.within,
    needs=Permission.WRITE_HOURS,
    links={},
)
