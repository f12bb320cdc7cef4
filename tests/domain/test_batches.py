"""Sending many: each exactly once, whoever clicks how often; what cannot go says why, and the others go."""

import dataclasses

import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.batches import commands
from moment_ui.domain.batches.errors import BatchOver, NothingToSend
from moment_ui.domain.batches.proposal import Place, Proposal, proposal
from moment_ui.domain.batches.queries import batch, latest_batches
from moment_ui.domain.batches.running import send_next
from moment_ui.domain.papers.queries import document_of
from moment_ui.formats.invoice import as_json
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import Invoice, InvoicePaper, InvoiceState
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult
from tests.api.test_einvoices import ready
from tests.domain.test_list_statements import counted
from tests.domain.test_sending import outbox

ACT, OTHER = "batch-act-0001", "batch-act-0002"
FIRST, SECOND = 5001, 5002


@pytest.fixture
def waiting(world):
    """Two invoices that wait to be sent by e-mail; their ids."""
    with writing(world.nord.administrator) as work:
        for number in (FIRST, SECOND):
            invoice = work.session.get_one(Invoice, world.nord.invoices[number])
            invoice.state, invoice.sent_at = InvoiceState.FINALISED, None
            invoice.invoice_type = InvoiceType.EMAIL
    return [world.nord.invoices[FIRST], world.nord.invoices[SECOND]]


def looked_at(world, ids):
    with reading(world.nord.economy) as work:
        return proposal(work, ids).found


def begun(world, ids, act=ACT, channel=SendChannel.EMAIL):
    with writing(world.nord.economy) as work:
        return commands.begin_batch(work, act, [(invoice_id, channel) for invoice_id in ids])


def run(world, batch_id):
    while send_next(world.nord.economy, batch_id):
        pass


def results(world, batch_id):
    with reading(world.nord.economy) as work:
        head, items = batch(work, batch_id)
    told = [item.message.result if item.message else item.problem for item in items]
    return head.ended is not None, told


def test_what_is_looked_at_says_which_way_each_goes_and_why_others_cannot(world, waiting):
    draft = world.nord.drafts[0]
    with writing(world.nord.administrator) as work:
        work.session.get_one(Invoice, waiting[1]).invoice_type = InvoiceType.LETTER
    found = {one.id: one for one in looked_at(world, [*waiting, draft, world.sor.invoices[FIRST]])}
    assert set(found) == {*waiting, draft}
    assert (found[waiting[0]].channel, found[waiting[0]].receiver) == (
        SendChannel.EMAIL,
        "post@10001.example",
    )
    assert (found[waiting[1]].channel, found[waiting[1]].place) == (None, Place.LETTERS)
    assert found[draft].problem == "It is a draft: finalise it first."
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        proposal(work, waiting)


def test_an_e_invoice_without_address_or_access_point_offers_e_mail(
    world, waiting, monkeypatch, tmp_path
):
    with writing(world.nord.administrator) as work:
        work.session.get_one(Invoice, waiting[0]).invoice_type = InvoiceType.E_INVOICE
    (found,) = looked_at(world, waiting[:1])
    assert (found.channel, found.by_email) == (None, True)
    assert "no access point" in found.problem
    monkeypatch.setenv("EINVOICE_FOLDER", str(tmp_path))
    settings.cache_clear()
    (found,) = looked_at(world, waiting[:1])
    assert found.channel is None
    assert found.place in {Place.COMPANY, Place.CUSTOMER}
    ready(world.nord)
    (found,) = looked_at(world, waiting[:1])
    assert (found.channel, found.problem) == (SendChannel.E_INVOICE, "")
    batch_id = begun(world, waiting[:1], channel=SendChannel.E_INVOICE)
    run(world, batch_id)
    assert results(world, batch_id) == (True, [SendResult.HANDED_OVER])
    assert len(list(tmp_path.glob("nord/out/*.xml"))) == 1
    settings.cache_clear()


def test_looking_at_more_asks_the_database_no_more_often(world, waiting, monkeypatch, tmp_path):
    monkeypatch.setenv("EINVOICE_FOLDER", str(tmp_path))
    settings.cache_clear()
    ready(world.nord)
    with writing(world.nord.administrator) as work:
        for invoice_id in waiting:
            invoice = work.session.get_one(Invoice, invoice_id)
            invoice.invoice_type = InvoiceType.E_INVOICE
            work.session.add(
                InvoicePaper(
                    invoice_id=invoice_id,
                    printed=as_json(document_of(work, invoice_id)),
                    made_at=clock.now(),
                )
            )
    counts = []
    for ids in (waiting[:1], waiting):
        with counted() as noted:
            assert len(looked_at(world, ids)) == len(ids)
        counts.append(len(noted.statements))
    assert counts[0] == counts[1] < 20
    settings.cache_clear()


def test_each_goes_once_whoever_sends_them_how_often(world, waiting):
    first = begun(world, waiting)
    assert begun(world, waiting) == first
    other = begun(world, waiting, OTHER)
    assert send_next(world.nord.economy, first)
    run(world, other)
    run(world, first)
    run(world, first)
    assert len(outbox()) == 2
    assert results(world, first) == (
        True,
        [SendResult.OUTBOX, "It was sent before. Open it to send it again."],
    )
    assert results(world, other) == (
        True,
        ["It was sent before. Open it to send it again.", SendResult.OUTBOX],
    )
    with reading(world.nord.economy) as work:
        assert proposal(work, waiting) == Proposal((), 2, 0)


def test_one_that_cannot_go_does_not_stop_the_others(world, waiting):
    with writing(world.nord.administrator) as work:
        row = work.session.get_one(Invoice, waiting[0])
        row.state = InvoiceState.DRAFT
    batch_id = begun(world, waiting)
    run(world, batch_id)
    ended, (first, second) = results(world, batch_id)
    assert ended
    assert first.startswith("This is a draft.")
    assert second is SendResult.OUTBOX


def test_what_was_cancelled_stays_where_it_was_and_nobody_elses_is_seen(world, waiting):
    batch_id = begun(world, waiting)
    assert send_next(world.nord.economy, batch_id)
    for actor in (world.sor.economy, world.nord.co_worker):
        with writing(actor) as work, pytest.raises((NotFound, NotPermitted)):
            commands.cancel_batch(work, batch_id)
    with reading(world.sor.economy) as work:
        assert latest_batches(work) == []
        with pytest.raises(NotFound):
            batch(work, batch_id)
    with writing(world.nord.economy) as work:
        commands.cancel_batch(work, batch_id)
    run(world, batch_id)
    assert len(outbox()) == 1
    with reading(world.nord.economy) as work:
        (head,) = latest_batches(work)
        assert dataclasses.astuple(head)[-2:] == (True, 2)
        assert len(work.session.exec(select(InvoiceMessage)).all()) == 1
    with writing(world.nord.economy) as work, pytest.raises(BatchOver):
        commands.cancel_batch(work, batch_id)


def test_only_invoices_of_the_company_and_ways_that_send_make_a_batch(world, waiting):
    with pytest.raises(NotFound):
        begun(world, [*waiting, world.sor.invoices[FIRST]])
    with pytest.raises(NothingToSend):
        begun(world, waiting, channel=SendChannel.LETTER)
    with pytest.raises(NothingToSend):
        begun(world, [])
