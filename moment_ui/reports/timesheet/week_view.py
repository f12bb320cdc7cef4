"""A week of hours as the page shows it: strings, in plain dataclasses that Reflex state holds.

What changes with every cell that is saved stands apart from what does not, so that little is sent.
A cell's key is its row's, a dash, and its place in the week: `12-0-4`.
"""

import datetime as dt
from dataclasses import dataclass, field

from babel.numbers import get_decimal_symbol

from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.timesheets.errors import LOCK_WORDS, locked_to
from moment_ui.domain.timesheets.grid import SheetCell, SheetRow
from moment_ui.domain.timesheets.queries import Sheet, SheetDay
from moment_ui.domain.timesheets.rules import Lock, Week, share
from moment_ui.domain.timesheets.typed import show_difference, show_hours, show_sum

DAY_NAMES = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
WHOLE_NAMES = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday")),
    *(_("Saturday"), _("Sunday")),
)
ORDINARY = _("Ordinary")


@dataclass
class HeadView:
    """The week itself: its name in addresses and in words, those around it, and how it stands."""

    name: str = ""
    title: str = ""
    number: str = ""
    previous: str = ""
    next: str = ""
    submitted: str = ""
    locked: str = ""
    quick: bool = False
    everything: bool = False
    home: str = ""
    home_href: str = ""


@dataclass
class DayView:
    """A day's head: `css` says whether it is today or a day off."""

    iso: str = ""
    name: str = ""
    whole: str = ""
    date: str = ""
    number: str = ""
    css: str = ""
    title: str = ""


@dataclass
class RowView:
    """A row's head: where its hours go. `why` says what locks it."""

    key: str = ""
    activity_id: int = 0
    kind: str = "0"
    kind_name: str = ""
    project_id: int = 0
    number: str = ""
    project: str = ""
    activity: str = ""
    about: str = ""
    partner: str = ""
    tip: str = ""
    why: str = ""
    kept: bool = False
    first: bool = False
    last: bool = False


@dataclass
class SumsView:
    """Everything that is added up: by row, by day, and of the week; and which day fills each."""

    rows: dict[str, str] = field(default_factory=dict[str, str])
    days: list[str] = field(default_factory=list[str])
    expected: list[str] = field(default_factory=list[str])
    differences: list[str] = field(default_factory=list[str])
    left: list[str] = field(default_factory=list[str])
    done: list[int] = field(default_factory=list[int])
    copies: list[str] = field(default_factory=list[str])
    total: str = ""
    total_expected: str = ""
    total_difference: str = ""
    billable: str = ""
    month: str = ""
    month_to: str = ""


@dataclass
class WeekView:
    """A week: heads, and what stands in the cells. Of marks, titles and comments only those there are."""

    head: HeadView = field(default_factory=HeadView)
    days: list[DayView] = field(default_factory=list[DayView])
    rows: list[RowView] = field(default_factory=list[RowView])
    internal: list[RowView] = field(default_factory=list[RowView])
    kinds: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    values: dict[str, str] = field(default_factory=dict[str, str])
    marks: dict[str, str] = field(default_factory=dict[str, str])
    titles: dict[str, str] = field(default_factory=dict[str, str])
    comments: dict[str, str] = field(default_factory=dict[str, str])
    sums: SumsView = field(default_factory=SumsView)


def week_view(sheet: Sheet, write: Writer, today: dt.date) -> WeekView:
    """The week as strings."""
    point = get_decimal_symbol(write.locale)
    view = WeekView(
        head=_head(sheet, write),
        days=[_day(day, write, today) for day in sheet.days],
        rows=_rows(sheet, internal=False),
        internal=_rows(sheet, internal=True),
        kinds=_kinds(sheet),
        sums=_sums(sheet, write, point),
    )
    for row in sheet.rows:
        for at, day in enumerate(sheet.days):
            _put_cell(view, f"{row_key(row)}-{at}", (row, day), point)
    return view


def row_key(row: SheetRow) -> str:
    """What a row is called on the page."""
    return f"{row.activity_id}-{row.type_id or 0}"


def week_title(week: Week, write: Writer) -> str:
    """A week in words: `Week 47, 16.11.–22.11.2026`."""
    first, last = short_day(week.days[0], write), write.day(week.days[-1])
    return _("Week {number}, {first}–{last}").format(number=week.number, first=first, last=last)


def short_day(day: dt.date, write: Writer) -> str:
    """A day without its year, `16.11.`, as the locale writes it."""
    return write.day(day).replace(str(day.year), "").strip("/-")


def lock_of(row: SheetRow, day: SheetDay) -> Lock | None:
    """What locks a cell, the weightiest first."""
    return row.lock or day.lock or row.cell(day.day).lock


def lock_words(lock: Lock | None, sheet: Sheet) -> str:
    """Why a cell is locked, "" when it is not."""
    if lock is None:
        return ""
    return LOCK_WORDS[lock].format(company=sheet.home.name if sheet.home else "")


def _head(sheet: Sheet, write: Writer) -> HeadView:
    week, home = sheet.week, sheet.home
    until = locked_to(sheet.locked_before) if sheet.locked_before else None
    return HeadView(
        name=week.name,
        title=week_title(week, write),
        number=str(week.number),
        previous=week.later(-1).name,
        next=week.later(1).name,
        submitted=write.instant(sheet.submitted_at) if sheet.submitted_at else "",
        locked=_("locked up to {day}").format(day=write.day(until)) if until else "",
        quick=sheet.quick_input,
        everything=sheet.all_activities,
        home=home.name if home else "",
        home_href=f"/{home.slug}/timesheet?week={week.name}" if home else "",
    )


def _day(day: SheetDay, write: Writer, today: dt.date) -> DayView:
    at = day.day.weekday()
    off = "off" if at > 4 or day.holiday else ""
    return DayView(
        iso=day.day.isoformat(),
        name=DAY_NAMES[at],
        whole=f"{WHOLE_NAMES[at]} {short_day(day.day, write)}",
        date=short_day(day.day, write),
        number=str(day.day.day),
        css=" ".join(filter(None, (off, "today" if day.day == today else ""))),
        title=day.holiday,
    )


def _rows(sheet: Sheet, *, internal: bool) -> list[RowView]:
    names = {kind.id: kind.name for kind in sheet.kinds}
    shown = [row for row in sheet.rows if row.internal == internal]
    kept = [row for row in shown if row.kept is not None]
    return [
        RowView(
            key=row_key(row),
            activity_id=row.activity_id,
            kind=str(row.type_id or 0),
            kind_name=names.get(row.type_id or 0, ORDINARY),
            project_id=row.project_id,
            number="" if internal else row.number,
            project=row.project,
            activity=row.activity,
            about=_about(row),
            partner=row.partner,
            tip=_tip(row, sheet),
            why=lock_words(row.lock, sheet),
            kept=row.kept is not None,
            first=bool(kept) and row == kept[0],
            last=bool(kept) and row == kept[-1],
        )
        for row in shown
    ]


def _about(row: SheetRow) -> str:
    whose = _("for {company}").format(company=row.partner) if row.partner else row.customer
    return " · ".join(filter(None, (row.activity, whose)))


def _tip(row: SheetRow, sheet: Sheet) -> str:
    if not row.partner:
        return ""
    text = _("Written here, in {own}, and followed at once in the main project of {partner}.")
    return text.format(own=sheet.company, partner=row.partner)


def _kinds(sheet: Sheet) -> list[tuple[str, str]]:
    """What a row's kind is chosen from; nothing when there is no other than ordinary."""
    used = {row.type_id for row in sheet.rows}
    offered = [(str(kind.id), kind.name) for kind in sheet.kinds if kind.active or kind.id in used]
    return [("0", ORDINARY), *offered] if offered else []


def _put_cell(view: WeekView, key: str, place: tuple[SheetRow, SheetDay], point: str) -> None:
    row, day = place
    cell, lock = row.cell(day.day), lock_of(*place)
    view.values[key] = show_hours(cell.minutes, point)
    comment = " / ".join(entry.comment for entry in cell.entries if entry.comment)
    noted = comment or any(entry.internal_note for entry in cell.entries)
    marks = ("locked" if lock else "", "noted" if noted else "", _several(cell))
    if mark := " ".join(filter(None, marks)):
        view.marks[key] = mark
    said = (LOCK_WORDS[lock].format(company=view.head.home) if lock else "", comment)
    if title := "\n".join(filter(None, said)):
        view.titles[key] = title
    if comment:
        view.comments[key] = comment


def _several(cell: SheetCell) -> str:
    return "several" if len(cell.entries) > 1 else ""


def _sums(sheet: Sheet, write: Writer, point: str) -> SumsView:
    written = [sheet.written(day.day) for day in sheet.days]
    expected = [day.expected for day in sheet.days]
    total = sum(written)
    entries = [entry for row in sheet.rows for cell in row.cells.values() for entry in cell.entries]
    billable = sum(entry.billable_minutes for entry in entries)
    return SumsView(
        rows={row_key(row): show_sum(row.minutes, point) for row in sheet.rows},
        days=[show_sum(each, point) for each in written],
        expected=[show_sum(each, point) for each in expected],
        differences=[
            show_difference(one - other, point)
            for one, other in zip(written, expected, strict=True)
        ],
        left=[show_hours(other - one, point) for one, other in zip(written, expected, strict=True)],
        done=[
            share(min(one, other), other) if other else 100 * bool(one)
            for one, other in zip(written, expected, strict=True)
        ],
        copies=[_copies(sheet.day_to_copy(day.day)) for day in sheet.days],
        total=show_sum(total, point),
        total_expected=show_sum(sum(expected), point),
        total_difference=show_difference(total - sum(expected), point),
        billable=f"{share(billable, total)} %" if total else "",
        month=show_difference(sheet.month_minutes - sheet.month_expected, point),
        month_to=short_day(sheet.month_to, write),
    )


def _copies(source: dt.date | None) -> str:
    return _("Copy {day}").format(day=WHOLE_NAMES[source.weekday()]) if source else ""
