"""E-invoices on their way: written down before they go, told truthfully after."""

import json

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.edelivery import delivering
from moment_ui.domain.edelivery.commands import Again, begin_delivery, note_receipts
from moment_ui.domain.edelivery.delivering import deliver, read_receipts
from moment_ui.domain.edelivery.errors import (
    HandedOverBefore,
    NoAccessPoint,
    NotAnEInvoice,
    RulesNotRun,
)
from moment_ui.domain.einvoices.making import EInvoice
from moment_ui.domain.news.queries import news
from moment_ui.domain.sending.errors import BeingSent, NotIssued
from moment_ui.domain.sending.keeping import sent_file
from moment_ui.formats.einvoice_check import CannotCheck, Finding, Verdict
from moment_ui.mail.access_point import Folder, NotHandedOver
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.sending import InvoiceMessage, SendResult
from tests.api.test_einvoices import ready

ACT, OTHER = "act-0000001", "act-0000002"
MADE = EInvoice("faktura.xml", b"<Invoice/>", ("faktura.pdf",), ())


@pytest.fixture
def network(world, tmp_path, monkeypatch):
    """An access point's folder; what is handed over is taken to be checked, but where a test says."""
    monkeypatch.setenv("EINVOICE_FOLDER", str(tmp_path / "network"))
    settings.cache_clear()
    monkeypatch.setattr(delivering, "made_of", lambda _document: MADE)
    monkeypatch.setattr(delivering, "verdict_of", lambda _xml, _name: Verdict("2026-05"))
    ready(world.nord)
    unsent(world)
    yield tmp_path / "network" / "nord"
    settings.cache_clear()


def unsent(world):
    with writing(world.nord.economy) as work:
        invoice = work.session.get_one(Invoice, world.nord.invoices[5001])
        invoice.state, invoice.sent_at = InvoiceState.FINALISED, None


def rows(world):
    with reading(world.nord.economy) as work:
        query = select(InvoiceMessage).order_by(col(InvoiceMessage.id))
        return [(row.result, row.detail, row.message_id) for row in work.session.exec(query)]


def state(world):
    with reading(world.nord.economy) as work:
        invoice = work.session.get_one(Invoice, world.nord.invoices[5001])
        return invoice.state, invoice.sent_at is not None


def answered(network, name, **told):
    (network / "receipts").mkdir(parents=True, exist_ok=True)
    (network / "receipts" / f"{name}.json").write_text(json.dumps(told))


def test_handed_over_is_not_delivered_before_the_receipt_says_so(world, network):
    actor, invoice = world.nord.economy, world.nord.invoices[5001]
    outcome = deliver(actor, invoice, ACT)
    assert outcome is not None
    assert outcome.result is SendResult.HANDED_OVER
    ((result, detail, name),) = rows(world)
    assert (result, state(world)) == (SendResult.HANDED_OVER, (InvoiceState.SENT, True))
    assert "not known yet" in detail
    assert (network / "out" / f"{name}.xml").read_bytes() == MADE.xml
    assert read_receipts(actor) == 0
    answered(network, name, result="delivered")
    assert read_receipts(actor) == 1
    assert rows(world)[0][0] is SendResult.DELIVERED
    assert read_receipts(actor) == 0
    with reading(actor) as work:
        message = work.session.exec(select(InvoiceMessage)).one()
        kept = sent_file(work, message.key, 0)
    assert (kept.title, kept.path.read_bytes()) == (MADE.name, MADE.xml)


def test_a_rejected_one_was_not_sent_and_says_why(world, network):
    actor, invoice = world.nord.economy, world.nord.invoices[5001]
    deliver(actor, invoice, ACT)
    name = rows(world)[0][2]
    answered(network, name, result="perhaps")
    assert read_receipts(actor) == 0
    answered(network, name, result="rejected", reason="Mottaker finnes ikke\n i ELMA")
    assert read_receipts(actor) == 1
    result, detail, _name = rows(world)[0]
    assert result is SendResult.FAILED
    assert detail == "Rejected by the network: Mottaker finnes ikke i ELMA"
    assert state(world) == (InvoiceState.FINALISED, False)
    with reading(actor) as work:
        assert [row[:2] for row in news(work).rejected] == [(invoice, 5001)]
    with reading(world.sor.economy) as work:
        assert news(work).rejected == ()
    assert deliver(actor, invoice, OTHER) is not None
    with reading(actor) as work:
        assert news(work).rejected == ()


def test_the_same_act_twice_is_one_and_another_one_is_asked_about(world, network):
    actor, invoice = world.nord.economy, world.nord.invoices[5001]
    assert deliver(actor, invoice, ACT) is not None
    assert deliver(actor, invoice, ACT) is None
    with pytest.raises(HandedOverBefore):
        deliver(actor, invoice, OTHER)
    assert deliver(actor, invoice, OTHER, again=Again.YES) is not None
    names = [name for _result, _detail, name in rows(world)]
    assert len(set(names)) == 2
    assert len(list((network / "out").iterdir())) == 2


def test_what_the_program_did_not_live_to_end_reads_unknown_and_is_asked_about(world, network):
    actor, invoice = world.nord.economy, world.nord.invoices[5001]
    with writing(actor) as work:
        begin_delivery(work, invoice, ACT, MADE)
    assert rows(world)[0][0] is SendResult.PENDING
    assert state(world) == (InvoiceState.FINALISED, False)
    with pytest.raises(BeingSent):
        deliver(actor, invoice, OTHER)


def test_what_the_access_point_does_not_take_was_not_sent(world, network, monkeypatch):
    def refuse(*_anything):
        raise NotHandedOver("PermissionError")

    monkeypatch.setattr(Folder, "hand_over", refuse)
    outcome = deliver(world.nord.economy, world.nord.invoices[5001], ACT)
    assert outcome is not None
    assert outcome.result is SendResult.FAILED
    assert state(world) == (InvoiceState.FINALISED, False)


def test_nothing_leaves_that_a_rule_refuses_or_could_not_be_checked(world, network, monkeypatch):
    actor, invoice = world.nord.economy, world.nord.invoices[5001]
    broken = Verdict("2026-05", (Finding("BR-01", "fatal", "Wrong"),))
    monkeypatch.setattr(delivering, "verdict_of", lambda _xml, _name: broken)
    with pytest.raises(NotAnEInvoice) as refused:
        deliver(actor, invoice, ACT)
    assert refused.value.texts == ("BR-01: Wrong",)

    def fails(_xml, _name):
        raise CannotCheck("OSError")

    monkeypatch.setattr(delivering, "verdict_of", fails)
    with pytest.raises(RulesNotRun):
        deliver(actor, invoice, ACT)
    with pytest.raises(NotAnEInvoice):
        deliver(actor, world.nord.invoices[5003], ACT)
    assert rows(world) == []
    assert not network.exists()


def test_without_an_access_point_nothing_claims_to_be_sent(world, monkeypatch):
    monkeypatch.setenv("EINVOICE_FOLDER", "")
    settings.cache_clear()
    with pytest.raises(NoAccessPoint):
        deliver(world.nord.economy, world.nord.invoices[5001], ACT)
    assert rows(world) == []
    assert read_receipts(world.nord.economy) == 0


def test_drafts_neighbours_and_those_who_may_not_are_refused(world, network):
    theirs, draft = world.sor.invoices[5001], world.nord.drafts[0]
    with pytest.raises(NotFound):
        deliver(world.nord.economy, theirs, ACT)
    with pytest.raises(NotIssued), writing(world.nord.economy) as work:
        begin_delivery(work, draft, ACT, MADE)
    with pytest.raises(NotPermitted):
        deliver(world.nord.co_worker, world.nord.invoices[5001], ACT)
    deliver(world.nord.economy, world.nord.invoices[5001], ACT)
    answered(network, rows(world)[0][2], result="delivered")
    with writing(world.sor.economy) as work:
        assert note_receipts(work, Folder(network.parent)) == 0


@pytest.mark.parametrize("name", ["../escape", "a/b", "", ".hidden", "Å"])
def test_names_never_lead_out_of_the_folder(tmp_path, name):
    with pytest.raises(NotHandedOver):
        Folder(tmp_path).hand_over("nord", name, b"")
    with pytest.raises(NotHandedOver):
        Folder(tmp_path).hand_over(name, "invoice-1", b"")
