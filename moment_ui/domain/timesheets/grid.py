"""The rows of a week: activities that one writes on, with what stands in each day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.period import ONE_DAY
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.timesheets.locks import record_lock
from moment_ui.domain.timesheets.own import IS_OPEN, at_home, is_member, place_lock
from moment_ui.domain.timesheets.rules import Lock, Week
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project
from moment_ui.models.timesheet import TimesheetRow

RECENT_DAYS = 14
"""How long a row stays by itself after hours were written on it."""

RowKey = tuple[int, int | None]
"""An activity, and a kind of hours (None: ordinary)."""


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One time record in a cell; whole minutes."""

    id: int
    minutes: int
    billable_minutes: int
    comment: str
    internal_note: str
    lock: Lock | None
    version: int


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands on a day of a row."""

    entries: tuple[SheetEntry, ...] = ()

    @property
    def minutes(self) -> int:
        """All of it."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def version(self) -> int:
        """Another number whenever something of it was changed."""
        return sum(entry.version for entry in self.entries)

    @property
    def lock(self) -> Lock | None:
        """What locks it by its entries."""
        return next((entry.lock for entry in self.entries if entry.lock), None)


NOTHING = SheetCell()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: where its hours go, and what stands in its days.

    `partner` is the main company that the hours are mirrored to, "" for an ordinary project; `customer`
    is empty for who may not see customers. `lock` is what locks the whole row.
    """

    activity_id: int
    type_id: int | None
    project_id: int
    number: str
    project: str
    activity: str
    customer: str
    partner: str
    internal: bool
    billable: bool
    kept: int | None
    position: int
    lock: Lock | None
    cells: dict[dt.date, SheetCell]

    @property
    def key(self) -> RowKey:
        """What it is written by."""
        return self.activity_id, self.type_id

    def cell(self, day: dt.date) -> SheetCell:
        """What stands on a day."""
        return self.cells.get(day, NOTHING)

    @property
    def minutes(self) -> int:
        """The row's sum."""
        return sum(cell.minutes for cell in self.cells.values())


Cells = dict[RowKey, dict[dt.date, SheetCell]]


def rows_of(
    work: Work, person: CoWorker, week: Week, added: Sequence[RowKey], *, everything: bool
) -> list[SheetRow]:
    """The rows of a week: with hours in it, kept, written on lately, or added; or `everything` open.

    Somebody who keeps none and wrote on none lately gets all that is open. Rows without hours are there only while hours
    can be written on them.
    """
    cells = cells_of(work, person, week)
    wanted = {activity for activity, _type in (*cells, *added)}
    places = _places(work, person, week, wanted, everything=everything)
    if not everything and not any(place.lately or place.kept is not None for place in places):
        places = _places(work, person, week, wanted, everything=True)
    keys = {*cells, *added, *((place.activity_id, None) for place in places)}
    by_activity: dict[int, list[int | None]] = defaultdict(list)
    for activity_id, type_id in keys:
        by_activity[activity_id].append(type_id)
    rows = [
        _row(place, type_id, cells.get((place.activity_id, type_id), {}))
        for place in places
        for type_id in sorted(by_activity[place.activity_id], key=lambda one: one or 0)
        if _is_shown(place, type_id, cells, added)
    ]
    return sorted(rows, key=_order)


def cells_of(work: Work, person: CoWorker, week: Week) -> Cells:
    """What a co-worker has written in a week, by row and day."""
    query = (
        select(TimeRecord)
        .where(
            TimeRecord.co_worker_id == person.key,
            TimeRecord.day >= week.monday,
            TimeRecord.day < week.later(1).monday,
        )
        .order_by(col(TimeRecord.id))
    )
    found: dict[RowKey, dict[dt.date, list[SheetEntry]]] = defaultdict(lambda: defaultdict(list))
    for row in work.session.exec(query):
        found[row.activity_id, row.hours_type_id][row.day].append(_entry(row))
    return {
        key: {day: SheetCell(tuple(entries)) for day, entries in days.items()}
        for key, days in found.items()
    }


def _entry(row: TimeRecord) -> SheetEntry:
    return SheetEntry(
        id=row.key,
        minutes=row.minutes,
        billable_minutes=row.billable_minutes,
        comment=row.comment,
        internal_note=row.internal_note,
        lock=record_lock(row),
        version=row.version,
    )


def _places(
    work: Work, person: CoWorker, week: Week, wanted: Iterable[int], *, everything: bool
) -> list[Any]:
    """The activities of the rows, with all that a row says of them."""
    since = week.monday - RECENT_DAYS * ONE_DAY
    lately = select(TimeRecord.activity_id).where(
        TimeRecord.co_worker_id == person.key,
        TimeRecord.day >= since,
        TimeRecord.day < week.monday,
    )
    member = is_member(person.key)
    chosen = sa.or_(
        col(Activity.id).in_(set(wanted)),
        col(Activity.id).in_(lately),
        col(TimesheetRow.id).is_not(None),
        sa.and_(member, IS_OPEN) if everything else sa.false(),
    )
    seen = col(Customer.name) if work.actor.may(Permission.VIEW_CUSTOMERS) else sa.literal("")
    columns: list[Any] = [
        col(Activity.id).label("activity_id"),
        col(Activity.name).label("activity"),
        col(Activity.active).label("active"),
        col(Activity.billable).label("billable"),
        col(Activity.position).label("position"),
        col(Project.id).label("project_id"),
        col(Project.number).label("number"),
        col(Project.name).label("project"),
        col(Project.status).label("status"),
        col(Project.customer_id).label("customer_id"),
        seen.label("customer"),
        col(Company.name).label("partner"),
        col(TimesheetRow.position).label("kept"),
        member.label("member"),
        col(Activity.id).in_(lately).label("lately"),
        at_home(person).label("home"),
    ]
    query = (
        sa.select(*columns)
        .join(Project, col(Project.id) == col(Activity.project_id))
        .outerjoin(Customer, col(Customer.id) == col(Project.customer_id))
        .outerjoin(Company, col(Company.id) == col(Project.main_company_id))
        .outerjoin(
            TimesheetRow,
            sa.and_(
                col(TimesheetRow.activity_id) == col(Activity.id),
                col(TimesheetRow.co_worker_id) == person.key,
            ),
        )
        .where(chosen)
    )
    return list(records(work, query))


def _lock_of(place: Any) -> Lock | None:
    return place_lock(place.status, active=place.active, member=place.member, home=place.home)


def _is_shown(place: Any, type_id: int | None, cells: Cells, added: Sequence[RowKey]) -> bool:
    """Rows with hours always; others while one can write there, and of one kind unless asked for."""
    key = place.activity_id, type_id
    if key in cells:
        return True
    if _lock_of(place):
        return False
    other = any(activity == place.activity_id for activity, _type in cells)
    return key in added or place.kept is not None or not other


def _row(place: Any, type_id: int | None, days: dict[dt.date, SheetCell]) -> SheetRow:
    return SheetRow(
        activity_id=place.activity_id,
        type_id=type_id,
        project_id=place.project_id,
        number=place.number,
        project=place.project,
        activity=place.activity,
        customer=place.customer or "",
        partner=place.partner or "",
        internal=place.customer_id is None and not place.partner,
        billable=place.billable,
        kept=place.kept,
        position=place.position,
        lock=_lock_of(place),
        cells=days,
    )


def _order(row: SheetRow) -> tuple[Any, ...]:
    kept = (0, row.kept) if row.kept is not None else (1, 0)
    return row.internal, kept, row.number, row.project, row.position, row.activity, row.type_id or 0
