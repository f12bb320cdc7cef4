"""Reading the rates of hours: from the project's models, its customer's lists and its people."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotPermitted
from moment_ui.db.engine import engine
from moment_ui.db.work import Work, reading
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.domain.pricing.reasons import NoRate, Reason
from moment_ui.domain.pricing.rules import Origin, Rate
from moment_ui.models.price_model import (
    ModelRate,
    PriceKind,
    PriceModel,
    PriceModelKind,
    PriceModelLine,
    RateBase,
)
from moment_ui.models.project import Activity, Project
from moment_ui.models.rates import CoWorkerRate, CoWorkerRateKind, HourlyRate, PriceList
from tests import factories

DAY = dt.date(2026, 11, 2)
FIRST = dt.date(2026, 1, 1)


@pytest.fixture
def project_id(world):
    """A project of Fjord Eiendom."""
    return world.nord.projects["P-100"]


@pytest.fixture
def leader_id(world):
    """Its only member, in the role Leder."""
    return next(iter(world.nord.co_workers.values()))


@pytest.fixture
def statements():
    """How many statements something asks the database."""

    def counted(read) -> int:
        asked = []

        def note(*_arguments) -> None:
            asked.append(1)

        event.listen(engine(), "before_cursor_execute", note)
        try:
            read()
        finally:
            event.remove(engine(), "before_cursor_execute", note)
        return len(asked)

    return counted


def activity_of(work: Work, project_id: int) -> Activity:
    """The project's only activity."""
    return work.session.exec(select(Activity).where(Activity.project_id == project_id)).one()


def model(work: Work, project_id: int, **fields) -> PriceModel:
    """A price model of the project."""
    values = {"kind": PriceModelKind.HOURLY, "currency": "NOK", "name": "Timer"} | fields
    row = PriceModel(project_id=project_id, created_at=clock.now(), **values)
    return factories.stored(work, row)


def price_list(work: Work, rates: dict[str, int], **fields) -> PriceList:
    """A list with a rate per role."""
    values = {"name": "Ordinære", "currency": "NOK", "created_at": clock.now()} | fields
    row = factories.stored(work, PriceList(**values))
    for role, amount in rates.items():
        rate = HourlyRate(price_list_id=row.key, role=role, starts_on=FIRST, amount=Decimal(amount))
        factories.stored(work, rate)
    return row


def asked(work: Work, project_id: int, leader_id: int, day: dt.date = DAY) -> Rate | NoRate:
    """The rate of the leader's hour on the project's activity."""
    activity = activity_of(work, project_id)
    return rate_book(work, [project_id]).rate(activity.key, leader_id, day)


def priced(work: Work, project_id: int, leader_id: int, day: dt.date = DAY) -> Rate:
    """The answer, which is a rate."""
    found = asked(work, project_id, leader_id, day)
    assert isinstance(found, Rate)
    return found


def missing(work: Work, project_id: int, leader_id: int, day: dt.date = DAY) -> Reason:
    """The reason why there is no rate."""
    found = asked(work, project_id, leader_id, day)
    assert isinstance(found, NoRate)
    return found.reason


def test_a_project_without_a_price_model_says_so(work, project_id, leader_id):
    assert missing(work, project_id, leader_id) == Reason.NO_MODEL


def test_the_customers_own_list_is_asked_before_the_list_behind_it(
    work, world, project_id, leader_id
):
    model(work, project_id)
    standard = price_list(work, {"Leder": 1200}, standard=True)
    found = priced(work, project_id, leader_id)
    assert (found.amount, found.source) == (1200, "Ordinære")
    own = price_list(
        work,
        {"Tegner": 700},
        name="Fjord",
        customer_id=world.nord.customers[10001],
        base_id=standard.key,
    )
    assert priced(work, project_id, leader_id).amount == 1200
    rate = HourlyRate(
        price_list_id=own.key, role="Leder", starts_on=FIRST, amount=Decimal("1100.50")
    )
    factories.stored(work, rate)
    found = priced(work, project_id, leader_id)
    assert (found.amount, found.source) == (Decimal("1100.50"), "Fjord")


def test_a_list_chosen_in_the_model_stands_before_the_customers(work, project_id, leader_id):
    price_list(work, {"Leder": 1200}, standard=True)
    public = price_list(work, {"Leder": 990}, name="Offentlige")
    model(work, project_id, price_list_id=public.key)
    assert priced(work, project_id, leader_id).amount == 990


def test_rates_set_in_the_model_are_dated(work, project_id, leader_id):
    row = model(work, project_id, rate_base=RateBase.COMMON)
    for start, amount in ((FIRST, 1000), (dt.date(2027, 1, 1), 1040)):
        factories.stored(
            work, ModelRate(price_model_id=row.key, starts_on=start, amount=Decimal(amount))
        )
    assert priced(work, project_id, leader_id).amount == 1000
    assert priced(work, project_id, leader_id, dt.date(2027, 1, 1)).amount == 1040
    assert missing(work, project_id, leader_id, dt.date(2025, 12, 31)) == Reason.NO_COMMON_RATE


def test_true_cost_is_what_the_co_worker_costs(work, project_id, leader_id):
    model(work, project_id, rate_base=RateBase.TRUE_COST)
    assert missing(work, project_id, leader_id) == Reason.NO_TRUE_COST
    factories.stored(
        work,
        CoWorkerRate(
            co_worker_id=leader_id,
            kind=CoWorkerRateKind.COST,
            starts_on=FIRST,
            amount=Decimal(640),
        ),
    )
    found = priced(work, project_id, leader_id)
    assert (found.amount, found.origin) == (640, Origin.TRUE_COST)


def test_an_offers_hours_cost_what_was_offered(work, project_id, leader_id):
    row = model(work, project_id, kind=PriceModelKind.OFFER)
    line = PriceModelLine(
        price_model_id=row.key,
        activity_id=activity_of(work, project_id).key,
        kind=PriceKind.HOURS,
        price=Decimal(1150),
    )
    factories.stored(work, line)
    found = priced(work, project_id, leader_id)
    assert (found.amount, found.price_model_line_id) == (1150, line.key)


def test_another_companys_projects_are_not_in_the_book(work, world):
    assert rate_book(work, list(world.sor.projects.values())).projects == {}


def test_co_workers_may_not_read_rates(world, project_id):
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        rate_book(work, [project_id])


def test_a_hundred_projects_are_read_in_as_many_statements_as_one(work, project_id, statements):
    rate_book(work, [project_id])
    one = statements(lambda: rate_book(work, [project_id]))
    for number in range(100):
        row = factories.project(work, f"P-9{number}", None)
        model(work, row.key)
    work.session.flush()
    every = list(work.session.exec(select(Project.id)))
    assert statements(lambda: rate_book(work, every)) == one <= 12
