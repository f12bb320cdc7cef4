"""A Files tab: what is there, a look at a file, delete and put back."""

import secrets
from dataclasses import dataclass, replace
from typing import ClassVar

import reflex as rx

from moment_ui.core import media
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.pool import in_workshop
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.folders import commands, pictures
from moment_ui.domain.folders.folder import FOLDERS, Folder
from moment_ui.domain.folders.queries import FIRST_SORT, SORTS, Wanted, find_download
from moment_ui.reports.files import (
    LONGEST_TEXT,
    FilesView,
    asking_for,
    files_asked,
    files_view,
)
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.lists.report_vars import Bar
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

SHOWN_AT_ONCE = 100


@dataclass
class Preview:
    """A file one looks at. `picture` is the address of what is shown, "" when nothing can be.

    `said` is the picture in words, `place` which page of how many it is.
    """

    name: str = ""
    href: str = ""
    picture: str = ""
    said: str = ""
    place: str = ""
    has_pages: bool = False
    is_first: bool = True
    is_last: bool = True


class FilesPage(AppState, mixin=True):
    """A mixin: the files of what the address names, in the folder of that word."""

    word: ClassVar[str]

    phase: rx.Field[str] = rx.field("")
    view: rx.Field[FilesView] = rx.field(default_factory=FilesView)
    shown_for: rx.Field[int] = rx.field(0)
    address: rx.Field[str] = rx.field("")
    text: rx.Field[str] = rx.field("")  # what the address asked for; typing goes on from there
    round: rx.Field[int] = rx.field(0)
    sort: rx.Field[str] = rx.field(FIRST_SORT)
    bar: rx.Field[Bar] = rx.field(default_factory=Bar)
    looking: rx.Field[bool] = rx.field(default=False)
    preview: rx.Field[Preview] = rx.field(default_factory=Preview)
    _text: str = ""
    _limit: int = SHOWN_AT_ONCE
    _page: int = 1
    _pages: int = 0

    @rx.event
    async def load(self) -> None:
        """Read the files that the address asks for."""
        owner_id, asked = self._owner_id(), files_asked(self.router.url.query)
        if owner_id != self.shown_for:
            self.shown_for, self._limit, self.looking = owner_id, SHOWN_AT_ONCE, False
        if asked.text != self._text:
            self.round += 1  # the field is drawn anew
        self.text = self._text = asked.text
        self.sort = asked.sort
        self.address = f"/api/uploads/{self._slug()}/{self.word}/{owner_id}/files"
        await self._show()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else brings or deletes; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news("files"):
            asked = self._asked()
            view = await self._read(files_view, *asked)
            async with self:
                still = self._whose() == whose and self._asked() == asked
                if still and view != self.view:
                    self.view = view

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Show the files whose name or description holds the words."""
        self._text, self._limit = check.text(text, LONGEST_TEXT), SHOWN_AT_ONCE
        await self._show()
        self._stand_at(replace=True)

    @rx.event
    async def sort_by(self, key: str) -> None:
        """Show the files in another order."""
        self.sort = check.one_of(key, SORTS)
        await self._show()
        self._stand_at(replace=False)

    @rx.event
    async def reload(self) -> None:
        """Show the list again: something in it has just been changed."""
        await self._show()

    @rx.event
    async def show_more(self) -> None:
        """Show the next hundred too."""
        self._limit += SHOWN_AT_ONCE
        await self._show()

    @rx.event
    @requires(Permission.EDIT_FILES)
    async def delete(self, file_id: int) -> None:
        """Delete a file with its versions; the message can take it back."""
        wanted = check.row_id(file_id)
        name = await self._write(commands.delete_file, FOLDERS[self.word], wanted)
        await self._show()
        text = _("{name} is deleted.").format(name=name)
        await tell(self, "success", text, type(self).restore(wanted))

    @rx.event
    @requires(Permission.EDIT_FILES)
    async def restore(self, file_id: int) -> None:
        """Put a deleted file back."""
        folder, wanted = FOLDERS[self.word], check.row_id(file_id)
        async with undoing(self, type(self).restore(wanted)):
            name = await self._write(commands.restore_file, folder, wanted)
            await tell(self, "success", _("{name} is back.").format(name=name))
        if self._owner_id():
            await self._show()

    @rx.event
    @requires(Permission.EDIT_FILES)
    async def mark(self, file_id: int, with_invoices: bool) -> None:  # noqa: FBT001
        """Let a file go with invoices, or no longer."""
        wanted, told = check.row_id(file_id), check.flag(with_invoices)
        await self._write(commands.mark_file, FOLDERS[self.word], wanted, with_invoices=told)
        await self._show()

    @rx.event
    async def look(self, stored: str) -> None:
        """Look at a version of a file without fetching it."""
        found = await self._read(find_download, check.text(stored))
        if found is None:
            raise NotFound(_("The file"))
        is_pdf = found.media_type == media.PDF
        self._pages = await in_workshop(pictures.page_count, found) if is_pdf else 0
        self._page = 1
        self.preview = Preview(found.title, f"/api/files/{self._slug()}/{found.stored}")
        if is_pdf:
            self._show_page()
        elif await in_workshop(pictures.can_be_shown, found):
            self.preview.picture = f"{self.preview.href}/{pictures.LARGE}"
            self.preview.said = found.title
        self.looking = True

    @rx.event
    async def turn(self, step: int) -> None:
        """Turn the pages of what one looks at."""
        page = self._page + check.whole(step, -1, 1)
        if self.looking and 1 <= page <= self._pages:
            self._page = page
            self._show_page()

    @rx.event
    async def set_looking(self, looking: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close: Escape and the cross."""
        self.looking = check.flag(looking) and self.looking

    def _show_page(self) -> None:
        """The page one is on; nothing when the file has none that can be shown."""
        if not self._pages:
            return
        place = _("Page {page} of {pages}").format(page=self._page, pages=self._pages)
        self.preview = replace(
            self.preview,
            picture=f"{self.preview.href}/page-{self._page}",
            said=f"{self.preview.name}: {place}",
            place=place,
            has_pages=self._pages > 1,
            is_first=self._page == 1,
            is_last=self._page == self._pages,
        )

    def _owner_id(self) -> int:
        return id_after(self.router.url.path, self.word) or 0

    def _slug(self) -> str:
        return slug_in(self.router.url.path)

    def _asked(self) -> tuple[str, tuple[Folder, int], Wanted, int]:
        whose = (FOLDERS[self.word], self._owner_id())
        return self._slug(), whose, Wanted(self._text, self.sort), self._limit

    def _stand_at(self, *, replace: bool) -> None:
        """Let the address bar say what is shown."""
        query = asking_for(Wanted(self._text, self.sort), self.router.url.query)
        path = self.router.url.path
        self.bar = Bar(secrets.token_hex(4), f"{path}?{query}" if query else path, replace)

    async def _show(self) -> None:
        self.view = await self._read(files_view, *self._asked())
        self.phase = "ready"


class CustomerFilesState(FilesPage, rx.State):
    """The files of the customer in the address."""

    word: ClassVar[str] = "customers"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_FILES}
    )


class ProjectFilesState(FilesPage, rx.State):
    """The files of the project in the address."""

    word: ClassVar[str] = "projects"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.VIEW_FILES}
    )
