"""One offer: composed cell by cell, each saved as it is left; moved through its states; live."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, Invalid, LoggedOut, NotFound
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.offers import commands, decisions, deleting, editing, projects, sending
from moment_ui.domain.offers.errors import OfferChanged
from moment_ui.domain.offers.rows import Seen
from moment_ui.models.offer import Billing
from moment_ui.reports.offer_page import KEPT_CONTACT, offer_page
from moment_ui.reports.offer_preview import page_count
from moment_ui.reports.offer_view import OfferView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, Operation, requires, tell
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of, id_after

EDIT, SEND = Permission.EDIT_OFFERS, Permission.SEND_OFFERS
TOPICS = ("offers", "customers", "contacts", "projects")
LONGEST = 20_000


class OfferPageState(AppState, rx.State):
    """The offer in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_OFFERS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[OfferView] = rx.field(default_factory=OfferView)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    pages: rx.Field[list[str]] = rx.field(default_factory=list)
    saved: rx.Field[bool] = rx.field(default=False)
    fresh: rx.Field[str] = rx.field("")  # the field of a new row, which takes the cursor
    _removed: editing.RemovedRows | None = None
    _deleted: deleting.DeletedOffer | None = None

    @rx.event
    async def load(self) -> Any:
        """Read the offer that the address names."""
        self.base = base_of(self.router.url.path)
        self.errors, self.saved = {}, False
        try:
            self.view = await self._read(offer_page, self._id())
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return None
        self.phase = "ready"
        return OfferPageState.draw_preview

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else does with the offer, the customer too; after `load` in `on_load`."""
        whose, offer_id = self._whose(), self._id()
        with HUB.watching(self._actor().company_id, *TOPICS) as watch:
            while HUB.is_open(self.router.session.client_token):
                if not await watch.news():
                    continue
                try:
                    view = await self._read(offer_page, offer_id)
                except NotFound:
                    continue  # deleted: the next act on the page says so
                async with self:
                    here = (self._whose(), self._id())
                    mine = here == (whose, offer_id) and self.phase == "ready"
                    if mine and view.version >= self.view.version and view != self.view:
                        self.view = view

    @rx.event(background=True, supersedes=True)
    async def draw_preview(self) -> None:
        """Count the pages of the paper, and name their pictures anew."""
        whose, offer_id = self._whose(), self._id()
        count, stamp = await self._read(page_count, offer_id)
        slug = slug_in(self.router.url.path)
        pages = [
            f"/api/offers/{slug}/{offer_id}/pages/{page}.png?v={stamp}"
            for page in range(1, count + 1)
        ]
        async with self:
            if (self._whose(), self._id()) == (whose, offer_id):
                self.pages = pages

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
        await self._add("a{row}-name", editing.add_activity, wanted)
        return self._then()

    @rx.event
    @requires(EDIT)
    async def add_line(self, activity_id: int) -> Any:
        """Add a line to an activity, or a product (0), and go to its text."""
        key = check.whole(activity_id, least=0) or None
        await self._add("l{row}-text", editing.add_line, key)
        return self._then()

    @rx.event
    @requires(EDIT)
    async def remove_activity(self, activity_id: int) -> Any:
        """Take an activity out; the message can take it back."""
        return await self._take_out(editing.remove_activity, check.row_id(activity_id))

    @rx.event
    @requires(EDIT)
    async def remove_line(self, line_id: int) -> Any:
        """Take a line or a product out; the message can take it back."""
        return await self._take_out(editing.remove_line, check.row_id(line_id))

    @rx.event
    @requires(EDIT)
    async def undo_remove(self) -> Any:
        """Put what was taken out last back."""
        removed, self._removed = self._removed, None
        if removed is None:
            return None
        await self._write(editing.restore_rows, removed, self.view.version)
        return await self._show()

    @rx.event
    @requires(EDIT)
    async def move_activity(self, activity_id: int, by: int) -> Any:
        """Move an activity up (−1) or down (1)."""
        key = check.row_id(activity_id)
        await self._change(editing.move_activity, key, check.whole(by, -1, 1))
        return self._then()

    @rx.event
    @requires(EDIT)
    async def move_line(self, line_id: int, by: int) -> Any:
        """Move a line or a product up (−1) or down (1)."""
        key = check.row_id(line_id)
        await self._change(editing.move_line, key, check.whole(by, -1, 1))
        return self._then()

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
        text = _("Offer {number} is deleted.").format(number=self.view.number)
        await tell(self, "success", text, OfferPageState.undo_delete)
        return rx.redirect(f"{self.base}/offers")

    @rx.event
    @requires(EDIT)
    async def undo_delete(self) -> Any:
        """Put the deleted draft back, and go there."""
        deleted, self._deleted = self._deleted, None
        if deleted is None:
            return None
        offer_id = await self._write(deleting.restore_offer, deleted)
        return rx.redirect(f"{base_of(self.router.url.path)}/offers/{offer_id}")

    @rx.event
    @requires(SEND)
    async def undo_decision(self) -> Any:
        """Take back what was registered by hand."""
        await self._write(decisions.undo_decision, self._id())
        return await self._show()

    @rx.event
    @requires(Permission.EDIT_PROJECTS)
    async def undo_project(self) -> Any:
        """Take the offer's project away while nothing is written on it."""
        title = await self._write(projects.remove_offer_project, self._id())
        await tell(self, "success", _("Project {title} is gone again.").format(title=title))
        return await self._show()

    @rx.event
    async def reload(self) -> Any:
        """Read the offer again: something about it has just been changed."""
        return await self._show()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _seen(self) -> Seen:
        return Seen(self._id(), self.view.version)

    async def _show(self) -> Any:
        self.view = await self._read(offer_page, self._id())
        return self._then()

    def _then(self) -> list[Any]:
        self.saved = True
        return [OfferPageState.draw_preview]

    async def _change(self, command: Operation[..., Any], *args: Any) -> Any:
        """Run an edit on the offer as it is shown, and show it as it is then."""
        try:
            done = await self._write(command, self._seen(), *args)
        finally:
            self.view = await self._read(offer_page, self._id())
        return done

    async def _add(self, field: str, command: Operation[..., Any], *args: Any) -> None:
        """Add a row; its field takes the cursor when it appears."""
        done: editing.Edited = await self._write(command, self._seen(), *args)
        self.fresh = field.format(row=done.row_id)
        self.view = await self._read(offer_page, self._id())

    async def _cell(self, key: str, typed: str, command: Operation[..., Any], *args: Any) -> Any:
        """Save a cell; what does not fit stays in the cell, with the reason under it."""
        others = {name: message for name, message in self.errors.items() if name != key}
        before = self.view.version
        self.fresh = ""  # the cursor has gone on: a cell that is drawn anew must not take it back
        try:
            done = await self._write(command, self._seen(), *args)
        except Invalid as invalid:
            self.errors = others | {key: " ".join(invalid.fields.values())}
            return None
        except OfferChanged as changed:
            kept = _("{message} You wrote: {text}").format(message=changed.message, text=typed)
            self.errors = others | {key: kept}
            return await self._show()
        if others != self.errors:
            self.errors = others
        return None if done.version == before else await self._show()

    async def _take_out(self, command: Operation[..., Any], key: int) -> Any:
        removed = self._removed = await self._change(command, key)
        text = _("{name} is taken out.").format(name=removed.name or _("The line"))
        await tell(self, "success", text, OfferPageState.undo_remove)
        return self._then()
