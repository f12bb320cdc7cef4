"""Composing a draft: each cell is saved as it is left; lines are added, moved, copied, taken out, put back."""

from typing import Any

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.composing.rows import Edited, Seen
from moment_ui.domain.credits import commands as credit
from moment_ui.domain.drafts import arranging, editing
from moment_ui.domain.drafts.errors import DraftChanged
from moment_ui.models.invoice import LineKind
from moment_ui.reports.invoices.draft_page import billed_view
from moment_ui.reports.invoices.draft_view import BilledView
from moment_ui.state import arguments as check
from moment_ui.state.base import Operation, requires, tell
from moment_ui.state.invoices.invoice_core import InvoiceCore

EDIT = Permission.CREATE_INVOICES
LONGEST = 20_000
KINDS = (LineKind.PRODUCT.value, LineKind.TEXT.value)


class DraftComposing(InvoiceCore, mixin=True):
    """What is written in a draft. An act names the version the page shows; a stale one is refused."""

    opened: rx.Field[int] = rx.field(default=0)  # the line whose details are shown
    billed: rx.Field[list[BilledView]] = rx.field(default_factory=list)
    _removed_line: arranging.RemovedLine | None = None

    @rx.event
    @requires(EDIT)
    async def set_head(self, field: str, text: str) -> Any:
        """Save a field of the head as it was left."""
        field, typed = check.text(field), check.text(text, LONGEST)
        if field == "credit_of":
            return await self._cell(field, typed, _tie, typed)
        return await self._cell(field, typed, editing.set_head, field, typed)

    @rx.event
    @requires(EDIT)
    async def set_line(self, line_id: int, field: str, text: str) -> Any:
        """Save a cell of a line as it was left."""
        key, field = check.row_id(line_id), check.text(field)
        typed = check.text(text, LONGEST)
        return await self._cell(f"l{key}-{field}", typed, editing.set_line, key, field, typed)

    @rx.event
    @requires(EDIT)
    async def set_gives_back(self, choice: str) -> Any:
        """Say whether what a credit note takes back can be invoiced again."""
        back = check.one_of(choice, ("yes", "no")) == "yes"
        return await self._cell("gives_back", choice, _give_back, back)

    @rx.event
    @requires(EDIT)
    async def add_line(self, kind: str) -> Any:
        """Add a line or a text line, and go to its text."""
        wanted = LineKind(check.one_of(kind, KINDS))
        return await self._add("l{row}-text", arranging.add_line, wanted)

    @rx.event
    @requires(EDIT)
    async def duplicate_line(self, line_id: int) -> Any:
        """Copy a line, and go to the copy."""
        return await self._add("l{row}-text", arranging.duplicate_line, check.row_id(line_id))

    @rx.event
    @requires(EDIT)
    async def move_line(self, line_id: int, by: int) -> Any:
        """Move a line up (−1) or down (1)."""
        key = check.row_id(line_id)
        await self._change(arranging.move_line, key, check.whole(by, -1, 1))
        return self._then()

    @rx.event
    @requires(EDIT)
    async def remove_line(self, line_id: int) -> Any:
        """Take a line out; the message can take it back."""
        return await self._take_out(arranging.remove_line, check.row_id(line_id))

    @rx.event
    @requires(EDIT)
    async def take_off(self, table: str, row_id: int) -> Any:
        """Take one thing off the line whose details are shown; the message can take it back."""
        table, key = check.text(table), check.row_id(row_id)
        done = await self._take_out(arranging.take_off, self.opened, table, key)
        self.billed = await self._read(billed_view, self._id(), self.opened)
        return done

    @rx.event
    @requires(EDIT)
    async def undo_take_out(self) -> Any:
        """Put what was taken out last back."""
        removed = self._removed_line
        if removed is None:
            return None
        version = self._version_of(removed.draft_id, removed.version)
        try:
            await self._write(arranging.restore_line, removed, version)
        except DraftChanged as changed:
            await tell(self, "error", changed.message, type(self).undo_take_out)
            return None
        self._removed_line = None
        if removed.draft_id != self._id():
            return await tell(self, "success", _("What was taken out is back on its draft."))
        if self.opened == removed.line_id:
            self.billed = await self._read(billed_view, self._id(), self.opened)
        return await self._show()

    @rx.event
    async def open_line(self, line_id: int) -> None:
        """Show the details of a line, with what it bills; or no longer."""
        key = check.row_id(line_id)
        if key == self.opened:
            self.opened, self.billed = 0, []
        else:
            await self._open_line(key)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _open_line(self, key: int) -> None:
        self.billed = await self._read(billed_view, self._id(), key)
        self.opened = key

    async def _take_out(self, command: Operation[..., Any], *args: Any) -> Any:
        removed = self._removed_line = await self._change(command, *args)
        name = removed.name or _("The line")
        text = _("{name} is taken out.") if removed.whole else _("Something is taken off {name}.")
        await tell(self, "success", text.format(name=name), type(self).undo_take_out)
        return self._then()


def _tie(work: Work, seen: Seen, typed: str) -> Edited:
    """Tie a credit note to the invoice whose number was typed."""
    try:
        number = fields.whole_number(typed)
    except Unfit as unfit:
        raise Invalid(credit_of=unfit.message) from None
    return credit.tie_to_invoice(work, seen, number)


def _give_back(work: Work, seen: Seen, back: bool) -> Edited:  # noqa: FBT001 - passed on by name
    return credit.set_gives_back(work, seen, gives_back=back)
