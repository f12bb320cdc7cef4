"""Customers that may be the same company: found along indices, in one company, also by two at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from moment_ui.db.work import reading, writing
from moment_ui.domain.customers import commands
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import PossibleDuplicate
from moment_ui.domain.customers.lookalikes import lookalikes
from moment_ui.models.customer import Customer
from tests import factories


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Tindra Bygg AS", "tindra bygg"),
        ("Tindra Bygg A/S", "TINDRA  BYGG AS"),
        ("Ærfugl Øst Ås AS", "aerfugl ost as"),
        ("Fjell & Fjord DA", "fjell  fjord"),
    ],
)
def test_names_are_compared_without_case_accents_and_legal_form(work, stored, typed):
    other = factories.customer(work, 20001, stored)
    found = lookalikes(work, CustomerDraft(typed))
    assert [(one.id, one.reason) for one in found] == [(other.key, "the same name")]


def test_a_name_that_only_begins_alike_is_another_company(work):
    factories.customer(work, 20001, "Tindra Bygg Trondheim AS")
    assert lookalikes(work, CustomerDraft("Tindra Bygg AS")) == ()


def test_the_surest_reason_is_told_and_each_customer_once(work, world):
    draft = CustomerDraft("Fjord Eiendom", org_number="923609016", email="POST@10001.example")
    (one,) = lookalikes(work, draft)
    assert (one.number, one.reason) == (10001, "the same company reg. no.")


def test_the_customer_itself_and_merged_ones_are_no_lookalikes(work, world):
    fjord = world.nord.customers[10001]
    draft = CustomerDraft("Fjord Eiendom AS")
    assert lookalikes(work, draft, except_id=fjord) == ()
    merged = work.session.exec(select(Customer).where(col(Customer.id) == fjord)).one()
    merged.merged_into_id = world.nord.customers[10002]
    work.session.flush()
    assert lookalikes(work, draft) == ()


def test_customers_of_the_company_beside_are_not_told_of(world):
    with writing(world.sor.administrator) as work:
        factories.customer(work, 20001, "Bare Sør AS", org_number="974760673")
    with reading(world.nord.administrator) as work:
        assert lookalikes(work, CustomerDraft("Bare Sør AS", org_number="974760673")) == ()


def test_keys_follow_when_name_and_email_are_edited(work, world):
    row = factories.customer(work, 20001, "Gammelt Navn AS")
    row.name, row.email = "Nytt Navn ASA", "Ny@Navn.example"
    work.session.flush()
    assert (row.name_key, row.email_key) == ("nyttnavn", "ny@navn.example")


def test_a_name_whose_folding_is_longer_than_the_column_is_stored(work):
    row = factories.customer(work, 20001, "ß" * 200)
    work.session.refresh(row)
    assert (len(row.name_key), len(row.sort_name)) == (200, 200)
    assert len(lookalikes(work, CustomerDraft("ß" * 200))) == 1


def test_of_two_who_save_the_same_company_at_once_one_is_asked(world):
    draft = CustomerDraft("Samtidig Bygg AS", email="post@samtidig.example")

    def save(actor):
        try:
            with writing(actor) as work:
                commands.create_customer(work, draft)
        except PossibleDuplicate:
            return "asked"
        return "saved"

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(save, [world.nord.administrator, world.nord.economy] * 2))
    assert sorted(said) == ["asked", "asked", "asked", "saved"]
