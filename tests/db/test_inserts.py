"""Many rows at once: what is not named gets its default, what cannot be exact is refused."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import reading, writing
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.invoice import Invoice, InvoiceState
from tests.world import World


def row(world: World, number: int, **more: Any) -> dict[str, Any]:
    customer_id = world.nord.customers[10001]
    return {"number": number, "customer_id": customer_id, "created_at": clock.now(), **more}


def stored(world: World, *numbers: int) -> list[SimpleNamespace]:
    wanted = select(Invoice).where(col(Invoice.number).in_(numbers)).order_by(col(Invoice.number))
    with reading(world.nord.administrator) as work:
        return [SimpleNamespace(**invoice.model_dump()) for invoice in work.session.exec(wanted)]


def test_rows_come_back_as_they_were_put_in(world: World) -> None:
    with writing(world.nord.administrator) as work:
        rows = [row(world, 90001, net=Decimal("-1.2345")), row(world, 90002, net=Decimal(7))]
        ids = work.insert_rows(Invoice, rows, returning=True)
    first, second = stored(world, 90001, 90002)
    assert [first.id, second.id] == ids
    assert (first.net, second.net) == (Decimal("-1.2345"), Decimal(7))
    assert first.created_at == clock.now()
    assert first.company_id == world.nord.company_id


def test_what_no_row_names_gets_its_default(world: World) -> None:
    with writing(world.nord.administrator) as work:
        work.insert_rows(Invoice, [row(world, 90001), row(world, 90002)])
    for invoice in stored(world, 90001, 90002):
        assert invoice.state is InvoiceState.DRAFT
        assert (invoice.currency, invoice.footer_text, invoice.due_date) == ("NOK", "", None)


def test_a_default_that_is_worked_out_is_worked_out_for_each_row(world: World) -> None:
    now = clock.now()
    with writing(world.nord.administrator) as work:
        named = [
            {"number": number, "name": name, "created_at": now, "updated_at": now}
            for number, name in ((90001, "Åse AS"), (90002, "Berg AS"))
        ]
        work.insert_rows(Customer, named)
    wanted = select(Customer).where(col(Customer.number) > 90000).order_by(col(Customer.number))
    with reading(world.nord.administrator) as work:
        first, second = work.session.exec(wanted)
        assert first.sort_name > second.sort_name > ""
        assert first.status is CustomerStatus.ACTIVE


def test_more_than_four_decimals_are_refused_not_cut(world: World) -> None:
    with pytest.raises((ValueError, StatementError)), writing(world.nord.administrator) as work:
        work.insert_rows(Invoice, [row(world, 90001, net=Decimal("0.00001"))])
    assert stored(world, 90001) == []


def test_a_reference_across_is_refused_by_the_schema(world: World) -> None:
    foreign = world.sor.customers[10001]
    with pytest.raises(IntegrityError), writing(world.nord.administrator) as work:
        work.insert_rows(Invoice, [row(world, 90001, customer_id=foreign)])
