"""Taking a report away: one background event per export, with progress, cancel and download."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx
from pydantic import ValidationError

from moment_ui.core import events
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import Conflict
from moment_ui.core.files import random_name
from moment_ui.core.table import Kind
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import writing
from moment_ui.domain.access.cookies import token_in
from moment_ui.domain.exports.commands import forget_export, sweep_exports
from moment_ui.formats import find_format
from moment_ui.formats.text import Reader, Texts
from moment_ui.reports import report_by_key
from moment_ui.reports.export import CannotExport, Order, check_may_read
from moment_ui.state.base import AppState, tell
from moment_ui.state.lists.export_jobs import MOST_PER_READER, ExportJob

QUIET_SECONDS = 1.0  # what is ready by then needs no progress bar
_NEWS_SECONDS = 0.4
_PRINT = "print"


class TooManyExports(Conflict):
    """The reader has as many exports on their way as the server takes from one."""

    def __init__(self, most: int) -> None:
        text = _("{most} exports are on their way already. Wait for one, or cancel it.")
        super().__init__(text.format(most=most))


@dataclass(frozen=True)
class ExportView:
    """An export as the reader sees it. `percent` -1: it waits; `href`: where a ready page is."""

    key: str
    title: str
    text: str
    percent: int = -1
    href: str = ""


class ExportState(AppState, rx.State):
    """The exports of a tab that take longer than a moment. Survives moving between pages."""

    needs: ClassVar[frozenset[Permission]] = frozenset()

    exports: rx.Field[list[ExportView]] = rx.field(default_factory=list)

    @rx.event(background=True)
    async def start(
        self,
        report: str,
        query: str,
        fixed: dict[str, int],
        kind: str,
        ticked: list[int] | None = None,
    ) -> AsyncIterator[Any]:
        """Make a file of what a report's address shows, and send it to the reader.

        `ticked` are ids of the rows to take, of those in the list; without any it takes all.
        Stops when the reader cancels, logs out, or may not read the report any more.
        """
        actor = self._actor()
        job = ExportJob(_order(actor, report, query, fixed, kind, ticked or []))
        await self._read(check_may_read, job.order.report)
        if len(ExportJob.wanted_by(actor.user_id)) >= MOST_PER_READER:
            raise TooManyExports(MOST_PER_READER)
        job.start()
        try:
            await self._follow(job)
        finally:
            await job.stop()
            async with self:
                self._take_away(job.key)
            if not job.title:
                await in_pool(_give_up, actor, job.order.name)
        async with self:
            await self._tell_end(job)
        if job.title:
            events.publish(events.Changed(actor.company_id, "exports"))
            yield _delivery(job)
        await in_pool(sweep_exports)

    @rx.event
    async def cancel(self, key: str) -> None:
        """Stop an export of one's own, or take the line of one that is ready away."""
        for job in ExportJob.wanted_by(self._actor().user_id):
            if job.key == key:
                job.cancel()
        self._take_away(key)

    async def _follow(self, job: ExportJob) -> None:
        """Show how far the job is until it ends, asking each time whether it still may go on."""
        tab = token_in(self.router.headers.cookie)
        since = time.monotonic()
        while await job.news(_NEWS_SECONDS):
            await self._read(check_may_read, job.order.report)
            async with self:
                if token_in(self.router.headers.cookie) != tab:
                    job.cancel()  # the tab has changed hands
                elif not job.cancelled and (
                    job.waiting or time.monotonic() - since > QUIET_SECONDS
                ):
                    self._put(_view(job, self._actor()))

    async def _tell_end(self, job: ExportJob) -> None:
        if job.error:
            await tell(self, "error", job.error)
        elif job.title and job.order.format == _PRINT:
            text = _("The page to print is ready")
            self._put(ExportView(job.key, _title(job), text, 100, _address(job)))

    def _put(self, view: ExportView) -> None:
        others = [shown for shown in self.exports if shown.key != view.key]
        self.exports = [*others, view]

    def _take_away(self, key: str) -> None:
        self.exports = [shown for shown in self.exports if shown.key != key]


def _order(  # noqa: PLR0913, PLR0917 - what the browser sends
    actor: Actor, report: str, query: str, fixed: dict[str, int], kind: str, ticked: list[int]
) -> Order:
    """The arguments of a browser as an order; raises CannotExport when they make none."""
    try:
        order = Order(
            report=report,
            query=query,
            fixed=fixed,
            ticked=ticked,
            format=kind,
            user_id=actor.user_id,
            company_id=actor.company_id,
            name=f"{report}.{random_name()}",
        )
    except ValidationError as error:
        raise CannotExport from error
    if report_by_key(report) is None or find_format(kind) is None:
        raise CannotExport
    return order


def _give_up(actor: Actor, name: str) -> None:
    with writing(actor) as work:
        forget_export(work, name)
    sweep_exports(unwanted=name)


def _delivery(job: ExportJob) -> Any:
    if job.order.format == _PRINT:
        return rx.redirect(_address(job), is_external=True)
    return rx.download(url=_address(job), filename=job.title)


def _address(job: ExportJob) -> str:
    return f"/api/exports/{job.order.name}"


def _title(job: ExportJob) -> str:
    report, written_as = report_by_key(job.order.report), find_format(job.order.format)
    return ", ".join(filter(None, [report and report.title, written_as and written_as.label]))


def _view(job: ExportJob, actor: Actor) -> ExportView:
    if job.waiting:
        return ExportView(job.key, _title(job), _("Waiting for another export to finish"))
    texts = Texts(Reader(actor.locale, actor.timezone))
    done, total = (texts.text(count, Kind.COUNT) for count in (job.done, job.total))
    text = _("{done} of {total} rows").format(done=done, total=total) if job.total else ""
    percent = min(100, 100 * job.done // job.total) if job.total else 0
    return ExportView(job.key, _title(job), text or _("Getting the rows"), percent)
