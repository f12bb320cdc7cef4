"""Lists follow what another process writes, and own writes are told once."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from moment_ui.core.events import own_commits, subscribe
from moment_ui.core.settings import ROOT
from moment_ui.db.engine import engine
from moment_ui.db.work import data_versions, writing
from moment_ui.domain.customers.commands import set_status
from moment_ui.models.customer import CustomerStatus
from moment_ui.state import elsewhere
from moment_ui.state.customers.customers import CustomersState
from moment_ui.state.elsewhere import EVERY_SECONDS, listen_elsewhere
from moment_ui.state.live import HUB
from tests.databases import Template
from tests.state.lists import sit_down
from tests.tabs import Tabs, server


@pytest.fixture
async def tabs(live_database: Template, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Tabs]:
    """A server that listens to other processes."""
    monkeypatch.setattr(HUB, "is_open", lambda _tab: True)
    stop = subscribe(HUB.notify)
    listening = asyncio.create_task(listen_elsewhere())
    try:
        async with server() as opened:
            yield opened
    finally:
        listening.cancel()
        stop()


async def test_an_import_from_the_command_line_shows_in_open_lists(
    tabs: Tabs, live_database: Template, tmp_path: Path
) -> None:
    file = tmp_path / "kunder.csv"
    file.write_text("Kundenr;Firmanavn\n20001;Fra Kommandolinjen AS\n", "utf-8")
    who = live_database.world.nord.administrator
    reader = await sit_down(tabs, who, CustomersState, "/nord/customers?sort=-number")
    event = reader.tab.event(f"{CustomersState.get_full_name()}.watch", {})
    await tabs.processor.enqueue(reader.tab.token, event)
    await asyncio.sleep(0.1)
    before = len(tabs.sent)
    command = [sys.executable, "-m", "moment_ui", "import", "--company", "nord"]
    process = await asyncio.create_subprocess_exec(
        *command, "--kind", "customers", str(file), cwd=ROOT, stdout=subprocess.DEVNULL
    )
    assert await process.wait() == 0
    since = time.monotonic()
    while "Fra Kommandolinjen" not in repr(tabs.sent[before:]):
        assert time.monotonic() - since < EVERY_SECONDS + 4
        await asyncio.sleep(0.01)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The companies that were woken."""
    companies: list[int] = []
    monkeypatch.setattr(elsewhere, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(HUB, "notify_all", companies.append)
    return companies


async def test_what_this_process_writes_is_not_told_twice(
    live_database: Template, woken: list[int]
) -> None:
    nord = live_database.world.nord
    with HUB.watching(nord.company_id, "customers"):
        listening = asyncio.create_task(listen_elsewhere())
        await asyncio.sleep(0.1)
        for status in (CustomerStatus.BLOCKED, CustomerStatus.ACTIVE):
            with writing(nord.economy) as work:
                set_status(work, [nord.customers[10001]], status)
            await asyncio.sleep(0.05)
        with pytest.raises(RuntimeError), writing(nord.economy):
            raise RuntimeError("rolled back")
        await asyncio.sleep(0.1)
        assert woken == []
        _write_elsewhere(nord.company_id)
        await asyncio.sleep(0.2)
        listening.cancel()
    assert woken == [nord.company_id]


async def test_nothing_is_asked_while_nobody_watches(
    live_database: Template, woken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted() -> dict[int, int]:
        asked.append(1)
        return data_versions()

    monkeypatch.setattr(elsewhere, "data_versions", counted)
    listening = asyncio.create_task(listen_elsewhere())
    await asyncio.sleep(0.2)
    assert len(asked) == 1
    _write_elsewhere(live_database.world.nord.company_id)
    with HUB.watching(live_database.world.nord.company_id, "customers"):
        await asyncio.sleep(0.2)
    listening.cancel()
    assert woken == [live_database.world.nord.company_id]


async def test_the_first_write_ever_in_a_company_wakes_its_readers(
    live_database: Template, woken: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    nord = live_database.world.nord
    monkeypatch.setattr(elsewhere, "own_commits", dict)
    with engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM data_version")
    with HUB.watching(nord.company_id, "customers"):
        listening = asyncio.create_task(listen_elsewhere())
        await asyncio.sleep(0.1)
        _write_elsewhere(nord.company_id)
        await asyncio.sleep(0.2)
        listening.cancel()
    assert woken == [nord.company_id]


async def test_an_older_database_put_back_wakes_readers_and_goes_on_doing_so(
    live_database: Template, woken: list[int]
) -> None:
    company_id = live_database.world.nord.company_id
    for _time in range(3):
        _write_elsewhere(company_id)
    with HUB.watching(company_id, "customers"):
        listening = asyncio.create_task(listen_elsewhere())
        await asyncio.sleep(0.1)
        _write_elsewhere(company_id, by=-2)
        await asyncio.sleep(0.2)
        assert woken == [company_id]
        _write_elsewhere(company_id)
        await asyncio.sleep(0.2)
        listening.cancel()
    assert woken == [company_id] * 2


def test_a_commit_that_fails_is_not_counted(
    live_database: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    nord = live_database.world.nord
    before = own_commits()

    def fail(_connection: sa.Connection) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sa.Connection, "commit", fail)
    with pytest.raises(OSError, match="disk full"), writing(nord.economy) as work:
        set_status(work, [nord.customers[10001]], CustomerStatus.BLOCKED)
    assert own_commits() == before


def _write_elsewhere(company_id: int, *, by: int = 1) -> None:
    """Raise the data version as another process does: uncounted here."""
    with engine().begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO data_version (company_id, version) VALUES (?, ?)"
            " ON CONFLICT (company_id) DO UPDATE SET version = version + excluded.version",
            (company_id, by),
        )
