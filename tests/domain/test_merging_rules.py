"""What a customer has one of, and two bring: each kind has a rule."""

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.core.errors import NeedsConfirmation
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.errors import CannotStandTogether
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.queries import comparison, undo_preview
from moment_ui.domain.rates import commands as rates
from moment_ui.domain.rates.rules import Subject
from moment_ui.models.base import reference
from moment_ui.models.customer import Customer
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.project import ProjectParticipant
from moment_ui.models.rates import HourlyRate, PriceList
from tests import factories
from tests.merging import rows_of
from tests.world import NOW

BEGUN = dt.date(2026, 1, 1)
CURRENCIES = frozenset({"merge-currencies"})


@pytest.fixture
def two(work):
    stays = factories.customer(work, 10171, "Tindra Bygg AS")
    goes = factories.customer(work, 10233, "Gammel Rør AS", currency="SEK")
    return stays.key, goes.key


def list_of(work, customer_id, **prices):
    """An own list with a price per role."""
    key = rates.give_own_list(work, customer_id)
    for role, price in prices.items():
        change = rates.RateChange(key, Subject(role), BEGUN, None, Decimal(price))
        rates.set_rate(work, change)
    return key


def own_list(work, customer_id):
    """The currency and the prices of a customer's own list."""
    row = work.session.exec(select(PriceList).where(PriceList.customer_id == customer_id)).one()
    found = select(HourlyRate).where(HourlyRate.price_list_id == row.id).order_by(HourlyRate.role)
    return row.currency, {rate.role: rate.amount for rate in work.session.exec(found)}


def test_of_two_price_lists_one_holds_whole_and_the_other_is_put_aside(work, two):
    """A Swedish rate among Norwegian ones would be invoiced as kroner of the wrong country."""
    stays, goes = two
    list_of(work, stays, Arkitekt=1150)
    list_of(work, goes, Arkitekt=1300, Tegner=900)
    before = rows_of(work)
    seen = {each.table: each for each in comparison(work, stays, goes).moving}
    assert (seen["price_list"].count, seen["price_list"].aside) == (0, 1)
    assert seen["hourly_rate"].aside == 2
    merge = merge_customers(work, stays, goes, Choice(confirmed=CURRENCIES))
    assert own_list(work, stays) == ("NOK", {"Arkitekt": Decimal(1150)})
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_the_other_price_list_can_be_chosen_and_its_currency_is_asked_about(work, two):
    stays, goes = two
    list_of(work, stays, Arkitekt=1150)
    list_of(work, goes, Tegner=900)
    before = rows_of(work)
    (pick,) = comparison(work, stays, goes).picks
    assert (pick.stays, pick.goes) == ("Own list in NOK, 1 rate", "Own list in SEK, 1 rate")
    chosen = Choice(others=frozenset({"price_list"}), confirmed=CURRENCIES)
    with pytest.raises(NeedsConfirmation) as asked:
        merge_customers(work, stays, goes, chosen)
    assert asked.value.key == "merge-rates"
    assert "in SEK" in asked.value.question
    assert "in NOK" in asked.value.question
    both = Choice(others=chosen.others, confirmed=CURRENCIES | {"merge-rates"})
    merge = merge_customers(work, stays, goes, both)
    assert own_list(work, stays) == ("SEK", {"Tegner": Decimal(900)})
    assert "Price lists" in dict(undo_preview(work, merge).back)
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_a_list_that_only_one_has_comes_along_and_its_currency_is_asked_about(work, two):
    stays, goes = two
    list_of(work, goes, Tegner=900)
    asked = [key for key, _text in comparison(work, stays, goes).questions]
    assert asked == ["merge-currencies", "merge-rates"]
    taken = Choice(frozenset({"currency"}), confirmed=CURRENCIES)
    merge_customers(work, stays, goes, taken)
    assert own_list(work, stays) == ("SEK", {"Tegner": Decimal(900)})


def test_options_set_on_both_are_chosen_together(work, two):
    stays, goes = two
    for customer_id, text in ((stays, "Takk"), (goes, "Tack")):
        place = Place(Level.CUSTOMER, customer_id)
        save_options(work, place, {"footer_text": Change(None, text)})
    save_options(work, Place(Level.CUSTOMER, goes), {"invoice_fee": Change(None, "50")})
    before = rows_of(work)
    (pick,) = comparison(work, stays, goes).picks
    assert (pick.stays, pick.goes) == ("Default footer text: Takk", "Default footer text: Tack")
    for others, text in ((frozenset[str](), "Takk"), (frozenset({"invoicing_option"}), "Tack")):
        choice = Choice(others=others, confirmed=CURRENCIES)
        merge = merge_customers(work, stays, goes, choice)
        query = select(InvoicingOption).where(InvoicingOption.customer_id == stays)
        said = {row.option: row.value for row in work.session.exec(query)}
        assert said == {"footer_text": text, "invoice_fee": "50"}
        undo_merge(work, merge)
        assert rows_of(work) == before


@pytest.mark.parametrize("orders", ["stays", "goes"])
def test_who_orders_a_project_no_longer_takes_part_in_it(work, two, orders):
    owner, other = two if orders == "stays" else two[::-1]
    project = factories.project(work, "P1", owner).key
    row = ProjectParticipant(project_id=project, customer_id=other, role="Rør", created_at=NOW)
    factories.stored(work, row)
    before = rows_of(work)
    merge = merge_customers(work, two[0], two[1], Choice(confirmed=CURRENCIES))
    assert work.session.exec(select(ProjectParticipant)).all() == []
    undo_merge(work, merge)
    assert rows_of(work) == before


@pytest.fixture
def ranked(work):
    """A table of next year: of a customer's depots one is the main one, and codes are the company's."""
    metadata = SQLModel.metadata
    table = sa.Table(
        "depot",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("is_main", sa.Boolean, nullable=False),
        reference("customer_id", "customer"),
    )
    where = table.c.is_main
    sa.Index(
        *("ux_depot_main", table.c.customer_id),
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
    metadata.create_all(work.session.connection(), [table])
    yield table
    work.session.rollback()
    metadata.remove(table)


def put(work, table, **values):
    row = {"company_id": work.company_id, **values}
    work.session.connection().execute(sa.insert(table).values(row))


def test_of_two_first_ones_both_stay_and_one_steps_back(work, two, ranked):
    """A partial index over a yes or no says who is first, not who is the same."""
    stays, goes = two
    put(work, ranked, customer_id=stays, name="Oslo", is_main=True)
    put(work, ranked, customer_id=goes, name="Gøteborg", is_main=True)
    before = rows_of(work)
    merge = merge_customers(work, stays, goes, Choice(confirmed=CURRENCIES))
    query = sa.select(ranked.c.customer_id, ranked.c.name, ranked.c.is_main).order_by(ranked.c.id)
    held = [tuple(row) for row in work.session.connection().execute(query)]
    assert held == [(stays, "Oslo", True), (stays, "Gøteborg", False)]
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_what_no_rule_knows_and_the_database_refuses_is_said_and_nothing_is_done(work, two, ranked):
    """A trigger, or an index of the database's own, say."""
    stays, goes = two
    unseen = f"CREATE UNIQUE INDEX unseen ON {ranked.name} (customer_id, name)"
    work.session.connection().exec_driver_sql(unseen)
    for customer_id in two:
        put(work, ranked, customer_id=customer_id, name="Oslo", is_main=False)
    with pytest.raises(CannotStandTogether), work.session.begin_nested():
        merge_customers(work, stays, goes, Choice(confirmed=CURRENCIES))
    gone = work.session.exec(select(Customer).where(col(Customer.id) == goes)).one()
    assert gone.merged_into_id is None
