"""Kept statements: the company is bound by each running, values as the types of columns say."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core import clock
from moment_ui.db.elements import among_ids
from moment_ui.db.engine import engine
from moment_ui.db.kept import kept
from moment_ui.db.lists import some_of
from moment_ui.db.session import EscapesCompany
from moment_ui.db.statement import Kept, keep
from moment_ui.db.work import Work, reading
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.invoice import Invoice, InvoiceState
from tests.world import NOW, World

bare: Any = vars(Customer)["__table__"]
raw = sa.sql.expression.text

REFUSED: dict[str, Callable[[], Any]] = {
    "bare table": lambda: sa.select(bare.c.id),
    "bare table in a join": lambda: sa.select(col(Invoice.id)).join(bare, sa.true()),
    "bare table beside": lambda: sa.select(col(Invoice.id)).where(
        bare.c.id == col(Invoice.customer_id)
    ),
    "bare table in a subquery": lambda: sa.select(col(Invoice.id)).where(
        col(Invoice.customer_id).in_(sa.select(bare.c.id))
    ),
    "bare table counted in a subquery": lambda: sa.select(
        col(Invoice.id), sa.select(sa.func.count()).select_from(bare).scalar_subquery()
    ),
    "bare alias": lambda: sa.select(col(Invoice.id)).join(bare.alias("mine"), sa.true()),
    "raw SQL": lambda: sa.select(raw("name from customer")),
    "raw SQL as an entity": lambda: sa.select(Customer).from_statement(
        raw("select * from customer")
    ),
    "raw SQL in a condition": lambda: sa.select(col(Invoice.id)).where(
        raw("exists(select 1 from(customer))")
    ),
    "raw SQL as a column": lambda: sa.select(
        col(Invoice.id), sa.literal_column("(select name From[customer] limit 1)")
    ),
    "no company's table": lambda: sa.select(col(Company.name)),
}


def keeps(statement: sa.SelectBase) -> Kept:
    return keep(statement, engine().dialect)


@pytest.mark.parametrize("statement", REFUSED)
def test_what_is_not_held_against_the_company_is_not_kept(world: World, statement: str) -> None:
    assert world
    with pytest.raises(EscapesCompany):
        keeps(REFUSED[statement]())


def test_nobody_else_can_say_which_company(world: World) -> None:
    names = keeps(sa.select(col(Customer.name)))
    with reading(world.nord.administrator) as work, pytest.raises(KeyError):
        names.rows(work.session, company_of_the_session=world.sor.company_id)


def test_ids_of_the_other_company_find_nothing(world: World) -> None:
    found = keeps(sa.select(col(Customer.id)).where(among_ids(col(Customer.id))))
    ours, theirs = world.nord.customers[10001], world.sor.customers[10001]
    with reading(world.nord.administrator) as work:
        assert list(found.rows(work.session, ids=[theirs, ours])) == [(ours,)]
        assert list(found.rows(work.session, ids=[])) == []


def test_values_are_written_and_read_as_the_types_of_columns_say(world: World) -> None:
    columns = (Invoice.gross, Invoice.issue_date, Invoice.created_at, Invoice.state)
    wanted = sa.select(*map(col, columns)).where(
        col(Invoice.state).in_([InvoiceState.SENT, InvoiceState.FINALISED]),
        col(Invoice.gross) > Decimal("0.5"),
        col(Invoice.issue_date) <= NOW.date(),
    )
    with reading(world.nord.administrator) as work:
        rows = list(keeps(wanted).rows(work.session))
        assert rows == [tuple(row) for row in work.session.execute(wanted)]
    gross, issued, created, state = rows[0]
    assert isinstance(gross, Decimal)
    assert isinstance(issued, dt.date)
    assert created.tzinfo is dt.UTC
    assert isinstance(state, InvoiceState)


def test_a_part_is_asked_for_when_it_runs(world: World) -> None:
    part = keeps(some_of(sa.select(col(Customer.number)).order_by(col(Customer.number))))
    with reading(world.nord.administrator) as work:
        assert list(part.rows(work.session, offset=0, limit=2)) == [(10001,), (10002,)]
        assert list(part.rows(work.session, offset=1, limit=1)) == [(10002,)]
        with pytest.raises(KeyError):
            part.rows(work.session, offset=1)


built: list[tuple[str, Any]] = []


@kept
def _active(work: Work, status: CustomerStatus) -> sa.SelectBase:
    built.append((work.actor.name, status))
    return sa.select(col(Customer.id)).where(col(Customer.status) == status)


def test_what_was_built_is_built_again_for_another_question_day_or_reader(world: World) -> None:
    built.clear()
    nord, sor = world.nord.administrator, world.sor.administrator
    for actor in (nord, nord, sor, replace(nord, permissions=frozenset())):
        with reading(actor) as work:
            _active(work, CustomerStatus.ACTIVE).rows(work.session)
    assert len(built) == 3
    with reading(nord) as work:
        _active(work, CustomerStatus.BLOCKED).rows(work.session)
        assert len(built) == 4
        with clock.frozen(NOW + dt.timedelta(days=1)):
            _active(work, CustomerStatus.ACTIVE).rows(work.session)
    assert len(built) == 5
