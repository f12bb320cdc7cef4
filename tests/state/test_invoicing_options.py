"""The page of invoicing options as readers use it, over the real event pipeline."""

import asyncio

import pytest

from moment_ui.core.errors import NotPermitted
from moment_ui.core.events import subscribe
from moment_ui.db.work import reading, writing
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.options import BY_KEY, OPTIONS
from moment_ui.domain.invoicing.queries import count_set_here, options_at
from moment_ui.domain.invoicing.reading import Place
from moment_ui.models.invoicing import BookkeepingAccount
from moment_ui.reports.customers.history import history
from moment_ui.state.base import NoticeState
from moment_ui.state.live import HUB
from moment_ui.state.options.invoicing_options import (
    CompanyOptionsState,
    CustomerOptionsState,
    ProjectOptionsState,
)
from moment_ui.state.options.option_choices import editor_choices
from tests import factories
from tests.tabs import HYDRATE, server

STATES = (CompanyOptionsState, CustomerOptionsState, ProjectOptionsState)


@pytest.fixture
async def tabs(world):
    async with server(*(state.load for state in STATES)) as opened:
        yield opened


@pytest.fixture
def fjord(world):
    return Place(Level.CUSTOMER, world.nord.customers[10001])


async def at(tabs, actor, path, state):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(state.load)


@pytest.fixture
async def tab(tabs, world, fjord):
    path = f"/nord/customers/{fjord.row_id}/invoicing-options"
    opened, _answer = await at(tabs, world.nord.administrator, path, CustomerOptionsState)
    return opened


def own(world, place):
    with reading(world.nord.administrator) as work:
        return options_at(work, place).own


def put(world, place, **changes):
    with writing(world.nord.economy) as work:
        save_options(work, place, {key: Change(*pair) for key, pair in changes.items()})


def rows(answer):
    return {row.key: row for group in answer.vars["groups"] for row in group.rows}


async def test_every_option_is_there_with_value_and_origin(tabs, world, fjord):
    put(world, Place(), footer_text=(None, "Takk for oppdraget."))
    path = f"/nord/customers/{fjord.row_id}/invoicing-options"
    _tab, answer = await at(tabs, world.nord.administrator, path, CustomerOptionsState)
    found = rows(answer)
    assert list(found) == [option.key for option in OPTIONS]
    assert all(row.now.value and row.now.origin and row.description for row in found.values())
    footer = found["footer_text"].now
    assert (footer.value, footer.origin) == ("Takk for oppdraget.", "Company")
    assert footer.href == "/setup/invoicing#footer_text"
    assert found["credit_days"].now.value == "14 days"
    assert answer.vars["set_here"] == 0


async def test_an_override_begins_with_what_holds_and_is_saved_by_the_bar(tab, world, fjord):
    answer = await tab.call(CustomerOptionsState.override, key="credit_days", on=True)
    assert answer.vars["editing"] == {"credit_days": "14"}
    assert answer.vars["unsaved"] == "1 change not saved: Credit terms"
    await tab.call(CustomerOptionsState.override, key="your_reference", on=True)
    answer = await tab.call(CustomerOptionsState.type_in, key="your_reference", text="Kari")
    assert answer.vars.get("unsaved", "2 changes not saved: Credit terms, Your reference")
    assert own(world, fjord) == {}
    form = {"credit_days": "30", "your_reference": "Kari Hegdahl"}
    saved = await tab.call(CustomerOptionsState.save, form=form)
    assert own(world, fjord) == form
    assert saved.notices[-1] == "2 options are saved."
    assert (saved.vars["set_here"], saved.vars["editing"], saved.vars["unsaved"]) == (2, {}, "")
    row = rows(saved)["credit_days"]
    assert (row.now.value, row.now.origin, row.above_says) == (
        "30 days",
        "This customer",
        "Default: 14 days",
    )


async def test_the_message_takes_it_back(tab, world, fjord):
    await tab.call(CustomerOptionsState.override, key="your_reference", on=True)
    saved = await tab.call(CustomerOptionsState.save, form={"your_reference": "Kari"})
    (notice,) = saved.vars["notices"]
    assert notice.undo
    answer = await tab.call(NoticeState.undo, notice_id=notice.id)
    assert own(world, fjord) == {}
    assert not rows(answer)["your_reference"].here


async def test_a_reset_shows_what_will_hold_and_waits_for_the_bar(tab, world, fjord):
    put(world, fjord, your_reference=(None, "Kari"))
    await tab.call(CustomerOptionsState.load)
    answer = await tab.call(CustomerOptionsState.override, key="your_reference", on=False)
    assert answer.vars["resets"] == ["your_reference"]
    assert answer.vars["unsaved"] == "1 change not saved: Your reference"
    assert own(world, fjord) == {"your_reference": "Kari"}
    await tab.call(CustomerOptionsState.save, form={})
    assert own(world, fjord) == {}


async def test_discarding_lets_everything_go(tab, world, fjord):
    await tab.call(CustomerOptionsState.override, key="your_reference", on=True)
    await tab.call(CustomerOptionsState.type_in, key="your_reference", text="Kari")
    answer = await tab.call(CustomerOptionsState.discard)
    assert (answer.vars["editing"], answer.vars["unsaved"]) == ({}, "")
    await tab.call(CustomerOptionsState.save, form={"your_reference": "Kari"})
    assert own(world, fjord) == {}


async def test_what_is_wrong_is_said_beside_its_option_and_nothing_is_lost(tab, world, fjord):
    for key in ("credit_days", "your_reference"):
        await tab.call(CustomerOptionsState.override, key=key, on=True)
    answer = await tab.call(CustomerOptionsState.leave_field, key="credit_days", text="soon")
    assert "whole number" in answer.vars["errors"]["credit_days"]
    form = {"credit_days": "soon", "your_reference": "Kari"}
    saved = await tab.call(CustomerOptionsState.save, form=form)
    assert "Nothing is saved yet: 1 option needs you." in saved.notices
    assert saved.vars["saving"] is False
    assert own(world, fjord) == {}
    await tab.call(CustomerOptionsState.save, form=form | {"credit_days": "30"})
    assert own(world, fjord) == {"credit_days": "30", "your_reference": "Kari"}


async def test_who_saved_in_between_is_shown_and_replaced_knowingly(tab, world, fjord):
    await tab.call(CustomerOptionsState.override, key="your_reference", on=True)
    put(world, fjord, your_reference=(None, "Ola"))
    answer = await tab.call(CustomerOptionsState.save, form={"your_reference": "Kari"})
    assert "“Ola”" in answer.vars["theirs"]["your_reference"]
    assert own(world, fjord) == {"your_reference": "Ola"}
    await tab.call(CustomerOptionsState.save, form={"your_reference": "Kari"})
    assert own(world, fjord) == {"your_reference": "Kari"}


async def test_columns_are_ticked_in_the_order_of_the_list(tab, world, fjord):
    await tab.call(CustomerOptionsState.override, key="hour_columns", on=True)
    for column, on in (("comment", False), ("amount", True), ("rate", True)):
        await tab.call(CustomerOptionsState.tick_column, key="hour_columns", column=column, on=on)
    await tab.call(CustomerOptionsState.group_hours, key="hour_columns", grouping="activity")
    await tab.call(CustomerOptionsState.save, form={})
    assert own(world, fjord) == {
        "hour_columns": "date,co-worker,activity,hours,rate,amount;activity"
    }


async def test_search_and_the_switch_leave_what_is_asked_for(tab, world, fjord):
    put(world, fjord, your_reference=(None, "Kari"))
    await tab.call(CustomerOptionsState.load)
    answer = await tab.call(CustomerOptionsState.find, text="reference")
    assert [group.key for group in answer.vars["groups"]] == ["default-texts", "payment"]
    await tab.call(CustomerOptionsState.find, text="")
    answer = await tab.call(CustomerOptionsState.show_only, only=True)
    assert list(rows(answer)) == ["your_reference"]
    assert answer.address == f"{tab.path}?only=yes"
    answer = await tab.call(CustomerOptionsState.find, text="no such word")
    assert answer.vars["groups"] == []
    assert answer.address == f"{tab.path}?find=no+such+word&only=yes"


async def test_a_link_shows_a_colleague_what_was_searched_for(tabs, world, fjord):
    put(world, fjord, your_reference=(None, "Kari"))
    path = f"/nord/customers/{fjord.row_id}/invoicing-options?find=reference&only=yes"
    _tab, answer = await at(tabs, world.nord.economy, path, CustomerOptionsState)
    assert list(rows(answer)) == ["your_reference"]
    assert (answer.vars["wanted"], answer.vars["only"]) == ("reference", True)


async def test_a_project_says_otherwise_with_the_way_there(tabs, world, fjord):
    project = Place(Level.PROJECT, world.nord.projects["P-100"])
    put(world, project, your_reference=(None, "Ola"))
    path = f"/nord/customers/{fjord.row_id}/invoicing-options"
    _tab, answer = await at(tabs, world.nord.administrator, path, CustomerOptionsState)
    row = rows(answer)["your_reference"]
    assert row.others == "1 project says otherwise:"
    assert [(one.title, one.href) for one in row.other_links] == [
        ("P-100 Prosjekt P-100", f"/projects/{project.row_id}/invoicing-options#your_reference")
    ]
    path = f"/nord/projects/{project.row_id}/invoicing-options"
    _tab, answer = await at(tabs, world.nord.administrator, path, ProjectOptionsState)
    assert rows(answer)["your_reference"].now.origin == "This project"


async def test_project_leaders_read_what_is_the_economys(tabs, world, fjord):
    path = f"/nord/customers/{fjord.row_id}/invoicing-options"
    tab, answer = await at(tabs, world.nord.project_leader, path, CustomerOptionsState)
    found = rows(answer)
    assert {row.may for key, row in found.items() if key.startswith("account")} == {False}
    assert found["your_reference"].may
    answer = await tab.call(CustomerOptionsState.override, key="reminders", on=True)
    assert answer.vars.get("editing", {}) == {}
    _tab, answer = await at(tabs, world.nord.co_worker, path, CustomerOptionsState)
    assert not any(row.may for row in rows(answer).values())
    assert not answer.vars.get("may")


async def test_money_and_bookkeeping_are_told_to_those_who_may_see_invoices(tabs, world, fjord):
    with writing(world.nord.administrator) as work:
        account = factories.stored(work, BookkeepingAccount(number="3999", name="Særsalg")).key
    said = {"discount_percent": "17.5", "invoice_fee": "47.25", "account_hours": str(account)}
    for place in (Place(), fjord):
        put(world, place, **{key: (None, text) for key, text in said.items()})
    put(world, fjord, your_reference=(None, "Kari"))
    counted = {}
    path = f"/nord/customers/{fjord.row_id}/invoicing-options"
    for actor in (world.nord.project_leader, world.nord.co_worker):
        _tab, answer = await at(tabs, actor, path, CustomerOptionsState)
        with reading(actor) as work:
            counted[actor] = count_set_here(work, fjord)
            told = repr(history(work, fjord.row_id))
        assert answer.vars["set_here"] == counted[actor]
        shown = [key for key in said if key in rows(answer)]
        everything = answer.everything + told
        leaks = [text for text in ("17,5", "47,25", "Særsalg") if text in everything]
        sees = actor is world.nord.project_leader
        assert (len(shown), len(leaks)) == ((3, 3) if sees else (0, 0))
        assert rows(answer)["your_reference"].now.value == "Kari"
    assert list(counted.values()) == [4, 1]
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        editor_choices(work, fjord, BY_KEY["account_hours"], "")


async def test_a_co_workers_changes_are_refused(tabs, world, fjord):
    path = f"/nord/customers/{fjord.row_id}/invoicing-options"
    tab, _answer = await at(tabs, world.nord.co_worker, path, CustomerOptionsState)
    await tab.call(CustomerOptionsState.override, key="your_reference", on=True)
    await tab.call(CustomerOptionsState.save, form={"your_reference": "x"})
    assert own(world, fjord) == {}


async def test_another_companys_customer_is_not_found(tabs, world):
    path = f"/nord/customers/{world.sor.customers[10001] + 1000}/invoicing-options"
    _tab, answer = await at(tabs, world.nord.administrator, path, CustomerOptionsState)
    assert answer.vars["phase"] == "failed"
    path = f"/nord/projects/{world.sor.projects['P-100']}/invoicing-options"
    _tab, answer = await at(tabs, world.nord.administrator, path, ProjectOptionsState)
    assert answer.vars["phase"] == "failed"


async def test_what_a_colleague_sets_shows_by_itself(tabs, world, fjord, tab):
    stop = subscribe(HUB.notify)
    try:
        await tab.call(CustomerOptionsState.override, key="order_reference", on=True)
        watch = tab.event(f"{CustomerOptionsState.get_full_name()}.watch", {})
        await tabs.processor.enqueue(tab.token, watch)
        await asyncio.sleep(0.05)
        put(world, fjord, your_reference=(None, "Ola Nordmann"))
        for _ in range(500):
            await asyncio.sleep(0.01)
            if any("Ola Nordmann" in repr(update) for _token, update in tabs.sent):
                break
        else:
            pytest.fail("The page did not change.")
        said = [update.delta for _token, update in tabs.sent if "Ola Nordmann" in repr(update)]
        assert "editing" not in repr(said[-1])  # what the reader is changing stays
    finally:
        stop()
