"""Customers → Mailing lists: all of them, a new one, and what is done to one at once."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.mailing import commands
from moment_ui.reports.contacts.mailing_page import ListLine, list_lines
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing

TOPICS = ("mailing", "contacts", "customers", "projects")
RIGHTS = frozenset({Permission.USE_MAILING_LISTS})


class MailingListsState(AppState, rx.State):
    """The mailing lists of the company."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    lists: rx.Field[list[ListLine]] = rx.field(default_factory=list)
    _removed: commands.RemovedList | None = None

    @rx.event
    async def load(self) -> None:
        """Read the lists."""
        self.base = base_of(self.router.url.path) + "/mailing-lists"
        with shown_or_failed(self):
            self.lists = await self._read(list_lines)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news(*TOPICS):
            lists = await self._read(list_lines)
            async with self:
                if self._whose() == whose and lists != self.lists:
                    self.lists = lists

    @rx.event
    async def duplicate(self, list_id: int) -> Any:
        """Make a second list like this one, and open it."""
        new = await self._write(commands.duplicate_list, check.row_id(list_id))
        return rx.redirect(f"{base_of(self.router.url.path)}/mailing-lists/{new}")

    @rx.event
    async def remove(self, list_id: int) -> Any:
        """Remove a list; the message can bring it back."""
        removed = await self._write(commands.remove_list, check.row_id(list_id))
        self._removed = removed
        text = _("The list {name} is removed.").format(name=removed.name)
        await tell(self, "success", text, MailingListsState.undo_remove)
        here = f"{base_of(self.router.url.path)}/mailing-lists"
        if self.router.url.path.rstrip("/") == here:
            return MailingListsState.load
        return rx.redirect(here)

    @rx.event
    async def undo_remove(self) -> Any:
        """Bring the list removed last back, and open it."""
        if (removed := self._removed) is None:
            return None
        async with undoing(self, MailingListsState.undo_remove):
            new = await self._write(commands.restore_list, removed)
            self._removed = None
            return rx.redirect(f"{base_of(self.router.url.path)}/mailing-lists/{new}")


class NewListState(FormState, AppState, rx.State):
    """A new mailing list: a name, and whether it asks for consent."""

    form_name: ClassVar[str] = "new-list"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    @rx.event
    async def start(self) -> None:
        """Open the form."""
        self._open({"name": "", "needs_consent": "on"})

    def _fields(self) -> tuple[str, ...]:
        return ("name", "needs_consent")

    async def _save(self, texts: dict[str, str]) -> Events:
        consent = bool(texts["needs_consent"])
        new = await self._write(commands.create_list, texts["name"], needs_consent=consent)
        self._shut()
        return [rx.redirect(f"{base_of(self.router.url.path)}/mailing-lists/{new}")]
