"""The finder of duplicates: groups, page by page, and those somebody found to be several."""

from itertools import combinations
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.domain.merging.commands import bring_back_duplicates, dismiss_duplicates
from moment_ui.reports.merge_lines import GroupLine
from moment_ui.reports.merge_view import duplicates_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of, whole_in

PAGE = 25
MOST = 30


class DuplicatesState(AppState, rx.State):
    """The groups on one page; the address says which page."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.MERGE_CUSTOMERS}
    )

    phase: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    groups: rx.Field[list[GroupLine]] = rx.field(default_factory=list)
    count: rx.Field[str] = rx.field("")
    place: rx.Field[str] = rx.field("")
    previous: rx.Field[str] = rx.field("")
    next: rx.Field[str] = rx.field("")
    _dismissed: list[tuple[int, int]] = []

    @rx.event
    async def load(self) -> None:
        """Read the page of the address."""
        self.company = base_of(self.router.url.path)
        self._show(*await self._found())
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show at once what others merge, change or dismiss; after `load` in `on_load`."""
        whose, query = self._whose(), self.router.url.query
        with HUB.watching(self._actor().company_id, "customers", "duplicates") as watch:
            while HUB.is_open(self.router.session.client_token):
                if not await watch.news():
                    continue
                found = await self._found()
                async with self:
                    if (self._whose(), self.router.url.query) == (whose, query):
                        self._show(*found)

    @rx.event
    async def dismiss(self, ids: list[int]) -> None:
        """Remember that these are several."""
        await self._dismiss(_pairs(self._checked(ids)))

    @rx.event
    async def dismiss_one(self, one: int, ids: list[int]) -> None:
        """Remember that this one is none of the others, who may be one all the same."""
        one, ids = check.row_id(one), self._checked(ids)
        await self._dismiss([(one, other) for other in ids if other != one])

    async def _dismiss(self, pairs: list[tuple[int, int]]) -> None:
        self._dismissed = pairs
        await self._write(dismiss_duplicates, pairs)
        self._show(*await self._found())
        await tell(
            self, "success", _("They are not shown together any more."), DuplicatesState.bring_back
        )

    @rx.event
    async def bring_back(self) -> None:
        """Take the last answer back."""
        pairs, self._dismissed = self._dismissed, []
        if pairs:
            await self._write(bring_back_duplicates, pairs)
            self._show(*await self._found())

    def _checked(self, ids: Any) -> list[int]:
        if not isinstance(ids, list) or not 2 <= len(ids) <= MOST:
            raise check.BadArgument
        return [check.row_id(each) for each in ids]

    def _page(self) -> int:
        return min(whole_in(self.router.url.query, "page") or 1, 100_000)

    async def _found(self) -> tuple[list[GroupLine], int]:
        return await self._read(duplicates_view, self._page(), PAGE)

    def _show(self, groups: list[GroupLine], count: int) -> None:
        self.groups = groups
        self.count = plural("{count} group", "{count} groups", count)
        page, pages = self._page(), max(1, -(-count // PAGE))
        here = f"{self.company}/customers/duplicates?page="
        self.place = _("Page {page} of {pages}").format(page=page, pages=pages) if pages > 1 else ""
        self.previous = f"{here}{min(page - 1, pages)}" if page > 1 else ""
        self.next = f"{here}{page + 1}" if page < pages else ""


def _pairs(ids: list[int]) -> list[tuple[int, int]]:
    return list(combinations(ids, 2))
