"""Which invoice lines count for what is billed of price models, in SQL."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState

_Copy = aliased(InvoiceLine)


def counts() -> Any:
    """That a line bills, or takes off what can be billed again.

    A credit note takes off when it is finalised and says so; else what it credits stays invoiced. Where
    a copy for another customer bills instead, it always does: that is billed once, whichever is finalised.
    """
    copied = sa.select(col(_Copy.copies_line_id)).where(col(_Copy.copies_line_id).is_not(None))
    return sa.or_(
        col(Invoice.kind) != InvoiceKind.CREDIT_NOTE,
        sa.and_(col(Invoice.state) != InvoiceState.DRAFT, col(Invoice.gives_back).is_(True)),
        col(InvoiceLine.credits_line_id).in_(copied),
    )


def keys() -> list[Any]:
    """What is counted apart: the model, drafts, the invoice."""
    return [
        col(InvoiceLine.price_model_id),
        col(Invoice.number).is_(None),
        col(InvoiceLine.invoice_id),
    ]


def of(ids: Collection[int], released: frozenset[int]) -> list[Any]:
    """The lines that count of these models, without those that are released."""
    return [
        col(InvoiceLine.price_model_id).in_(ids),
        col(InvoiceLine.id).not_in(sorted(released)),
        counts(),
    ]
