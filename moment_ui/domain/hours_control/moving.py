"""Moving hours to another activity or project, or home to the company they belong to; each row's history is kept."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, record_many
from moment_ui.domain.hours.locks import check_all_unlocked, locked_days
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.hours.scope import may_see
from moment_ui.domain.hours_control.bringing import bring_home, homes_of
from moment_ui.domain.hours_control.errors import MovedSince, NothingMoves
from moment_ui.domain.hours_control.pairs import both, is_open, mine, partners
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursMove, HoursStatus, TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember

MANY = 500


class Stays(StrEnum):
    """Why a row is not moved."""

    MOVES = ""
    INVOICED = "invoiced"
    APPROVED = "approved"
    LOCKED = "locked"
    MIRROR = "mirror"  # it is written at home, and moved there
    THERE = "there"  # it is on that activity already
    NOT_IN_TEAM = "not-in-team"
    NO_HOME = "no-home"  # no partner company to bring it home to, or the activity is not shared


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row: it moves, or stays for a reason; whole minutes. `billable` after the move.

    `gains` and `loses` a mirror in a main company, or `comes_home` to a partner company.
    """

    record_id: int
    day: str
    co_worker: str
    minutes: int
    from_name: str
    stays: Stays
    billable: int = 0
    gains: bool = False
    loses: bool = False
    comes_home: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An activity that hours can be moved to, as a reader finds it."""

    activity_id: int
    name: str
    billable: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: how many rows, their minutes, and the batch by which it is undone."""

    batch: str
    rows: int
    minutes: int


@needs(Permission.MOVE_HOURS)
def targets(work: Work, project_id: int) -> list[Target]:
    """The active activities of a project, in their order."""
    query = (
        select(Activity, Project)
        .join(Project, col(Project.id) == col(Activity.project_id))
        .where(col(Activity.project_id) == project_id, col(Activity.active).is_(True))
        .order_by(col(Activity.position), col(Activity.name), col(Activity.id))
    )
    return [_target(activity, project) for activity, project in work.session.exec(query)]


@needs(Permission.MOVE_HOURS)
def preview_move(work: Work, record_ids: Sequence[int], activity_id: int) -> list[Step]:
    """What moving rows to an activity does to each. Raises NotFound, also for rows one does not see."""
    return _Move(work, activity_id).steps(_seen(work, record_ids))


@needs(Permission.MOVE_HOURS)
def move_hours(work: Work, record_ids: Sequence[int], activity_id: int, note: str = "") -> Moved:
    """Move the rows that can be moved to an activity; their mirrors follow, in the same transaction.

    Moved rows are not approved any more. Raises NotFound, NothingMoves, InvoicedByMain, DaysLocked.
    """
    moving = _Move(work, activity_id)
    rows = _seen(work, record_ids)
    steps = {step.record_id: step for step in moving.steps(rows) if step.stays is Stays.MOVES}
    going = [row for row in rows if row.key in steps]
    if not going:
        raise NothingMoves
    check_all_unlocked(work, ((row.co_worker_id, row.day) for row in going))
    batch = secrets.token_hex(8)
    told: list[Told] = []
    kept: list[HoursMove] = []
    for row in going:
        step, before = steps[row.key], row.model_copy()
        told.append(Told(before, row.minutes, 0))
        row.project_id, row.activity_id = moving.target.project_id, activity_id
        row.billable_minutes = step.billable
        row.version += 1
        work.session.add(row)
        told.append(Told(row, 0, row.minutes))
        kept.append(_kept(work, batch, (before, row), (step.from_name, moving.name), note))
    _finish(work, going, told)
    work.session.add_all(kept)
    _audit(work, "move_hours", kept)
    return Moved(batch, len(going), sum(row.minutes for row in going))


@needs(Permission.MOVE_HOURS)
def preview_home(work: Work, record_ids: Sequence[int]) -> list[Step]:
    """What bringing rows home does: those that externals wrote on a main project. Raises NotFound."""
    rows = _seen(work, record_ids)
    homes: dict[int, str] = {}
    for together in partners(work, mine(work)):
        if together.is_main and is_open(work, together):
            with both(work, together) as pair:
                homes |= dict.fromkeys(homes_of(pair, rows), together.name)
    names = _names(work, rows)
    return [
        _step(row, names, _home_stays(row, homes), row.billable_minutes, homes.get(row.key, ""))
        for row in rows
    ]


@needs(Permission.MOVE_HOURS)
def move_home(work: Work, record_ids: Sequence[int], note: str = "") -> Moved:
    """Bring rows home that externals wrote on a main project; they become mirrors of rows there.

    Nothing changes in what we see but where the row comes from. Raises NotFound, NothingMoves.
    """
    steps = preview_home(work, record_ids)
    wanted = {step.record_id for step in steps if step.stays is Stays.MOVES}
    rows = [row for row in _seen(work, record_ids) if row.key in wanted]
    if not rows:
        raise NothingMoves
    batch = secrets.token_hex(8)
    names = _names(work, rows)
    kept: list[HoursMove] = []
    for together in partners(work, mine(work)):
        if not together.is_main or not is_open(work, together):
            continue
        with both(work, together) as pair:
            made = bring_home(pair, rows)
        for row in rows:
            if row.key in made:
                place = names[row.key][1]
                line = _kept(work, batch, (row, row), (place, f"{together.name}: {place}"), note)
                line.home_company_id = together.company_id
                line.home_record_id = made[row.key]
                kept.append(line)
    work.session.add_all(kept)
    _audit(work, "move_hours_home", kept)
    return Moved(batch, len(kept), sum(line.minutes for line in kept))


@needs(Permission.MOVE_HOURS)
def undo_move(work: Work, batch: str) -> int:
    """Move rows back to where they were; returns how many.

    Raises NotFound, and MovedSince when one of them was changed, approved or invoiced since: then none is.
    """
    query = select(HoursMove).where(HoursMove.batch == batch, col(HoursMove.undone_at).is_(None))
    lines = list(work.session.exec(query.order_by(col(HoursMove.id)).with_for_update()))
    if not lines:
        raise NotFound(_("The move"))
    rows = {row.key: row for row in _seen(work, [line.record_id for line in lines])}
    for line in lines:
        _check_unchanged(line, rows[line.record_id])
    if any(line.home_record_id is not None for line in lines):
        _take_out_of_home(work, lines, rows)
    else:
        _move_back(work, lines, rows)
    for line in lines:
        line.undone_at, line.undone_by_name = clock.now(), work.actor.name
        work.session.add(line)
    _audit(work, "undo_move_hours", lines)
    return len(lines)


@needs(Permission.MOVE_HOURS)
def moves_of(work: Work, record_id: int) -> list[HoursMove]:
    """The history of one time record, newest first. Raises NotFound for one that the actor does not see."""
    _seen(work, [record_id])
    query = select(HoursMove).where(HoursMove.record_id == record_id)
    return list(work.session.exec(query.order_by(col(HoursMove.id).desc())))


class _Move:
    """Moving to one activity: what becomes of each row."""

    def __init__(self, work: Work, activity_id: int) -> None:
        self.work = work
        query = (
            select(Activity, Project)
            .join(Project, col(Project.id) == col(Activity.project_id))
            .where(Activity.id == activity_id, col(Activity.active).is_(True))
        )
        found = work.session.exec(query).first()
        if found is None:
            raise NotFound(_("The activity"))
        self.target, self.project = found
        self.name = f"{self.project.number} {self.project.name}, {self.target.name}"
        team = select(ProjectMember.co_worker_id).where(
            ProjectMember.project_id == self.target.project_id
        )
        self.team = {*work.session.exec(team), self.project.leader_id}

    def steps(self, rows: Sequence[TimeRecord]) -> list[Step]:
        closed = locked_days(self.work, {row.co_worker_id for row in rows})
        names = _names(self.work, rows)
        found: list[Step] = []
        for row in rows:
            before = closed.get(row.co_worker_id)
            stays = self._stays(row, locked=before is not None and row.day < before)
            found.append(_step(row, names, stays, self._billable(row)))
        return [self._with_mirror(step, row) for step, row in zip(found, rows, strict=True)]

    def _with_mirror(self, step: Step, row: TimeRecord) -> Step:
        if step.stays is not Stays.MOVES or row.mirror_company_id == self.project.main_company_id:
            return step
        gains = self.project.main_company_id is not None
        return replace(step, gains=gains, loses=row.mirror_company_id is not None)

    def _stays(self, row: TimeRecord, *, locked: bool) -> Stays:
        reasons = {
            Stays.MIRROR: row.origin_id is not None,
            Stays.THERE: row.activity_id == self.target.id,
            Stays.INVOICED: _is_invoiced(row),
            Stays.APPROVED: row.status == HoursStatus.APPROVED,
            Stays.LOCKED: locked,
            Stays.NOT_IN_TEAM: row.co_worker_id not in self.team,
        }
        return next((why for why, holds in reasons.items() if holds), Stays.MOVES)

    def _billable(self, row: TimeRecord) -> int:
        """Nothing on what is not billable; all of it when it was not billable only because of where it was."""
        if not self.target.billable:
            return 0
        was = self.work.session.exec(
            select(Activity.billable).where(Activity.id == row.activity_id)
        ).one()
        return row.billable_minutes if was else row.minutes


def _target(activity: Activity, project: Project) -> Target:
    name = f"{project.number} {project.name}, {activity.name}"
    return Target(activity.key, name, activity.billable, project.main_company_id is not None)


def _seen(work: Work, record_ids: Iterable[int]) -> list[TimeRecord]:
    """Time records by id, held until the transaction ends. Raises NotFound for those the actor does not see."""
    wanted = sorted(set(record_ids))
    found: list[TimeRecord] = []
    for start in range(0, len(wanted), MANY):
        some = col(TimeRecord.id).in_(wanted[start : start + MANY])
        query = select(TimeRecord).where(some, may_see(work)).order_by(col(TimeRecord.id))
        held = query.with_for_update(of=TimeRecord).execution_options(populate_existing=True)
        found += work.session.exec(held)
    if len(found) != len(wanted):
        raise NotFound(_("A time record"))
    return found


def _names(work: Work, rows: Sequence[TimeRecord]) -> dict[int, tuple[str, str]]:
    """By the row's id who wrote it and where it stands."""
    who = sa.select(col(CoWorker.id), col(CoWorker.name)).where(
        col(CoWorker.id).in_({row.co_worker_id for row in rows})
    )
    people = dict(tuple(row) for row in records(work, who))
    query = sa.select(
        col(Activity.id), col(Project.number), col(Project.name), col(Activity.name)
    ).join(Project, col(Project.id) == col(Activity.project_id))
    places = {
        key: f"{number} {project}, {name}"
        for key, number, project, name in records(
            work, query.where(col(Activity.id).in_({row.activity_id for row in rows}))
        )
    }
    return {row.key: (people[row.co_worker_id], places[row.activity_id]) for row in rows}


def _step(
    row: TimeRecord,
    names: Mapping[int, tuple[str, str]],
    stays: Stays,
    billable: int,
    comes_home: str = "",
) -> Step:
    who, where = names[row.key]
    return Step(
        row.key,
        f"{row.day:%d.%m.%Y}",
        who,
        row.minutes,
        where,
        stays,
        billable,
        comes_home=comes_home if stays is Stays.MOVES else "",
    )


def _home_stays(row: TimeRecord, homes: Mapping[int, str]) -> Stays:
    if row.origin_id is not None:
        return Stays.MIRROR
    return Stays.MOVES if row.key in homes else Stays.NO_HOME


def _kept(
    work: Work,
    batch: str,
    rows: tuple[TimeRecord, TimeRecord],
    names: tuple[str, str],
    note: str,
) -> HoursMove:
    before, after = rows
    return HoursMove(
        batch=batch,
        record_id=after.key,
        co_worker_id=after.co_worker_id,
        day=after.day,
        minutes=after.minutes,
        from_activity_id=before.activity_id,
        to_activity_id=after.activity_id,
        from_name=names[0][:500],
        to_name=names[1][:500],
        from_billable_minutes=before.billable_minutes,
        record_version=after.version,
        note=note.strip()[:500],
        by_name=work.actor.name,
        at=clock.now(),
    )


def _finish(work: Work, rows: Sequence[TimeRecord], told: Sequence[Told]) -> None:
    follow(work, rows)
    work.session.flush()
    tell_hours(work, told)


def _is_invoiced(row: TimeRecord) -> bool:
    return row.status == HoursStatus.INVOICED or row.invoice_line_id is not None


def _check_unchanged(line: HoursMove, row: TimeRecord) -> None:
    """Raises MovedSince unless the row stands as the move left it."""
    same = (line.to_activity_id, line.record_version, line.minutes, line.day)
    if same != (row.activity_id, row.version, row.minutes, row.day):
        raise MovedSince
    if line.home_record_id is None and (_is_invoiced(row) or row.status == HoursStatus.APPROVED):
        raise MovedSince


def _move_back(work: Work, lines: Sequence[HoursMove], rows: Mapping[int, TimeRecord]) -> None:
    check_all_unlocked(work, ((line.co_worker_id, line.day) for line in lines))
    told: list[Told] = []
    places = {
        activity_id: project_id
        for activity_id, project_id in records(
            work,
            sa.select(col(Activity.id), col(Activity.project_id)).where(
                col(Activity.id).in_({line.from_activity_id for line in lines})
            ),
        )
    }
    for line in lines:
        row = rows[line.record_id]
        told.append(Told(row.model_copy(), row.minutes, 0))
        row.activity_id, row.project_id = (
            line.from_activity_id,
            places[line.from_activity_id],
        )
        row.billable_minutes = line.from_billable_minutes
        row.version += 1
        work.session.add(row)
        told.append(Told(row, 0, row.minutes))
    _finish(work, list(rows.values()), told)


def _take_out_of_home(
    work: Work, lines: Sequence[HoursMove], rows: Mapping[int, TimeRecord]
) -> None:
    """Let rows stand in the main company alone again; what was made at home goes. Raises MovedSince."""
    for together in partners(work, mine(work)):
        its = {
            line.home_record_id: rows[line.record_id]
            for line in lines
            if line.home_company_id == together.company_id and together.is_main
        }
        if not its:
            continue
        with both(work, together) as pair:
            query = select(TimeRecord).where(col(TimeRecord.id).in_(its)).with_for_update()
            made = list(pair.home.session.exec(query))
            if len(made) != len(its) or any(
                row.version != 1 or row.status != HoursStatus.NOT_APPROVED for row in made
            ):
                raise MovedSince
            for row in made:
                mirror = its[row.key]
                mirror.internal_note = row.internal_note
                mirror.origin_company_id, mirror.origin_id = None, None
                mirror.version += 1
                work.session.add(mirror)
                pair.home.session.delete(row)
            work.session.flush()
            pair.home.session.flush()
            tell_hours(pair.home, [Told(row, row.minutes, 0) for row in made])
        tell_hours(work, [Told(row, row.minutes, row.minutes) for row in its.values()])


def _audit(work: Work, action: str, lines: Sequence[HoursMove]) -> None:
    entries = [
        Entry(
            ("time_record", line.record_id),
            f"{line.day:%d.%m.%Y}",
            {"activity": (line.from_name, line.to_name)},
        )
        for line in lines
    ]
    record_many(work, action, entries)
