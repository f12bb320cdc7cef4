"""What becomes of what two companies had together, when one of them leaves the group.

A secondary project becomes an ordinary one and keeps its hours; their mirrors stay in the main project as
history. The customers that stand for each other stay attached, for the day one comes back. Number series
are the company's own again. Nothing is deleted.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.group_scope import while_parting
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.partners.group import Held, find_group
from moment_ui.domain.partners.series import inherited_kinds, own_again
from moment_ui.models.hours import TimeRecord
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.partner import IN_GROUP, ProjectShare
from moment_ui.models.project import Activity, Milestone, Project

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Touched:
    """Projects that a parting is about: how many, the first ten by number, and their whole minutes."""

    count: int
    names: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Parting:
    """What leaving does in our company, before it is done.

    `secondary`: projects that become ordinary ones, with their hours. `main`: projects that get no more
    hours from partners, with the hours that stay as history.
    """

    secondary: Touched
    main: Touched
    series: tuple[SeriesKind, ...]
    is_main: bool
    alone: bool


@needs(Permission.SETUP_PARTNERS)
def parting(work: Work) -> Parting:
    """What leaving the group, or pausing, is about. Works without a group, too: then about nothing."""
    held = find_group(work)
    return Parting(
        secondary=_touched(work, _secondary()),
        main=_touched(work, _shared(), mirrored=True),
        series=tuple(inherited_kinds(work)),
        is_main=bool(held and held.is_main),
        alone=not (held and held.others(*IN_GROUP)),
    )


def part(work: Work, held: Held, company_id: int) -> None:
    """Undo what a company and the others of the group have together, in each of them."""
    others = [row for row in held.members.values() if row.state in IN_GROUP]
    theirs = sorted(row.company_id for row in others if row.company_id != company_id)
    if company_id == work.company_id:
        _part_one(work, theirs)
        return
    with while_parting(work, company_id) as leaving:
        _part_one(leaving, theirs)


def _part_one(leaving: Work, others: list[int]) -> None:
    for company_id in others:
        _let_go(leaving, company_id)
        with while_parting(leaving, company_id) as theirs:
            _let_go(theirs, leaving.company_id)
            theirs.emit("projects")
    own_again(leaving)
    leaving.emit("projects")


def _let_go(work: Work, other: int) -> None:
    """In one company: no project follows the other one's any more, and none is shared with it."""
    following = select(Project.id).where(Project.main_company_id == other)
    ids = [key or 0 for key in work.session.exec(following)]
    for start in range(0, len(ids), 500):
        _make_ordinary(work, ids[start : start + 500])
    ours = (
        sa.update(ProjectShare)
        .where(
            col(ProjectShare.partner_company_id) == other,
            col(ProjectShare.removed_at).is_(None),
        )
        .values(removed_at=clock.now())
    )
    work.session.exec(ours)


def _make_ordinary(work: Work, ids: list[int]) -> None:
    changes = (
        sa.update(Activity).where(col(Activity.project_id).in_(ids)).values(main_activity_id=None),
        sa.update(Milestone)
        .where(col(Milestone.project_id).in_(ids))
        .values(main_milestone_id=None),
        sa.update(TimeRecord)
        .where(col(TimeRecord.project_id).in_(ids))
        .values(mirror_company_id=None),
        sa.update(Project)
        .where(col(Project.id).in_(ids))
        .values(main_company_id=None, main_project_id=None),
    )
    for change in changes:
        work.session.exec(change)


def _secondary() -> sa.ColumnElement[bool]:
    return col(Project.main_company_id).is_not(None)


def _shared() -> sa.ColumnElement[bool]:
    live = select(ProjectShare.project_id).where(col(ProjectShare.removed_at).is_(None))
    return col(Project.id).in_(live)


def _touched(work: Work, which: sa.ColumnElement[bool], *, mirrored: bool = False) -> Touched:
    named = select(Project.number, Project.name).where(which).order_by(col(Project.number))
    count = work.session.exec(select(sa.func.count()).select_from(Project).where(which)).one()
    hours = (
        select(sa.func.coalesce(sa.func.sum(TimeRecord.minutes), 0))
        .join(Project, col(Project.id) == col(TimeRecord.project_id))
        .where(which)
    )
    if mirrored:
        hours = hours.where(col(TimeRecord.origin_id).is_not(None))
    return Touched(
        count=count,
        names=tuple(f"{number} {name}" for number, name in work.session.exec(named.limit(SHOWN))),
        minutes=int(work.session.exec(hours).one()),
    )
