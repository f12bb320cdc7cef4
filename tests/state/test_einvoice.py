"""An e-invoice sent from the dialog, over the real event pipeline and the official rules."""

import json

import pytest

from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.sending.queries import letters_to_print
from moment_ui.models.invoice import Invoice
from moment_ui.models.invoice import InvoiceState as InvoiceStanding
from moment_ui.state.invoices.einvoice import EInvoiceState
from moment_ui.state.invoices.invoice_sending import InvoiceSendingState
from moment_ui.state.invoices.send_invoice import SendInvoiceState
from tests.api.test_einvoices import ready
from tests.tabs import HYDRATE


@pytest.fixture
def network(monkeypatch, tmp_path):
    monkeypatch.setenv("EINVOICE_FOLDER", str(tmp_path))
    settings.cache_clear()
    yield tmp_path / "nord"
    settings.cache_clear()


async def at(tabs, world, actor):
    tab = tabs.open(actor, f"/nord/finances/invoices/{world.nord.invoices[5001]}")
    await tab.call(HYDRATE)
    return tab


async def test_an_e_invoice_is_sent_once_and_again_when_that_is_meant(tabs, world, network):
    tab = await at(tabs, world, world.nord.economy)
    answer = await tab.call(SendInvoiceState.start)
    assert answer.vars["stopped"]
    assert answer.vars["findings"]
    await tab.call(SendInvoiceState.choose_way, way="e-invoice")
    answer = await tab.call(SendInvoiceState.submit, form={})
    assert answer.vars["problem"].startswith("It cannot go as an e-invoice yet:")
    assert not network.exists()
    ready(world.nord)
    answer = await tab.call(SendInvoiceState.submit, form={})
    assert answer.notices[-1].startswith("Handed to the access point.")
    assert answer.vars["opened"] is False
    assert len(list((network / "out").iterdir())) == 1
    await tab.call(SendInvoiceState.start)
    await tab.call(SendInvoiceState.choose_way, way="e-invoice")
    answer = await tab.call(SendInvoiceState.submit, form={})
    assert answer.vars["question"].startswith("The e-invoice was handed over before.")
    await tab.call(SendInvoiceState.confirm)
    assert len(list((network / "out").iterdir())) == 2
    await tab.call(SendInvoiceState.confirm)
    assert len(list((network / "out").iterdir())) == 2


async def test_what_the_network_rejects_was_not_sent_and_can_go_by_e_mail(tabs, world, network):
    ready(world.nord)
    tab = await at(tabs, world, world.nord.economy)
    await tab.call(SendInvoiceState.start)
    await tab.call(SendInvoiceState.choose_way, way="e-invoice")
    await tab.call(SendInvoiceState.submit, form={})
    (network / "receipts").mkdir()
    told = json.dumps({"result": "rejected", "reason": "Ukjent mottaker"})
    for sent in (network / "out").iterdir():
        (network / "receipts" / f"{sent.stem}.json").write_text(told)
    await tab.call(EInvoiceState.load)
    answer = await tab.call(InvoiceSendingState.load)
    latest = answer.vars["view"].rows[0]
    assert (latest.result, latest.offers_email) == ("Not sent", True)
    assert latest.detail == "Rejected by the network: Ukjent mottaker"
    assert latest.files[0].name.endswith(".xml")
    answer = await tab.call(SendInvoiceState.start_by_email)
    assert answer.vars["way"] == "email"


async def test_without_an_access_point_it_says_so_and_who_may_not_send_is_not_asked(
    tabs, world, network, monkeypatch
):
    monkeypatch.setenv("EINVOICE_FOLDER", "")
    settings.cache_clear()
    ready(world.nord)
    tab = await at(tabs, world, world.nord.economy)
    answer = await tab.call(SendInvoiceState.start)
    assert answer.vars["has_point"] is False
    await tab.call(SendInvoiceState.choose_way, way="e-invoice")
    answer = await tab.call(SendInvoiceState.submit, form={})
    assert answer.vars["problem"].startswith("No access point is configured")
    tab = await at(tabs, world, world.nord.project_leader)
    answer = await tab.call(SendInvoiceState.start)
    assert answer.notices[-1].startswith("Your role does not allow this")


async def test_a_letter_is_put_among_the_letters_and_nothing_counts_as_sent(tabs, world, network):
    with writing(world.nord.administrator) as work:
        invoice = work.session.get_one(Invoice, world.nord.invoices[5001])
        invoice.state, invoice.sent_at = InvoiceStanding.FINALISED, None
    tab = await at(tabs, world, world.nord.economy)
    await tab.call(SendInvoiceState.start)
    await tab.call(SendInvoiceState.choose_way, way="letter")
    answer = await tab.call(SendInvoiceState.submit, form={})
    assert answer.notices[-1] == "It waits among the letters to be printed."
    with reading(world.nord.economy) as work:
        assert [row.number for row in letters_to_print(work)] == [5001]
        assert work.session.get_one(Invoice, invoice.key).sent_at is None
