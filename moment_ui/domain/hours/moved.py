"""The history of time records that were moved, to whoever sees the hours."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.scope import may_approve, may_see
from moment_ui.models.hours import HoursMove, TimeRecord

MOST_ASKED = 500
MOST_TOLD = 200


def newest_move() -> sa.ScalarSelect[int]:
    """The id of a time record's last move that was not undone."""
    its = col(HoursMove.record_id) == col(TimeRecord.id)
    stands = col(HoursMove.undone_at).is_(None)
    return sa.select(sa.func.max(col(HoursMove.id))).where(its, stands).scalar_subquery()


def is_moved() -> Condition:
    """What holds for time records that stand where they were moved to."""
    moves = sa.select(col(HoursMove.record_id)).where(col(HoursMove.undone_at).is_(None))
    return col(TimeRecord.id).in_(moves)


@needs(Permission.WRITE_HOURS)
def moves_of(work: Work, record_ids: Sequence[int]) -> list[HoursMove]:
    """The moves of time records, the newest first, at most MOST_TOLD; none of hours that the actor does not see."""
    seen = may_see(work)
    if work.actor.may(Permission.APPROVE_HOURS):
        seen = sa.or_(seen, may_approve(work))
    rows = sa.select(col(TimeRecord.id)).where(
        col(TimeRecord.id).in_(list(record_ids)[:MOST_ASKED]), seen
    )
    query = select(HoursMove).where(col(HoursMove.record_id).in_(rows))
    newest = query.order_by(col(HoursMove.id).desc()).limit(MOST_TOLD)
    return list(work.session.exec(newest))
