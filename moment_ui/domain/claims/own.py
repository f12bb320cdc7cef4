"""One's own claim, and a line of it, while they can be changed. For this noun's commands."""

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.claims.errors import ClaimLocked
from moment_ui.domain.claims.rules import OPEN
from moment_ui.domain.claims.scope import held_claim, my_id
from moment_ui.domain.claims.words import STATUS_WORDS
from moment_ui.models.claim import Claim, ClaimLine


def own_open(work: Work, claim_id: int) -> Claim:
    """One's own claim while it can be changed, held until the transaction ends. Raises NotFound, ClaimLocked."""
    row = held_claim(work, claim_id)
    if row.owner_id != my_id(work):
        raise NotFound(_("The claim"))
    if row.status not in OPEN:
        raise ClaimLocked(row.title, STATUS_WORDS[row.status])
    return row


def own_line(work: Work, line_id: int) -> tuple[Claim, ClaimLine]:
    """A line of one's own claim, both held. Raises NotFound, ClaimLocked."""
    found = select(col(ClaimLine.claim_id)).where(ClaimLine.id == line_id)
    claim_id = work.session.exec(found).first()
    if claim_id is None:
        raise NotFound(_("The line"))
    claim = own_open(work, claim_id)
    query = select(ClaimLine).where(ClaimLine.id == line_id).with_for_update()
    line = work.session.exec(query.execution_options(populate_existing=True)).first()
    if line is None:
        raise NotFound(_("The line"))
    return claim, line
