"""A claim's lines, and what they come to. For this noun's commands."""

from decimal import Decimal

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.models.claim import Claim, ClaimLine


def lines_of(work: Work, claim_id: int) -> list[ClaimLine]:
    """The claim's lines by day."""
    query = select(ClaimLine).where(ClaimLine.claim_id == claim_id)
    return list(work.session.exec(query.order_by(col(ClaimLine.day), col(ClaimLine.id))))


def add_up(work: Work, claim: Claim) -> None:
    """Let a claim's total be that of its lines, and tell who watches."""
    work.session.flush()
    claim.total = sum((line.home for line in lines_of(work, claim.key)), Decimal(0))
    claim.version += 1
    work.session.add(claim)
    work.emit("claims")
