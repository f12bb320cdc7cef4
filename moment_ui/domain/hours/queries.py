"""Reading how much waits to be approved."""

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.scope import WAITING, is_asked, is_mine, rings
from moment_ui.models.hours import TimeRecord


@needs(Permission.APPROVE_HOURS)
def hours_waiting(work: Work) -> int:
    """How many time records wait for the actor: of projects led, of people answered for, or all that is left to the economy.

    None where the company does not want each registration told.
    """
    if not rings(work):
        return 0
    query = select(sa.func.count(col(TimeRecord.id))).where(WAITING, is_asked(work))
    return work.session.exec(query).one()


@needs(Permission.WRITE_HOURS)
def hours_returned(work: Work) -> list[tuple[int, str]]:
    """The actor's own hours that somebody gave back, with the reason; newest day first."""
    query = (
        select(col(TimeRecord.id), col(TimeRecord.returned))
        .where(
            WAITING,
            is_mine(work),
            col(TimeRecord.returned) != "",
        )
        .order_by(col(TimeRecord.day).desc(), col(TimeRecord.id))
    )
    return [(key or 0, reason) for key, reason in work.session.exec(query)]
