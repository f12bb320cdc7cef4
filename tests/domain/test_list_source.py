"""What a list gives those who may see it but not everything in it."""

from dataclasses import replace

import pytest

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.selection import Range, Selection, SortKey
from moment_ui.db.work import reading
from moment_ui.domain.contacts.listing import CONTACT_LIST
from moment_ui.domain.customers.listing import CUSTOMER_LIST
from moment_ui.domain.offers.listing import OFFER_LIST
from moment_ui.models.offer import Offer, OfferState

OWES = Selection((("outstanding", Range()),))
BY_PROJECTS = Selection(sort=(SortKey("projects"),))


@pytest.mark.parametrize(
    ("source", "lacks", "asked", "fields"),
    [
        (
            CUSTOMER_LIST,
            Permission.VIEW_CUSTOMER_ECONOMY,
            OWES,
            ("invoiced", "outstanding", "overdue", "other"),
        ),
        (CONTACT_LIST, Permission.VIEW_PROJECTS, BY_PROJECTS, ("projects",)),
    ],
    ids=["customers", "contacts"],
)
def test_what_a_permission_guards_is_neither_shown_summed_counted_nor_asked_for(
    world, source, lacks, asked, fields
):
    nord = world.nord.administrator
    with reading(nord) as work:
        all_rows = source.page(work, Selection(), offset=0, limit=50)
        all_sums = {key for total in source.totals(work, asked).sums for key in total.sums}
        choices = set(source.counts(work, Selection()))
    without = replace(nord, permissions=nord.permissions - {lacks})
    with reading(without) as work:
        rows = source.page(work, Selection(), offset=0, limit=50)
        sums = {key for total in source.totals(work, Selection()).sums for key in total.sums}
        counted = set(source.counts(work, Selection()))
        for ask in (source.totals, source.counts, source.order):
            with pytest.raises(NotPermitted):
                ask(work, asked)
    hidden = dict.fromkeys(fields)
    assert rows == [row._replace(**hidden) for row in all_rows] != all_rows
    assert sums == all_sums - set(fields)
    assert counted == choices - set(fields)


def test_what_is_usually_left_out_is_counted_as_a_choice_and_shown_when_chosen(work, world):
    work.session.get_one(Offer, world.nord.offers[1001]).state = OfferState.SUPERSEDED
    work.session.flush()
    chosen = Selection((("state", ("superseded",)),))
    assert OFFER_LIST.counts(work, Selection())["state"]["superseded"] == 1
    assert OFFER_LIST.counts(work, Selection())["currency"] == {"NOK": 1}
    for selection, number in ((Selection(), 1002), (chosen, 1001)):
        (row,) = OFFER_LIST.page(work, selection, offset=0, limit=50)
        assert row.number == number
        assert OFFER_LIST.totals(work, selection).count == 1
