"""Expenses that came from elsewhere: a partner company, or an approved claim."""

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.expenses.errors import HeldElsewhere
from moment_ui.domain.mirrors.expenses import name_of
from moment_ui.models.expense import ProjectExpense


def is_held(row: ProjectExpense) -> bool:
    """Whether something else decides what the expense is; what the customer pays is decided here."""
    return row.origin_id is not None or row.claim_line_id is not None


def check_own(work: Work, row: ProjectExpense) -> None:
    """Raises HeldElsewhere, which names the partner company or the claim."""
    if row.origin_id is not None:
        raise HeldElsewhere(row.text, name_of(work, row.origin_company_id or 0))
    if row.claim_line_id is not None:
        raise HeldElsewhere(row.text, _("a travel or expense claim"))
