"""Issued invoices stay as they are, whoever writes and however."""

from decimal import Decimal
from functools import partial

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.issued import LIVES, InvoiceIsIssued
from moment_ui.models.invoice import (
    ExportStatus,
    Invoice,
    InvoiceLine,
    InvoicePaper,
    InvoiceState,
    InvoiceVat,
)
from tests import factories

LIVING = {"state": InvoiceState.SENT, "paid": Decimal(1), "export_status": ExportStatus.TRANSFERRED}


@pytest.fixture
def issued(work, world) -> Invoice:
    """An invoice with a line, a rate of VAT and a paper, as another transaction finds it."""
    invoice = work.session.get_one(Invoice, world.nord.drafts[0])
    factories.stored(work, InvoiceLine(invoice_id=invoice.key, text="Skisser", net=Decimal(100)))
    factories.stored(work, InvoiceVat(invoice_id=invoice.key, vat_code="3", basis=Decimal(100)))
    invoice.state, invoice.number = InvoiceState.FINALISED, 70_001
    work.session.flush()
    factories.stored(work, InvoicePaper(invoice_id=invoice.key, made_at=clock.now()))
    return invoice


def parts(work, invoice):
    for part in (InvoiceLine, InvoiceVat, InvoicePaper):
        yield work.session.exec(select(part).where(part.invoice_id == invoice.key)).first()


def refused(work, change) -> None:
    """The change is refused; what the session held of it is forgotten."""

    def tried() -> None:
        change()
        work.session.flush()

    with pytest.raises(InvoiceIsIssued), work.session.begin_nested():
        tried()
    work.session.expire_all()


def test_columns_of_an_issued_invoice_stay_but_those_that_live_on(work, issued):
    before = issued.model_dump()
    for name, value in before.items():
        if name in {"id", "company_id", *LIVES}:
            continue
        refused(work, partial(setattr, issued, name, _another(value)))
    for name, value in LIVING.items():
        setattr(issued, name, value)
    work.session.flush()
    work.update_rows(Invoice, [{"id": issued.key, "outstanding": Decimal(5)}])
    refused(work, lambda: work.update_rows(Invoice, [{"id": issued.key, "net": Decimal(5)}]))
    statement = sa.update(Invoice).where(col(Invoice.id) == issued.key)
    work.session.exec(statement.values(reminders=1))
    for wrong in (statement.values(gross=Decimal(1)), sa.delete(Invoice)):
        with pytest.raises(InvoiceIsIssued):
            work.session.exec(wrong)


def test_its_parts_are_neither_changed_nor_removed_nor_added(work, issued):
    for part in list(parts(work, issued)):
        refused(work, lambda part=part: setattr(part, "invoice_id", part.invoice_id + 1))
        refused(work, lambda part=part: work.session.delete(part))
        with pytest.raises(InvoiceIsIssued):
            work.session.exec(sa.delete(type(part)))
    line = next(parts(work, issued))
    refused(work, lambda: setattr(line, "text", "Annet"))
    refused(work, lambda: work.session.add(InvoiceLine(invoice_id=issued.key)))
    refused(work, lambda: work.insert_rows(InvoiceVat, [{"invoice_id": issued.key}]))
    refused(work, lambda: work.update_rows(InvoiceLine, [{"id": line.key, "net": Decimal(5)}]))
    refused(work, lambda: work.session.delete(issued))


def test_a_line_does_not_go_from_a_draft_to_an_issued_invoice(work, world, issued):
    draft = factories.stored(
        work, Invoice(customer_id=issued.customer_id, created_at=clock.now(), issue_date=None)
    )
    line = factories.stored(work, InvoiceLine(invoice_id=draft.key, text="Skisser"))
    line.text = "Forprosjekt"
    work.session.flush()
    refused(work, lambda: setattr(line, "invoice_id", issued.key))


def _another(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, int | Decimal):
        return value + 1
    return None if value is not None else 1
