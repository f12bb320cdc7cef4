"""Keeping what an invoice prints, in the transaction that gives it its number."""

from collections.abc import Iterator, Sequence

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.papers.drawing_up import drawn_up
from moment_ui.formats.invoice import InvoiceDocument, as_json, from_json
from moment_ui.models.invoice import Invoice, InvoicePaper


def keep_paper(work: Work, invoice: Invoice) -> InvoiceDocument:
    """Keep what the invoice prints from now on; returns it. What was kept once stays as it is.

    For the command that finalises: number, dates, payment ID and amounts stand on the row already.
    """
    kept = find_kept(work, invoice.key)
    if kept is not None:
        return kept
    work.session.flush()
    document = drawn_up(work, invoice)
    work.session.add(
        InvoicePaper(invoice_id=invoice.key, printed=as_json(document), made_at=clock.now())
    )
    work.session.flush()
    return document


def kept_among(work: Work, invoice_ids: Sequence[int]) -> Iterator[tuple[int, InvoiceDocument]]:
    """What was kept of these invoices, each with its id; read one by one, and not held."""
    query = select(InvoicePaper).where(col(InvoicePaper.invoice_id).in_(invoice_ids))
    for paper in work.session.exec(query.execution_options(yield_per=50)):
        yield paper.invoice_id, from_json(paper.printed)


def find_kept(work: Work, invoice_id: int) -> InvoiceDocument | None:
    """What was kept of the invoice, None for drafts and for what was issued elsewhere."""
    query = select(InvoicePaper).where(InvoicePaper.invoice_id == invoice_id)
    paper = work.session.exec(query).first()
    return None if paper is None else from_json(paper.printed)
