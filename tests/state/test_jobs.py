"""Jobs in processes of their own, and what the log says of one that fails."""

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Any

import pytest

from moment_ui.core.events import Changed, subscribe
from moment_ui.core.files import random_name
from moment_ui.db.work import writing
from moment_ui.domain.uploads import files
from moment_ui.domain.uploads.commands import keep_upload
from moment_ui.imports.job import Order as ImportOrder
from moment_ui.reports.export import Order as ExportOrder
from moment_ui.state.imports.import_jobs import ImportJob
from moment_ui.state.jobs import Job
from moment_ui.state.lists.export_jobs import ExportJob
from tests.databases import Template

TYPED = "hemmelig-4711"


def export_job() -> Job:
    return ExportJob(
        ExportOrder(
            report="invoices", query=TYPED, format="csv", user_id=1, company_id=1, name="invoices.x"
        )
    )


def import_job() -> Job:
    return ImportJob(
        ImportOrder(
            user_id=1,
            company_id=1,
            file_id=1,
            kind="customers",
            mapped={TYPED: 0},
            decimal="",
            valid_rows=False,
            dry_run=True,
        )
    )


@pytest.mark.parametrize("made", [export_job, import_job])
async def test_no_value_reaches_the_log_when_a_job_fails(
    made: Callable[[], Job], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    job = made()

    async def fail(_job: Job) -> None:
        raise ValueError(f"Could not send {TYPED}")

    monkeypatch.setattr(type(job), "turn", asyncio.Semaphore(1))
    monkeypatch.setattr(type(job), "_work", fail)
    job.start()
    assert not await job.news(5)
    assert "was stopped" in job.error
    assert "ValueError" in caplog.text
    assert "test_jobs.py" in caplog.text
    assert TYPED not in caplog.text


@pytest.mark.parametrize("made", [export_job, import_job])
async def test_what_a_process_says_that_is_no_json_ends_the_job_without_a_value(
    made: Callable[[], Job], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = made()
    python: Any = job.command[0]
    monkeypatch.setattr(type(job), "turn", asyncio.Semaphore(1))
    monkeypatch.setattr(type(job), "command", (python, "-c", f"print('{TYPED}')"))
    job.start()
    assert not await job.news(20)
    assert "was stopped" in job.error
    assert TYPED not in caplog.text


LEDGER = "Kundenr;Firmanavn\n20001;Nytt Bygg AS\n20002;Nye Bru AS\n"
DIES_AFTER_COMMIT = """
import os
from moment_ui.imports import job
job.say = lambda **told: os._exit(9) if "result" in told else None
job.main()
"""
HANGS_AFTER_COMMIT = """
import time
from moment_ui.imports import job
told = job.say
def say(**message):
    told(**{"phase": "written", "done": 1, "total": 1} if "result" in message else message)
    if "result" in message:
        time.sleep(60)
job.say = say
job.main()
"""


@pytest.fixture
def import_of_a_ledger(live_database: Template, monkeypatch: pytest.MonkeyPatch) -> ImportJob:
    """An import of two customers into Nord, not started yet."""
    economy = live_database.world.nord.economy
    name = random_name()
    path = files.path_of(name)
    assert path is not None
    path.parent.mkdir(parents=True)
    path.write_text(LEDGER, "utf-8")
    with writing(economy) as work:
        file_id = keep_upload(work, name, "kunder.csv", path.stat().st_size)
    monkeypatch.setattr(ImportJob, "turn", asyncio.Semaphore(1))
    return ImportJob(
        ImportOrder(
            user_id=economy.user_id,
            company_id=economy.company_id,
            file_id=file_id,
            kind="customers",
            mapped={"number": 0, "name": 1},
            dry_run=False,
        )
    )


def heard_of(company_id: int) -> tuple[list[str], Callable[[], None]]:
    """The topics told of a company from now on, and how to stop listening."""
    heard: list[str] = []

    def listen(event: Changed) -> None:
        if event.company_id == company_id:
            heard.append(event.topic)

    return heard, subscribe(listen)


@pytest.mark.parametrize("cancelled", [False, True])
async def test_an_import_that_dies_after_its_commit_is_told_as_done(
    import_of_a_ledger: ImportJob, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    job = import_of_a_ledger
    script = HANGS_AFTER_COMMIT if cancelled else DIES_AFTER_COMMIT
    monkeypatch.setattr(ImportJob, "command", (sys.executable, "-c", script))
    heard, stop = heard_of(job.order.company_id)
    job.start()
    while cancelled and job.phase != "written":
        assert await job.news(0.05)
    if cancelled:
        await asyncio.gather(job.stop(), job.stop())  # the reader and the page, both at once
    assert not await job.news(60)
    stop()
    assert job.outcome is not None
    assert (job.outcome.created, job.error) == (2, "")
    assert job.outcome.batch_id is not None
    assert "customers" in heard


@pytest.mark.parametrize("cancelled", [False, True])
async def test_an_import_that_ends_before_its_commit_is_told_to_have_changed_nothing(
    import_of_a_ledger: ImportJob, monkeypatch: pytest.MonkeyPatch, cancelled: bool
) -> None:
    job = import_of_a_ledger
    script = "import time; time.sleep(60)" if cancelled else "import os; os._exit(9)"
    monkeypatch.setattr(ImportJob, "command", (sys.executable, "-c", script))
    job.start()
    while cancelled and job.process is None:
        assert await job.news(0.01)
    if cancelled:
        await job.stop()
    assert not await job.news(60)
    assert job.outcome is None
    assert ("cancelled" if cancelled else "stopped") in job.error
    assert "nothing" in job.error


async def test_an_import_that_cannot_be_looked_up_does_not_say_that_nothing_changed(
    import_of_a_ledger: ImportJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError("no database")

    monkeypatch.setattr("moment_ui.state.imports.import_jobs.import_since", fail)
    monkeypatch.setattr(ImportJob, "command", (sys.executable, "-c", DIES_AFTER_COMMIT))
    import_of_a_ledger.start()
    assert not await import_of_a_ledger.news(60)
    assert "not known" in import_of_a_ledger.error
