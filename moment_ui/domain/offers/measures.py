"""What an offer's row is measured by, as SQL: what remains to invoice.

Remaining to invoice = the accepted offer's net less what was invoiced on its project in the same
currency, drafts not counted, never below nought (spec/product.md section 8, "Remaining to invoice").
"""

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import NOUGHT, Expression
from moment_ui.models.base import Amount
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.offer import Offer, OfferState


def remaining() -> Expression:
    """What is left to invoice of an accepted offer, ex VAT; nought for any other."""
    invoiced = (
        sa.select(sa.func.coalesce(sa.func.sum(col(Invoice.net)), NOUGHT))
        .where(
            col(Invoice.project_id) == col(Offer.project_id),
            col(Invoice.currency) == col(Offer.currency),
            col(Invoice.state) != InvoiceState.DRAFT,
        )
        .scalar_subquery()
    )
    # Both sides are scaled alike, so the difference is; it only has to be read as an amount again.
    left = sa.type_coerce(col(Offer.net), sa.BigInteger) - sa.type_coerce(invoiced, sa.BigInteger)
    accepted = col(Offer.state) == OfferState.ACCEPTED
    return sa.type_coerce(sa.case((sa.and_(accepted, left > 0), left), else_=0), Amount)
