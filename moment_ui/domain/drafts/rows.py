"""The rows a draft is made of."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.drafts.errors import NotADraft
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState


def draft_row(work: Work, invoice_id: int) -> Invoice:
    """A draft, locked until the transaction ends. Raises NotFound, NotADraft."""
    query = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    draft = work.session.exec(query).first()
    if draft is None:
        raise NotFound(_("The draft"))
    if draft.state is not InvoiceState.DRAFT:
        raise NotADraft
    return draft


def lines_of(work: Work, invoice_id: int) -> Sequence[InvoiceLine]:
    """The lines of an invoice, in order."""
    query = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)
    return work.session.exec(query.order_by(col(InvoiceLine.position), col(InvoiceLine.id))).all()


def parts_of(work: Work, part: type[Any], invoice_id: int) -> Sequence[Any]:
    """The rows of a table that belong to an invoice."""
    return work.session.exec(select(part).where(part.invoice_id == invoice_id)).all()
