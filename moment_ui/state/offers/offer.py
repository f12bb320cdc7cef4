"""One offer's page: composed, moved through its states, made into a project; live."""

from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.offers import commands, decisions, deleting, projects, sending
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.offers.offer_composing import OfferComposing
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing

EDIT, SEND = Permission.EDIT_OFFERS, Permission.SEND_OFFERS


class OfferPageState(OfferComposing, rx.State):
    """The offer in the address."""

    _deleted: deleting.DeletedOffer | None = None

    @rx.event
    @requires(EDIT)
    async def make_ready(self) -> Any:
        """Say that the draft is ready to send."""
        try:
            await self._write(commands.make_ready, self._id())
        except Invalid as invalid:
            self.errors = dict(invalid.fields)
            await tell(self, "error", " ".join(invalid.fields.values()))
            return None
        return await self._show()

    @rx.event
    @requires(EDIT)
    async def back_to_draft(self) -> Any:
        """Edit an offer that was ready."""
        await self._write(sending.back_to_draft, self._id())
        return await self._show()

    @rx.event
    @requires(EDIT)
    async def duplicate(self) -> Any:
        """Make a copy, and go there."""
        copy = await self._write(commands.duplicate_offer, self._id())
        return rx.redirect(f"{self.base}/offers/{copy}")

    @rx.event
    @requires(EDIT)
    async def revise(self) -> Any:
        """Make a new revision, and go there."""
        new = await self._write(commands.revise_offer, self._id())
        return rx.redirect(f"{self.base}/offers/{new}")

    @rx.event
    @requires(EDIT)
    async def delete(self) -> Any:
        """Delete the draft, and go to the list; the message there can take it back."""
        self._deleted = await self._write(deleting.delete_offer, self._id())
        self.phase = ""  # the watch would say that the offer is gone
        text = _("Offer {number} is deleted.").format(number=self.view.number)
        await tell(self, "success", text, OfferPageState.undo_delete)
        return rx.redirect(f"{self.base}/offers")

    @rx.event
    @requires(EDIT)
    async def undo_delete(self) -> Any:
        """Put the deleted draft back, and go there."""
        if (deleted := self._deleted) is None:
            return None
        async with undoing(self, OfferPageState.undo_delete):
            offer_id = await self._write(deleting.restore_offer, deleted)
            self._deleted = None
            return rx.redirect(f"{base_of(self.router.url.path)}/offers/{offer_id}")

    @rx.event
    @requires(SEND)
    async def undo_decision(self) -> Any:
        """Take back what was registered by hand."""
        await self._write(decisions.undo_decision, self._id())
        return await self._show()

    @rx.event
    @requires(SEND)
    async def undo_decision_of(self, offer_id: int) -> Any:
        """Take back what was registered of an offer by hand: from the message that tells of it."""
        wanted = check.row_id(offer_id)
        async with undoing(self, OfferPageState.undo_decision_of(wanted)):
            await self._write(decisions.undo_decision, wanted)
        return await self._show() if wanted == self._id() else None

    @rx.event
    @requires(Permission.EDIT_PROJECTS)
    async def undo_project(self) -> Any:
        """Take the offer's project away while nothing is written on it."""
        await self._remove_project(self._id())
        return await self._show()

    @rx.event
    @requires(Permission.EDIT_PROJECTS)
    async def undo_project_of(self, offer_id: int) -> Any:
        """Take an offer's project away as long as it is unused: from the message that tells of it."""
        wanted = check.row_id(offer_id)
        async with undoing(self, OfferPageState.undo_project_of(wanted)):
            await self._remove_project(wanted)
        return await self._show() if wanted == self._id() else None

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _remove_project(self, offer_id: int) -> None:
        title = await self._write(projects.remove_offer_project, offer_id)
        await tell(self, "success", _("Project {title} is gone again.").format(title=title))
