"""Walking along a list: what a step costs does not grow with it, and it leads to nobody who left."""

import pytest

from moment_ui.core import clock
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.commands import set_status
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.notes.of_customers import add_note
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.reports import walk
from moment_ui.reports.address import parse
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.report import Neighbours
from moment_ui.reports.walk import likely_neighbours, neighbours
from tests import factories
from tests.fetching import rows_fetched

BY_NUMBER = parse("sort=number", CUSTOMERS)


@pytest.fixture
def orders(monkeypatch):
    """How often the order of the whole list is read."""
    read = []
    real = ListSource.order

    def counted(source, work, selection):
        read.append(selection)
        return real(source, work, selection)

    monkeypatch.setattr(ListSource, "order", counted)
    return read


@pytest.fixture
def long(monkeypatch):
    """Lists of five are long ones."""
    monkeypatch.setattr(walk, "LONG", 3)


def at(world, number):
    return world.nord.customers[number]


def around(world, number, address=BY_NUMBER, look=likely_neighbours):
    with reading(world.nord.economy) as work:
        found = look(work, CUSTOMERS, address, at(world, number))
    assert found is not None
    return found


def test_a_long_list_that_somebody_wrote_to_is_not_read_anew_for_a_step(world, long, orders):
    exact = around(world, 10002)
    assert exact == Neighbours(at(world, 10001), at(world, 10003), 2, 5)
    assert len(orders) == 1
    with writing(world.nord.administrator) as work:
        add_note(work, at(world, 10002), "Ny avtale")
        factories.customer(work, 9000)
    likely = around(world, 10002)
    assert likely == Neighbours(at(world, 10001), at(world, 10003), 2, 5, exact=False)
    assert len(orders) == 1
    now = around(world, 10002, look=neighbours)
    assert (now.position, now.count, now.exact) == (3, 6, True)
    assert around(world, 10002) == now
    assert len(orders) == 2


def test_a_short_list_is_read_anew(world, orders):
    around(world, 10002)
    with writing(world.nord.administrator) as work:
        factories.customer(work, 9000)
    found = around(world, 10002)
    assert (found.position, found.count, found.exact) == (3, 6, True)


def test_those_who_left_the_list_are_passed_by(world, long, orders):
    everybody = parse("status=active,potential,blocked,inactive&sort=number", CUSTOMERS)
    with writing(world.nord.administrator) as work:
        set_status(work, list(world.nord.customers.values()), CustomerStatus.ACTIVE)
    active = parse("status=active&sort=number", CUSTOMERS)
    around(world, 10001, active)
    with writing(world.nord.administrator) as work:
        set_status(work, [at(world, 10002), at(world, 10003)], CustomerStatus.BLOCKED)
    found = around(world, 10001, active)
    assert (found.previous, found.next, found.exact) == (None, at(world, 10004), False)
    assert around(world, 10001, everybody).next == at(world, 10002)


def test_where_everybody_near_has_left_the_list_is_read_anew(world, long, orders, monkeypatch):
    monkeypatch.setattr(walk, "TRIED", 1)
    with writing(world.nord.administrator) as work:
        set_status(work, list(world.nord.customers.values()), CustomerStatus.ACTIVE)
    active = parse("status=active&sort=number", CUSTOMERS)
    around(world, 10001, active)
    with writing(world.nord.administrator) as work:
        set_status(work, [at(world, 10002)], CustomerStatus.BLOCKED)
    found = around(world, 10001, active)
    assert (found.next, found.position, found.count) == (at(world, 10003), 1, 4)
    assert found.exact


def test_who_is_new_in_a_long_list_has_a_place_at_once(world, long):
    around(world, 10001)
    with writing(world.nord.administrator) as work:
        new = factories.customer(work, 20001).key
    with reading(world.nord.economy) as work:
        found = likely_neighbours(work, CUSTOMERS, BY_NUMBER, new)
    assert found == Neighbours(at(world, 10005), None, 6, 6)


def test_no_order_of_one_company_or_reader_is_walked_by_another(world, long, orders):
    around(world, 10001)
    for actor in (world.sor.economy, world.nord.co_worker):
        with reading(actor) as work:
            found = likely_neighbours(work, CUSTOMERS, BY_NUMBER, at(world, 10001))
            assert found is None or found.exact
    assert len(orders) == 3


def test_a_step_after_a_write_reads_as_much_in_a_list_of_2100_as_in_one_of_8400(world):
    counts = []
    for more in (2100, 6300):
        with writing(world.nord.administrator) as work:
            start = 100_000 + 10_000 * len(counts)
            work.insert_rows(Customer, [plain(start + place) for place in range(more)])
        around(world, 10003, look=neighbours)
        with writing(world.nord.administrator) as work:
            add_note(work, at(world, 10001), "Ring")
        with rows_fetched() as rows:
            found = around(world, 10003)
        assert not found.exact
        counts.append(rows)
    assert counts[0] == counts[1]
    assert sum(counts[0]) <= 4


def plain(number):
    now = clock.now()
    return {"number": number, "name": f"Kunde {number}", "created_at": now, "updated_at": now}
