"""Imports and partner companies: what may not be read here, and what follows in another company."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.mirrors.errors import InvoicedByMain
from moment_ui.domain.projects.team import join_if_missing
from moment_ui.domain.sharing.errors import CannotShare
from moment_ui.domain.sharing.following import FROM_MAIN, keep_in_step
from moment_ui.domain.sharing.homes import Home, homes_of_hours
from moment_ui.domain.sharing.readiness import company_name, missing
from moment_ui.domain.sharing.secondaries import share_with_home
from moment_ui.imports.fields import Row
from moment_ui.imports.lookups import chunks
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project

WHERE = frozenset({"co_worker_id", "project_id", "activity_id", "day", "minutes"})


class SharedLeaders:
    """Leaders from partner companies: a project that one leads is shared with the company he or she comes from."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._refused: dict[int, str] = {}

    def refused(self, co_worker_id: int | None) -> str:
        """Why this co-worker can lead no project here yet; "" where nothing is missing."""
        key = co_worker_id or 0
        if key in self._homes and key not in self._refused:
            name, company_id = self._homes[key]
            lacking = missing(self._work, company_id)
            error = CannotShare(name, company_name(self._work, company_id), lacking)
            self._refused[key] = error.message if lacking else ""
        return self._refused.get(key, "")

    @cached_property
    def _homes(self) -> dict[int, tuple[str, int]]:
        query = select(CoWorker).where(col(CoWorker.home_company_id).is_not(None))
        return {
            row.key: (row.name, row.home_company_id or 0) for row in self._work.session.exec(query)
        }


def share_led(work: Work, ids: Iterable[int]) -> None:
    """Let leaders from partner companies be in the teams of main projects just written, as if they were added.

    Each gets a secondary project at home. Raises CannotShare: then nothing is imported.
    """
    for some in chunks(sorted(set(ids))):
        query = (
            select(Project, CoWorker)
            .join(CoWorker, col(CoWorker.id) == col(Project.leader_id))
            .where(
                col(Project.id).in_(some),
                col(Project.main_project_id).is_(None),
                col(CoWorker.home_company_id).is_not(None),
            )
            .order_by(col(Project.id))
        )
        found = work.session.exec(query.execution_options(populate_existing=True)).all()
        for project, person in found:
            share_with_home(work, project, person)
            join_if_missing(work, project, person.key)
        for project in {project.key: project for project, _person in found}.values():
            keep_in_step(work, project)


class SharedHours:
    """What a file of hours may write where projects are shared."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def check(self, row: Row, values: Mapping[str, Any]) -> None:
        """Note what is wrong: hours that belong in another company, or that it would not take."""
        home = self._homes.get((values.get("co_worker_id", 0), values.get("project_id", 0)))
        if home is not None:
            row.problems["co_worker"] = home.sentence
        elif values.get("project_id") in self._secondaries and not self._is_followed(values):
            row.problems["activity"] = _("The main project does not have this activity.")

    def check_change(self, row: Row, known: TimeRecord, values: Mapping[str, Any]) -> None:
        """Note it where a stored record may not become so: the main company has invoiced it."""
        moved = any(getattr(known, name) != values.get(name) for name in WHERE & values.keys())
        if moved and known.mirror_company_id is not None:
            for company in mirrors.locked_by_main(self._work, [known]).values():
                row.problems["minutes"] = InvoicedByMain(company, known.minutes).message

    def _is_followed(self, values: Mapping[str, Any]) -> bool:
        return values.get("activity_id") in self._activities

    @cached_property
    def _homes(self) -> dict[tuple[int, int], Home]:
        return homes_of_hours(self._work)

    @cached_property
    def _secondaries(self) -> set[int]:
        query = select(Project.id).where(col(Project.main_project_id).is_not(None))
        return {key or 0 for key in self._work.session.exec(query)}

    @cached_property
    def _activities(self) -> set[int]:
        query = select(Activity.id).where(col(Activity.main_activity_id).is_not(None))
        return {key or 0 for key in self._work.session.exec(query)}


def follow_hours(work: Work, ids: Iterable[int]) -> None:
    """Bring the mirrors of time records in step that were just written past the session.

    Raises InvoicedByMain, NotShared: then nothing is imported.
    """
    for some in chunks(sorted(set(ids))):
        mirrors.follow(work, _shared_rows(work, some))


def drop_hours(work: Work, ids: Iterable[int]) -> None:
    """Take the mirrors away of time records that are about to go. Raises InvoicedByMain."""
    for some in chunks(sorted(set(ids))):
        mirrors.drop(work, _shared_rows(work, some))
    work.session.flush()


def locked_hours(work: Work, ids: Iterable[int]) -> set[str]:
    """The main companies that have some of these time records on an invoice or a draft."""
    found: set[str] = set()
    for some in chunks(sorted(set(ids))):
        found |= set(mirrors.locked_by_main(work, _shared_rows(work, some)).values())
    return found


def from_main(project: Project, values: Mapping[str, Any], names: Iterable[str]) -> str:
    """Why a secondary project may not become so; "" when it may. `names`: activities it would get."""
    if project.main_project_id is None:
        return ""
    changed = any(getattr(project, key) != values.get(key) for key in FROM_MAIN & values.keys())
    if not changed and not any(names):
        return ""
    text = _("This comes from the main project, {number}, and is changed there.")
    return text.format(number=project.main_number)


def follow_projects(work: Work, ids: Iterable[int]) -> None:
    """Bring secondary projects in step with main ones that were just written past the session."""
    for some in chunks(sorted(set(ids))):
        query = select(Project).where(col(Project.id).in_(some)).order_by(col(Project.id))
        for project in work.session.exec(query.execution_options(populate_existing=True)).all():
            keep_in_step(work, project)


def projects_of(work: Work, activity_ids: Iterable[int]) -> set[int]:
    """The projects that have these activities."""
    found: set[int] = set()
    for some in chunks(sorted(set(activity_ids))):
        query = select(Activity.project_id).where(col(Activity.id).in_(some))
        found |= set(work.session.exec(query))
    return found


def _shared_rows(work: Work, ids: Iterable[int]) -> list[TimeRecord]:
    """Those of the time records that stand on a secondary project, or have stood on one."""
    secondary = select(Project.id).where(col(Project.main_project_id).is_not(None))
    query = select(TimeRecord).where(
        col(TimeRecord.id).in_(list(ids)),
        sa.or_(
            col(TimeRecord.project_id).in_(secondary),
            col(TimeRecord.mirror_company_id).is_not(None),
        ),
    )
    return list(work.session.exec(query.execution_options(populate_existing=True)))
