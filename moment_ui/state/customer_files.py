"""A customer's Files tab: what is there, a look at a file, delete and put back."""

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
from moment_ui.domain.customer_files import commands, pictures
from moment_ui.domain.customer_files.queries import FIRST_SORT, SORTS, Wanted, find_download
from moment_ui.reports.customer_files import (
    LONGEST_TEXT,
    FilesView,
    asking_for,
    files_asked,
    files_view,
)
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.live import HUB
from moment_ui.state.paths import id_after
from moment_ui.state.report_vars import Bar

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


class CustomerFilesState(AppState, rx.State):
    """The files of the customer in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_FILES}
    )

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
        customer_id, asked = self._customer_id(), files_asked(self.router.url.query)
        if customer_id != self.shown_for:
            self.shown_for, self._limit, self.looking = customer_id, SHOWN_AT_ONCE, False
        if asked.text != self._text:
            self.round += 1  # the field is drawn anew
        self.text = self._text = asked.text
        self.sort = asked.sort
        self.address = f"/api/uploads/{self._slug()}/customers/{customer_id}/files"
        await self._show()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else brings or deletes; after `load` in `on_load`."""
        whose = self._whose()
        with HUB.watching(self._actor().company_id, "files") as watch:
            while HUB.is_open(self.router.session.client_token):
                if not await watch.news():
                    continue
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
        self.sort = check.one_of(key, tuple(SORTS))
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
        name = await self._write(commands.delete_file, wanted)
        await self._show()
        text = _("{name} is deleted.").format(name=name)
        await tell(self, "success", text, CustomerFilesState.restore(wanted))

    @rx.event
    @requires(Permission.EDIT_FILES)
    async def restore(self, file_id: int) -> None:
        """Put a deleted file back."""
        name = await self._write(commands.restore_file, check.row_id(file_id))
        await self._show()
        await tell(self, "success", _("{name} is back.").format(name=name))

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

    def _customer_id(self) -> int:
        return id_after(self.router.url.path, "customers") or 0

    def _slug(self) -> str:
        return slug_in(self.router.url.path)

    def _asked(self) -> tuple[str, int, Wanted, int]:
        return self._slug(), self._customer_id(), Wanted(self._text, self.sort), self._limit

    def _stand_at(self, *, replace: bool) -> None:
        """Let the address bar say what is shown."""
        query = asking_for(Wanted(self._text, self.sort), self.router.url.query)
        path = self.router.url.path
        self.bar = Bar(secrets.token_hex(4), f"{path}?{query}" if query else path, replace)

    async def _show(self) -> None:
        self.view = await self._read(files_view, *self._asked())
        self.phase = "ready"
