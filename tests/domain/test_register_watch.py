"""The watch of the register: who is asked about when, and what is proposed of the answers."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.selection import Selection
from moment_ui.db.work import reading, writing
from moment_ui.domain.checks.commands import keep_register_answer, leave_register
from moment_ui.domain.checks.filters import Says, says_one_of
from moment_ui.domain.checks.queries import otherwise_count, registered
from moment_ui.domain.checks.watching import A_ROUND, claim, due_customers, watchers
from moment_ui.domain.customers.listing import CUSTOMER_LIST
from moment_ui.domain.news.queries import news
from moment_ui.models.check import RegisterCheck
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.registers.register import Address, RegisterEntry
from tests import factories
from tests.world import NOW

NUMBER = "990001111"
WELL = RegisterEntry(NUMBER, "KUNDE 20001 AS", postal=Address("Storgata 1", "", "0155", "OSLO"))
RENAMED = replace(WELL, name="KUNDE ÅS AS")
WEEK = 7


@pytest.fixture
def customer(work):
    for row in work.session.exec(select(Customer)):
        row.status = CustomerStatus.INACTIVE  # of nobody else here
    return factories.customer(work, 20001, org_number=NUMBER)


def due(work, most=10):
    return [row.customer_id for row in due_customers(work, ["NO"], WEEK, most)]


def watched(work, customer, entry):
    keep_register_answer(work, customer.key, NUMBER, entry, watched=True)
    work.session.flush()
    return otherwise_count(work)


def listed(work, *says):
    return list(work.session.exec(select(Customer.id).where(says_one_of(work, says))))


def test_who_was_never_asked_about_comes_first_and_then_the_longest_unasked(work, customer):
    rows = [factories.customer(work, 20002 + n, org_number=NUMBER) for n in range(3)]
    for row, days in zip(rows, (8, 20, 6), strict=True):
        with clock.frozen(NOW - dt.timedelta(days=days)):
            keep_register_answer(work, row.key, NUMBER, WELL)
    assert due(work) == [customer.key, rows[1].key, rows[0].key]
    assert due(work, most=1) == [customer.key]


@pytest.mark.parametrize(
    "other",
    [
        {"status": CustomerStatus.INACTIVE},
        {"status": CustomerStatus.BLOCKED},
        {"org_number": ""},
        {"country": "SE"},
    ],
)
def test_who_is_not_watched_is_never_due(work, customer, other):
    factories.customer(work, 20002, **({"org_number": "990012288"} | other))
    assert due(work) == [customer.key]


def test_one_is_claimed_by_one_only_and_goes_to_the_back_when_nobody_answers(work, customer):
    (ours,) = due_customers(work, ["NO"], WEEK, 10)
    assert [claim(work, ours, WEEK), claim(work, ours, WEEK)] == [True, False]
    assert due(work) == []
    other = factories.customer(work, 20002, org_number="990012288")
    with clock.frozen(NOW + A_ROUND + dt.timedelta(minutes=1)):
        assert due(work) == [other.key, customer.key]
        keep_register_answer(work, customer.key, NUMBER, WELL, watched=True)
        assert not claim(work, ours, WEEK)
    customer.org_number = "990023468"
    work.session.flush()
    assert not claim(work, ours, WEEK)


def test_of_several_at_once_one_asks(world):
    nobody = next(each for each in watchers() if each.company_id == world.nord.company_id)
    with reading(nobody) as work:
        (ours,) = due_customers(work, ["NO"], WEEK, 1)

    def claimed(_one):
        with clock.frozen(NOW), writing(nobody) as work:
            return claim(work, ours, WEEK)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(claimed, range(4))) == [False, False, False, True]
    with reading(nobody) as work:
        assert len(work.session.exec(select(RegisterCheck.id)).all()) == 1


def test_what_changed_is_proposed_until_it_is_taken_over_or_left(work, customer):
    assert watched(work, customer, WELL) == 0
    assert watched(work, customer, RENAMED) == 1
    assert listed(work, Says.OTHERWISE) == [customer.key]
    found = registered(work, customer.key, "NO", NUMBER)
    assert found is not None
    assert found.said["name"] == "Kunde Ås AS"
    leave_register(work, customer.key)
    assert watched(work, customer, RENAMED) == 0  # left, for this state of the register
    assert watched(work, customer, replace(RENAMED, bankrupt=True)) == 1
    assert watched(work, customer, RENAMED) == 1
    customer.name = "Kunde Ås AS"
    work.session.flush()
    assert (otherwise_count(work), listed(work, Says.OTHERWISE)) == (0, [])


def test_what_we_never_filled_in_has_not_changed(work, customer):
    entry = replace(WELL, name="kunde 20001 as", visiting=Address("Kaia 3", "", "6002", "MO"))
    assert watched(work, customer, entry) == 0
    keep_register_answer(work, customer.key, NUMBER, entry)  # somebody asks: it is proposed
    assert otherwise_count(work) == 1
    assert watched(work, customer, entry) == 1


def test_the_grave_are_found_by_what_the_register_says_now(work, customer):
    said = {
        Says.WOUND_UP: replace(WELL, liquidation=True),
        Says.DELETED: replace(WELL, deleted=True),
    }
    for says, entry in said.items():
        assert watched(work, customer, entry) == 1
        assert [one for one in Says if listed(work, one)] == sorted(
            [Says.OTHERWISE, says], key=list(Says).index
        )
        leave_register(work, customer.key)
        assert [one for one in Says if listed(work, one)] == [says]
    assert listed(work, Says.WOUND_UP, Says.DELETED) == [customer.key]
    customer.org_number = "990012288"
    work.session.flush()
    assert listed(work, *Says) == []


def test_an_answer_that_says_the_same_again_disturbs_nobody(world):
    nobody = next(each for each in watchers() if each.company_id == world.nord.company_id)
    fjord = world.nord.customers[10001]
    for disturbs in (True, False):
        with writing(nobody) as work:
            number = work.session.get_one(Customer, fjord).org_number
            keep_register_answer(work, fjord, number, None, watched=True)
            assert work.changes_figures() is disturbs
    with reading(world.nord.administrator) as work:
        assert news(work).in_register == 1
        wanted = Selection((("register", ("otherwise",)),))
        assert [row.id for row in CUSTOMER_LIST.page(work, wanted, offset=0, limit=9)] == [fjord]
    with reading(world.nord.co_worker) as work:
        assert news(work).in_register == 0
        with pytest.raises(NotPermitted):
            otherwise_count(work)
    with reading(world.sor.administrator) as work:
        assert (news(work).in_register, listed(work, *Says)) == (0, [])


def test_the_watch_stays_in_its_company(world):
    seen = {}
    for nobody in watchers():
        with reading(nobody) as work:
            seen[nobody.company_id] = due_customers(work, ["NO"], WEEK, 1000)
            assert seen[nobody.company_id]
    ours, theirs = seen[world.nord.company_id], seen[world.sor.company_id]
    assert not {row.customer_id for row in ours} & {row.customer_id for row in theirs}
    with writing(world.nord.administrator) as work:
        for act in (
            lambda: claim(work, theirs[0], WEEK),
            lambda: leave_register(work, theirs[0].customer_id),
        ):
            with pytest.raises(NotFound):
                act()
    with reading(world.sor.administrator) as work:
        assert work.session.exec(select(col(RegisterCheck.id))).all() == []
