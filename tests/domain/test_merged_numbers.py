"""What a merged customer was called keeps finding the one it is by now: search, lists, filters."""

import pytest

from moment_ui.core.selection import Selection
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.listing import CUSTOMER_LIST
from moment_ui.domain.customers.lookalikes import lookalikes
from moment_ui.domain.customers.survivors import survivors
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.queries import merges_into
from moment_ui.domain.references.choosing import customers_found as chosen
from moment_ui.domain.references.naming import customer_names
from moment_ui.domain.search.queries import CustomerHit, customers_found
from moment_ui.reports.address import parse
from moment_ui.reports.invoices.invoices import INVOICES
from moment_ui.reports.run import page_of
from tests import factories

CONFIRMED = Choice(confirmed=frozenset({"merge-org-numbers"}))


@pytest.fixture
def merged(work):
    """10233 Gammel Rørlegger AS, merged into 10171 Tindra Bygg AS."""
    stays = factories.customer(work, 10171, "Tindra Bygg AS", org_number="994218700")
    goes = factories.customer(work, 10233, "Gammel Rørlegger AS", org_number="923609016")
    factories.invoice(work, goes.key, 7301, "100")
    merge_customers(work, stays.key, goes.key, CONFIRMED)
    return stays, goes


@pytest.mark.parametrize("text", ["10233", "gammel rør", "Rørlegger AS", "923609016", "1023"])
def test_the_search_box_finds_the_survivor_by_what_the_other_was(work, merged, text):
    hits = [hit for hit in customers_found(work, text) if hit.id == merged[0].key]
    assert hits == [CustomerHit(merged[0].key, 10171, "Tindra Bygg AS", was=10233)]
    assert merged[1].key not in {hit.id for hit in customers_found(work, text)}


def test_by_its_own_name_the_survivor_is_found_once_as_itself(work, merged):
    hits = [hit for hit in customers_found(work, "tindra") if hit.id == merged[0].key]
    assert hits == [CustomerHit(merged[0].key, 10171, "Tindra Bygg AS")]


def test_the_list_finds_it_too_and_never_shows_the_merged_one(work, merged):
    for text in ("10233", "gammel"):
        rows = CUSTOMER_LIST.page(work, Selection((("text", text),)), offset=0, limit=50)
        assert [row.id for row in rows] == [merged[0].key]
    everyone = CUSTOMER_LIST.page(work, Selection(), offset=0, limit=500)
    assert merged[1].key not in {row.id for row in everyone}


def test_pickers_and_look_alikes_know_the_survivor_only(work, merged):
    assert chosen(work, "gammel") == {merged[0].key: "Tindra Bygg AS"}
    assert lookalikes(work, CustomerDraft("Gammel Rørlegger")) == ()


def test_an_address_that_names_the_merged_one_means_the_survivor(work, merged):
    _stays, goes = merged
    address = parse(f"customer={goes.key}", INVOICES)
    assert [row.number for row in page_of(work, INVOICES, address).rows] == [7301]
    assert customer_names(work, [goes.key]) == {goes.key: "Gammel Rørlegger AS, now Tindra Bygg AS"}


def test_survivors_are_named_once_and_unknown_ids_stay(work, merged):
    stays, goes = merged
    assert survivors(work, [goes.key, stays.key, 999_999]) == (stays.key, 999_999)


def test_along_a_chain_every_number_finds_the_last_one_and_after_an_undo_its_own(work, merged):
    stays, goes = merged
    last = factories.customer(work, 10300, "Siste AS", org_number="974760673")
    merge = merge_customers(work, last.key, stays.key, CONFIRMED)
    for number in (10233, 10171):
        (hit,) = [hit for hit in customers_found(work, str(number)) if hit.was == number]
        assert (hit.id, hit.number) == (last.key, 10300)
    assert survivors(work, [goes.key, stays.key]) == (last.key,)
    undo_merge(work, merge)
    assert [hit.id for hit in customers_found(work, "10171")] == [stays.key]
    assert [(hit.id, hit.was) for hit in customers_found(work, "10233")] == [(stays.key, 10233)]
    (first,) = merges_into(work, stays.key)
    undo_merge(work, first.id)
    assert [(hit.id, hit.was) for hit in customers_found(work, "10233")] == [(goes.key, None)]
    assert survivors(work, [goes.key]) == (goes.key,)
