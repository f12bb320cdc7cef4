"""Stored answers of registers: about one number, kept when later nobody answers."""

import datetime as dt

import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.checks.commands import (
    keep_receiver_answer,
    keep_register_answer,
    keep_register_failure,
)
from moment_ui.domain.checks.queries import receiver, registered
from moment_ui.models.check import RegisterCheck
from moment_ui.models.customer import Customer
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import RegisterEntry, Standing
from tests import factories
from tests.world import NOW

NUMBER = "990001111"
ADDRESS = f"0192:{NUMBER}"
LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def customer_id(work):
    row = factories.customer(
        work, 20001, org_number=NUMBER, einvoice_scheme="0192", einvoice_id=NUMBER
    )
    return row.key


def said(work, customer_id):
    return registered(work, customer_id, "NO", NUMBER)


@pytest.mark.parametrize(
    ("entry", "standing", "deleted_on"),
    [
        (RegisterEntry(NUMBER, "A"), Standing.REGISTERED, None),
        (RegisterEntry(NUMBER, "A", bankrupt=True, liquidation=True), Standing.BANKRUPT, None),
        (
            RegisterEntry(NUMBER, "A", deleted=True, deleted_on=dt.date(2026, 3, 4)),
            Standing.DELETED,
            dt.date(2026, 3, 4),
        ),
        (None, Standing.NOT_FOUND, None),
    ],
)
def test_an_answer_is_stored_with_its_time(work, customer_id, entry, standing, deleted_on):
    assert said(work, customer_id) is None
    keep_register_answer(work, customer_id, NUMBER, entry)
    found = said(work, customer_id)
    assert found is not None
    assert (found.standing, found.deleted_on, found.answered_at) == (standing, deleted_on, NOW)


def test_no_answer_leaves_the_answer_before_it(work, customer_id):
    keep_register_answer(work, customer_id, NUMBER, RegisterEntry(NUMBER, "A"))
    with clock.frozen(LATER):
        keep_register_failure(work, customer_id, NUMBER)
    found = said(work, customer_id)
    assert found is not None
    assert (found.standing, found.answered_at, found.failed_at) == (Standing.REGISTERED, NOW, LATER)
    with clock.frozen(LATER):
        keep_register_answer(work, customer_id, NUMBER, None)
    found = said(work, customer_id)
    assert found is not None
    assert (found.standing, found.failed_at) == (Standing.NOT_FOUND, None)


def test_who_could_not_be_asked_is_not_not_registered(work, customer_id):
    keep_receiver_answer(work, customer_id, ADDRESS, None)
    found = receiver(work, customer_id, ADDRESS)
    assert found is not None
    assert (found.receiving, found.answered_at, found.failed_at) == (None, None, NOW)
    for answer in Receiving:
        keep_receiver_answer(work, customer_id, ADDRESS, answer)
        keep_receiver_answer(work, customer_id, ADDRESS, None)
        found = receiver(work, customer_id, ADDRESS)
        assert found is not None
        assert found.receiving == answer


def test_an_answer_about_a_number_changed_meanwhile_is_dropped(work, customer_id):
    row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
    row.org_number = row.einvoice_id = "990012288"
    work.session.flush()
    keep_register_answer(work, customer_id, NUMBER, RegisterEntry(NUMBER, "A"))
    keep_register_failure(work, customer_id, NUMBER)
    keep_receiver_answer(work, customer_id, ADDRESS, Receiving.NOT_REGISTERED)
    assert said(work, customer_id) is None
    assert receiver(work, customer_id, ADDRESS) is None


def test_what_is_known_of_an_earlier_number_says_nothing_of_the_next(work, customer_id):
    keep_register_answer(work, customer_id, NUMBER, None)
    row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
    row.org_number = "990012288"
    work.session.flush()
    assert registered(work, customer_id, "NO", "990012288") is None
    keep_register_answer(work, customer_id, "990012288", RegisterEntry("990012288", "B"))
    keep_register_answer(work, customer_id, "990012288", RegisterEntry("990012288", "B"))
    found = registered(work, customer_id, "NO", "990012288")
    assert found is not None
    assert found.standing == Standing.REGISTERED
    assert len(work.session.exec(select(RegisterCheck.id)).all()) == 2


def test_checks_stay_in_their_company(world):
    theirs = world.sor.customers[10001]
    with writing(world.nord.administrator) as work, pytest.raises(NotFound):
        keep_register_answer(work, theirs, "923609016", None)
    with writing(world.sor.administrator) as work:
        number = work.session.exec(select(Customer.org_number).where(Customer.id == theirs)).one()
        keep_register_answer(work, theirs, number, None)
    with reading(world.nord.administrator) as work:
        assert registered(work, theirs, "NO", number) is None


def test_who_may_not_edit_stores_nothing(world):
    fjord = world.nord.customers[10001]
    with writing(world.nord.co_worker) as work:
        for keep in (
            lambda: keep_register_answer(work, fjord, "923609016", None),
            lambda: keep_register_failure(work, fjord, "923609016"),
            lambda: keep_receiver_answer(work, fjord, ADDRESS, None),
        ):
            with pytest.raises(NotPermitted):
                keep()
