"""The finder: who is probably one, how sure, and what is no reason."""

import pytest

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import reading
from moment_ui.domain.merging.commands import (
    bring_back_duplicates,
    dismiss_duplicates,
    merge_customers,
    undo_merge,
)
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.finder import duplicates, possible_duplicates, worked_out
from tests import factories


def found(work):
    """Groups as sets of numbers, with strength and reasons."""
    work.session.flush()
    groups = duplicates(work, limit=100).groups
    return {
        frozenset(row.number for row in group.customers): (group.strength.value, group.reasons)
        for group in groups
        if min(row.number for row in group.customers) >= 20_000
    }


def customer(work, number, name, **fields):
    return factories.customer(work, number, name, **{"email": "", **fields})


@pytest.mark.parametrize(
    ("one", "other", "strength", "reasons"),
    [
        (("A AS", {"org_number": "994218700"}), ("B", {"org_number": "994218700"}),
         "very-likely", ("the same company reg. no.",)),
        (("Tindra Bygg AS", {}), ("TINDRA BYGG A/S", {}), "likely", ("the same name",)),
        (("Ås Rør AB", {"email": "post@aas.example"}), ("Aas Rør", {"email": "Post+x@aas.example"}),
         "very-likely", ("the same name", "the same e-mail")),
        (("A AS", {"phone": "735 40 100"}), ("B AS", {"phone": "+4773540100"}),
         "possible", ("the same phone number",)),
        (("A AS", {"phone": "73540100", "email": "a@b.example"}),
         ("B AS", {"phone": "73540100", "email": "a@b.example"}),
         "likely", ("the same e-mail", "the same phone number")),
    ],
)  # fmt: skip
def test_what_two_share_says_how_likely_they_are_one(work, one, other, strength, reasons):
    customer(work, 20001, f"{one[0]}", **one[1])
    customer(work, 20002, f"{other[0]}", **other[1])
    assert found(work) == {frozenset({20001, 20002}): (strength, reasons)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Bygg AS", {}), ("Rør AS", {})),
        (("Bygg AS", {"org_number": "994218700"}), ("Bygg ENK", {"org_number": "923609016"})),
        (("A AS", {"phone": "73540100", "org_number": "994218700"}),
         ("B AS", {"phone": "73540100", "org_number": "923609016"})),
        (("A AS", {"phone": "73540100"}), ("B AB", {"phone": "73540100", "country": "SE"})),
        (("-", {}), ("...", {})),
    ],
)  # fmt: skip
def test_what_says_nothing_makes_no_pair(work, one, other):
    customer(work, 20001, one[0], **one[1])
    customer(work, 20002, other[0], **other[1])
    pairs = [pair for pair in found(work) if len(pair) == 2]
    assert pairs == []


def test_an_accountants_address_of_forty_customers_is_no_reason(work):
    for n in range(40):
        customer(work, 20_000 + n, f"Kunde {n} AS", email="post@regnskap.example", phone="73540100")
    assert found(work) == {}
    one = worked_out(work)
    assert not any(len(each.ids) > 8 for each in one)


def test_three_of_one_company_are_one_group(work):
    customer(work, 20001, "Tindra Bygg AS", phone="73540100")
    customer(work, 20002, "Tindra Bygg", email="a@b.example")
    customer(work, 20003, "Noe annet", email="a@b.example")
    assert set(found(work)) == {frozenset({20001, 20002, 20003})}


def test_a_merged_one_leaves_the_list_and_comes_back_with_the_undo(work):
    stays, goes = (customer(work, n, "Tindra Bygg AS").key for n in (20001, 20002))
    merge = merge_customers(work, stays, goes, Choice())
    assert not any(goes in each.ids for each in worked_out(work))
    undo_merge(work, merge)
    assert any({stays, goes} == set(each.ids) for each in worked_out(work))


def test_a_dismissed_pair_is_remembered_until_it_is_brought_back(work):
    ids = [customer(work, n, "Tindra Bygg AS").key for n in (20001, 20002)]
    pair = (ids[0], ids[1])
    assert dismiss_duplicates(work, [pair]) == 1
    assert dismiss_duplicates(work, [(ids[1], ids[0])]) == 0
    assert not any(set(ids) <= set(each.ids) for each in worked_out(work))
    assert possible_duplicates(work, ids[0]) == ()
    assert bring_back_duplicates(work, [pair]) == 1
    assert any(set(ids) == set(each.ids) for each in worked_out(work))


def test_one_customer_knows_who_may_be_the_same(work):
    mine = customer(work, 20001, "Tindra Bygg AS", phone="73540100").key
    customer(work, 20002, "Tindra Bygg", phone="73540100")
    customer(work, 20003, "Noe annet", phone="73540100")
    groups = possible_duplicates(work, mine)
    assert [(group.customers[0].number, group.strength.value) for group in groups] == [
        (20002, "very-likely"),
        (20003, "possible"),
    ]


def test_the_one_with_most_on_it_stands_first(work):
    customer(work, 20001, "Tindra Bygg AS")
    busy = customer(work, 20002, "Tindra Bygg AS")
    factories.invoice(work, busy.key, 7001)
    work.session.flush()
    groups = [g for g in duplicates(work, limit=100).groups if g.customers[0].number == 20002]
    assert [row.number for row in groups[0].customers] == [20002, 20001]


def test_the_finder_is_for_those_who_merge_and_stays_in_its_company(world):
    with reading(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        duplicates(work)
    with reading(world.nord.administrator) as work:
        with pytest.raises(NotFound):
            possible_duplicates(work, world.sor.customers[10001])
        theirs = set(world.sor.customers.values())
        assert not any(theirs & set(each.ids) for each in worked_out(work))


def test_another_companys_customers_cannot_be_dismissed(work, world):
    pair = (world.nord.customers[10001], world.sor.customers[10001])
    with pytest.raises(NotFound):
        dismiss_duplicates(work, [pair])
