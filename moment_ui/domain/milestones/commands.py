"""Setting, changing, ordering, reaching and removing the milestones of a project."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Changes, differences
from moment_ui.domain.composing.rows import Seen, made, moved, values_of
from moment_ui.domain.milestones.rules import MilestoneDraft
from moment_ui.domain.projects.rows import own_project, tell
from moment_ui.models.project import CoWorker, Milestone, Project


class MilestoneChanged(Conflict):
    """Somebody else changed the milestone after it was shown."""

    def __init__(self, name: str) -> None:
        text = _("Somebody else changed {name} meanwhile. Close the form and look again.")
        super().__init__(text.format(name=name))


@dataclass(frozen=True, slots=True)
class RemovedMilestone:
    """What `remove_milestone` took away: enough to put it back."""

    name: str
    values: dict[str, Any]


@needs(Permission.EDIT_PROJECTS)
def add_milestone(work: Work, project_id: int, draft: MilestoneDraft) -> int:
    """Give a project a milestone, the last in its order; returns its id. Raises NotFound."""
    project = own_project(work, project_id)
    _check_responsible(work, draft)
    last = max((row.position for row in _in_order(work, project_id)), default=-1)
    row = Milestone(
        project_id=project_id, position=last + 1, created_at=clock.now(), **asdict(draft)
    )
    work.session.add(row)
    work.session.flush()
    _tell(work, "add_milestone", project, ("", row.name))
    return row.key


@needs(Permission.EDIT_PROJECTS)
def edit_milestone(work: Work, seen: Seen, draft: MilestoneDraft) -> MilestoneDraft:
    """Change a milestone; returns what it was. Raises NotFound, MilestoneChanged."""
    row, project = _milestone(work, seen.row_id)
    if row.version != seen.version:
        raise MilestoneChanged(row.name)
    before = MilestoneDraft(row.name, row.due_on, row.responsible_id)
    if draft.responsible_id != before.responsible_id:
        _check_responsible(work, draft)
    changes = differences(asdict(before), asdict(draft))
    if changes:
        row.name, row.due_on = draft.name, draft.due_on
        row.responsible_id = draft.responsible_id
        row.version += 1
        shown = {key: pair for key, pair in changes.items() if key == "due_on"}
        _tell(work, "edit_milestone", project, (before.name, draft.name), shown)
    return before


@needs(Permission.EDIT_PROJECTS)
def set_done(work: Work, milestone_id: int, *, done: bool) -> str:
    """Say that a milestone is reached, today, or that it is not; returns its name. Raises NotFound."""
    row, project = _milestone(work, milestone_id)
    if (row.done_on is not None) != done:
        row.done_on = work.today() if done else None
        row.version += 1
        words = {True: _("reached"), False: _("not reached")}
        change = (f"{row.name}, {words[not done]}", f"{row.name}, {words[done]}")
        _tell(work, "set_milestone_done", project, change)
    return row.name


@needs(Permission.EDIT_PROJECTS)
def move_milestone(work: Work, milestone_id: int, by: int) -> str:
    """Move a milestone a place up (−1) or down (1); returns its name, "" at the end. Raises NotFound."""
    row, project = _milestone(work, milestone_id)
    rows = _in_order(work, project.key)
    order = moved(rows, rows.index(row), by)
    if order is None:
        return ""
    for place, each in enumerate(order):
        each.position = place
    _tell(work, "move_milestone", project, (row.name, row.name))
    return row.name


@needs(Permission.EDIT_PROJECTS)
def remove_milestone(work: Work, milestone_id: int) -> RemovedMilestone:
    """Take a milestone away. Raises NotFound."""
    row, project = _milestone(work, milestone_id)
    removed = RemovedMilestone(row.name, values_of(row))
    work.session.delete(row)
    _tell(work, "remove_milestone", project, (row.name, ""))
    return removed


@needs(Permission.EDIT_PROJECTS)
def restore_milestone(work: Work, removed: RemovedMilestone) -> int:
    """Undo `remove_milestone`; returns the new id. Raises NotFound when the project has gone."""
    project = own_project(work, removed.values["project_id"])
    row = made(Milestone, removed.values)
    work.session.add(row)
    work.session.flush()
    _tell(work, "restore_milestone", project, ("", row.name))
    return row.key


def _milestone(work: Work, milestone_id: int) -> tuple[Milestone, Project]:
    """A milestone and its project, which is held first: two who change it wait for each other."""
    place = select(Milestone.project_id).where(Milestone.id == milestone_id)
    project_id = work.session.exec(place).first()
    if project_id is None:
        raise NotFound(_("The milestone"))
    project = own_project(work, project_id)
    query = select(Milestone).where(Milestone.id == milestone_id)
    row = work.session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound(_("The milestone"))
    return row, project


def _in_order(work: Work, project_id: int) -> list[Milestone]:
    query = (
        select(Milestone)
        .where(Milestone.project_id == project_id)
        .order_by(col(Milestone.position), col(Milestone.id))
    )
    return list(work.session.exec(query))


def _check_responsible(work: Work, draft: MilestoneDraft) -> None:
    if draft.responsible_id is None:
        return
    query = select(CoWorker.id).where(
        CoWorker.id == draft.responsible_id, col(CoWorker.active).is_(True)
    )
    if work.session.exec(query).first() is None:
        raise NotFound(_("The responsible co-worker"))


def _tell(
    work: Work,
    action: str,
    project: Project,
    change: tuple[str, str],
    more: Changes | None = None,
) -> None:
    tell(work, action, project, {"milestone": change, **(more or {})})
