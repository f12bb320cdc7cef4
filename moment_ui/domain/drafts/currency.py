"""What a draft in a foreign currency is worth at home."""

from decimal import Decimal

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.drafts.rows import home_currency
from moment_ui.models.invoice import Invoice

ONE = Decimal(1)


def rate_to_begin_with(work: Work, draft: Invoice) -> Decimal:
    """The rate of the newest invoice in the draft's currency, 1 at home.

    1 abroad too when there has been none: the pre-flight asks for the right one.
    """
    if draft.currency == home_currency(work):
        return ONE
    query = (
        select(col(Invoice.rate))
        .where(Invoice.currency == draft.currency, col(Invoice.number).is_not(None))
        .order_by(col(Invoice.issue_date).desc(), col(Invoice.id).desc())
    )
    return work.session.exec(query).first() or ONE
