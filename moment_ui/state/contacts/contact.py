"""A contact's page: the person, the addresses, and what is done to them at once."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.domain.people import commands
from moment_ui.domain.people.erasing import ErasedPerson
from moment_ui.reports.contacts.contact_page import (
    ContactView,
    contact_history,
    contact_page,
    erasing_words,
)
from moment_ui.reports.customers.history import ChangeLine
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, shown_or_failed, tell
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.undoing import undoing

TOPICS = ("contacts", "customers", "projects", "mailing")


class ContactPageState(AppState, rx.State):
    """The contact in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[ContactView] = rx.field(default_factory=ContactView)
    changes_shown: rx.Field[bool] = rx.field(default=False)
    changes: rx.Field[list[ChangeLine]] = rx.field(default_factory=list)
    erasing: rx.Field[str] = rx.field("")
    _removed: commands.RemovedAddress | None = None
    _erased: ErasedPerson | None = None

    @rx.event
    async def load(self) -> None:
        """Read the contact that the address names."""
        self.base = base_of(self.router.url.path)
        self.changes_shown, self.erasing = False, ""
        contact_id = self._contact_id()
        with shown_or_failed(self):
            if not contact_id:
                raise NotFound(_("The contact"))
            self.view = await self._read(contact_page, contact_id)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes on this page; after `load` in `on_load`."""
        whose, contact_id = self._whose(), self._contact_id()
        async for _change in self._news(*TOPICS):
            try:
                view = await self._read(contact_page, contact_id)
            except NotFound as error:
                await self._say_gone(whose, contact_id, error.message)
                continue
            async with self:
                here = (self._whose(), self._contact_id())
                if here == (whose, contact_id) and self.phase == "ready" and view != self.view:
                    self.view = view

    @rx.event
    async def reload(self) -> None:
        """Read the contact again: something on the page was just changed, or was from elsewhere."""
        if contact_id := self._contact_id():
            self.view = await self._read(contact_page, contact_id)

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def move_address(self, email_id: int, step: int) -> None:
        """Let an address stand one place up (-1) or down (1)."""
        await self._write(commands.move_address, check.row_id(email_id), check.whole(step, -1, 1))
        self.view = await self._read(contact_page, self._contact_id())

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def remove_address(self, email_id: int) -> None:
        """Take an address off; the message can take it back."""
        removed = await self._write(commands.remove_address, check.row_id(email_id))
        self._removed = removed
        self.view = await self._read(contact_page, self._contact_id())
        text = _("{email} is removed.").format(email=removed.email)
        await tell(self, "success", text, ContactPageState.undo_remove_address)

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def undo_remove_address(self) -> Any:
        """Put the address removed last back."""
        if (removed := self._removed) is None:
            return None
        async with undoing(self, ContactPageState.undo_remove_address):
            await self._write(commands.restore_address, removed)
            self._removed = None
        return ContactPageState.reload

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def unsubscribe(self, email_id: int) -> None:
        """Let an address get no mass mail any more; the message can take it back."""
        wanted = check.row_id(email_id)
        email = await self._write(commands.unsubscribe, wanted)
        self.view = await self._read(contact_page, self._contact_id())
        text = _("{email} gets no mass mail any more, whatever lists say.").format(email=email)
        await tell(self, "success", text, ContactPageState.subscribe(wanted))

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def subscribe(self, email_id: int) -> None:
        """Let an address get mass mail again."""
        email = await self._write(commands.subscribe, check.row_id(email_id))
        self.view = await self._read(contact_page, self._contact_id())
        await tell(self, "success", _("{email} may get mass mail again.").format(email=email))

    @rx.event
    async def show_changes(self) -> None:
        """Read the changes and open the drawer."""
        self.changes = await self._read(contact_history, self._contact_id())
        self.changes_shown = True

    @rx.event
    async def set_changes_shown(self, shown: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The drawer's own way to close."""
        self.changes_shown = check.flag(shown) and self.changes_shown

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def ask_to_erase(self) -> None:
        """Say what would go with the contact."""
        self.erasing = await self._read(erasing_words, self._contact_id())

    @rx.event
    async def set_erasing(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The question's own way to close."""
        if not check.flag(opened):
            self.erasing = ""

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def erase(self) -> Any:
        """Erase the contact; the message can bring it back."""
        erased = await self._write(commands.erase_person, self._contact_id())
        self._erased, self.erasing = erased, ""
        text = _("{name} is erased.").format(name=erased.name)
        await tell(self, "success", text, ContactPageState.undo_erase)
        return rx.redirect(f"{base_of(self.router.url.path)}/contacts")

    @rx.event
    @requires(Permission.EDIT_CONTACTS)
    async def undo_erase(self) -> Any:
        """Bring the contact erased last back, and open its page."""
        if (erased := self._erased) is None:
            return None
        async with undoing(self, ContactPageState.undo_erase):
            contact_id = await self._write(commands.restore_person, erased)
            self._erased = None
            return rx.redirect(f"{base_of(self.router.url.path)}/contacts/{contact_id}")

    def _contact_id(self) -> int:
        return id_after(self.router.url.path, "contacts") or 0

    async def _say_gone(self, whose: tuple[str, str], contact_id: int, problem: str) -> None:
        async with self:
            if (self._whose(), self._contact_id()) == (whose, contact_id):
                self.phase, self.problem = "failed", problem
