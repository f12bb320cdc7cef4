import asyncio
import dataclasses
import datetime as dt
import threading

import pytest

from moment_ui.core import clock
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.commands import set_status
from moment_ui.domain.notes.of_customers import add_note
from moment_ui.models.customer import CustomerStatus
from moment_ui.reports import walk
from moment_ui.reports.address import parse
from moment_ui.reports.customers import customer_steps
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.walk import neighbours
from moment_ui.state.customers import customer_profile
from moment_ui.state.customers.customer_invoices import CustomerInvoicesState
from moment_ui.state.customers.customer_offers import CustomerOffersState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.customer_trail import Trail
from moment_ui.state.customers.duplicates import DuplicatesState
from moment_ui.state.files import CustomerFilesState
from moment_ui.state.options.invoicing_options import CustomerOptionsState
from moment_ui.state.setup.rates import CustomerRatesState
from tests import factories
from tests.tabs import HYDRATE, Answer, server

LIST = "?list=sort%3Dnumber"
HOSTILE = [None, 0, 2, -2, 2**70, 1.0, True, "next", "", [], {}, [1]]


@pytest.fixture
async def tabs(world):
    async with server(CustomerProfileState.load) as opened:
        yield opened


async def opened(tabs, actor, path):
    """A tab at a customer's page, loaded."""
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    await tab.call(CustomerProfileState.load)
    return tab


@pytest.fixture
async def tab(tabs, world):
    first = world.nord.customers[10001]
    return await opened(tabs, world.nord.administrator, f"/nord/customers/{first}{LIST}")


async def follow(tab, path):
    """What the browser does with a redirect."""
    tab.path = path
    return await tab.call(CustomerProfileState.load)


async def pass_by(tab, *paths):
    """What the browser does with several redirects at once: it opens each, and waits for the last."""
    before = len(tab.sent)
    load = f"{CustomerProfileState.get_full_name()}.load"
    for path in paths[:-1]:
        tab.path = path
        await tab.processor.enqueue(tab.token, tab.event(load, {}))
    await follow(tab, paths[-1])
    return [update for _token, update in tab.sent[before:]]


def views(updates):
    """Every page that was shown."""
    state = CustomerProfileState.get_full_name()
    sent = [update.delta.get(state, {}) for update in updates]
    return [delta["view_rx_state_"] for delta in sent if "view_rx_state_" in delta]


async def test_a_step_shows_the_next_customer_with_its_place_and_links(tab, world):
    ids = world.nord.customers
    shown = await tab.call(CustomerProfileState.step, way=1)
    assert shown.vars["view"].name == "Berg Entreprenør AS"
    assert shown.vars["place"] == "2 of 5"
    assert shown.vars["base"] == f"/nord/customers/{ids[10002]}"
    assert shown.vars["previous"] == f"/nord/customers/{ids[10001]}{LIST}"
    assert shown.vars["next"] == f"/nord/customers/{ids[10003]}{LIST}"
    assert shown.redirects == [f"/nord/customers/{ids[10002]}{LIST}"]
    again = await follow(tab, shown.redirects[0])
    assert "view" not in again.vars or again.vars["view"].name == "Berg Entreprenør AS"
    assert again.redirects == []


async def test_a_step_shows_what_was_read_ahead(tab, monkeypatch):
    reads = []
    real = customer_steps.customer_page
    monkeypatch.setattr(
        customer_steps, "customer_page", lambda *given: reads.append(given[1]) or real(*given)
    )
    shown = await tab.call(CustomerProfileState.step, way=1)
    assert shown.vars["view"].number == "No. 10002"
    assert reads == []


async def test_what_changed_since_it_was_read_ahead_is_read_again(tab, world):
    with writing(world.nord.economy) as work:
        set_status(work, [world.nord.customers[10002]], CustomerStatus.BLOCKED)
    shown = await tab.call(CustomerProfileState.step, way=1)
    assert shown.vars["view"].status_key == "blocked"


async def test_what_changes_during_the_step_is_put_right_at_the_address(tab, world):
    berg = world.nord.customers[10002]
    shown = await tab.call(CustomerProfileState.step, way=1)
    with writing(world.nord.economy) as work:
        add_note(work, berg, "Ny avtale")
    loaded = await follow(tab, shown.redirects[0])
    assert "Ny avtale" in {note.text for note in loaded.vars["view"].notes}


async def test_each_of_several_quick_steps_counts_and_the_last_one_stands(tab, world):
    ids = world.nord.customers
    paths = []
    for number in (10002, 10003, 10004):
        answer = await tab.call(CustomerProfileState.step, way=1)
        assert answer.vars["view"].number == f"No. {number}"
        paths += answer.redirects
    assert paths == [f"/nord/customers/{ids[number]}{LIST}" for number in (10002, 10003, 10004)]
    arrived = await pass_by(tab, *paths)
    assert {view.number for view in views(arrived)} <= {"No. 10004"}
    back = await tab.call(CustomerProfileState.step, way=-1)
    assert back.vars["view"].number == "No. 10003"
    assert back.redirects == [f"/nord/customers/{ids[10003]}{LIST}"]


async def test_a_page_that_says_late_that_it_was_opened_takes_no_step_back(tab):
    began = tab.path
    shown = await tab.call(CustomerProfileState.step, way=1)
    arrived = await pass_by(tab, began, shown.redirects[0])
    assert {view.number for view in views(arrived)} <= {"No. 10002"}
    returned = await follow(tab, began)
    assert returned.vars["view"].number == "No. 10001"


async def test_who_goes_back_before_a_step_has_arrived_stays_there(tab, monkeypatch):
    monkeypatch.setattr(customer_profile, "SETTLED", 0.01)
    began = tab.path
    await tab.call(CustomerProfileState.step, way=1)
    stayed = await follow(tab, began)
    assert stayed.vars["view"].number == "No. 10001"
    assert stayed.vars["place"] == "1 of 5"


async def test_an_address_that_was_passed_by_shows_when_one_returns_to_it(tab):
    first = await tab.call(CustomerProfileState.step, way=1)
    second = await tab.call(CustomerProfileState.step, way=1)
    await follow(tab, second.redirects[0])
    returned = await follow(tab, first.redirects[0])
    assert returned.vars["view"].number == "No. 10002"


async def test_a_step_whose_address_was_never_reached_hides_no_page_later(tab):
    first = await tab.call(CustomerProfileState.step, way=1)
    await tab.call(CustomerProfileState.step, way=1)
    with clock.frozen(clock.now() + dt.timedelta(seconds=6)):
        loaded = await follow(tab, first.redirects[0])
    assert loaded.vars["view"].number == "No. 10002"


async def test_acts_during_a_step_are_about_the_customer_on_the_screen(tab, world):
    await tab.call(CustomerProfileState.step, way=1)
    await tab.call(CustomerProfileState.set_status, status="inactive")
    loaded = await follow(tab, f"/nord/customers/{world.nord.customers[10002]}{LIST}")
    assert loaded.vars["view"].status_key == "inactive"
    before = await follow(tab, f"/nord/customers/{world.nord.customers[10001]}{LIST}")
    assert before.vars["view"].status_key == "active"


async def test_the_tab_one_is_on_and_the_list_go_along(tabs, world):
    ids = world.nord.customers
    query = "?list=status%3Dactive%26sort%3D-number"
    path = f"/nord/customers/{ids[10002]}/contacts{query}"
    tab = await opened(tabs, world.nord.economy, path)
    shown = await tab.call(CustomerProfileState.step, way=1)
    assert shown.redirects == [f"/nord/customers/{ids[10001]}/contacts{query}"]
    assert shown.vars["place"] == "2 of 2"
    end = await tab.call(CustomerProfileState.step, way=1)
    assert end.redirects == []
    assert "view" not in end.vars


async def test_a_customer_that_left_the_list_still_leads_where_its_link_does(tabs, world):
    ids = world.nord.customers
    path = f"/nord/customers/{ids[10001]}?list=status%3Dactive%26sort%3Dnumber"
    tab = await opened(tabs, world.nord.administrator, path)
    await tab.call(CustomerProfileState.set_status, status="blocked")
    shown = await tab.call(CustomerProfileState.step, way=1)
    assert shown.vars["view"].number == "No. 10002"
    assert shown.vars["place"] == "1 of 1"


@pytest.mark.parametrize("way", HOSTILE, ids=repr)
async def test_a_step_takes_no_other_way(tab, way):
    answer = await tab.call(CustomerProfileState.step, way=way)
    assert answer.redirects == []
    assert "view" not in answer.vars
    assert answer.notices


async def test_no_step_leads_into_another_company(tabs, world):
    theirs = world.sor.customers[10001]
    tab = await opened(tabs, world.nord.administrator, f"/nord/customers/{theirs}{LIST}")
    for way in (1, -1):
        answer = await tab.call(CustomerProfileState.step, way=way)
        assert answer.redirects == []
        assert "SOR-ONLY" not in answer.everything


async def test_pages_read_ahead_in_one_company_are_not_shown_in_another(tabs, world):
    ids = world.nord.customers
    tab = await opened(tabs, world.nord.both, f"/nord/customers/{ids[10001]}{LIST}")
    tab.path = f"/sor/customers/{world.sor.customers[10001]}{LIST}"
    answer = await tab.call(CustomerProfileState.step, way=1)
    assert answer.redirects == [f"/sor/customers/{world.sor.customers[10002]}{LIST}"]
    assert answer.vars["place"] == "2 of 5"
    assert "NORD-ONLY" not in answer.everything


async def test_a_tab_that_changes_hands_sends_other_states_vars_of_the_same_names_too(tabs, world):
    """What a step says of its place is found whichever of them stands last in the delta."""
    assert "place" in DuplicatesState.get_fields()
    ids = world.nord.customers
    tab = await opened(tabs, world.nord.both, f"/nord/customers/{ids[10001]}{LIST}")
    tab.path = f"/sor/customers/{world.sor.customers[10001]}{LIST}"
    answer = await tab.call(CustomerProfileState.step, way=1)
    told = [
        delta["place_rx_state_"]
        for update in answer.updates
        for delta in update.delta.values()
        if isinstance(delta.get("place_rx_state_"), str)
    ]
    assert sorted(told) == ["", "2 of 5"]
    for updates in (answer.updates, [turned(update) for update in answer.updates]):
        assert Answer(updates, answer.asked).vars["place"] == "2 of 5"


def turned(update):
    """The update with its states the other way round."""
    return dataclasses.replace(update, delta=dict(reversed(update.delta.items())))


async def test_pages_still_being_read_ahead_do_not_disturb_a_step_in_another_company(
    tabs, world, monkeypatch
):
    reading, go_on = threading.Event(), threading.Event()
    real = customer_steps.customer_page
    nords = set(world.nord.customers.values())

    def held(work, customer_id):
        if customer_id in nords and customer_id != world.nord.customers[10001]:
            reading.set()
            assert go_on.wait(20)
        return real(work, customer_id)

    monkeypatch.setattr(customer_steps, "customer_page", held)
    first = f"/nord/customers/{world.nord.customers[10001]}{LIST}"
    tab = tabs.open(world.nord.both, first)
    await tab.call(HYDRATE)
    load = tab.event(f"{CustomerProfileState.get_full_name()}.load", {})
    await tab.processor.enqueue(tab.token, load)
    assert await asyncio.to_thread(reading.wait, 20)
    tab.path = f"/sor/customers/{world.sor.customers[10001]}{LIST}"
    before = len(tabs.sent)
    step = tab.event(f"{CustomerProfileState.get_full_name()}.step", {"way": 1})
    stepped = await tab.processor.enqueue(tab.token, step)
    await stepped
    go_on.set()
    again = await follow(tab, f"/sor/customers/{world.sor.customers[10002]}{LIST}")
    whole = Answer([update for _token, update in tabs.sent[before:]], again.asked)
    assert whole.vars["place"] == "2 of 5"
    assert whole.vars["view"].number == "No. 10002"
    assert "NORD-ONLY" not in whole.everything
    onward = await tab.call(CustomerProfileState.step, way=1)
    assert onward.vars["view"].number == "No. 10003"


async def test_who_lost_the_right_sees_no_page_that_was_read_ahead(tabs, world, tab):
    other = tabs.open(world.nord.external, tab.path, token=tab.token)
    answer = await other.call(CustomerProfileState.step, way=1)
    assert "Berg" not in answer.everything
    assert answer.redirects == []


async def test_two_tabs_walk_apart(tabs, world):
    path = f"/nord/customers/{world.nord.customers[10002]}{LIST}"
    one = await opened(tabs, world.nord.administrator, path)
    two = await opened(tabs, world.nord.economy, path)
    forth, back = await asyncio.gather(
        one.call(CustomerProfileState.step, way=1), two.call(CustomerProfileState.step, way=-1)
    )
    assert forth.vars["view"].number == "No. 10003"
    assert back.vars["view"].number == "No. 10001"


@pytest.mark.parametrize(
    ("state", "whose", "path"),
    [
        (CustomerInvoicesState, "customer_id", "invoices"),
        (CustomerOffersState, "customer_id", "offers"),
        (CustomerOptionsState, "shown_for", "invoicing-options"),
        (CustomerRatesState, "shown_for", "hourly-rates"),
        (CustomerFilesState, "shown_for", "files"),
    ],
)
async def test_a_tab_says_whose_rows_it_shows(tabs, world, state, whose, path):
    """The page shows them while that is the customer in its head: not between a step and its load."""
    first, second = (world.nord.customers[number] for number in (10001, 10002))
    tab = await opened(tabs, world.nord.administrator, f"/nord/customers/{first}/{path}{LIST}")
    assert (await tab.call(state.load)).vars[whose] == first
    stepped = await tab.call(CustomerProfileState.step, way=1)
    assert stepped.vars["view"].id == second
    assert whose not in stepped.vars
    await follow(tab, stepped.redirects[0])
    assert (await tab.call(state.load)).vars[whose] == second


async def test_the_place_in_a_long_list_is_put_right_behind_a_step(tab, world, monkeypatch):
    monkeypatch.setattr(walk, "LONG", 3)
    with writing(world.nord.administrator) as work:
        factories.customer(work, 9000)
    shown = await tab.call(CustomerProfileState.step, way=1)
    assert (shown.vars["view"].number, shown.vars["place"]) == ("No. 10002", "2 of 5")
    arrived = await follow(tab, shown.redirects[0])
    assert arrived.vars["place"] == "3 of 6"
    assert (await tab.call(CustomerProfileState.step, way=-1)).vars["view"].number == "No. 10001"


def test_a_trail_ends_where_its_last_address_is_reached(world):
    whose = ("cookie", "nord")
    trail = Trail().then(whose, 1, 2).then(whose, 2, 3)
    assert trail.ids == (1, 2, 3)
    assert trail.after(whose, 1).ids == (2, 3)
    assert trail.after(whose, 2).ids == (3,)
    assert trail.after(whose, 3).ids == ()
    assert trail.after(whose, 9).ids == ()
    assert trail.after(("cookie", "sor"), 2).ids == ()


@pytest.mark.parametrize("expected", [-1, 0, 1, 2, 5, 6, 10**9])
def test_a_wrong_guess_at_the_position_finds_the_same(world, expected):
    with reading(world.nord.economy) as work:
        address = parse("sort=number", CUSTOMERS)
        berg = world.nord.customers[10002]
        found = neighbours(work, CUSTOMERS, address, berg, expected=expected)
        assert found is not None
        assert (found.position, found.count) == (2, 5)
        assert neighbours(work, CUSTOMERS, address, 2**80) is None
        assert neighbours(work, CUSTOMERS, address, 10**12, expected=expected) is None
