"""Finances → Letters: invoices that wait to be printed, picked, printed in one file, marked as sent."""

import secrets
from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import plural
from moment_ui.core.writing import writer
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.sending.marking import undo_mark
from moment_ui.domain.sending.queries import letters_to_print
from moment_ui.reports.invoices.send_view import WaitingRow, waiting_row
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.invoices.printed_letters import PrintedLetters
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing


class LettersState(PrintedLetters, rx.State):
    """The queue; everything is picked until the reader says otherwise."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.SEND_INVOICES}
    )

    phase: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    rows: rx.Field[list[WaitingRow]] = rx.field(default_factory=list)
    picked: rx.Field[int] = rx.field(0)
    print_link: rx.Field[str] = rx.field("")
    _left_out: frozenset[int] = frozenset()
    _act: str = ""

    @rx.event
    async def load(self) -> None:
        """Read the queue."""
        self.base = base_of(self.router.url.path)
        await self._read_queue()
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what is finalised and sent meanwhile, by whomever; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news("invoices", "customers"):
            async with self:
                if self._whose() == whose and self.phase == "ready":
                    await self._read_queue()

    @rx.event
    async def pick(self, invoice_id: int, on: Any) -> None:
        """Take a letter along, or leave it out."""
        key = check.row_id(invoice_id)
        self._left_out = self._left_out - {key} if check.flag(on) else self._left_out | {key}
        self._show(self.rows)

    @rx.event
    async def pick_all(self, on: Any) -> None:
        """Take all along, or none."""
        everything = frozenset(row.id for row in self.rows)
        self._left_out = frozenset() if check.flag(on) else everything
        self._show(self.rows)

    @rx.event
    async def mark(self) -> None:
        """Count the picked letters as sent; the message can take it back."""
        ids = [row.id for row in self.rows if row.on]
        if not ids:
            return
        self._act = secrets.token_urlsafe(16)
        count = await self._mark_sent(ids, self._act)
        await self._read_queue()
        text = plural("{count} letter counts as sent.", "{count} letters count as sent.", count)
        await tell(self, "success", text, LettersState.undo)

    @rx.event
    async def undo(self) -> None:
        """Put the letters marked last back into the queue."""
        if not self._act:
            return
        async with undoing(self, LettersState.undo):
            count = (await self._write(undo_mark, self._act)).unsent
            self._act = ""
            text = plural("{count} letter waits again.", "{count} letters wait again.", count)
            await tell(self, "success", text)
        await self._read_queue()

    async def _read_queue(self) -> None:
        actor = self._actor()
        write = writer(actor.locale, actor.timezone)
        self._show([waiting_row(row, write) for row in await self._read(letters_to_print)])

    def _show(self, rows: list[WaitingRow]) -> None:
        self.rows = [replace(row, on=row.id not in self._left_out) for row in rows]
        ids = [row.id for row in self.rows if row.on]
        self.picked = len(ids)
        asked = "".join(f"&id={key}" for key in ids)
        self.print_link = f"/api/letters/{slug_in(self.router.url.path)}.pdf?show{asked}"
