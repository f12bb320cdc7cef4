import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from moment_ui.core.errors import Conflict, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.queries import customer_changes
from moment_ui.domain.rates import commands, lists, queries
from moment_ui.domain.rates.commands import ListDraft, RateChange
from moment_ui.domain.rates.errors import (
    ListChanged,
    ListNameTaken,
    ListPutAside,
    NothingToCopy,
    PeriodExists,
    RateChanged,
    StandardList,
)
from moment_ui.domain.rates.lists import Renamed
from moment_ui.domain.rates.rules import Subject, rate_for
from moment_ui.models.audit import AuditEntry
from moment_ui.models.rates import HourlyRate

BEGUN, TO_COME = dt.date(2026, 1, 1), dt.date(2027, 1, 1)
ALL, ARCHITECT = Subject(), Subject("Arkitekt")
PAST = frozenset({"past"})


@pytest.fixture
def standard(work):
    return commands.create_list(work, ListDraft("Standard", "NOK"))


def put(work, key, subject, day, price, **options):
    held = {(r.subject, r.starts_on): r.amount for r in queries.price_list(work, key).rates}
    after = None if price is None else Decimal(price)
    change = RateChange(key, subject, day, held.get((subject, day)), after)
    return commands.set_rate(work, change, **options)


def cost(lists, role, day):
    """What an hour costs; there is a rate."""
    found = rate_for(lists, role, None, day)
    assert found is not None
    return found.rate.amount


def prices(work, key):
    rates = queries.price_list(work, key).rates
    return {(r.subject.key, r.starts_on.year): r.amount for r in rates}


def test_the_first_list_is_the_standard_until_another_is(work, standard):
    other = commands.create_list(work, ListDraft("Rammeavtale", "NOK"))
    assert [(row.name, row.standard) for row in queries.company_lists(work)] == [
        ("Standard", True),
        ("Rammeavtale", False),
    ]
    lists.make_standard(work, other)
    assert queries.company_lists(work)[0].id == other


def test_a_period_begins_with_the_rates_of_its_day_changed_by_percent(work, standard):
    put(work, standard, ALL, BEGUN, 1000)
    put(work, standard, ARCHITECT, BEGUN, "1234.50")
    changes = commands.add_period(work, standard, TO_COME, Decimal("3.5"))
    assert prices(work, standard) == {
        ("|", 2026): 1000,
        ("|Arkitekt", 2026): Decimal("1234.50"),
        ("|", 2027): 1035,
        ("|Arkitekt", 2027): Decimal("1277.71"),
    }
    with pytest.raises(PeriodExists):
        commands.add_period(work, standard, TO_COME, Decimal(0))
    commands.write_back(work, changes)
    assert len(prices(work, standard)) == 2
    with pytest.raises(NothingToCopy):
        commands.add_period(work, standard, dt.date(2025, 1, 1), Decimal(0))


def test_a_rate_that_has_begun_is_asked_about_and_one_to_come_is_not(work, standard):
    put(work, standard, ALL, BEGUN, 1000)
    put(work, standard, ALL, TO_COME, 1100)
    put(work, standard, ALL, TO_COME, 1150)
    with pytest.raises(NeedsConfirmation) as asked:
        put(work, standard, ALL, BEGUN, 900)
    assert asked.value.key == "past"
    with pytest.raises(NeedsConfirmation):
        commands.remove_period(work, standard, BEGUN)
    change = put(work, standard, ALL, BEGUN, 900, confirmed=PAST)
    commands.write_back(work, [change])
    assert prices(work, standard)["|", 2026] == 1000


def test_a_removed_period_leaves_the_one_before_and_comes_back(work, standard):
    put(work, standard, ALL, BEGUN, 1000)
    commands.add_period(work, standard, TO_COME, Decimal(10))
    removed = commands.remove_period(work, standard, TO_COME)
    rates = queries.price_list(work, standard)
    assert cost([rates], "", TO_COME) == 1000
    commands.write_back(work, removed)
    assert prices(work, standard)["|", 2027] == 1100


def test_who_wrote_in_between_is_noticed(work, standard):
    put(work, standard, ALL, TO_COME, 1000)
    with pytest.raises(RateChanged):
        commands.set_rate(work, RateChange(standard, ALL, TO_COME, None, Decimal(900)))
    change = put(work, standard, ALL, TO_COME, 1100)
    put(work, standard, ALL, TO_COME, 1200)
    with pytest.raises(RateChanged):
        commands.write_back(work, [change])


def test_a_customers_own_list_stands_before_the_companys(work, world, standard):
    fjord = world.nord.customers[10001]
    put(work, standard, ALL, BEGUN, 1000)
    put(work, standard, ARCHITECT, BEGUN, 1200)
    assert [one.name for one in queries.customer_lists(work, fjord).in_order] == ["Standard"]
    own = commands.give_own_list(work, fjord, standard)
    assert prices(work, own) == {}
    put(work, own, ARCHITECT, BEGUN, 1150)
    lists = queries.customer_lists(work, fjord).in_order
    assert [one.id for one in lists] == [own, standard]
    assert cost(lists, "Arkitekt", BEGUN) == 1150
    assert cost(lists, "Tegner", BEGUN) == 1000
    with pytest.raises(Conflict):
        commands.give_own_list(work, fjord)
    other = commands.create_list(work, ListDraft("Offentlig", "NOK", copy_of=standard))
    commands.refer_to(work, own, other)
    assert [one.id for one in queries.customer_lists(work, fjord).in_order] == [own, other]
    assert customer_changes(work, fjord)[0].action == "refer_to"


def test_a_copy_has_the_rates_and_lives_its_own_life(work, world, standard):
    fjord = world.nord.customers[10001]
    put(work, standard, ARCHITECT, BEGUN, 1200)
    own = commands.give_own_list(work, fjord, standard, copied=True)
    assert prices(work, own) == {("|Arkitekt", 2026): 1200}
    put(work, standard, ARCHITECT, BEGUN, 1300, confirmed=PAST)
    assert prices(work, own) == {("|Arkitekt", 2026): 1200}


def test_who_has_hours_and_no_rate_is_listed(work, world, standard):
    fjord = world.nord.customers[10001]
    (one,) = queries.missing_rates(work, fjord)
    assert (one.co_worker, one.role, one.minutes) == ("Kari Project-Leader", "Leder", 900)
    put(work, standard, Subject("Leder"), dt.date(2026, 12, 1), 1000)
    assert len(queries.missing_rates(work, fjord)) == 1
    put(work, standard, Subject("Leder"), BEGUN, 1000)
    assert queries.missing_rates(work, fjord) == []


def test_the_database_keeps_one_rate_per_row_and_day(world):
    with writing(world.nord.administrator) as work:
        key = commands.create_list(work, ListDraft("Standard", "NOK"))
    person = next(iter(world.nord.co_workers.values()))
    places: tuple[dict[str, Any], ...] = ({"co_worker_id": None}, {"co_worker_id": person})
    for place in places:
        for price in (1, 2):
            row = HourlyRate(price_list_id=key, starts_on=BEGUN, amount=Decimal(price), **place)
            if price == 1:
                with writing(world.nord.administrator) as work:
                    work.session.add(row)
            else:
                with pytest.raises(IntegrityError), writing(world.nord.administrator) as work:
                    work.session.add(row)


def test_each_change_is_in_the_log(work, standard, world):
    person = world.nord.co_workers["Kari Co-Worker"]
    put(work, standard, Subject("Arkitekt", person), TO_COME, "1250.50")
    entry = work.session.exec(select(AuditEntry).where(AuditEntry.action == "set_rate")).one()
    assert (entry.subject, entry.summary) == ("price_list", "Standard")
    assert entry.changes == {"Arkitekt, Kari Co-Worker, 01.01.2027": ["", "1250.50"]}


def test_the_companys_lists_are_the_economys_and_customers_project_leaders(world):
    fjord = world.nord.customers[10001]
    with writing(world.nord.economy) as work:
        key = commands.create_list(work, ListDraft("Standard", "NOK"))
    with writing(world.nord.project_leader) as work:
        own = commands.give_own_list(work, fjord, key)
        put(work, own, ALL, TO_COME, 1000)
        with pytest.raises(NotPermitted):
            put(work, key, ALL, TO_COME, 1000)
    with pytest.raises(NotPermitted), reading(world.nord.co_worker) as work:
        queries.company_lists(work)


def test_lists_and_people_of_another_company_do_not_exist(world):
    theirs = world.sor
    with writing(theirs.administrator) as work:
        key = commands.create_list(work, ListDraft(theirs.mark, "NOK"))
        put(work, key, ALL, BEGUN, 7000)
    with writing(world.nord.administrator) as work:
        ours = commands.create_list(work, ListDraft("Standard", "NOK"))
        stranger = Subject("", next(iter(theirs.co_workers.values())))
        for act in (
            lambda: queries.price_list(work, key),
            lambda: commands.create_list(work, ListDraft("Kopi", "NOK", copy_of=key)),
            lambda: lists.make_standard(work, key),
            lambda: commands.give_own_list(work, theirs.customers[10001]),
            lambda: commands.give_own_list(work, world.nord.customers[10001], key),
            lambda: commands.add_period(work, key, TO_COME, Decimal(0)),
            lambda: commands.remove_period(work, key, BEGUN, confirmed=PAST),
            lambda: commands.set_rate(work, RateChange(key, ALL, TO_COME, None, Decimal(1))),
            lambda: commands.set_rate(work, RateChange(ours, stranger, TO_COME, None, Decimal(1))),
        ):
            with pytest.raises(NotFound):
                act()
        assert [row.name for row in queries.company_lists(work)] == ["Standard"]


def test_a_list_is_renamed_and_called_what_it_was_again(work, standard):
    change = lists.rename_list(work, Renamed(standard, "Standard", "Timepriser 2026"))
    assert queries.price_list(work, standard).name == "Timepriser 2026"
    with pytest.raises(ListChanged) as refused:
        lists.rename_list(work, Renamed(standard, "Standard", "Annet"))
    assert "Timepriser 2026" in refused.value.message
    lists.rename_list(work, change.undone)
    query = select(AuditEntry.changes).where(AuditEntry.action == "rename_price_list")
    assert [told["name"] for told in work.session.exec(query)] == [
        ["Standard", "Timepriser 2026"],
        ["Timepriser 2026", "Standard"],
    ]


def test_no_two_lists_of_the_company_are_called_the_same(work, standard):
    with pytest.raises(ListNameTaken):
        commands.create_list(work, ListDraft("standard", "NOK"))
    other = commands.create_list(work, ListDraft("Offentlig", "NOK"))
    with pytest.raises(ListNameTaken):
        lists.rename_list(work, Renamed(other, "Offentlig", "STANDARD"))


def test_a_list_put_aside_is_not_chosen_anew_and_holds_where_it_was(work, world, standard):
    fjord, berg = (world.nord.customers[number] for number in (10001, 10002))
    other = commands.create_list(work, ListDraft("Offentlig", "NOK"))
    put(work, other, ALL, BEGUN, 900)
    commands.give_own_list(work, fjord, other)
    lists.set_list_active(work, other, active=False)
    assert cost(queries.customer_lists(work, fjord).in_order, "Arkitekt", BEGUN) == 900
    for choose in (
        lambda: commands.give_own_list(work, berg, other),
        lambda: lists.make_standard(work, other),
    ):
        with pytest.raises(ListPutAside):
            choose()
    with pytest.raises(StandardList):
        lists.set_list_active(work, standard, active=False)
    lists.set_list_active(work, other, active=True)
    assert lists.make_standard(work, other) == standard
