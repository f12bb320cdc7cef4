"""Exports from a tab: download, queue, cancel, and who is stopped."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from reflex_base.event import Event
from sqlmodel import select

from moment_ui.core import events
from moment_ui.core.actor import Actor
from moment_ui.db.work import global_writing, reading
from moment_ui.domain.access.commands import revoke_session
from moment_ui.domain.exports import files
from moment_ui.domain.exports.queries import find_download
from moment_ui.models.access import Membership
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.lists.export_jobs import MOST_PER_READER, ExportJob
from moment_ui.state.lists.exports import ExportState, ExportView
from tests.databases import Template
from tests.state.lists import sit_down
from tests.tabs import HYDRATE, Answer, Tab, Tabs, server

PATH = "/nord/finances/invoices"


@pytest.fixture
def reader(live_database: Template) -> Actor:
    """Who exports; time passes."""
    return live_database.world.nord.administrator


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue of the test's own: it belongs to an event loop, and each test has its own."""
    monkeypatch.setattr(ExportJob, "turn", asyncio.Semaphore(1))


@pytest.fixture
def slow_job(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that tells of progress and never ends by itself."""
    script = (
        "import json, sys, time\n"
        "sys.stdin.readline()\n"
        "print(json.dumps({'done': 250, 'total': 1000}), flush=True)\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setattr(ExportJob, "command", (ExportJob.command[0], "-c", script))


async def opened(tabs: Tabs, actor: Actor) -> Tab:
    tab = tabs.open(actor, PATH)
    await tab.call(HYDRATE)
    return tab


async def begin(tab: Tab, **arguments: Any) -> None:
    """Send the event, and do not wait for what it sets off."""
    payload = {"report": "invoices", "query": "", "fixed": {}, "kind": "csv", **arguments}
    name = f"{ExportState.get_full_name()}.start"
    await tab.processor.enqueue(tab.token, tab.event(name, payload))


def seen(tab: Tab) -> Answer:
    return Answer([update for token, update in tab.sent if token == tab.token])


def exports_of(tab: Tab) -> list[ExportView]:
    return seen(tab).vars.get("exports", [])


def downloads_of(tab: Tab) -> list[Event]:
    return [event for event in seen(tab).events if event.name == "_download"]


async def until(condition: Callable[[], Any], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.02)


async def test_the_file_is_downloaded_by_itself(reader: Actor) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: downloads_of(tab))
        await until(lambda: not exports_of(tab))
    [download] = downloads_of(tab)
    name = download.payload["url"].removeprefix("/api/exports/")
    assert download.payload["filename"].endswith(".csv")
    with reading(reader) as work:
        assert find_download(work, name) is not None


async def test_the_rows_ticked_are_taken_away(reader: Actor, live_database: Template) -> None:
    wanted = live_database.world.nord.invoices[5003]
    async with server() as tabs:
        list_ = await sit_down(tabs, reader, InvoicesState, PATH)
        await list_.click(InvoicesState.tick, row=str(wanted), ranged=False)
        name = f"{InvoicesState.get_full_name()}.export_ticked"
        await tabs.processor.enqueue(list_.tab.token, list_.tab.event(name, {"kind": "csv"}))
        await until(lambda: downloads_of(list_.tab))
    [download] = downloads_of(list_.tab)
    with reading(reader) as work:
        found = find_download(work, download.payload["url"].removeprefix("/api/exports/"))
    assert found is not None
    assert len(found.path.read_text("utf-8-sig").splitlines()) == 2


async def test_a_ready_file_is_news_to_the_bell(reader: Actor) -> None:
    heard: list[events.Changed] = []
    leave = events.subscribe(heard.append)
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: downloads_of(tab))
    leave()
    assert events.Changed(reader.company_id, "exports") in heard


async def test_a_page_to_print_opens_and_stays_within_reach(reader: Actor) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab, kind="print")
        await until(lambda: seen(tab).redirects)
        await until(lambda: exports_of(tab) and exports_of(tab)[0].href)
        [shown] = exports_of(tab)
        assert [shown.href] == seen(tab).redirects
        answer = await tab.call(ExportState.cancel, key=shown.key)
        assert answer.vars["exports"] == []


async def test_progress_is_shown_after_a_moment_and_cancel_kills_the_job(
    reader: Actor, slow_job: None
) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: exports_of(tab))
        [shown] = exports_of(tab)
        assert (shown.title, shown.text) == ("Invoices, CSV", "250 of 1\xa0000 rows")
        assert shown.percent == 25
        [job] = ExportJob.wanted_by(reader.user_id)
        await tab.call(ExportState.cancel, key=shown.key)
        await until(lambda: not ExportJob.wanted_by(reader.user_id))
        assert job.process is not None
        assert job.process.returncode is not None
    assert exports_of(tab) == []
    assert downloads_of(tab) == []
    assert list(files.folder().glob("*")) == []


async def test_the_second_export_waits_and_says_so(reader: Actor, slow_job: None) -> None:
    async with server() as tabs:
        first, second = await opened(tabs, reader), await opened(tabs, reader)
        await begin(first)
        await until(lambda: ExportJob.wanted_by(reader.user_id))
        await begin(second)
        await until(lambda: exports_of(second))
        [waiting] = exports_of(second)
        assert waiting.percent == -1
        assert waiting.text == "Waiting for another export to finish"
        for job in ExportJob.wanted_by(reader.user_id):
            job.cancel()
        await until(lambda: not ExportJob.wanted_by(reader.user_id))


async def test_one_reader_cannot_fill_the_queue(reader: Actor, slow_job: None) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        for _ in range(MOST_PER_READER):
            await begin(tab)
        await until(lambda: len(ExportJob.wanted_by(reader.user_id)) == MOST_PER_READER)
        await begin(tab)
        await until(lambda: any("on their way already" in text for text in seen(tab).notices))
        for job in ExportJob.wanted_by(reader.user_id):
            job.cancel()
        await until(lambda: not ExportJob.wanted_by(reader.user_id))


async def test_nobody_cancels_the_exports_of_others(
    reader: Actor, live_database: Template, slow_job: None
) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        stranger = await opened(tabs, live_database.world.nord.economy)
        await begin(tab)
        await until(lambda: ExportJob.wanted_by(reader.user_id))
        [job] = ExportJob.wanted_by(reader.user_id)
        name = f"{ExportState.get_full_name()}.cancel"
        await stranger.processor.enqueue(stranger.token, stranger.event(name, {"key": job.key}))
        await until(lambda: "exports" in seen(stranger).vars)
        assert ExportJob.wanted_by(reader.user_id) == [job]
        assert not job.cancelled
        job.cancel()
        await until(lambda: not ExportJob.wanted_by(reader.user_id))


async def test_logging_out_stops_the_export(reader: Actor, slow_job: None) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: exports_of(tab))
        revoke_session(tab.cookie)
        await until(lambda: not ExportJob.wanted_by(reader.user_id))
        await until(lambda: seen(tab).redirects == ["/login/"])
    assert downloads_of(tab) == []


async def test_losing_the_role_stops_the_export(
    reader: Actor, live_database: Template, slow_job: None
) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: exports_of(tab))
        _make_co_worker(reader, live_database.world.nord.co_worker)
        await until(lambda: not ExportJob.wanted_by(reader.user_id))
        await until(lambda: any("role does not allow" in text for text in seen(tab).notices))
    assert downloads_of(tab) == []


async def test_a_role_that_may_not_read_the_report_starts_nothing(
    live_database: Template,
) -> None:
    async with server() as tabs:
        tab = await opened(tabs, live_database.world.nord.co_worker)
        await begin(tab)
        await until(lambda: any("role does not allow" in text for text in seen(tab).notices))
        assert ExportJob.wanted_by(live_database.world.nord.co_worker.user_id) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"report": "users"},
        {"report": 17},
        {"report": "../../x"},
        {"kind": "exe"},
        {"kind": None},
        {"query": "x" * 9000},
        {"query": None},
        {"fixed": {"customer": "1 or 1=1"}},
        {"fixed": [1]},
        {"ticked": ["1 or 1=1"]},
        {"ticked": {"id": 1}},
        {"ticked": list(range(2000))},
    ],
)
async def test_arguments_no_page_of_ours_sends_are_refused(
    reader: Actor, wrong: dict[str, Any]
) -> None:
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab, **wrong)
        await until(lambda: seen(tab).notices)
        assert ExportJob.wanted_by(reader.user_id) == []


async def test_an_error_of_the_job_is_said(reader: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import json; print(json.dumps({'error': 'There is no room left'}))"
    monkeypatch.setattr(ExportJob, "command", (ExportJob.command[0], "-c", script))
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: seen(tab).notices == ["There is no room left"])


async def test_a_job_that_cannot_start_is_said(
    reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExportJob, "command", ("/no/such/program",))
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: any("stopped on the server" in text for text in seen(tab).notices))


async def test_a_job_that_dies_without_a_word_is_said(
    reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = (ExportJob.command[0], "-c", "import os; os._exit(9)")
    monkeypatch.setattr(ExportJob, "command", dies)
    async with server() as tabs:
        tab = await opened(tabs, reader)
        await begin(tab)
        await until(lambda: any("stopped on the server" in text for text in seen(tab).notices))


def _make_co_worker(actor: Actor, example: Actor) -> None:
    with global_writing() as session:
        rows = {(row.user_id, row.company_id): row for row in session.exec(select(Membership))}
        wanted = rows[example.user_id, example.company_id].role_id
        rows[actor.user_id, actor.company_id].role_id = wanted
