"""The test databases themselves: two companies that look alike and do not see each other."""

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import Work, reading
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from tests.world import World


def test_companies_have_the_same_numbers_and_names(world: World) -> None:
    seen = []
    for place in world.places:
        with reading(place.administrator) as work:
            seen.append(list(work.session.exec(select(Customer.number, Customer.name))))
    assert seen[0] == seen[1]
    assert len(seen[0]) == 5


def test_amounts_tell_whose_they_are(world: World) -> None:
    totals = []
    for place in world.places:
        with reading(place.administrator) as work:
            totals.append(work.session.exec(select(sa.func.sum(col(Invoice.gross)))).one())
    assert totals[0] == Decimal(9500)
    assert totals[1] == totals[0] * 7


def test_work_is_in_nord(work: Work, world: World) -> None:
    assert work.company_id == world.nord.company_id
