"""The VAT code that a line of a draft starts with."""

from decimal import Decimal

from moment_ui.db.work import Work
from moment_ui.domain.vat.errors import NothingStartsWith
from moment_ui.domain.vat.queries import vat_code_for


def starting_code(work: Work, handling: str) -> tuple[str, Decimal]:
    """The code and its rate; no code where the company has none for the handling: one is asked for."""
    try:
        found = vat_code_for(work, handling)
    except NothingStartsWith:
        return "", Decimal(0)
    return found.code, found.percent
