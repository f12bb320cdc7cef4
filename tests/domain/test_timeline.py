"""What happened to an invoice: what settled it is told as what it was, and once."""

import datetime as dt

import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.invoices.timeline import Step, timeline
from moment_ui.models.invoice import Invoice, InvoiceState
from tests import factories

DAY = dt.date(2026, 11, 10)


@pytest.mark.parametrize(
    ("state", "logged", "last"),
    [
        (InvoiceState.SENT, [], [Step.PAID]),
        (InvoiceState.SENT, ["settle_credit"], [Step.CREDITED, Step.PAID]),  # the rest was paid
        (InvoiceState.CREDITED, [], [Step.CREDITED]),  # came with an import
        (InvoiceState.CREDITED, ["settle_credit"], [Step.CREDITED]),
        (InvoiceState.WRITTEN_OFF, ["write_off"], [Step.WRITTEN_OFF]),
    ],
)
def test_what_settled_an_invoice_is_its_last_step(world, state, logged, last):
    with writing(world.nord.economy) as work:
        customer = world.nord.customers[10001]
        invoice = factories.invoice(work, customer, 77001, "1000", DAY, state=state)
        factories.payment(work, invoice, invoice.gross, DAY)
        for action in logged:
            factories.audit_entry(work, action, subject="invoice", subject_id=invoice.key)
        key = invoice.key
    with reading(world.nord.economy) as work:
        steps = [one.step for one in timeline(work, work.session.get_one(Invoice, key))]
    assert [step for step in steps if step not in {Step.DRAFTED, Step.FINALISED, Step.SENT}] == last
