"""Jobs in processes of their own, and what the log says of one that fails."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest

from moment_ui.imports.job import Order as ImportOrder
from moment_ui.reports.export import Order as ExportOrder
from moment_ui.state.export_jobs import ExportJob
from moment_ui.state.import_jobs import ImportJob
from moment_ui.state.jobs import Job

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
