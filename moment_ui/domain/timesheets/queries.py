"""A week of one's own: the rows, what is written in them, what is expected, and what is locked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.period import ONE_DAY
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.timesheets.calendar import expected_in, expected_on, holiday
from moment_ui.domain.timesheets.grid import RowKey, SheetRow, rows_of
from moment_ui.domain.timesheets.locks import day_lock, submitted
from moment_ui.domain.timesheets.own import Home, at_home, choice_of, home_of, is_member, me
from moment_ui.domain.timesheets.rules import Lock, Week
from moment_ui.models.company import Company
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.timesheet import HoursType

LOOK_BACK = 7


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of the week: what is expected of it in whole minutes, its lock, and its holiday."""

    day: dt.date
    expected: int
    lock: Lock | None
    holiday: str


@dataclass(frozen=True, slots=True)
class HoursKind:
    """A kind of hours beside the ordinary ones."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A co-worker's week.

    `month_minutes` and `month_expected` are those of the month so far: from its first day to
    `month_to`, the last of the week's days in it, or today. `before` is the last day with hours before the week. `home` is where the hours of shared
    projects are written instead, if the co-worker has any here.
    """

    co_worker_id: int
    company: str
    week: Week
    days: tuple[SheetDay, ...]
    rows: tuple[SheetRow, ...]
    kinds: tuple[HoursKind, ...]
    submitted_at: dt.datetime | None
    locked_before: dt.date | None
    quick_input: bool
    all_activities: bool
    home: Home | None
    month_to: dt.date
    month_minutes: int
    month_expected: int
    before: dt.date | None

    def written(self, day: dt.date) -> int:
        """The whole minutes of a day."""
        return sum(row.cell(day).minutes for row in self.rows)

    def day_to_copy(self, day: dt.date) -> dt.date | None:
        """The last day with hours before a day of the week; None without one."""
        earlier = (each.day for each in reversed(self.days) if each.day < day)
        return next((each for each in earlier if self.written(each)), self.before)

    def row(self, key: RowKey) -> SheetRow | None:
        """The row of an activity and a kind; None when it is not shown."""
        return next((row for row in self.rows if row.key == key), None)


@needs(Permission.WRITE_HOURS)
def week_sheet(work: Work, week: Week, added: Sequence[RowKey] = ()) -> Sheet:
    """The actor's own week, with the rows that were added to it. Raises NoCoWorker."""
    person = me(work)
    company, country = _company(work)
    shut = submitted(work, person.key, week)
    choice = choice_of(work, person)
    expected = 0 if person.is_external else person.day_minutes
    month_to, month_minutes = _month(work, person, week)
    return Sheet(
        co_worker_id=person.key,
        company=company,
        week=week,
        days=tuple(
            SheetDay(
                day,
                expected_on(country, day, expected),
                day_lock(person, day, submitted=shut is not None),
                holiday(country, day),
            )
            for day in week.days
        ),
        rows=tuple(rows_of(work, person, week, added, everything=choice.all_activities)),
        kinds=tuple(_kinds(work)),
        submitted_at=shut.submitted_at if shut else None,
        locked_before=person.hours_locked_before,
        quick_input=choice.quick_input,
        all_activities=choice.all_activities,
        home=_writes_at_home(work, person),
        month_to=month_to,
        month_minutes=month_minutes,
        month_expected=expected_in(country, _days(month_to.replace(day=1), month_to), expected),
        before=_last_day_before(work, person, week.monday),
    )


@needs(Permission.WRITE_HOURS)
def weeks_around(work: Work, week: Week) -> list[tuple[Week, int]]:
    """Nine weeks up to two after a week, the latest first, with the whole minutes written in each."""
    weeks = [week.later(by) for by in range(2, -7, -1)]
    query = (
        sa.select(col(TimeRecord.day), sa.func.sum(col(TimeRecord.minutes)))
        .where(
            col(TimeRecord.co_worker_id) == me(work).key,
            col(TimeRecord.day) >= weeks[-1].monday,
            col(TimeRecord.day) < weeks[0].later(1).monday,
        )
        .group_by(col(TimeRecord.day))
    )
    written: dict[Week, int] = defaultdict(int)
    for day, minutes in records(work, query):
        written[Week.of(day)] += int(minutes)
    return [(each, written[each]) for each in weeks]


def _last_day_before(work: Work, person: CoWorker, day: dt.date) -> dt.date | None:
    """The last day with hours in the week before a day; None without one."""
    query = (
        sa.select(col(TimeRecord.day))
        .where(
            col(TimeRecord.co_worker_id) == person.key,
            col(TimeRecord.day) < day,
            col(TimeRecord.day) >= day - LOOK_BACK * ONE_DAY,
            col(TimeRecord.minutes) > 0,
        )
        .order_by(col(TimeRecord.day).desc())
        .limit(1)
    )
    return work.session.scalars(query).first()


def _kinds(work: Work) -> Iterable[HoursKind]:
    query = select(HoursType).order_by(col(HoursType.position), col(HoursType.id))
    return [HoursKind(row.key, row.name, row.active) for row in work.session.exec(query)]


def _company(work: Work) -> tuple[str, str]:
    """The company's name and country."""
    query = select(Company.name, Company.country).where(Company.id == work.company_id)
    return work.session.exec(query).one()


def _writes_at_home(work: Work, person: CoWorker) -> Home | None:
    """Where shared projects' hours are written, for whoever is in the team of one here."""
    if person.home_company_id is None:
        return None
    query = select(Project.id).where(is_member(person.key), at_home(person)).limit(1)
    return home_of(work, person) if work.session.exec(query).first() is not None else None


def _month(work: Work, person: CoWorker, week: Week) -> tuple[dt.date, int]:
    """The day that the month is counted to, and the whole minutes written until then."""
    last = min(week.days[-1], max(work.today(), week.monday))
    query = select(sa.func.sum(col(TimeRecord.minutes))).where(
        TimeRecord.co_worker_id == person.key,
        TimeRecord.day >= last.replace(day=1),
        TimeRecord.day <= last,
    )
    return last, int(work.session.exec(query).one() or 0)


def _days(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + ONE_DAY * at for at in range((last - first).days + 1))
