"""Which companies the hours of which projects are controlled with, and both of them at work."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition
from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.hours_control.sides import Pair
from moment_ui.models.company import Company
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import CoWorker, Project


@dataclass(frozen=True, slots=True)
class Together:
    """A partner, and which projects we have with it: ours by theirs. `is_main`: ours are the main projects."""

    company_id: int
    name: str
    is_main: bool
    projects: Mapping[int, int]

    def of(self, project_id: int) -> "Together":
        """One of our projects alone."""
        found = {theirs: ours for theirs, ours in self.projects.items() if ours == project_id}
        return Together(self.company_id, self.name, self.is_main, found)

    def main_project(self, project_id: int) -> int:
        """The main project that one of ours is, or follows."""
        if self.is_main:
            return project_id
        return next(theirs for theirs, ours in self.projects.items() if ours == project_id)


def partners(work: Work, *asked: Condition) -> list[Together]:
    """The partners that shared projects are shared with, by name; `asked` of our projects."""
    shared = (
        sa.select(
            col(ProjectShare.partner_company_id),
            col(ProjectShare.secondary_project_id),
            col(Project.id),
        )
        .join(Project, col(Project.id) == col(ProjectShare.project_id))
        .where(*asked)
    )
    taken = sa.select(
        col(Project.main_company_id), col(Project.main_project_id), col(Project.id)
    ).where(col(Project.main_company_id).is_not(None), *asked)
    found = [*_together(work, shared, is_main=True), *_together(work, taken, is_main=False)]
    return sorted(found, key=lambda one: (one.name, not one.is_main))


def mine(work: Work) -> Condition:
    """What holds for the projects whose hours the actor controls: all, or those he or she leads."""
    if work.actor.may(Permission.LOCK_HOURS):
        return sa.true()
    leads = sa.select(col(CoWorker.id)).where(col(CoWorker.user_id) == work.actor.user_id)
    return col(Project.leader_id).in_(leads)


def is_open(work: Work, together: Together) -> bool:
    """Whether anything passes between the two companies now."""
    return together.company_id in open_partners(work)


@contextmanager
def both(work: Work, together: Together) -> Generator[Pair]:
    """Both companies at work, in this transaction. Raises NotPartners.

    The main company is always reached through the door: only there mirrors are written.
    """
    if not together.is_main:
        swapped = {ours: main_id for main_id, ours in together.projects.items()}
        with acting_for(work, together.company_id) as main:
            yield Pair(work, main, swapped)
        return
    with (
        acting_for(work, together.company_id) as home,
        acting_for(home, work.company_id) as main,
    ):
        yield Pair(home, main, together.projects)


def _together(work: Work, query: Any, *, is_main: bool) -> list[Together]:
    projects: dict[int, dict[int, int]] = {}
    for company_id, theirs, ours in records(work, query):
        projects.setdefault(company_id, {})[theirs] = ours
    names = _names(work, projects) if projects else {}
    return [Together(key, names[key], is_main, some) for key, some in projects.items()]


def _names(work: Work, company_ids: Mapping[int, object]) -> dict[int, str]:
    query = sa.select(col(Company.id), col(Company.name)).where(col(Company.id).in_(company_ids))
    return dict(tuple(row) for row in records(work, query))
