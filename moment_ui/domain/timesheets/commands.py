"""Writing hours: a cell of the grid, or one of several entries in it.

A cell is a co-worker's day on an activity, of one kind. Whoever writes says what was shown; what was
changed meanwhile is not written over unseen, and sending the same again changes nothing.
"""

from collections.abc import Sequence

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.timesheets.entries import (
    Place,
    Removed,
    Saved,
    Shown,
    Wanted,
    check_kind,
    check_room,
    check_shown,
    check_wanted,
    entries_in,
    new_entry,
    remove_entries,
    stands,
)
from moment_ui.domain.timesheets.errors import HoursLocked, SeveralEntries
from moment_ui.domain.timesheets.locks import day_lock, record_lock, submitted
from moment_ui.domain.timesheets.own import held_me, home_of, open_activity
from moment_ui.domain.timesheets.rules import Lock, Week, billable_after
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker

Entry = tuple[TimeRecord | None, Wanted]
"""What stands there, and what is to."""


@needs(Permission.WRITE_HOURS)
def set_cell(work: Work, place: Place, shown: Shown, wanted: Wanted) -> Saved:
    """Write, change or take away the hours of a cell of one's own.

    What stands there already is not written again. Raises NotFound, Invalid, CellChanged when it is not
    what was shown, SeveralEntries, HoursLocked, DayFull, and InvoicedByMain or NotShared of a partner
    company that the hours go to.
    """
    check_wanted(wanted)
    person = held_me(work)
    rows = entries_in(work, person, place)
    if stands(rows, wanted):
        return Saved(changed=False)
    check_shown(rows, shown)
    activity = _open(work, person, place, rows)
    if len(rows) > 1:
        raise SeveralEntries(len(rows))
    return _put(work, person, place, activity, (rows[0] if rows else None, wanted))


@needs(Permission.WRITE_HOURS)
def set_entry(work: Work, record_id: int, shown: Shown, wanted: Wanted) -> Saved:
    """Change or take away one of several entries of a cell. Raises as `set_cell` does."""
    check_wanted(wanted)
    person = held_me(work)
    query = select(TimeRecord).where(
        TimeRecord.id == record_id, TimeRecord.co_worker_id == person.key
    )
    row = work.session.exec(
        query.with_for_update().execution_options(populate_existing=True)
    ).first()
    if row is None:
        if not wanted.minutes:
            return Saved(changed=False)  # sent again: it is gone already
        raise NotFound(_("The entry"))
    if stands([row], wanted):
        return Saved(changed=False)
    check_shown([row], shown)
    place = Place(row.activity_id, row.day, row.hours_type_id)
    activity = _open(work, person, place, [row])
    return _put(work, person, place, activity, (row, wanted))


@needs(Permission.WRITE_HOURS)
def restore(work: Work, removed: Removed) -> Saved:
    """Write an entry again that was taken away: the undo of clearing a cell. Raises as `set_cell`."""
    return set_cell(work, removed.place, Shown(0), removed.was)


def _open(work: Work, person: CoWorker, place: Place, rows: Sequence[TimeRecord]) -> Activity:
    """The activity, when nothing locks the cell. Raises HoursLocked, NotFound."""
    activity, lock = open_activity(work, person, place.activity_id)
    shut = submitted(work, person.key, Week.of(place.day)) is not None
    locks = (lock, day_lock(person, place.day, submitted=shut), *map(record_lock, rows))
    for found in filter(None, locks):
        home = home_of(work, person) if found == Lock.HOME else None
        raise HoursLocked(found, home.name if home else "")
    return activity


def _put(work: Work, person: CoWorker, place: Place, activity: Activity, entry: Entry) -> Saved:
    row, wanted = entry
    if not wanted.minutes:
        return _take_away(work, place, row) if row else Saved(changed=False)
    before = row.minutes if row else 0
    check_room(work, person, place.day, wanted.minutes - before)
    if row is None:
        check_kind(work, place.type_id)
        row = new_entry(person, place, activity)
        work.session.add(row)
    _fill(row, before, activity, wanted)
    mirrors.follow(work, [row])
    tell_hours(work, [Told(row, before, row.minutes)])
    return Saved(changed=True)


def _take_away(work: Work, place: Place, row: TimeRecord) -> Saved:
    was = Wanted(row.minutes, row.billable_minutes, row.comment, row.internal_note)
    remove_entries(work, [row])
    return Saved(changed=True, removed=Removed(place, was))


def _fill(row: TimeRecord, before: int, activity: Activity, wanted: Wanted) -> None:
    """Let an entry say what is wanted. New hours are billable where the activity is."""
    if wanted.billable_minutes is not None:
        row.billable_minutes = wanted.billable_minutes
    elif row.id is None:
        row.billable_minutes = wanted.minutes if activity.billable else 0
    else:
        row.billable_minutes = billable_after(before, row.billable_minutes, wanted.minutes)
    row.minutes, row.returned = wanted.minutes, ""
    row.comment = row.comment if wanted.comment is None else wanted.comment
    row.internal_note = row.internal_note if wanted.internal_note is None else wanted.internal_note
    row.version += row.id is not None
