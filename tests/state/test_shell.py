"""The frame's states, through the guard."""

import asyncio

from moment_ui.core.events import subscribe
from moment_ui.db.work import writing
from moment_ui.models.invoice import ExportStatus, Invoice
from moment_ui.state.base import NoticeState
from moment_ui.state.bell import BellState
from moment_ui.state.live import HUB
from moment_ui.state.navigation import NAVIGATION, allowed_paths, page_in
from moment_ui.state.search import SearchState
from moment_ui.state.shell import ShellState
from tests import factories
from tests.tabs import HYDRATE, Answer, Tab, Tabs, server


async def opened(tabs: Tabs, actor, path: str) -> Tab:
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


def test_the_page_is_kept_when_the_company_changes():
    assert page_in("/nord/finances/invoices") == "finances/invoices"
    assert page_in("/nord/customers/12/invoices") == "customers"
    assert page_in("/nord/setup/audit-log/") == "setup/audit-log"
    assert page_in("/nord/customers-not") == "customers"
    assert page_in("/") == "customers"


async def test_the_frame_shows_what_the_reader_may_open(world):
    async with server() as tabs:
        tab = await opened(tabs, world.nord.co_worker, "/nord/customers")
        answer = await tab.call(ShellState.load)
        assert answer.vars["allowed"] == [
            *("customers", "contacts", "projects", "timesheet", "hours/mine"),
            *("resources/co-workers", "tasks", "tasks/report"),
            *("claims", "claims/review", "claims/new"),
        ]
        assert answer.vars["doors"] == {
            **{key: key for key in ("customers", "projects", "timesheet", "tasks", "claims")},
            "resources": "resources/co-workers",
        }
        assert answer.vars["reader"].role == "Co-worker"
        everything = [entry.path for area in NAVIGATION for entry in area.entries]
        assert allowed_paths(world.nord.administrator.permissions) == everything


async def test_the_switcher_holds_ones_own_companies_with_the_page_one_is_on_or_may_open(world):
    async with server() as tabs:
        tab = await opened(tabs, world.nord.both, "/sor/setup/import")
        answer = await tab.call(ShellState.load)
        assert [line.href for line in answer.vars["companies"]] == [
            "/nord/setup/import",
            "/sor/customers",
        ]
        assert answer.vars["company"].slug == "sor"


async def test_nothing_is_read_again_while_company_and_page_stay(world):
    async with server() as tabs:
        tab = await opened(tabs, world.nord.economy, "/nord/customers")
        await tab.call(ShellState.load)
        tab.path = "/nord/customers?page=2"
        again = await tab.call(ShellState.load)
        assert not {"companies", "reader", "allowed"} & set(again.vars)


async def test_the_search_answers_in_the_readers_scope(world):
    async with server() as tabs:
        tab = await opened(tabs, world.sor.co_worker, "/sor/customers")
        answer = await tab.call(SearchState.find, text="fjord")
        groups = {group.kind: group.hits for group in answer.vars["groups"]}
        assert [hit.href for hit in groups["customers"]] == [
            f"/sor/customers/{world.sor.customers[10001]}"
        ]
        assert "invoices" not in groups
        assert "groups" not in (await tab.call(SearchState.find, text={"$ne": 1})).vars


async def test_a_project_found_leads_to_its_page(world):
    with writing(world.nord.administrator) as work:
        own = factories.project(work, "P-900", None, name="Kontorflytting").key
    async with server() as tabs:
        tab = await opened(tabs, world.nord.co_worker, "/nord/customers")
        (group,) = (await tab.call(SearchState.find, text="p-200")).vars["groups"]
        project = world.nord.projects["P-200"]
        assert group.hits[0].href == f"/nord/projects/{project}"
        (group,) = (await tab.call(SearchState.find, text="kontorflytting")).vars["groups"]
        (hit,) = group.hits
        assert (hit.href, hit.note) == (f"/nord/projects/{own}", "Without a customer")


async def test_the_way_numbers_are_written_changes_on_the_page_one_is_on(world):
    async with server() as tabs:
        tab = await opened(tabs, world.nord.economy, "/nord/customers?status=active&page=2")
        answer = await tab.call(ShellState.choose_locale, locale="en_GB")
        assert answer.redirects == ["/nord/customers?status=active&page=2"]


async def test_a_theme_that_does_not_exist_is_told_and_not_kept(world):
    async with server() as tabs:
        tab = await opened(tabs, world.nord.economy, "/nord/customers")
        answer = await tab.call(ShellState.choose_theme, theme="<script>")
        assert answer.notices
        assert (await tab.call(ShellState.choose_theme, theme="dark")).vars["theme"] == "dark"


async def test_the_bell_counts_anew_when_invoices_change(world, monkeypatch):
    monkeypatch.setattr(HUB, "is_open", lambda _tab: True)  # a tab of a test has no websocket
    stop = subscribe(HUB.notify)
    try:
        async with server() as tabs:
            tab = await opened(tabs, world.nord.economy, "/nord/customers")
            event = tab.event(f"{BellState.get_full_name()}.watch", {})
            await tabs.processor.enqueue(tab.token, event)
            await _until(lambda: _sent(tabs, tab, "lines") == "5")
            with writing(world.nord.economy) as work:
                row = work.session.get_one(Invoice, world.nord.invoices[5001])
                row.export_status = ExportStatus.TRANSFERRED
                work.emit("invoices")
            await _until(lambda: _sent(tabs, tab, "lines") == "4")
    finally:
        stop()


def _sent(tabs: Tabs, tab: Tab, name: str) -> str:
    lines = Answer([update for token, update in tabs.sent if token == tab.token]).vars.get(name, [])
    return next((line.count for line in lines if line.kind == "accounting"), "")


async def _until(true) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("It did not come to that.")


async def test_a_message_is_not_shown_twice(world):
    async with server() as tabs:
        tab = await opened(tabs, world.nord.economy, "/nord/customers")
        await tab.call(NoticeState.show, kind="error", text="Your role forbids it.")
        answer = await tab.call(NoticeState.show, kind="error", text="Your role forbids it.")
        assert answer.notices == ["Your role forbids it."]
