"""Reading a project's milestones."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.milestones.rules import MilestoneDraft
from moment_ui.models.project import CoWorker, Milestone


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as a page shows it; `is_late` when its day has passed and it is not reached."""

    id: int
    version: int
    name: str
    due_on: dt.date | None
    responsible: str
    done_on: dt.date | None
    is_late: bool


@needs(Permission.VIEW_PROJECTS)
def milestones(work: Work, project_id: int) -> list[MilestoneRow]:
    """A project's milestones in their order."""
    query = (
        select(Milestone, CoWorker.name)
        .join(CoWorker, col(CoWorker.id) == col(Milestone.responsible_id), isouter=True)
        .where(Milestone.project_id == project_id)
        .order_by(col(Milestone.position), col(Milestone.id))
    )
    today = work.today()
    return [
        MilestoneRow(
            row.key,
            row.version,
            row.name,
            row.due_on,
            name or "",
            row.done_on,
            is_late=row.done_on is None and row.due_on is not None and row.due_on < today,
        )
        for row, name in work.session.exec(query)
    ]


@needs(Permission.EDIT_PROJECTS)
def milestone_draft(work: Work, milestone_id: int) -> tuple[MilestoneDraft, int]:
    """A milestone as a form shows it, and its version. Raises NotFound."""
    row = work.session.exec(select(Milestone).where(Milestone.id == milestone_id)).first()
    if row is None:
        raise NotFound(_("The milestone"))
    return MilestoneDraft(row.name, row.due_on, row.responsible_id), row.version
