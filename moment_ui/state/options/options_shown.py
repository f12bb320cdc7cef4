"""Invoicing options on the page: what is shown of the place in the address, live."""

import secrets
from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.domain.invoicing.option import YES, InvoicingOption, Level
from moment_ui.domain.invoicing.options import BY_KEY
from moment_ui.domain.invoicing.reading import Place
from moment_ui.reports.options_view import OptionGroup, OptionLine, OptionsView, options_page
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.lists.report_vars import Bar
from moment_ui.state.paths import base_of, id_after, said_in

TOPICS = ("invoicing", "customers", "projects", "contacts", "tags")
KEYS = tuple(BY_KEY)
WORDS = {Level.CUSTOMER: "customers", Level.PROJECT: "projects"}


class OptionsShown(AppState, mixin=True):
    """A mixin: the options of the company, or of the customer or project in the address."""

    level: ClassVar[Level]

    phase: rx.Field[str] = rx.field("")
    shown_for: rx.Field[int] = rx.field(0)
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    title: rx.Field[str] = rx.field("")
    groups: rx.Field[list[OptionGroup]] = rx.field(default_factory=list)
    toc: rx.Field[list[OptionGroup]] = rx.field(default_factory=list)
    set_here: rx.Field[int] = rx.field(0)
    may: rx.Field[bool] = rx.field(default=False)
    only: rx.Field[bool] = rx.field(default=False)
    wanted: rx.Field[str] = rx.field("")
    asked: rx.Field[int] = rx.field(0)
    bar: rx.Field[Bar] = rx.field(default_factory=Bar)
    _view: OptionsView = OptionsView()
    _path: str = ""

    @rx.event
    async def load(self) -> None:
        """Read the place that the address names; what was not saved elsewhere is let go."""
        path, query = self.router.url.path, self.router.url.query
        self.base = base_of(path)
        place = self._place()
        self.shown_for = (place.row_id if place else None) or 0
        if path != self._path:
            self._path = path
            self._let_go()
        self.wanted, self.only = said_in(query, "find"), said_in(query, "only") == YES
        self.asked += 1
        with shown_or_failed(self):
            await self._reread()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else sets; what the reader is changing stays. After `load`."""
        async for _change in self._news(*TOPICS):
            async with self:
                whose, path = self._whose(), self.router.url.path
                place = self._place()
            if place is None:
                continue
            view = await self._read(options_page, place)
            async with self:
                here = (self._whose(), self.router.url.path)
                if here == (whose, path) and self.phase == "ready" and view != self._view:
                    self._draw(view)

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Show the options that hold the words: in name, description, value or origin."""
        self.wanted = check.text(text)
        self._cut()
        self._stand()

    @rx.event
    async def show_only(self, only: bool) -> None:  # noqa: FBT001 - a switch sends it so
        """Show only what is set here, or everything."""
        self.only = check.flag(only)
        self._cut()
        self._stand()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _let_go(self) -> None:
        """Forget what is being changed; nothing is, on a page that only shows."""

    def _place(self) -> Place | None:
        """The place that the address names."""
        if self.level is Level.COMPANY:
            return Place()
        row_id = id_after(self.router.url.path, WORDS[self.level])
        return None if row_id is None else Place(self.level, row_id)

    async def _reread(self) -> None:
        place = self._place()
        if place is None:
            raise NotFound(_("The page"))
        self._draw(await self._read(options_page, place))

    def _draw(self, view: OptionsView) -> None:
        self._view = view
        self.title, self.set_here, self.may = view.title, view.set_here, view.may
        self.toc = [OptionGroup(one.key, one.label, one.count) for one in view.groups]
        self._cut()

    def _cut(self) -> None:
        self.groups = self._view.cut(self.wanted, only=self.only)

    def _stand(self) -> None:
        """Let the address say what is shown, so that it can be sent and reloaded."""
        said = {"find": self.wanted.strip(), "only": YES if self.only else ""}
        query = urlencode({key: text for key, text in said.items() if text})
        address = f"{self.router.url.path}?{query}" if query else self.router.url.path
        self.bar = Bar(secrets.token_hex(4), address, replace=True)

    def _row(self, key: str) -> tuple[InvoicingOption | None, OptionLine | None]:
        key = check.one_of(key, KEYS)
        return BY_KEY.get(key), self._view.row(key)
