"""One invoice as its page shows it."""

from decimal import Decimal

import pytest
from sqlmodel import select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.payment import PaymentKind
from moment_ui.reports.invoices.invoice_page import invoice_page
from moment_ui.reports.marks import PAYMENT_KINDS
from tests.world import World


def test_every_invoice_has_a_page(world: World):
    for place in world.places:
        with reading(place.economy) as work:
            ids = work.session.exec(select(Invoice.id)).all()
            views = [invoice_page(work, number or 0) for number in ids]
        assert len(views) == len(place.invoices) + len(place.drafts)
        assert all(view.title and view.state and view.customer for view in views)


def test_every_kind_of_payment_has_a_word():
    assert set(PAYMENT_KINDS) == set(PaymentKind)


def test_an_invoice_shows_its_number_state_and_sums(world: World):
    with reading(world.nord.economy) as work:
        view = invoice_page(work, world.nord.invoices[5001])
    assert view.title == "Invoice 5001"
    assert view.state == "Overdue"
    assert [fact.label for fact in view.sums] == ["Net", "VAT", "Gross", "Paid", "Outstanding"]
    assert view.sums[-1].css == "bad"
    assert view.customer_link == f"/customers/{world.nord.customers[10001]}"


def test_quantities_and_prices_keep_their_decimals(world: World):
    invoice_id = world.nord.invoices[5001]
    with writing(world.nord.economy) as work:
        line = work.session.exec(
            select(InvoiceLine).where(InvoiceLine.invoice_id == invoice_id)
        ).first()
        assert line is not None
        line.quantity, line.vat_percent = Decimal("33.5"), Decimal("11.11")
        line.unit_price = Decimal("0.3333")
    with reading(world.nord.economy) as work:
        view = invoice_page(work, invoice_id)
    assert view.lines[0][1] == "33,5"
    assert view.lines[0][3] == "0,3333"
    assert view.lines[0][5] == "11,11\N{NO-BREAK SPACE}%"


def test_an_invoice_of_another_company_is_not_there(world: World):
    foreign = max(world.sor.invoices.values())
    with pytest.raises(NotFound), reading(world.nord.economy) as work:
        invoice_page(work, foreign)


def test_an_invoice_needs_the_permission(world: World):
    with pytest.raises(NotPermitted), reading(world.nord.co_worker) as work:
        invoice_page(work, world.nord.invoices[5001])
