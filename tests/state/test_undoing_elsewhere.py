"""An undo pressed on another page: it writes what it takes back, and complains of nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.mailing import commands as mailing
from moment_ui.domain.offers.decisions import Decision, register_decision
from moment_ui.domain.rates.commands import RateChange, give_own_list, set_rate
from moment_ui.domain.rates.rules import Subject
from moment_ui.models.customer import Customer
from moment_ui.models.mailing import MailingList
from moment_ui.models.offer import Offer, OfferLine, OfferState
from moment_ui.models.rates import HourlyRate
from moment_ui.state.base import NoticeState
from moment_ui.state.contacts.mailing_list import MailingListState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.edit_field import EditFieldState
from moment_ui.state.offers.offer import OfferPageState
from moment_ui.state.offers.offer_forms import DecideOfferState, OfferProjectState
from moment_ui.state.setup.rates import CustomerRatesState
from tests.tabs import HYDRATE


def a_status(world):
    path = f"/nord/customers/{world.nord.customers[10001]}"
    acts = [(CustomerProfileState.set_status, {"status": "blocked"})]
    return path, CustomerProfileState, acts, Customer.status


def a_field(world):
    path = f"/nord/customers/{world.nord.customers[10001]}"
    form = {"phone": "73 54 01 00"}
    acts = [(EditFieldState.start, {"key": "phone"}), (EditFieldState.submit, {"form": form})]
    return path, CustomerProfileState, acts, Customer.phone


def a_customers_rate(world):
    customer_id, day = world.nord.customers[10001], dt.date(2027, 1, 1)
    with writing(world.nord.economy) as work:
        key = give_own_list(work, customer_id)
        set_rate(work, RateChange(key, Subject("Leder"), day, None, Decimal(1000)))
    written = {"row_key": "|Leder", "start": day.isoformat(), "text": "1100"}
    path = f"/nord/customers/{customer_id}/hourly-rates"
    return path, CustomerRatesState, [(CustomerRatesState.write, written)], HourlyRate.amount


def an_offers_line(world):
    offer_id = world.nord.offers[1001]
    with reading(world.nord.economy) as work:
        query = select(OfferLine.id).where(OfferLine.offer_id == offer_id)
        line = work.session.exec(query).first()
    acts = [(OfferPageState.remove_line, {"line_id": line})]
    return f"/nord/offers/{offer_id}", OfferPageState, acts, OfferLine.text


def a_lists_filter(world):
    with writing(world.nord.administrator) as work:
        key = mailing.create_list(work, "Everybody", needs_consent=False)
    narrowed = {"key": "status", "option": "active", "on": True}
    acts = [(MailingListState.toggle_option, narrowed), (MailingListState.save_filter, {})]
    return f"/nord/mailing-lists/{key}", MailingListState, acts, MailingList.query


@pytest.mark.parametrize("elsewhere", ["/nord/finances/payments", "/nord/offers/{other}"])
@pytest.mark.parametrize(
    "told", [a_status, a_field, a_customers_rate, an_offers_line, a_lists_filter]
)
async def test_an_undo_from_another_page_writes_and_complains_of_nothing(
    tabs, world, told, elsewhere
):
    path, page, acts, column = told(world)

    def stored():
        with reading(world.nord.administrator) as work:
            return sorted(work.session.exec(select(column)).all())

    before = stored()
    tab = tabs.open(world.nord.administrator, path)
    await tab.call(HYDRATE)
    await tab.call(page.load)
    message = 0
    for handler, payload in acts:
        answer = await tab.call(handler, **payload)
        tab.path = answer.address or tab.path
        message = next((one.id for one in answer.vars.get("notices", [])), 0)
    assert stored() != before
    tab.path = elsewhere.format(other=world.nord.offers[1002])
    if elsewhere.endswith("{other}"):
        await tab.call(OfferPageState.load)
    back = await tab.call(NoticeState.undo, notice_id=message)
    assert stored() == before
    assert {one.kind for one in back.vars.get("notices", [])} <= {"success"}


async def test_an_offers_answer_and_project_are_taken_back_of_that_offer_alone(tabs, world):
    one, other = world.nord.offers[1002], world.nord.offers[1001]
    accepted = {"answer": "accepted", "by": "Per Berg"}
    with writing(world.nord.administrator) as work:
        work.session.get_one(Offer, other).state = OfferState.SENT
    with writing(world.nord.administrator) as work:
        register_decision(work, other, Decision(True, "Kari", dt.date(2026, 11, 19)))

    def stored(offer_id):
        with reading(world.nord.administrator) as work:
            offer = work.session.get_one(Offer, offer_id)
            return offer.state, offer.project_id is not None

    tab = tabs.open(world.nord.administrator, f"/nord/offers/{one}")
    await tab.call(HYDRATE)
    await tab.call(OfferPageState.load)
    await tab.call(DecideOfferState.start)
    decided = await tab.call(DecideOfferState.submit, form=accepted)
    form = (await tab.call(OfferProjectState.start)).vars["values"]
    made = await tab.call(OfferProjectState.submit, form=form)
    assert stored(one) == (OfferState.ACCEPTED, True)
    tab.path = f"/nord/offers/{other}"
    await tab.call(OfferPageState.load)
    refused = await tab.call(NoticeState.undo, notice_id=decided.vars["notices"][-1].id)
    again = refused.vars["notices"][-1]
    assert (again.kind, again.undo) == ("error", True)  # its project stands in the way
    await tab.call(NoticeState.undo, notice_id=made.vars["notices"][-1].id)
    assert stored(one) == (OfferState.ACCEPTED, False)
    back = await tab.call(NoticeState.undo, notice_id=again.id)
    assert stored(one) == (OfferState.SENT, False)
    assert stored(other) == (OfferState.ACCEPTED, False)
    assert "error" not in {one.kind for one in back.vars["notices"]}
