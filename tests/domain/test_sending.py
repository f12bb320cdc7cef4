"""Sending invoices: the intention first, the result after; nothing twice, nothing claimed that is not so."""

import datetime as dt
import email
import email.policy
import io
import os
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.commands import add_draft_lines, create_draft
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.domain.invoices.timeline import Step, timeline
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder
from moment_ui.domain.letters.people import people_at
from moment_ui.domain.people.rules import Layer
from moment_ui.domain.sending import commands, marking, printing, queries
from moment_ui.domain.sending.delivery import send_out
from moment_ui.domain.sending.errors import (
    BeingSent,
    MaybeSentBefore,
    NoAddress,
    NothingUncertain,
    NotIssued,
    SentOtherwise,
    TooLate,
)
from moment_ui.domain.sending.greeting import greeting, order_for
from moment_ui.domain.sending.keeping import sent_file, sweep_sent
from moment_ui.mail.errors import MaybeSent, NotReached
from moment_ui.mail.letter import Attachment, Letter, Person
from moment_ui.mail.post import Receipt
from moment_ui.models.company import Company
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.sending import InvoiceMessage, SendResult
from tests import factories
from tests.world import NOW

NUMBER = 5001
ORDER = SendOrder("a" * 16, (Person("Åse, Østby", "ase@kunde.example"),), "Faktura", "Se vedlegg")


class Broken:
    """A way out that breaks in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send(self, letter: Letter) -> Receipt:
        raise self.error


@pytest.fixture
def waiting(world):
    """The invoice, finalised and not sent, with its id."""
    with writing(world.nord.administrator) as work:
        invoice = work.session.get_one(Invoice, world.nord.invoices[NUMBER])
        invoice.state, invoice.sent_at = InvoiceState.FINALISED, None
        return invoice.key


def send(world, invoice_id, act="a", by=None, **options) -> Any:
    """From the click to the result; returns the outcome, None when nothing was to be done."""
    order = SendOrder(act * 16, ORDER.receivers, ORDER.subject, ORDER.text)
    with writing(world.nord.economy) as work:
        outgoing = commands.begin_sending(work, invoice_id, order, **options)
    if outgoing is None:
        return None
    return send_out(world.nord.economy, outgoing, by)


def standing(world, invoice_id):
    """The invoice's state, whether it has a day of sending, and the results of its log."""
    with reading(world.nord.administrator) as work:
        invoice = work.session.get_one(Invoice, invoice_id)
        results = [message.result for message in queries.send_log(work, invoice_id).messages]
        return invoice.state, invoice.sent_at is not None, results


def message_of(world, invoice_id) -> int:
    """The latest message of an invoice."""
    with reading(world.nord.economy) as work:
        return queries.send_log(work, invoice_id).messages[0].id


def outbox() -> list[Any]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted(settings().outbox_dir.glob("*.eml"))
    ]


def test_the_letter_has_the_paper_and_the_invoice_is_sent(world, waiting):
    assert send(world, waiting).result is SendResult.OUTBOX
    (letter,) = outbox()
    assert letter["To"] == '"Åse, Østby" <ase@kunde.example>'
    (paper,) = letter.iter_attachments()
    assert paper.get_filename() == "faktura-5001-fjord-eiendom-as.pdf"
    text = PdfReader(io.BytesIO(paper.get_content())).pages[0].extract_text()
    assert "Faktura 5001" in text
    assert "1 250,00" in text.replace("\u00a0", " ")
    assert standing(world, waiting) == (InvoiceState.SENT, True, [SendResult.OUTBOX])


def test_the_same_click_twice_sends_once(world, waiting):
    assert send(world, waiting) is not None
    assert send(world, waiting) is None
    assert len(outbox()) == 1


def test_what_failed_is_not_sent_and_can_be_sent_again(world, waiting):
    failed = send(world, waiting, "b", Broken(NotReached("mail.example", 25)))
    assert failed.result is SendResult.FAILED
    assert standing(world, waiting) == (InvoiceState.FINALISED, False, [SendResult.FAILED])
    assert send(world, waiting, "c").result is SendResult.OUTBOX
    assert standing(world, waiting)[0] is InvoiceState.SENT


def test_what_may_have_gone_out_reads_unknown_and_is_not_called_sent(world, waiting):
    assert send(world, waiting, "b", Broken(MaybeSent())).result is SendResult.UNKNOWN
    assert standing(world, waiting) == (InvoiceState.FINALISED, False, [SendResult.UNKNOWN])


@pytest.mark.parametrize("kept", [False, True])
def test_a_stop_on_the_way_reads_unknown_after_a_while_and_not_sent_when_nothing_was_kept(
    world, waiting, kept
):
    with writing(world.nord.economy) as work:
        outgoing: Any = commands.begin_sending(work, waiting, ORDER)
    if kept:
        with writing(world.nord.economy) as work:
            commands.keep_sent(
                work, outgoing.row_id, [Attachment("f.pdf", "application/pdf", b"%")]
            )
    with pytest.raises(BeingSent):
        send(world, waiting, "b")
    with writing(world.nord.economy) as work, pytest.raises(BeingSent):
        marking.mark_sent(work, [waiting], "m" * 16)
    with clock.frozen(NOW + dt.timedelta(minutes=4)):
        with reading(world.nord.economy) as work:
            (message,) = queries.send_log(work, waiting).messages
        assert message.unknown is kept
        assert message.result is (SendResult.PENDING if kept else SendResult.FAILED)
        with writing(world.nord.economy) as work, pytest.raises(TooLate):
            commands.keep_sent(work, outgoing.row_id, [])
        with writing(world.nord.economy) as work:
            if kept:
                with pytest.raises(MaybeSentBefore):
                    commands.begin_first_sending(work, waiting, "f" * 16)
            else:
                assert commands.begin_first_sending(work, waiting, "f" * 16)


def test_what_became_of_it_is_said_by_hand_once_and_only_while_nobody_knows(world, waiting):
    send(world, waiting, "b", Broken(MaybeSent()))
    with reading(world.nord.economy) as work:
        (message,) = queries.send_log(work, waiting).messages
    with writing(world.sor.economy) as work, pytest.raises(NotFound):
        marking.settle(work, message.id, arrived=True)
    with writing(world.nord.economy) as work:
        marking.settle(work, message.id, arrived=True)
    assert standing(world, waiting) == (InvoiceState.SENT, True, [SendResult.SENT])
    with writing(world.nord.economy) as work, pytest.raises(NothingUncertain):
        marking.settle(work, message.id, arrived=False)


def test_what_left_is_kept_byte_by_byte_and_once(world, waiting):
    send(world, waiting, "a")
    send(world, waiting, "b")
    (paper,) = outbox()[0].iter_attachments()
    with reading(world.nord.economy) as work:
        kept = [
            sent_file(work, message.id, 0) for message in queries.send_log(work, waiting).messages
        ]
        stored = work.session.exec(
            select(StoredFile).where(StoredFile.purpose == FilePurpose.INVOICE)
        ).all()
    assert [file.path.read_bytes() for file in kept] == [paper.get_content()] * 2
    assert len(stored) == 1
    path = kept[0].path
    os.utime(path, (0, 0))
    stray = path.with_name("x" * 43)
    stray.write_bytes(b"never written down")
    os.utime(stray, (0, 0))
    assert sweep_sent() == 1
    assert path.is_file()
    with reading(world.sor.economy) as work, pytest.raises(NotFound):
        sent_file(work, message_of(world, waiting), 0)


def test_sent_again_it_stays_sent_on_its_first_day(world, waiting):
    send(world, waiting)
    with clock.frozen(NOW + dt.timedelta(days=2)):
        send(world, waiting, "b")
    with reading(world.nord.economy) as work:
        assert work.session.get_one(Invoice, waiting).sent_at == NOW


def test_drafts_are_not_sent_nor_invoices_of_others(world):
    with pytest.raises(NotIssued):
        send(world, world.nord.drafts[0])
    with pytest.raises(NotFound):
        send(world, world.sor.invoices[NUMBER])
    with writing(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        commands.begin_sending(work, world.nord.invoices[NUMBER], ORDER)


def test_messages_of_another_company_are_not_ended(world, waiting):
    with writing(world.nord.economy) as work:
        outgoing: Any = commands.begin_sending(work, waiting, ORDER)
    with writing(world.sor.economy) as work, pytest.raises(NotFound):
        commands.end_sending(work, outgoing.row_id, Outcome(SendResult.SENT))
    assert standing(world, waiting)[2] == [SendResult.PENDING]


def test_an_external_receiver_stands_before_the_customers_own(world, waiting):
    with reading(world.nord.economy) as work:
        found = greeting(work, waiting)
    assert (found.layer, found.chosen) == (Layer.CUSTOMER, "")
    assert found.others == "post@10001.example"
    assert found.text.startswith("Hei Fjord Eiendom AS,")
    with writing(world.nord.economy) as work:
        customer = work.session.get_one(Customer, world.nord.customers[10001])
        customer.external_receiver = "faktura@mottak.example"
    with reading(world.nord.economy) as work:
        found = greeting(work, waiting)
    assert (found.layer, found.others) == (Layer.EXTERNAL, "faktura@mottak.example")
    assert found.subject == "Faktura 5001  \u00b7  Prosjekt P-100  \u00b7  Tegnestuen AS"
    assert "Å betale: NOK 1 250,00" in found.text.replace("\u00a0", " ")
    with writing(world.nord.economy) as work:
        outgoing = commands.begin_first_sending(work, waiting, "p" * 16)
    assert outgoing is not None
    assert [person.email for person in outgoing.receivers] == ["faktura@mottak.example"]
    with reading(world.nord.economy) as work:
        (message,) = queries.send_log(work, waiting).messages
    assert message.receivers == ("faktura@mottak.example",)


def test_many_at_once_leave_out_who_has_no_address(world, waiting):
    with writing(world.nord.economy) as work:
        customer = work.session.get_one(Customer, world.nord.customers[10001])
        customer.email = ""
        for row in work.session.exec(select(CustomerContact)).all():
            work.session.delete(row)
        work.session.flush()
        with pytest.raises(NoAddress):
            commands.begin_first_sending(work, waiting, "p" * 16)
        assert work.session.exec(select(InvoiceMessage)).all() == []


def test_letters_wait_until_they_are_marked_and_that_can_be_taken_back(world, waiting):
    with writing(world.nord.economy) as work:
        work.session.get_one(Invoice, waiting).invoice_type = InvoiceType.LETTER
    with reading(world.nord.economy) as work:
        assert [row.number for row in queries.letters_to_print(work)] == [NUMBER]
    with writing(world.nord.economy) as work:
        assert marking.mark_sent(work, [waiting, waiting], "m" * 16) == 1
        assert marking.mark_sent(work, [waiting], "m" * 16) == 0
        assert queries.letters_to_print(work) == []
    assert standing(world, waiting) == (InvoiceState.SENT, True, [SendResult.BY_HAND])
    with writing(world.sor.economy) as work:
        assert marking.undo_mark(work, "m" * 16) == marking.Unmarked(0, 0)
    with writing(world.nord.economy) as work:
        assert marking.undo_mark(work, "m" * 16) == marking.Unmarked(1, 1)
    assert standing(world, waiting) == (InvoiceState.FINALISED, False, [])


def test_the_paper_of_a_letter_is_kept_as_it_was_printed(world, waiting):
    with writing(world.nord.economy) as work:
        work.session.get_one(Invoice, waiting).invoice_type = InvoiceType.LETTER
    with reading(world.nord.economy) as work:
        documents = printing.unprinted(work, [waiting, *world.nord.drafts])
    assert list(documents) == [waiting]
    paper = printing.drawn(documents)[waiting]
    with writing(world.nord.economy) as work:
        printing.keep_printed(work, {waiting: paper})
    with writing(world.nord.economy) as work:  # what it is called changes after it was printed
        work.session.get_one(Customer, world.nord.customers[10001]).name = "Fjord Nye AS"
    with writing(world.nord.economy) as work:
        assert printing.unprinted(work, [waiting]) == {}
        marking.mark_sent(work, [waiting], "m" * 16)
    with reading(world.nord.economy) as work:
        (message,) = queries.send_log(work, waiting).messages
        kept = sent_file(work, message.id, 0)
        assert (message.files, kept.path.read_bytes()) == ((paper.name,), paper.content)
    for actor in (world.sor.economy, world.nord.project_leader):
        with writing(actor) as work, pytest.raises((NotFound, NotPermitted)):
            printing.keep_printed(work, {waiting: paper})
    with writing(world.nord.economy) as work, pytest.raises(NotIssued):
        printing.keep_printed(work, {world.nord.drafts[0]: paper})


def test_what_was_issued_and_kept_as_an_e_invoice_waits_among_the_letters_and_is_drawn(world):
    with writing(world.nord.economy) as work:
        key = create_draft(work, world.nord.customers[10001], None)
        price = {"unit_price": Decimal(1000), "vat_percent": Decimal(25), "vat_code": "3"}
        add_draft_lines(work, key, [NewLine(text="Skisser", **price)])
        draft = work.session.get_one(Invoice, key)
        finalise_draft(work, Seen(key, draft.version))
        printing.keep_printed(work, {key: Attachment("f.xml", "application/xml", b"<Invoice/>")})
    for actor in (world.sor.economy, world.nord.project_leader):
        with writing(actor) as work, pytest.raises((NotFound, NotPermitted)):
            marking.to_letters(work, key)
    with writing(world.nord.economy) as work:
        marking.to_letters(work, key)
    with reading(world.nord.economy) as work:
        assert work.session.get_one(Invoice, key).invoice_type is InvoiceType.LETTER
        assert key in [row.id for row in queries.letters_to_print(work)]
        assert list(printing.unprinted(work, [key])) == [key]


def test_a_mail_asks_for_what_is_outstanding_by_now(world, waiting):
    with writing(world.nord.economy) as work:
        invoice = work.session.get_one(Invoice, waiting)
        factories.payment(work, invoice, "250", dt.date(2026, 11, 20))
        text = greeting(work, waiting).text.replace("\u00a0", " ")
        assert "Å betale: NOK 1 000,00" in text
        factories.payment(work, invoice, "1000", dt.date(2026, 11, 20))
        assert "Å betale" not in greeting(work, waiting).text
        assert "Å betale" not in order_for(work, waiting, "p" * 16).text


def test_a_mail_greets_who_receives_it_and_nobody_else(world, waiting):
    with writing(world.nord.economy) as work:
        fjord = work.session.get_one(Customer, world.nord.customers[10001])
        (person, *_others) = people_at(work, fjord.key)
        fjord.external_receiver = person.email
        work.session.flush()
        texts = [greeting(work, waiting).text, order_for(work, waiting, "p" * 16).text]
        assert [text.partition(",")[0] for text in texts] == [f"Hei {person.name.split()[0]}"] * 2
        fjord.external_receiver = "faktura@mottak.example"
        work.session.flush()
        texts = [greeting(work, waiting).text, order_for(work, waiting, "p" * 16).text]
        assert [text.partition(",")[0] for text in texts] == [f"Hei {fjord.name}"] * 2


def test_taking_a_mark_back_leaves_what_was_mailed(world, waiting):
    send(world, waiting)
    with writing(world.nord.economy) as work:
        with pytest.raises(SentOtherwise, match="say here that you give it to the customer"):
            marking.to_letters(work, waiting)
        steps = [one.step for one in timeline(work, work.session.get_one(Invoice, waiting))]
        assert (steps[-1], Step.SENT in steps) == (Step.IN_OUTBOX, False)
        marking.mark_sent(work, [waiting], "m" * 16)
        assert marking.undo_last_mark(work, waiting) == marking.Unmarked(1, 0)
        assert marking.undo_last_mark(work, waiting) == marking.Unmarked(0, 0)
    assert standing(world, waiting) == (InvoiceState.SENT, True, [SendResult.OUTBOX])


def test_one_that_cannot_be_marked_stops_all(world, waiting):
    with pytest.raises(NotIssued), writing(world.nord.economy) as work:
        marking.mark_sent(work, [waiting, world.nord.drafts[0]], "m" * 16)
    assert standing(world, waiting)[0] is InvoiceState.FINALISED


def test_answers_go_to_the_company(world, waiting):
    with writing(world.nord.administrator) as work:
        work.session.get_one(Company, world.nord.company_id).email = "post@nord.example"
    send(world, waiting)
    assert outbox()[0]["Reply-To"] == "Tegnestuen AS <post@nord.example>"


def test_a_made_up_act_is_refused(world, waiting):
    with writing(world.nord.economy) as work, pytest.raises(Invalid):
        marking.mark_sent(work, [waiting], "x")
