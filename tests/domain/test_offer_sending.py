"""Sending: the intention first, the result after; nothing twice, nothing claimed that is not so."""

import datetime as dt
import email
import email.policy
from typing import Any

import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder, read_order
from moment_ui.domain.offers import letters, projects, queries, sending
from moment_ui.domain.offers.decisions import Decision, register_decision
from moment_ui.domain.offers.delivery import deliver
from moment_ui.domain.offers.document import offer_document
from moment_ui.domain.offers.errors import BeingSent, ProjectInUse, WrongState
from moment_ui.domain.offers.greeting import greeting
from moment_ui.domain.offers.links import token_of
from moment_ui.domain.offers.public import Standing, decide_by_link, offer_behind
from moment_ui.domain.offers.rules import ShownState, shown_state
from moment_ui.mail.errors import MaybeSent, NotReached
from moment_ui.mail.letter import Letter, Person
from moment_ui.mail.post import Receipt
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferLink, OfferMessage, OfferState
from moment_ui.models.price_model import PriceKind, PriceModel, PriceModelLine
from moment_ui.models.project import Activity, Project
from moment_ui.models.sending import SendResult
from moment_ui.reports import OFFERS
from moment_ui.reports.address import parse
from moment_ui.reports.run import page_of, rows_of
from tests import factories
from tests.book import fill_book
from tests.world import NOW

ORDER = SendOrder("a" * 16, (Person("Åse, Østby", "ase@kunde.example"),), "Tilbud", "Se {link}")


class Broken:
    """A way out that breaks in one way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send(self, letter: Letter) -> Receipt:
        raise self.error


def act_of(name: str) -> SendOrder:
    return SendOrder(name * 16, ORDER.receivers, ORDER.subject, ORDER.text)


def send(world, order=ORDER, by=None, offer=1001) -> Any:
    """From the click to the result; returns the outcome, None when nothing was to be done."""
    actor = world.nord.administrator
    with writing(actor) as work:
        outgoing = sending.begin_sending(work, world.nord.offers[offer], order)
    if outgoing is None:
        return None
    outcome = deliver(outgoing, by)
    with writing(actor) as work:
        sending.end_sending(work, outgoing.row_id, outcome)
    return outcome


def details(world, offer=1001):
    with reading(world.nord.administrator) as work:
        found = queries.offer_details(work, world.nord.offers[offer])
        return found.shown, [message.result for message in found.messages], found.messages


def outbox() -> list[Any]:
    return [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in sorted(settings().outbox_dir.glob("*.eml"))
    ]


def test_without_a_mail_server_the_letter_lies_in_the_outbox_and_the_link_in_it_works(world):
    assert send(world).result is SendResult.OUTBOX
    (letter,) = outbox()
    assert letter["To"] == '"Åse, Østby" <ase@kunde.example>'
    assert letter["Subject"] == "Tilbud"
    attached = [part.get_content_type() for part in letter.iter_attachments()]
    assert attached == ["application/pdf"]
    body = letter.get_body(("plain",)).get_content()
    token = body.partition("/offer/")[2].split()[0]
    assert offer_behind(token).standing is Standing.OPEN
    assert details(world)[:2] == (ShownState.SENT, [SendResult.OUTBOX])


def test_the_same_click_twice_sends_once(world):
    assert send(world) is not None
    assert send(world) is None
    assert len(outbox()) == 1


def test_what_failed_is_not_sent_and_can_be_sent_again(world):
    failed = send(world, act_of("b"), Broken(NotReached("mail.example", 25)))
    assert failed.result is SendResult.FAILED
    assert details(world)[:2] == (ShownState.READY, [SendResult.FAILED])
    assert send(world, act_of("c")).result is SendResult.OUTBOX
    assert details(world)[:2] == (ShownState.SENT, [SendResult.OUTBOX, SendResult.FAILED])


def test_what_may_have_gone_out_reads_unknown_and_its_link_works(world):
    assert send(world, act_of("b"), Broken(MaybeSent())).result is SendResult.UNKNOWN
    shown, results, messages = details(world)
    assert (shown, results, messages[0].unknown) == (ShownState.READY, [SendResult.UNKNOWN], True)
    with reading(world.nord.administrator) as work:
        link = select(OfferLink).where(OfferLink.offer_id == world.nord.offers[1001])
        token = token_of(work.session.exec(link).one())
    decided = decide_by_link(token, Decision(accepted=True, by="Per", on=NOW.date()))
    assert decided.standing is Standing.ACCEPTED


def test_a_stop_between_mail_and_result_reads_unknown_after_a_while(world):
    with writing(world.nord.administrator) as work:
        sending.begin_sending(work, world.nord.offers[1001], ORDER)
    assert details(world)[2][0].unknown is False
    with writing(world.nord.administrator) as work, pytest.raises(BeingSent):
        sending.begin_sending(work, world.nord.offers[1001], act_of("b"))
    with clock.frozen(NOW + dt.timedelta(minutes=4)):
        assert details(world)[2][0].unknown is True
        assert send(world, act_of("b")).result is SendResult.OUTBOX


def test_nobody_edits_while_a_message_is_on_its_way(world):
    with writing(world.nord.administrator) as work:
        sending.begin_sending(work, world.nord.offers[1001], ORDER)
    with writing(world.nord.administrator) as work, pytest.raises(BeingSent):
        sending.back_to_draft(work, world.nord.offers[1001])


def test_what_was_printed_stays_when_the_customer_is_renamed(world):
    send(world)
    with writing(world.nord.administrator) as work:
        work.session.get_one(Customer, world.nord.customers[10001]).name = "Nytt Navn AS"
    with reading(world.nord.administrator) as work:
        assert offer_document(work, world.nord.offers[1001]).receiver.name == "Fjord Eiendom AS"


def test_sent_again_under_the_same_link(world):
    send(world)
    assert send(world, act_of("b")).result is SendResult.OUTBOX
    links = [letter.get_body(("plain",)).get_content() for letter in outbox()]
    assert len({text.partition("/offer/")[2].split()[0].split(".")[0] for text in links}) == 1


def test_the_dialog_proposes_the_contact_and_words_in_the_offers_language(world):
    with reading(world.nord.administrator) as work:
        found = greeting(work, world.nord.offers[1001])
    assert [person.email for person in found.people] == ["per10001@kunde.example"]
    assert letters.LINK in found.text
    assert found.subject == "Tilbud 1001: Tilbud 1001"
    greeted = found.people[0].name if found.chosen else "Fjord Eiendom AS"
    assert found.text.startswith(f"Hei {greeted.split()[0]}")


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"others": "ikke en adresse"}, "others"),
        ({"others": ""}, "others"),
        ({"subject": ""}, "subject"),
        ({"text": "uten lenke"}, "text"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(database, texts, field):
    good = {"others": "a@b.example", "subject": "x", "text": "se {link}"}
    with pytest.raises(Invalid) as refused:
        read_order(good | texts, "a" * 16, {}, letters.without_link)
    assert set(refused.value.fields) == {field}


def test_an_accepted_offer_becomes_a_project_whose_lines_add_up_to_it(world):
    with writing(world.nord.administrator) as work:
        offer_id = world.nord.offers[1002]
        register_decision(work, offer_id, Decision(accepted=True, by="Per", on=NOW.date()))
        draft = projects.proposed_project(work, offer_id)
        project_id = projects.create_offer_project(work, offer_id, draft)
        assert projects.create_offer_project(work, offer_id, draft) == project_id
        offer = work.session.get_one(Offer, offer_id)
        model = work.session.exec(select(PriceModel).where(PriceModel.offer_id == offer_id)).one()
        lines = work.session.exec(select(PriceModelLine)).all()
        assert model.net == offer.net == sum(line.net for line in lines)
        assert [line.kind for line in lines] == [PriceKind.HOURS, PriceKind.PRODUCT]
        assert work.session.get_one(Project, project_id).budget_minutes == 600


def test_a_project_with_hours_stays_and_one_without_goes(world):
    actor, offer_id = world.nord.administrator, world.nord.offers[1002]
    with writing(actor) as work:
        register_decision(work, offer_id, Decision(accepted=True, by="Per", on=NOW.date()))
        draft = projects.proposed_project(work, offer_id)
        project_id = projects.create_offer_project(work, offer_id, draft)
        activity = work.session.exec(
            select(Activity).where(Activity.project_id == project_id)
        ).one()
        leader = next(iter(world.nord.co_workers.values()))
        hours = factories.hours(work, activity, leader, dt.date(2026, 11, 16), 60)
    with writing(actor) as work, pytest.raises(ProjectInUse):
        projects.remove_offer_project(work, offer_id)
    with writing(actor) as work:
        work.session.delete(work.session.get_one(type(hours), hours.key))
        work.session.flush()
        projects.remove_offer_project(work, offer_id)
        assert work.session.get(Project, project_id) is None


def test_only_accepted_offers_become_projects(work, world):
    draft = projects.proposed_project(work, world.nord.offers[1001])
    with pytest.raises(WrongState):
        projects.create_offer_project(work, world.nord.offers[1001], draft)


def test_what_remains_to_invoice_is_the_net_less_what_was_invoiced(world):
    actor, offer_id = world.nord.administrator, world.nord.offers[1002]
    with writing(actor) as work:
        register_decision(work, offer_id, Decision(accepted=True, by="Per", on=NOW.date()))
        draft = projects.proposed_project(work, offer_id)
        project_id = projects.create_offer_project(work, offer_id, draft)
        fjord = world.nord.customers[10001]
        factories.invoice(work, fjord, 6001, "5000", NOW.date(), project_id=project_id)
        factories.invoice(work, fjord, 6002, "-1000", NOW.date(), project_id=project_id)
        factories.invoice(work, fjord, None, "7000", project_id=project_id)
    with reading(actor) as work:
        rows = {row.number: row.remaining for row in rows_of(work, OFFERS, parse("", OFFERS))}
    assert rows == {1001: 0, 1002: 20200 - 4000}


def test_the_shown_state_in_sql_is_the_rule(world):
    fill_book(world)
    with reading(world.nord.administrator) as work:
        today = work.today()
        for state in ShownState:
            address = parse(f"state={state.value}&size=100", OFFERS)
            page = page_of(work, OFFERS, address)
            assert page.rows, state
            for row in page.rows:
                assert shown_state(row.state, row.valid_until, today) is state


def test_messages_of_another_company_are_not_ended(world):
    with writing(world.nord.administrator) as work:
        outgoing: Any = sending.begin_sending(work, world.nord.offers[1001], ORDER)
    with writing(world.sor.administrator) as work, pytest.raises(Exception, match="not found"):
        sending.end_sending(work, outgoing.row_id, Outcome(SendResult.SENT))
    with reading(world.nord.administrator) as work:
        assert work.session.exec(select(OfferMessage.result)).all() == [SendResult.PENDING]
        assert OfferState.READY is work.session.get_one(Offer, world.nord.offers[1001]).state
