import datetime as dt

import pytest

from moment_ui.core.errors import NotPermitted
from moment_ui.core.folding import search_text
from moment_ui.db.work import reading
from moment_ui.domain.contacts.commands import add_contact, add_existing_contact
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.domain.offers.commands import create_offer, revise_offer
from moment_ui.domain.offers.draft import NewOffer
from moment_ui.domain.payments.finding import payables
from moment_ui.domain.search.hits import Found
from moment_ui.domain.search.queries import (
    contacts_found,
    customers_found,
    found,
    invoices_found,
    offers_found,
    projects_found,
)
from moment_ui.models.invoice import Invoice
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


def test_a_name_that_begins_so_stands_before_one_that_holds_it(work):
    for number, name in ((801, "Ytre Fjordbygg AS"), (802, "Fjord og Fjell AS"), (8010, "Alt AS")):
        factories.customer(work, number, name, search=search_text(name, number))
    hits = [hit.name for hit in customers_found(work, "fjord")]
    assert hits == ["Fjord Eiendom AS", "Fjord og Fjell AS", "Ytre Fjordbygg AS"]
    assert numbers(customers_found(work, "801")) == [801, 8010]
    assert numbers(customers_found(work, "801 fjord")) == [801]


def test_a_contact_is_found_by_name_and_every_address_with_the_customers_of_now(work, world):
    fjord, berg = (world.nord.customers[number] for number in (10001, 10002))
    lise = ContactDraft("Lise Nygård", "", "lise@tindra.example", "911 22 348", is_global=True)
    add_contact(work, fjord, lise)
    (hit,) = contacts_found(work, "nygard LISE")
    assert (hit.name, hit.customers) == ("Lise Nygård", ("Fjord Eiendom AS",))
    there = ContactDraft("", customer_email="innkjop@berg.example", employed_to=dt.date(2020, 1, 1))
    add_existing_contact(work, berg, hit.id, there)
    for text in ("lise@tindra", "INNKJOP@berg", "911 22", "lise"):
        assert contacts_found(work, text) == [hit], text
    assert contacts_found(work, "") == contacts_found(work, "lise tindrabygg") == []


def test_offers_are_found_by_number_name_customer_and_revision(work, world):
    first = create_offer(work, world.nord.customers[10001], NewOffer("Tilbygg Øst"))
    (hit,) = offers_found(work, "TILBYGG ost")
    assert (hit.id, hit.name, hit.customer) == (first, "Tilbygg Øst", "Fjord Eiendom AS")
    sent = world.nord.offers[1002]
    revised = revise_offer(work, sent)
    assert [(one.id, one.label) for one in offers_found(work, "1002")] == [(revised, "1002-2")]
    assert [one.id for one in offers_found(work, "1002-1")] == [sent]
    assert offers_found(work, "") == offers_found(work, "finnes ikke") == []


def test_an_invoice_is_found_by_the_payment_id_of_a_bank_statement(work, world):
    invoice = work.session.get_one(Invoice, world.nord.invoices[5003])
    invoice.payment_id = "500300017"
    work.session.flush()
    assert [hit.number for hit in invoices_found(work, " 5003 00017 ")] == [5003]
    assert invoices_found(work, "50030001") == []


@pytest.mark.parametrize(
    ("payment_id", "said"),
    [
        ("RF540001234", "rf54 0001 234"),
        ("000500300000017", "+71<000500300000017+12345678<"),
        ("0000500300-", "0000500300-"),
    ],
)
def test_a_payment_id_is_found_as_it_is_printed(work, world, payment_id, said):
    invoice = work.session.get_one(Invoice, world.nord.invoices[5003])
    invoice.payment_id = payment_id
    work.session.flush()
    assert [hit.number for hit in invoices_found(work, said)] == [5003]
    assert [found.number for found in payables(work, said)] == [5003]
    assert invoices_found(work, said[:-2]) == payables(work, said[:-2]) == []


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
        assert [hit.id for hit in found(work, "per10001").contacts] == [
            world.sor.contacts["Per 10001"]
        ]
        assert [hit.id for hit in found(work, "1002").offers] == [world.sor.offers[1002]]


def test_a_kind_that_the_role_does_not_show_stays_empty(world):
    with reading(world.nord.co_worker) as work:
        assert found(work, "5001").invoices == found(work, "1002").offers == ()
        assert found(work, "per10001").contacts
        assert found(work, "fjord").customers
        with pytest.raises(NotPermitted):
            invoices_found(work, "5001")
    with reading(world.nord.external) as work:
        hits = found(work, "fjord")
        assert hits == Found()
        for query in (customers_found, contacts_found, projects_found, offers_found):
            with pytest.raises(NotPermitted):
                query(work, "fjord")
