"""Composing an offer: each cell is saved as it is left; rows are added, moved, taken out, put back."""

from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.offers import arranging, editing
from moment_ui.models.offer import Billing
from moment_ui.reports.offers.offer_page import KEPT_CONTACT
from moment_ui.state import arguments as check
from moment_ui.state.base import Operation, requires, tell
from moment_ui.state.offers.offer_core import OfferCore
from moment_ui.state.undoing import undoing

EDIT = Permission.EDIT_OFFERS
LONGEST = 20_000


class OfferComposing(OfferCore, mixin=True):
    """What is written in a draft. An act names the version the page shows; a stale one is refused."""

    _removed: arranging.RemovedRows | None = None

    @rx.event
    @requires(EDIT)
    async def set_head(self, field: str, text: str) -> Any:
        """Save a field of the head as it was left."""
        field, typed = check.text(field), check.text(text, LONGEST)
        return await self._cell(field, typed, editing.set_head, field, typed)

    @rx.event
    @requires(EDIT)
    async def set_contact(self, choice: str) -> Any:
        """Address the offer to somebody else."""
        if check.text(choice) == KEPT_CONTACT:
            return None
        place = check.row_id(choice) if choice else None
        return await self._cell("contact", choice, editing.set_contact, place)

    @rx.event
    @requires(EDIT)
    async def set_activity(self, activity_id: int, field: str, text: str) -> Any:
        """Save a cell of an activity as it was left."""
        key, field = check.row_id(activity_id), check.text(field)
        typed = check.text(text, LONGEST)
        return await self._cell(f"a{key}-{field}", typed, editing.set_activity, key, field, typed)

    @rx.event
    @requires(EDIT)
    async def set_line(self, line_id: int, field: str, text: str) -> Any:
        """Save a cell of a line or a product as it was left."""
        key, field = check.row_id(line_id), check.text(field)
        typed = check.text(text, LONGEST)
        return await self._cell(f"l{key}-{field}", typed, editing.set_line, key, field, typed)

    @rx.event
    @requires(EDIT)
    async def add_activity(self, billing: str) -> Any:
        """Add an activity, and go to its name."""
        wanted = Billing(check.one_of(billing, tuple(Billing)))
        return await self._add("a{row}-name", arranging.add_activity, wanted)

    @rx.event
    @requires(EDIT)
    async def add_line(self, activity_id: int) -> Any:
        """Add a line to an activity, or a product (0), and go to its text."""
        key = check.whole(activity_id, least=0) or None
        return await self._add("l{row}-text", arranging.add_line, key)

    @rx.event
    @requires(EDIT)
    async def remove_activity(self, activity_id: int) -> Any:
        """Take an activity out; the message can take it back."""
        return await self._take_out(arranging.remove_activity, check.row_id(activity_id))

    @rx.event
    @requires(EDIT)
    async def remove_line(self, line_id: int) -> Any:
        """Take a line or a product out; the message can take it back."""
        return await self._take_out(arranging.remove_line, check.row_id(line_id))

    @rx.event
    @requires(EDIT)
    async def undo_remove(self) -> Any:
        """Put what was taken out last back, on the offer it was taken out of."""
        if (removed := self._removed) is None:
            return None
        async with undoing(self, type(self).undo_remove):
            version = self._version_of(removed.offer_id, removed.version)
            await self._write(arranging.restore_rows, removed, version)
            self._removed = None
            if removed.offer_id != self._id():
                await tell(self, "success", _("What was taken out is back on its offer."))
        return await self._show() if removed.offer_id == self._id() else None

    @rx.event
    @requires(EDIT)
    async def move_activity(self, activity_id: int, by: int) -> Any:
        """Move an activity up (−1) or down (1)."""
        key = check.row_id(activity_id)
        await self._change(arranging.move_activity, key, check.whole(by, -1, 1))
        return self._then()

    @rx.event
    @requires(EDIT)
    async def move_line(self, line_id: int, by: int) -> Any:
        """Move a line or a product up (−1) or down (1)."""
        key = check.row_id(line_id)
        await self._change(arranging.move_line, key, check.whole(by, -1, 1))
        return self._then()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _take_out(self, command: Operation[..., Any], key: int) -> Any:
        removed = self._removed = await self._change(command, key)
        text = _("{name} is taken out.").format(name=removed.name or _("The line"))
        await tell(self, "success", text, type(self).undo_remove)
        return self._then()
