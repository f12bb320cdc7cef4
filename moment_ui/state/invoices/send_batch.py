"""Finances → Sendings → one of them: what became of each invoice, live; cancelled, gone on with, tried again."""

import secrets
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.db.work import Work
from moment_ui.domain.batches.commands import TOPIC, begin_batch, cancel_batch
from moment_ui.domain.batches.errors import NothingToSend
from moment_ui.domain.batches.proposal import proposal
from moment_ui.domain.batches.queries import latest_batches
from moment_ui.reports.invoices.send_many import BatchView, batch_view
from moment_ui.state.base import AppState
from moment_ui.state.form import Events
from moment_ui.state.invoices.send_jobs import is_running, run_batch
from moment_ui.state.paths import base_of, id_after


class SendBatchState(AppState, rx.State):
    """The sending in the address, else the latest. `phase`: ready, empty, failed."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS, Permission.SEND_INVOICES}
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    shown: rx.Field[BatchView] = rx.field(default_factory=BatchView)
    percent: rx.Field[int] = rx.field(0)
    _act: str = ""

    @rx.event
    async def load(self) -> None:
        """Read the sending that the address names."""
        self.base, self._act = base_of(self.router.url.path), secrets.token_urlsafe(16)
        try:
            self._show(await self._read_batch(self._asked()))
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what becomes of the invoices, while they go and when the network answers; after `load`."""
        whose, asked = self._whose(), self._asked()
        # without news too: what hangs becomes unknown as time passes
        async for _change in self._news(TOPIC, "invoices", also_without=True):
            try:
                found = await self._read_batch(asked)
            except AppError:
                return
            async with self:
                if (self._whose(), self._asked()) == (whose, asked) and found != self.shown:
                    self._show(found)

    @rx.event
    async def cancel(self) -> None:
        """Send nothing more; what is on its way this moment goes."""
        await self._write(cancel_batch, self.shown.id)
        self._show(await self._read_batch(self.shown.id))

    @rx.event
    async def go_on(self) -> None:
        """Send what is left of a sending that the server was stopped in."""
        if self.shown.phase == "broken":
            run_batch(self._actor(), self.shown.id)
            self._show(await self._read_batch(self.shown.id))

    @rx.event
    async def again(self) -> Events:
        """Send those anew that did not go, as a sending of its own. Twice is once."""
        batch_id = await self._write(_begun_again, self._act, list(self.shown.again))
        run_batch(self._actor(), batch_id)
        return [rx.redirect(f"{self.base}/finances/sendings/{batch_id}")]

    def _asked(self) -> int | None:
        return id_after(self.router.url.path, "sendings")

    async def _read_batch(self, asked: int | None) -> BatchView | None:
        return await self._read(_found, asked)

    def _show(self, found: BatchView | None) -> None:
        self.phase, self.problem = ("ready" if found else "empty"), ""
        self.shown = found or BatchView()
        self.percent = self.shown.percent


def _found(work: Work, asked: int | None) -> BatchView | None:
    wanted = asked or next((each.id for each in latest_batches(work)), None)
    return None if wanted is None else batch_view(work, wanted, running=is_running(wanted))


def _begun_again(work: Work, act: str, invoice_ids: list[int]) -> int:
    """A batch of those that can go by now, each in its own way."""
    found = proposal(work, invoice_ids).found
    wanted = [(one.id, one.channel) for one in found if one.channel is not None]
    if not wanted:
        raise NothingToSend
    return begin_batch(work, act, wanted)
