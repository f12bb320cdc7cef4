import pytest

from moment_ui.core.errors import NotPermitted
from moment_ui.db.work import reading
from moment_ui.domain.search.queries import (
    customers_found,
    found,
    invoices_found,
    projects_found,
)
from tests import factories


def numbers(hits):
    return [hit.number for hit in hits]


def test_customers_are_found_by_part_of_a_name_without_case_and_accents(work):
    assert numbers(customers_found(work, "arlig angstrom")) == []
    assert numbers(customers_found(work, "ÆRLIG angstrom")) == [10003]
    assert numbers(customers_found(work, "byg")) == [10004]
    assert numbers(customers_found(work, "")) == []


@pytest.mark.parametrize("sign", ["%", "_", "/", "\\"])
def test_signs_that_mean_something_to_the_database_stand_for_themselves(work, sign):
    factories.customer(work, 78, "Halv AS", search=f"halv 50{sign}a as 78")
    assert numbers(customers_found(work, f"50{sign}a")) == [78]
    assert numbers(customers_found(work, sign)) == [78]


def test_an_exact_number_stands_first_and_a_name_that_begins_so_next(work):
    factories.customer(work, 77, "Bygg og Dal AS")
    factories.customer(work, 4, "Kunde 77 AS")
    assert numbers(customers_found(work, "bygg")) == [77, 10004]
    assert numbers(customers_found(work, "77")) == [77, 4]


def test_projects_are_found_by_number_and_open_on_their_customer(work, world):
    hits = projects_found(work, "p-20")
    assert [(hit.number, hit.customer_id) for hit in hits] == [
        ("P-200", world.nord.customers[10002])
    ]


def test_a_project_of_our_own_is_found_without_a_customer(work):
    factories.project(work, "P-900", None, name="Kontorflytting")
    (hit,) = projects_found(work, "kontorflytt")
    assert (hit.number, hit.customer_id, hit.customer) == ("P-900", None, "")


def test_invoices_are_found_by_the_first_digits_of_their_number(work, world):
    assert numbers(invoices_found(work, "500")) == [5001, 5002, 5003, 5004, 5005]
    assert [hit.id for hit in invoices_found(work, "5003")] == [world.nord.invoices[5003]]
    assert invoices_found(work, "fjord") == []


def test_nothing_of_another_company_is_found(world):
    with reading(world.sor.administrator) as work:
        hits = found(work, "fjord")
        assert [hit.id for hit in hits.customers] == [world.sor.customers[10001]]
        assert [hit.id for hit in found(work, "5001").invoices] == [world.sor.invoices[5001]]


def test_a_kind_that_the_role_does_not_show_stays_empty(world):
    with reading(world.nord.co_worker) as work:
        assert found(work, "5001").invoices == ()
        assert found(work, "fjord").customers
        with pytest.raises(NotPermitted):
            invoices_found(work, "5001")
    with reading(world.nord.external) as work:
        hits = found(work, "fjord")
        assert (hits.customers, hits.projects, hits.invoices) == ((), (), ())
        with pytest.raises(NotPermitted):
            customers_found(work, "fjord")
