"""The import page: a file, its columns, a check, the import, and the history with undo."""

import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import parse_qs

import reflex as rx

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError, Conflict
from moment_ui.core.words import _
from moment_ui.domain.uploads.commands import NoRoom
from moment_ui.imports.history import may_import
from moment_ui.imports.job import Order, Outcome
from moment_ui.imports.kind import check_mapping
from moment_ui.imports.kinds import kind_called
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.imports.import_history import ImportHistory
from moment_ui.state.imports.import_jobs import ImportJob
from moment_ui.state.imports.import_views import outcome_view, problems_file, problems_of
from moment_ui.state.paths import base_of

_NEWS_SECONDS = 0.3


class Busy(Conflict):
    """One import of a reader at a time."""

    def __init__(self) -> None:
        super().__init__(_("Your last import is still at work. Wait for it, or cancel it."))


class ImportState(ImportHistory, rx.State):
    """One file on its way into the company, from the upload to what came of it."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.IMPORT})

    address: rx.Field[str] = rx.field("")
    progress: rx.Field[str] = rx.field("")
    percent: rx.Field[int] = rx.field(0)

    @rx.event
    async def load(self) -> None:
        """Show the history, and the file that the address names."""
        url = self.router.url
        query = parse_qs(url.query)
        self.address = base_of(url.path)
        await self._load_history()
        named = query.get("file", [""])[0]
        if not named:
            self._forget_file()
            self.problem = _refusals().get(query.get("problem", [""])[0], "")
        elif named != str(self._file_id):
            await self._open(named, query.get("kind", [""])[0])

    @rx.event(background=True)
    async def check_file(self) -> AsyncIterator[Any]:
        """Check the whole file; nothing is written."""
        async for event in self._carry_out(dry_run=True, valid_rows=False):
            yield event

    @rx.event(background=True)
    async def import_file(self, valid_rows: bool) -> AsyncIterator[Any]:  # noqa: FBT001 - an event's argument
        """Import the file: all of it, or the valid rows only."""
        valid_rows = check.flag(valid_rows)
        async for event in self._carry_out(dry_run=False, valid_rows=valid_rows):
            yield event

    @rx.event
    async def cancel(self) -> None:
        """Stop one's own import; what it was writing is as if it had never begun."""
        for job in ImportJob.wanted_by(self._actor().user_id):
            await job.stop()

    @rx.event
    async def download_problems(self) -> Any:
        """Everything that is wrong, as a CSV file."""
        return rx.download(
            data=problems_file(self._problems), filename=f"{self.file_name}.errors.csv"
        )

    async def _carry_out(self, *, dry_run: bool, valid_rows: bool) -> AsyncIterator[Any]:
        actor = self._actor()
        if ImportJob.wanted_by(actor.user_id):
            raise Busy
        async with self:
            order = self._order(actor, dry_run=dry_run, valid_rows=valid_rows)
            before, self.phase = self.phase, "working"
            self.progress, self.percent = "", 0
        yield
        job = ImportJob(order)
        job.start()
        try:
            await self._follow(job)
        finally:
            await job.stop()
            async with self:
                await self._end(job, before)

    def _order(self, actor: Actor, *, dry_run: bool, valid_rows: bool) -> Order:
        kind = kind_called(self.kind)
        check_mapping(kind, self._mapped)
        return Order(
            user_id=actor.user_id,
            company_id=actor.company_id,
            file_id=self._file_id,
            kind=kind.kind.value,
            mapped=dict(self._mapped),
            decimal=self.decimal,
            valid_rows=valid_rows,
            dry_run=dry_run,
        )

    async def _follow(self, job: ImportJob) -> None:
        since = time.monotonic()
        while await job.news(_NEWS_SECONDS):
            await self._read(may_import)
            async with self:
                if self._shows(job):
                    self.progress = progress_words(job, time.monotonic() - since)
                    self.percent = min(100, 100 * job.done // job.total) if job.total else 0

    def _shows(self, job: ImportJob) -> bool:
        """Whether the page still shows the job's file, and not another one or another company."""
        return self._file_id == job.order.file_id

    async def _end(self, job: ImportJob, before: str) -> None:
        if not self._shows(job):
            return
        if job.outcome is None:
            self.phase = before
            await tell(self, "error", job.error)
            return
        self._show(job.outcome)
        with suppress(AppError):
            await self._load_history()

    def _show(self, outcome: Outcome) -> None:
        kind = kind_called(self.kind)
        headings = {key: self._headings[place] for key, place in self._mapped.items()}
        self._problems = problems_of(outcome, kind, headings)
        self.outcome = outcome_view(outcome, kind, headings, self._actor())
        self.phase = "checked" if outcome.batch_id is None else "done"


def _refusals() -> dict[str, str]:
    """Why an upload came back without a file, by the word in the address."""
    return {
        "none": _("Choose a file first."),
        "full": NoRoom().message,
        "busy": _("Your last file is still on its way. Wait for it, then upload the next."),
    }


def progress_words(job: ImportJob, seconds: float) -> str:
    """How far the job is, and how fast."""
    if job.waiting:
        return _("Waiting for another import to finish")
    words = {
        "reading": _("Reading, {done} rows"),
        "checking": _("Checking, {done} done"),
        "writing": _("Writing, {done} of {total}"),
    }
    if job.phase not in words:
        return _("Starting")
    text = words[job.phase].format(done=job.done, total=job.total)
    speed = round(job.done / seconds) if seconds else 0
    return f"{text} · {_('{speed} a second').format(speed=speed)}" if speed else text
