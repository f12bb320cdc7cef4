"""What stands in a cell, and how it is written. For this noun's commands, which hold the co-worker."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.timesheets.errors import CellChanged, DayFull
from moment_ui.domain.timesheets.typed import DAY, show_hours
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker
from moment_ui.models.timesheet import HoursType

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: an activity, a day, and a kind of hours (None: ordinary)."""

    activity_id: int
    day: dt.date
    type_id: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page showed of it: whole minutes, and the versions of its entries added up.

    `sent` are minutes that were sent before without hearing what became of them, so that they may
    stand there too. Without a `version` the minutes alone count.
    """

    minutes: int
    version: int | None = None
    sent: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to stand there: whole minutes, none to take it away. What is None stays as it is."""

    minutes: int
    billable_minutes: int | None = None
    comment: str | None = None
    internal_note: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry that was taken away: enough to write it again."""

    place: Place
    was: Wanted


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of it: whether anything changed, and what was taken away."""

    changed: bool
    removed: Removed | None = None


def check_wanted(wanted: Wanted) -> None:
    """Whether that can be written at all. Raises Invalid for `hours`, `billable`, `comment`, `note`."""
    wrong: dict[str, str] = {}
    if not 0 <= wanted.minutes <= DAY:
        wrong["hours"] = _("A day has 24 hours.")
    billable = wanted.billable_minutes
    if billable is not None and not 0 <= billable <= wanted.minutes:
        wrong["billable"] = _("No more can be billed than was worked, and no less than nothing.")
    for key, text in (("comment", wanted.comment), ("note", wanted.internal_note)):
        if text is not None and len(text) > LONGEST:
            wrong[key] = _("At most {count} characters fit here.").format(count=LONGEST)
    if wrong:
        raise Invalid(**wrong)


def entries_in(work: Work, person: CoWorker, place: Place) -> list[TimeRecord]:
    """What stands in a cell, held until the transaction ends."""
    query = (
        select(TimeRecord)
        .where(
            TimeRecord.co_worker_id == person.key,
            TimeRecord.activity_id == place.activity_id,
            TimeRecord.day == place.day,
            col(TimeRecord.hours_type_id).is_not_distinct_from(place.type_id),
        )
        .order_by(col(TimeRecord.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(work.session.exec(query))


def stands(rows: Sequence[TimeRecord], wanted: Wanted) -> bool:
    """Whether that is what stands there."""
    if sum(row.minutes for row in rows) != wanted.minutes:
        return False
    asked = (wanted.billable_minutes, wanted.comment, wanted.internal_note)
    if not rows or asked == (None, None, None):
        return True
    if len(rows) > 1:
        return False
    now = (rows[0].billable_minutes, rows[0].comment, rows[0].internal_note)
    return all(one is None or one == other for one, other in zip(asked, now, strict=True))


def check_shown(rows: Sequence[TimeRecord], shown: Shown) -> None:
    """Whether what stands there is what was shown. Raises CellChanged."""
    minutes, version = sum(row.minutes for row in rows), sum(row.version for row in rows)
    if shown.sent is not None and minutes == shown.sent:
        return
    if minutes != shown.minutes or shown.version not in {None, version}:
        raise CellChanged(show_hours(minutes), minutes)


def new_entry(person: CoWorker, place: Place, activity: Activity) -> TimeRecord:
    """An entry without hours yet, not stored."""
    return TimeRecord(
        co_worker_id=person.key,
        project_id=activity.project_id,
        activity_id=activity.key,
        day=place.day,
        minutes=0,
        hours_type_id=place.type_id,
        created_at=clock.now(),
    )


def remove_entries(work: Work, rows: Sequence[TimeRecord]) -> None:
    """Take entries away with their mirrors, and tell of it. Raises InvoicedByMain."""
    told = [Told(row.model_copy(), row.minutes, 0) for row in rows]
    mirrors.drop(work, rows)
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    tell_hours(work, told)


def check_room(work: Work, person: CoWorker, day: dt.date, more: int) -> None:
    """Whether so many more minutes fit on a day, with all that is written on it. Raises DayFull."""
    if more <= 0:
        return
    left = DAY - written_on(work, person.key, day)
    if more > left:
        raise DayFull(show_hours(left))


def written_on(work: Work, person_id: int, day: dt.date) -> int:
    """The whole minutes that a co-worker has on a day."""
    query = select(sa.func.sum(col(TimeRecord.minutes))).where(
        TimeRecord.co_worker_id == person_id, TimeRecord.day == day
    )
    return int(work.session.exec(query).one() or 0)


def check_kind(work: Work, type_id: int | None) -> None:
    """Whether hours can be of this kind. Raises NotFound, also for one that is put aside."""
    if type_id is None:
        return
    query = select(HoursType.id).where(HoursType.id == type_id, col(HoursType.active).is_(True))
    if work.session.exec(query).first() is None:
        raise NotFound(_("The kind of hours"))
