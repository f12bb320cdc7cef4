"""The send log on an invoice's page, by itself up to date; marking it as sent and taking that back."""

import secrets
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.words import _
from moment_ui.domain.sending.marking import Unmarked, settle, undo_last_mark, undo_mark
from moment_ui.reports.invoices.send_view import SendView, send_view
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.invoices.printed_letters import PrintedLetters
from moment_ui.state.paths import base_of, id_after

SEND = Permission.SEND_INVOICES


class InvoiceSendingState(PrintedLetters, rx.State):
    """What was sent of the invoice in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    view: rx.Field[SendView] = rx.field(default_factory=SendView)
    files_at: rx.Field[str] = rx.field("")

    @rx.event
    async def load(self) -> None:
        """Read it; that there is no such invoice is said by the page."""
        self.files_at = f"/api/sent{base_of(self.router.url.path)}"
        try:
            self.view = await self._read(send_view, self._here())
        except LoggedOut:
            raise
        except AppError:
            self.view = SendView()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what is sent meanwhile, by whomever; after `load` in `on_load`."""
        whose, invoice_id = self._whose(), self._here()
        # without news too: what hangs becomes unknown as time passes
        async for _change in self._news("invoices", also_without=True):
            try:
                view = await self._read(send_view, invoice_id)
            except AppError:
                return
            async with self:
                here = (self._whose(), self._here())
                if here == (whose, invoice_id) and view != self.view:
                    self.view = view

    @rx.event
    @requires(SEND)
    async def mark(self) -> Any:
        """Count the invoice as sent: it was printed, or went another way."""
        act = secrets.token_urlsafe(16)
        await self._mark_sent([self._here()], act)
        await self.load()
        await told_as_sent(self, act)

    @rx.event
    @requires(SEND)
    async def take_back(self) -> None:
        """Count the invoice in the address as not sent again, if the last of its log was by hand."""
        await self._tell_of(await self._write(undo_last_mark, self._here()))

    @rx.event
    @requires(SEND)
    async def undo(self, act: str) -> None:
        """Take back what an act marked, wherever the reader has gone meanwhile."""
        await self._tell_of(await self._write(undo_mark, check.text(act)))

    @rx.event
    @requires(SEND)
    async def settle(self, message_id: int, arrived: bool) -> None:  # noqa: FBT001 - two buttons
        """Say what became of a message that nobody knew of."""
        await self._write(settle, check.row_id(message_id), arrived=check.flag(arrived))
        await self.load()

    async def _tell_of(self, done: Unmarked) -> None:
        await self.load()
        if done.unsent:
            await tell(self, "success", _("The invoice does not count as sent any more."))
        elif done.marks:
            await tell(self, "success", _("The note that it was given by hand is removed."))

    def _here(self) -> int:
        return id_after(self.router.url.path, "invoices") or 0


async def told_as_sent(page: rx.State, act: str) -> None:
    """Say that an act counts the invoice as sent; the message takes back that act."""
    undo: Any = InvoiceSendingState.undo
    await tell(page, "success", _("The invoice counts as sent."), undo(act))
