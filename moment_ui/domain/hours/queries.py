"""Reading how much waits to be approved."""

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.scope import WAITING, is_asked
from moment_ui.models.hours import TimeRecord


@needs(Permission.APPROVE_HOURS)
def hours_waiting(work: Work) -> int:
    """How many time records wait for the actor: of projects led, or all that is left to the economy."""
    query = select(sa.func.count(col(TimeRecord.id))).where(
        WAITING,
        is_asked(work, col(TimeRecord.project_id)),
    )
    return work.session.exec(query).one()
