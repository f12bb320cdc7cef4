"""Noting what was invoiced for price models."""

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.summaries.amounts import gross_per_model
from moment_ui.domain.summaries.rules import RecordDraft
from moment_ui.models.invoice import Invoice
from moment_ui.models.price_model import PriceModel, SummaryRecord


class OfAnInvoice(Conflict):
    """The record follows from an invoice, and goes only with it."""

    def __init__(self) -> None:
        super().__init__(_("This record was made by an invoice. Credit the invoice to change it."))


@before_log_in(
    "called by the command that finalises an invoice, which has checked its own permission"
)
def record_invoice(work: Work, invoice: Invoice) -> None:
    """Note what a finalised invoice bills for each price model; once, however often it is called.

    A credit note is noted with its negative amounts.
    """
    known = select(SummaryRecord.id).where(SummaryRecord.invoice_id == invoice.key)
    if work.session.exec(known).first() is not None:
        return
    rows = [
        SummaryRecord(
            price_model_id=model_id,
            invoice_id=invoice.key,
            day=invoice.issue_date or work.today(),
            text="",
            gross=gross,
            created_at=clock.now(),
        )
        for model_id, gross in gross_per_model(work, invoice).items()
        if gross
    ]
    work.session.add_all(rows)
    work.session.flush()


@needs(Permission.EDIT_BILLING)
def add_record(work: Work, price_model_id: int, draft: RecordDraft) -> int:
    """Note what was billed for a price model elsewhere; returns the record's id. Raises NotFound."""
    model = work.session.exec(select(PriceModel).where(PriceModel.id == price_model_id)).first()
    if model is None:
        raise NotFound(_("The price model"))
    row = SummaryRecord(
        price_model_id=price_model_id,
        day=draft.day,
        text=draft.text,
        gross=draft.gross,
        created_at=clock.now(),
    )
    work.session.add(row)
    work.session.flush()
    _tell(work, "add_summary_record", model, ("", f"{draft.text}: {draft.gross}"))
    return row.key


@needs(Permission.EDIT_BILLING)
def remove_record(work: Work, record_id: int) -> tuple[int, RecordDraft]:
    """Remove a record written by hand; returns what `add_record` takes to put it back.

    Raises NotFound, OfAnInvoice.
    """
    query = select(SummaryRecord).where(SummaryRecord.id == record_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The record"))
    if row.invoice_id is not None:
        raise OfAnInvoice
    removed = row.price_model_id, RecordDraft(row.day, row.text, row.gross)
    model = work.session.get_one(PriceModel, row.price_model_id)
    work.session.delete(row)
    _tell(work, "remove_summary_record", model, (f"{row.text}: {row.gross}", ""))
    return removed


def _tell(work: Work, action: str, model: PriceModel, change: tuple[str, str]) -> None:
    record(work, action, ("project", model.project_id), model.name, {"summary": change})
    work.emit("price-models")
