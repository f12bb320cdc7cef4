from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from moment_ui.core.errors import Conflict, NotFound
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.commands import create_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import NumberTaken
from moment_ui.domain.numbering.series import take_number
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import NumberSeries, SeriesKind


def test_many_at_once_get_consecutive_numbers_and_none_twice(world):
    def create(index):
        with writing(world.nord.administrator) as work:
            customer_id = create_customer(work, CustomerDraft(f"{index} kunde"))
            return work.session.exec(
                select(Customer.number).where(Customer.id == customer_id)
            ).one()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(create, range(24)))
    assert sorted(numbers) == list(range(10006, 10030))


def test_a_series_is_started_once_however_many_ask(world):
    def take(_index):
        with writing(world.nord.administrator) as work:
            return take_number(work, SeriesKind.OFFER)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(take, range(16))) == list(range(1003, 1019))


def test_what_is_rolled_back_leaves_no_gap(world):
    with pytest.raises(NotFound), writing(world.nord.administrator) as work:
        create_customer(work, CustomerDraft("Angret"), tag_ids=[world.sor.tags["Bolig"]])
    with writing(world.nord.administrator) as work:
        customer_id = create_customer(work, CustomerDraft("Blivende"))
        row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
    assert row.number == 10006


def test_the_same_number_typed_by_two_at_once_goes_to_one(world):
    def create(index):
        with writing(world.nord.administrator) as work:
            return create_customer(work, CustomerDraft(f"{index} kunde", number=10500))

    def outcome(index):
        try:
            return create(index) > 0
        except NumberTaken:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(outcome, range(8))) == [False] * 7 + [True]


def test_each_company_has_its_own_series(world):
    for place in world.places:
        with writing(place.administrator) as work:
            customer_id = create_customer(work, CustomerDraft("Tindra Bygg AS"))
            row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
            assert row.number == 10006


def test_a_series_that_is_used_up_says_what_to_do(world):
    with writing(world.nord.administrator) as work:
        series = work.session.exec(
            select(NumberSeries).where(NumberSeries.kind == SeriesKind.CUSTOMER)
        ).one()
        series.last = 10005
    with pytest.raises(Conflict) as refused, writing(world.nord.administrator) as work:
        create_customer(work, CustomerDraft("Tindra Bygg AS"))
    assert "Extend the series" in refused.value.message
    with reading(world.nord.administrator) as work:
        assert (
            work.session.exec(select(Customer).where(Customer.name == "Tindra Bygg AS")).all() == []
        )
