"""Whose claims one sees, and which one decides on."""

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.models.claim import Claim, ClaimStatus
from moment_ui.models.project import CoWorker


def is_mine(work: Work) -> Condition:
    """What holds for one's own claims."""
    return col(Claim.owner_id).in_(_me(work))


def is_for_me(work: Work) -> Condition:
    """What holds for claims one decides on, once they were sent: all for who reviews claims, else those one is named in."""
    if work.actor.may(Permission.REVIEW_CLAIMS):
        return col(Claim.status) != ClaimStatus.DRAFT
    me = _me(work)
    named = sa.or_(col(Claim.reviewer_id).in_(me), col(Claim.refunder_id).in_(me))
    return sa.and_(named, col(Claim.status) != ClaimStatus.DRAFT)


def may_see(work: Work) -> Condition:
    """One's own claims, and those one decides on once they were sent; economy and administrators see all."""
    return sa.or_(is_mine(work), is_for_me(work))


def my_id(work: Work) -> int:
    """The actor among the company's co-workers. Raises NotFound for a log-in that is none of them."""
    found = work.session.exec(_me(work)).first()
    if found is None:
        raise NotFound(_("You are not among the company’s co-workers, and a claim"))
    return found


def held_claim(work: Work, claim_id: int) -> Claim:
    """A claim one may see, held until the transaction ends. Raises NotFound."""
    query = select(Claim).where(Claim.id == claim_id, may_see(work)).with_for_update()
    row = work.session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound(_("The claim"))
    return row


def _me(work: Work) -> SelectOfScalar[int | None]:
    return select(col(CoWorker.id)).where(CoWorker.user_id == work.actor.user_id)
