"""What moving hours does to each row, told before anything is moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.locks import locked_days
from moment_ui.domain.hours.scope import may_see
from moment_ui.domain.hours_control.bringing import homes_of
from moment_ui.domain.hours_control.pairs import both, is_open, mine, partners
from moment_ui.models.hours import HoursStatus, TimeRecord
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
    return Move(work, activity_id).steps(seen_rows(work, record_ids))


@needs(Permission.MOVE_HOURS)
def preview_home(work: Work, record_ids: Sequence[int]) -> list[Step]:
    """What bringing rows home does: those that externals wrote on a main project. Raises NotFound."""
    rows = seen_rows(work, record_ids)
    homes: dict[int, str] = {}
    for together in partners(work, mine(work)):
        if together.is_main and is_open(work, together):
            with both(work, together) as pair:
                homes |= dict.fromkeys(homes_of(pair, rows), together.name)
    names = names_of(work, rows)
    return [
        _step(row, names, _home_stays(row, homes), row.billable_minutes, homes.get(row.key, ""))
        for row in rows
    ]


class Move:
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
        """What becomes of each row, in their order."""
        closed = locked_days(self.work, {row.co_worker_id for row in rows})
        names = names_of(self.work, rows)
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
            Stays.INVOICED: is_invoiced(row),
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


def seen_rows(work: Work, record_ids: Iterable[int], *, hold: bool = False) -> list[TimeRecord]:
    """Time records by id; `hold` keeps them until the transaction ends. Raises NotFound for those the actor does not see."""
    wanted = sorted(set(record_ids))
    found: list[TimeRecord] = []
    for start in range(0, len(wanted), MANY):
        some = col(TimeRecord.id).in_(wanted[start : start + MANY])
        query = select(TimeRecord).where(some, may_see(work)).order_by(col(TimeRecord.id))
        held = query.with_for_update(of=TimeRecord) if hold else query
        found += work.session.exec(held.execution_options(populate_existing=True))
    if len(found) != len(wanted):
        raise NotFound(_("A time record"))
    return found


def names_of(work: Work, rows: Sequence[TimeRecord]) -> dict[int, tuple[str, str]]:
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


def is_invoiced(row: TimeRecord) -> bool:
    """Whether a row is on an invoice or a draft."""
    return row.status == HoursStatus.INVOICED or row.invoice_line_id is not None
