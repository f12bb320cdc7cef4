"""Catching up after a pause: every mirror between two companies says again what its origin says.

Both ways, in chunks, and only what differs is touched: doing it twice changes nothing. What the main
company has on an invoice stays as it is, and is counted, so that somebody looks at it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.db.group_scope import acting_for
from moment_ui.db.work import Work
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.mirrors.hours import follow, is_locked
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, Project

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Resynced:
    """How many rows followed, how many mirrors had no origin any more, and how many could not move."""

    followed: int = 0
    removed: int = 0
    stayed: int = 0

    def plus(self, other: "Resynced") -> "Resynced":
        """Both together."""
        return Resynced(
            self.followed + other.followed,
            self.removed + other.removed,
            self.stayed + other.stayed,
        )


def resync_all(work: Work, partner: int) -> Resynced:
    """Bring the hours between our company and a partner in step, both ways.

    For commands that declare their permission. Raises NotPartners.
    """
    ours = _resync(work, partner)
    with acting_for(work, partner) as theirs:
        return ours.plus(_resync(theirs, work.company_id))


def _resync(home: Work, main_id: int) -> Resynced:
    """The hours of one home company in one main company."""
    done = Resynced()
    with acting_for(home, main_id) as main:
        for rows in _chunks(home, main_id):
            done = done.plus(_follow(home, main, rows))
        for mirrors in _mirror_chunks(main, home.company_id):
            done = done.plus(_sweep(home, main, mirrors))
    return done


def _chunks(home: Work, main_id: int) -> Iterator[list[TimeRecord]]:
    """The rows on secondary projects of the main company, and those that had a mirror there."""
    last = 0
    while True:
        query = (
            select(TimeRecord)
            .join(Project, col(Project.id) == col(TimeRecord.project_id))
            .where(
                (col(Project.main_company_id) == main_id)
                | (col(TimeRecord.mirror_company_id) == main_id),
                col(TimeRecord.id) > last,
            )
            .order_by(col(TimeRecord.id))
            .limit(CHUNK)
        )
        rows = list(home.session.exec(query))
        if not rows:
            return
        last = rows[-1].key
        yield rows


def _follow(home: Work, main: Work, rows: Sequence[TimeRecord]) -> Resynced:
    mirrors = _mirrors_of(home, main, rows)
    targets = _targets(home, main.company_id, rows)
    moving: list[TimeRecord] = []
    stayed = 0
    for row in rows:
        mirror, target = mirrors.get(row.key), targets.get(row.activity_id)
        if mirror is not None and _says(mirror) == _would_say(row, target, mirror):
            continue
        if mirror is None and target is None:
            continue
        if (mirror is not None and is_locked(mirror)) or (target is not None and target[1] is None):
            stayed += 1
        else:
            moving.append(row)
    follow(home, moving)
    return Resynced(followed=len(moving), stayed=stayed)


def _targets(
    home: Work, main_id: int, rows: Sequence[TimeRecord]
) -> dict[int, tuple[int | None, int | None]]:
    """Main project and main activity, by the activity at home; None where it follows none."""
    query = (
        select(col(Activity.id), col(Project.main_project_id), col(Activity.main_activity_id))
        .join(Project, col(Project.id) == col(Activity.project_id))
        .where(
            col(Activity.id).in_({row.activity_id for row in rows}),
            col(Project.main_company_id) == main_id,
        )
    )
    found = home.session.exec(query)
    return {key or 0: (project_id, activity_id) for key, project_id, activity_id in found}


def _says(mirror: TimeRecord) -> tuple[object, ...]:
    return (
        mirror.project_id,
        mirror.activity_id,
        mirror.day,
        mirror.minutes,
        mirror.billable_minutes,
        mirror.comment,
    )


def _would_say(
    row: TimeRecord, target: tuple[int | None, int | None] | None, mirror: TimeRecord
) -> tuple[object, ...]:
    """What a mirror in step says; what the main company has set for its customer stays."""
    if target is None:
        return ()
    billable, comment = row.billable_minutes, row.comment
    if mirror.corrected or is_locked(mirror):
        billable, comment = mirror.billable_minutes, mirror.comment
    return (*target, row.day, row.minutes, billable, comment)


def _mirrors_of(home: Work, main: Work, rows: Sequence[TimeRecord]) -> dict[int, TimeRecord]:
    query = select(TimeRecord).where(
        TimeRecord.origin_company_id == home.company_id,
        col(TimeRecord.origin_id).in_([row.key for row in rows]),
    )
    found = main.session.exec(query.execution_options(populate_existing=True))
    return {mirror.origin_id or 0: mirror for mirror in found}


def _mirror_chunks(main: Work, home_id: int) -> Iterator[list[TimeRecord]]:
    last = 0
    while True:
        query = (
            select(TimeRecord)
            .where(TimeRecord.origin_company_id == home_id, col(TimeRecord.id) > last)
            .order_by(col(TimeRecord.id))
            .limit(CHUNK)
        )
        mirrors = list(main.session.exec(query))
        if not mirrors:
            return
        last = mirrors[-1].key
        yield mirrors


def _sweep(home: Work, main: Work, mirrors: Sequence[TimeRecord]) -> Resynced:
    """Take mirrors away whose origins were deleted at home meanwhile."""
    origins = [mirror.origin_id or 0 for mirror in mirrors]
    query = select(TimeRecord.id).where(col(TimeRecord.id).in_(origins))
    there = set(home.session.exec(query))
    orphans = [mirror for mirror in mirrors if mirror.origin_id not in there]
    free = [mirror for mirror in orphans if not is_locked(mirror)]
    told = [Told(mirror, mirror.minutes, 0) for mirror in free]
    for mirror in free:
        main.session.delete(mirror)
    main.session.flush()
    tell_hours(main, told)
    return Resynced(removed=len(free), stayed=len(orphans) - len(free))
