"""The finder of duplicates: groups, page by page, and those somebody found to be several."""

from itertools import combinations
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.merging.commands import bring_back_duplicates, dismiss_duplicates
from moment_ui.reports.customers.merge_lines import DuplicatesView
from moment_ui.reports.customers.merge_view import dismissed_view, duplicates_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.paths import base_of, said_in, whole_in
from moment_ui.state.undoing import undoing

PAGE = 25
MOST = 30
ANSWERED = "answered"


class DuplicatesState(AppState, rx.State):
    """The groups on one page, or the answers “not duplicates”: the address says which."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.MERGE_CUSTOMERS}
    )

    phase: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    answered: rx.Field[bool] = rx.field(default=False)
    view: rx.Field[DuplicatesView] = rx.field(default_factory=DuplicatesView)
    place: rx.Field[str] = rx.field("")
    previous: rx.Field[str] = rx.field("")
    next: rx.Field[str] = rx.field("")
    _dismissed: list[tuple[int, int]] = []

    @rx.event
    async def load(self) -> None:
        """Read the page of the address."""
        self.company = base_of(self.router.url.path)
        self._show(await self._found())
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show at once what others merge, change or dismiss; after `load` in `on_load`."""
        whose, query = self._whose(), self.router.url.query
        async for _change in self._news("customers", "duplicates"):
            found = await self._found()
            async with self:
                if (self._whose(), self.router.url.query) == (whose, query):
                    self._show(found)

    @rx.event
    async def dismiss(self, ids: list[int]) -> None:
        """Remember that these are several."""
        await self._dismiss(_pairs(self._checked(ids)))

    @rx.event
    async def dismiss_one(self, one: int, ids: list[int]) -> None:
        """Remember that this one is none of the others, who may be one all the same."""
        one, ids = check.row_id(one), self._checked(ids)
        await self._dismiss([(one, other) for other in ids if other != one])

    @rx.event
    async def look_again(self, one: int, other: int) -> None:
        """Take an answer back: the two are shown among the likely duplicates again."""
        pair = check.row_id(one), check.row_id(other)
        if await self._write(bring_back_duplicates, [pair]):
            self._dismissed = [pair]
            text = _("They are compared again.")
            await tell(self, "success", text, DuplicatesState.dismiss_again)
        self._show(await self._found())

    @rx.event
    async def bring_back(self) -> None:
        """Take the last answer back."""
        if self._dismissed:
            async with undoing(self, DuplicatesState.bring_back):
                await self._write(bring_back_duplicates, self._dismissed)
                self._dismissed = []
            self._show(await self._found())

    @rx.event
    async def dismiss_again(self) -> None:
        """Give the answer that was just taken back once more."""
        if self._dismissed:
            async with undoing(self, DuplicatesState.dismiss_again):
                await self._write(dismiss_duplicates, self._dismissed)
                self._dismissed = []
            self._show(await self._found())

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _dismiss(self, pairs: list[tuple[int, int]]) -> None:
        await self._write(dismiss_duplicates, pairs)
        self._dismissed = pairs
        self._show(await self._found())
        text = _("They are not shown together any more. See Answered.")
        await tell(self, "success", text, DuplicatesState.bring_back)

    def _checked(self, ids: Any) -> list[int]:
        if not isinstance(ids, list) or not 2 <= len(ids) <= MOST:
            raise check.BadArgument
        return [check.row_id(each) for each in ids]

    def _page(self) -> int:
        return min(whole_in(self.router.url.query, "page") or 1, 100_000)

    def _asks_for_answers(self) -> bool:
        return said_in(self.router.url.query, "show") == ANSWERED

    async def _found(self) -> DuplicatesView:
        read = dismissed_view if self._asks_for_answers() else duplicates_view
        return await self._read(read, self._page(), PAGE)

    def _show(self, view: DuplicatesView) -> None:
        self.view, self.answered = view, self._asks_for_answers()
        count = view.answer_count if self.answered else view.group_count
        page, pages = self._page(), max(1, -(-count // PAGE))
        shown = f"show={ANSWERED}&" if self.answered else ""
        here = f"{self.company}/customers/duplicates?{shown}page="
        self.place = _("Page {page} of {pages}").format(page=page, pages=pages) if pages > 1 else ""
        self.previous = f"{here}{min(page - 1, pages)}" if page > 1 else ""
        self.next = f"{here}{page + 1}" if page < pages else ""


def _pairs(ids: list[int]) -> list[tuple[int, int]]:
    return list(combinations(ids, 2))
