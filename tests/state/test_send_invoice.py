"""Sending an invoice in front of a reader, without a browser: the dialog, the log, letters to print."""

import pytest

from moment_ui.core.settings import Settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.letters import delivery
from moment_ui.mail.post import Smtp
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.state.base import NoticeState
from moment_ui.state.invoices.invoice_sending import InvoiceSendingState
from moment_ui.state.invoices.letters import LettersState
from moment_ui.state.invoices.send_invoice import SendInvoiceState
from tests.tabs import HYDRATE

FORM = {"others": "a@b.example", "subject": "Faktura", "text": "Vedlagt", "hours": ""}


@pytest.fixture
def waiting(world):
    """An issued invoice of a customer who gets letters; returns its id."""
    with writing(world.nord.administrator) as work:
        invoice = work.session.get_one(Invoice, world.nord.invoices[5001])
        invoice.state, invoice.sent_at = InvoiceState.FINALISED, None
        invoice.invoice_type = InvoiceType.LETTER
        return invoice.key


async def at(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


def state_of(world, invoice_id):
    with reading(world.nord.administrator) as work:
        return work.session.get_one(Invoice, invoice_id).state


async def test_the_letter_beside_the_form_is_what_leaves(tabs, world, waiting):
    tab = await at(tabs, world.nord.economy, f"/nord/finances/invoices/{waiting}")
    view = (await tab.call(InvoiceSendingState.load)).vars["view"]
    assert (view.may_send, view.waits, view.prefers) == (True, True, "Letter")
    opened = await tab.call(SendInvoiceState.start)
    assert (opened.vars["way"], opened.vars["prefers"]) == ("letter", "Letter")
    await tab.call(SendInvoiceState.choose_way, way="email")
    letter = opened.vars["letter"]
    assert letter.receivers == "post@10001.example"
    assert letter.file == "faktura-5001-fjord-eiendom-as.pdf"
    assert opened.vars["why"] == "Proposed: the customer’s e-mail."
    sent = await tab.call(SendInvoiceState.submit, form=FORM)
    assert sent.vars["opened"] is False
    assert [(line.result, line.receivers) for line in sent.vars["view"].rows] == [
        ("In the outbox", "a@b.example")
    ]
    assert "lies in the outbox" in sent.notices[-1]
    assert state_of(world, waiting) is InvoiceState.SENT


async def test_a_mail_server_that_does_not_answer_leaves_the_dialog_open_to_try_again(
    tabs, world, waiting, monkeypatch
):
    tab = await at(tabs, world.nord.economy, f"/nord/finances/invoices/{waiting}")
    await tab.call(SendInvoiceState.start_by_email)
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "post", lambda: Smtp(Settings(smtp_host="127.0.0.1", smtp_port=1)))
        failed = await tab.call(SendInvoiceState.submit, form=FORM)
    assert "127.0.0.1:1 does not answer" in failed.vars["problem"]
    assert state_of(world, waiting) is InvoiceState.FINALISED
    again = await tab.call(SendInvoiceState.submit, form=FORM)
    assert again.vars["opened"] is False
    assert state_of(world, waiting) is InvoiceState.SENT


async def test_marked_by_hand_and_taken_back(tabs, world, waiting):
    tab = await at(tabs, world.nord.economy, f"/nord/finances/invoices/{waiting}")
    marked = await tab.call(InvoiceSendingState.mark)
    assert [line.result for line in marked.vars["view"].rows] == ["Given by hand"]
    assert state_of(world, waiting) is InvoiceState.SENT
    await tab.call(InvoiceSendingState.take_back)
    assert state_of(world, waiting) is InvoiceState.FINALISED


async def test_the_message_takes_back_its_own_mark_wherever_the_reader_is(tabs, world, waiting):
    other = world.nord.invoices[5002]
    with writing(world.nord.administrator) as work:
        work.session.get_one(Invoice, other).state = InvoiceState.FINALISED
    tab = await at(tabs, world.nord.economy, f"/nord/finances/invoices/{other}")
    await tab.call(InvoiceSendingState.mark)
    tab.path = f"/nord/finances/invoices/{waiting}"
    for marks in (InvoiceSendingState.mark, SendInvoiceState.by_hand):
        marked = await tab.call(marks)
        tab.path = f"/nord/finances/invoices/{other}"
        back = await tab.call(NoticeState.undo, notice_id=marked.vars["notices"][-1].id)
        assert back.notices[-1] == "The invoice does not count as sent any more."
        assert state_of(world, waiting) is InvoiceState.FINALISED
        assert state_of(world, other) is InvoiceState.SENT
        tab.path = f"/nord/finances/invoices/{waiting}"


async def test_what_was_mailed_too_is_not_said_to_count_as_unsent(tabs, world, waiting):
    tab = await at(tabs, world.nord.economy, f"/nord/finances/invoices/{waiting}")
    await tab.call(SendInvoiceState.start_by_email)
    await tab.call(SendInvoiceState.submit, form=FORM)
    marked = await tab.call(InvoiceSendingState.mark)
    back = await tab.call(NoticeState.undo, notice_id=marked.vars["notices"][-1].id)
    assert back.notices[-1] == "The note that it was given by hand is removed."
    await tab.call(InvoiceSendingState.mark)
    back = await tab.call(InvoiceSendingState.take_back)
    assert back.notices[-1] == "The note that it was given by hand is removed."
    assert state_of(world, waiting) is InvoiceState.SENT


async def test_letters_are_picked_printed_and_marked_with_a_way_back(tabs, world, waiting):
    tab = await at(tabs, world.nord.economy, "/nord/finances/letters")
    shown = await tab.call(LettersState.load)
    assert [row.number for row in shown.vars["rows"]] == ["5001"]
    assert shown.vars["print_link"] == f"/api/letters/nord.pdf?show&id={waiting}"
    unpicked = await tab.call(LettersState.pick, invoice_id=waiting, on=False)
    assert unpicked.vars["picked"] == 0
    await tab.call(LettersState.pick_all, on=True)
    marked = await tab.call(LettersState.mark)
    assert marked.vars["rows"] == []
    assert state_of(world, waiting) is InvoiceState.SENT
    back = await tab.call(LettersState.undo)
    assert [row.number for row in back.vars["rows"]] == ["5001"]
    assert state_of(world, waiting) is InvoiceState.FINALISED


async def test_whose_role_does_not_send_is_told(tabs, world, waiting):
    tab = await at(tabs, world.nord.project_leader, f"/nord/finances/invoices/{waiting}")
    view = (await tab.call(InvoiceSendingState.load)).vars["view"]
    assert view.may_send is False
    answer = await tab.call(InvoiceSendingState.mark)
    assert answer.notices[-1].startswith("Your role does not allow this")
    answer = await tab.call(SendInvoiceState.start)
    assert answer.notices[-1].startswith("Your role does not allow this")
    assert state_of(world, waiting) is InvoiceState.FINALISED
