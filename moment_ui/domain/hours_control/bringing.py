"""Bringing hours home: rows that an external wrote on the main project become mirrors of rows at home."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.hours.locks import locked_days
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.hours_control.sides import Pair, main_people
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity

MANY = 500


@dataclass(frozen=True, slots=True)
class Home:
    """Where a row of the main project belongs: project, activity and co-worker at home."""

    project_id: int
    activity_id: int
    co_worker_id: int


def homes_of(pair: Pair, rows: Sequence[TimeRecord]) -> dict[int, Home]:
    """By the row's id where it belongs; rows that cannot be brought home are left out.

    That is so when the activity is not in the secondary project, nobody is known at home, or the day is
    locked there.
    """
    people = main_people(pair)
    secondary = {main_id: ours for ours, main_id in pair.projects.items()}
    query = select(col(Activity.main_activity_id), col(Activity.id)).where(
        col(Activity.project_id).in_(pair.projects),
        col(Activity.main_activity_id).in_({row.activity_id for row in rows}),
    )
    activities = dict(pair.home.session.exec(query).all())
    closed = locked_days(pair.home, people.values())
    found: dict[int, Home] = {}
    for row in rows:
        person, project = people.get(row.co_worker_id), secondary.get(row.project_id)
        activity = activities.get(row.activity_id)
        if person is None or project is None or activity is None:
            continue
        before = closed.get(person)
        if before is None or row.day >= before:
            found[row.key] = Home(project, activity, person)
    return found


def bring_home(pair: Pair, record_ids: Collection[int]) -> dict[int, int]:
    """Write rows at home, and let those in the main company mirror them; the ids at home by ours.

    The rows in the main company keep their minutes, what the customer pays and reads, and their status,
    whatever it is; those at home are not approved yet. Rows that cannot be brought home are left out.
    """
    rows = held_rows(pair.main, record_ids)
    homes = homes_of(pair, rows)
    coming = [row for row in rows if row.key in homes]
    made = {row.key: _at_home(pair, row, homes[row.key]) for row in coming}
    pair.home.session.add_all(made.values())
    pair.home.session.flush()
    for row in coming:
        row.origin_company_id, row.origin_id = pair.home.company_id, made[row.key].key
        row.internal_note = ""
        row.version += 1
        pair.main.session.add(row)
    pair.main.session.flush()
    tell_hours(pair.home, [Told(each, 0, each.minutes) for each in made.values()])
    tell_hours(pair.main, [Told(row, row.minutes, row.minutes) for row in coming])
    return {key: each.key for key, each in made.items()}


def _at_home(pair: Pair, row: TimeRecord, home: Home) -> TimeRecord:
    return TimeRecord(
        co_worker_id=home.co_worker_id,
        project_id=home.project_id,
        activity_id=home.activity_id,
        day=row.day,
        minutes=row.minutes,
        billable_minutes=row.billable_minutes,
        comment=row.comment,
        internal_note=row.internal_note,
        mirror_company_id=pair.main.company_id,
        created_at=clock.now(),
    )


def held_rows(work: Work, ids: Collection[int]) -> list[TimeRecord]:
    """Rows of one side by id, held until the transaction ends."""
    wanted = sorted(ids)
    found: list[TimeRecord] = []
    for start in range(0, len(wanted), MANY):
        some = col(TimeRecord.id).in_(wanted[start : start + MANY])
        query = select(TimeRecord).where(some).order_by(col(TimeRecord.id)).with_for_update()
        found += work.session.exec(query.execution_options(populate_existing=True))
    return found
