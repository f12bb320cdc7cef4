"""A customer's page: its head with Previous and Next, and what stands on its first tab."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, ClassVar
from urllib.parse import parse_qsl, quote

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.customers.commands import StatusChange, restore_status, set_status
from moment_ui.domain.customers.errors import MergedAway
from moment_ui.models.customer import CustomerStatus
from moment_ui.reports.customers.customer_page import customer_page
from moment_ui.reports.customers.customer_steps import (
    Kept,
    Shown,
    page_in_list,
    pages_ahead,
    place_in_list,
    step_from,
)
from moment_ui.reports.customers.customer_view import ProfileView
from moment_ui.reports.marks import CUSTOMER_STATUS
from moment_ui.reports.report import Neighbours
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.customers.customer_trail import Trail
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

LONGEST_QUERY = 8000
SETTLED = 1.0
"""Seconds after which a browser that is on its way to another address has arrived."""
NOWHERE = Neighbours(None, None, 0, 0)
TOPICS = ("customers", "contacts", "projects", "offers", "invoicing", "invoices", "files")


class CustomerProfileState(AppState, rx.State):
    """The customer in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    carried: rx.Field[str] = rx.field("")
    list_href: rx.Field[str] = rx.field("")
    previous: rx.Field[str] = rx.field("")
    next: rx.Field[str] = rx.field("")
    place: rx.Field[str] = rx.field("")
    view: rx.Field[ProfileView] = rx.field(default_factory=ProfileView)
    _status_change: StatusChange | None = None
    _ahead: dict[int, Kept] = {}
    _trail: Trail = Trail()
    _around: Neighbours = NOWHERE

    @rx.event
    async def load(self) -> Any:
        """Read the customer that the address names, and its place in the list one came from.

        The address of a customer that was merged leads to the one it is by now. One that quick
        steps have left behind already is passed by.
        """
        path, query = self.router.url.path, self.router.url.query
        slug = slug_in(path)
        list_query = came_from(query)
        customer_id = id_after(path, "customers")
        self._trail = self._trail.after(self._whose(), customer_id)
        if self._trail.ids:
            return CustomerProfileState.settle
        self._name_addresses(slug, customer_id, list_query)
        try:
            if customer_id is None:
                raise NotFound(_("The customer"))
            self.view, around = await self._read(
                page_in_list, customer_id, list_query, self._around.position
            )
        except LoggedOut:
            raise
        except MergedAway as away:
            return await self._lead_on(away)
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return None
        self.phase = "ready"
        self._show_place(around, slug)
        return CustomerProfileState.look_ahead

    @rx.event(background=True, supersedes=True)
    async def settle(self) -> AsyncGenerator[Any, None]:
        """Show the customer in the address where the browser stays at one that was passed by.

        It does when one goes back at once: Reflex drops the loading of all addresses but the last.
        """
        await asyncio.sleep(SETTLED)
        async with self:
            here = id_after(self.router.url.path, "customers")
            if here is None or here == self._shown(slug_in(self.router.url.path)):
                return
            self._trail = Trail()
        yield CustomerProfileState.load

    @rx.event(background=True, supersedes=True)
    async def look_ahead(self) -> None:
        """Read the pages that Previous and Next lead to, so that a step shows one at once.

        Before that the place in a list that somebody wrote to is put right.
        """
        at = self._at()
        around, query = self._around, came_from(self.router.url.query)
        if not around.exact:
            found = await self._read(place_in_list, self.view.id, query, around.position)
            async with self:
                if self._at() != at:
                    return
                if found is not None:  # else it has left the list, and its links still lead on
                    around = found
                    self._show_place(found, slug_in(self.router.url.path))
        ids = [each for each in (around.next, around.previous) if each is not None]
        kept = await self._read(pages_ahead, ids)
        async with self:
            if self._at() == at:
                self._ahead = kept

    def _at(self) -> tuple[object, ...]:
        """Whose tab this is, and which customer of which company it shows."""
        return self._whose(), self.company, self.view.id

    @rx.event
    async def step(self, way: int) -> Any:
        """Show the next customer of the list (1) or the previous one (-1), and go to its address.

        Counted from the customer on the screen: each of several quick steps leads one further.
        """
        if check.whole(way, -1, 1) == 0:
            raise check.BadArgument
        slug = slug_in(self.router.url.path)
        link = self._around.next if way > 0 else self._around.previous
        list_query = came_from(self.router.url.query)
        shown = Shown(self._shown(slug), list_query, self._around.position, link)
        stamps = {key: kept.stamp for key, kept in self._ahead.items()}
        step = await self._read(step_from, shown, way, stamps)
        if step is None:
            return None
        self.view = step.view or self._ahead[step.customer_id].view
        self.phase = "ready"
        self._name_addresses(slug, step.customer_id, list_query)
        self._show_place(step.around, slug)
        self._trail = self._trail.then(self._whose(), shown.customer_id, step.customer_id)
        return rx.redirect(self.base + self._rest())

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> AsyncGenerator[Any, None]:
        """Show what somebody else changes on this page; after `load` in `on_load`."""
        whose, customer_id = self._whose(), id_after(self.router.url.path, "customers") or 0
        async for _change in self._news(*TOPICS):
            try:
                view = await self._read(customer_page, customer_id)
            except MergedAway as away:
                async with self:
                    onward = await self._lead_on(away)
                yield onward
                return
            async with self:
                here = (self._whose(), id_after(self.router.url.path, "customers"))
                shown = self.phase == "ready" and self.view.id == customer_id
                if here == (whose, customer_id) and shown and view != self.view:
                    self.view = view

    @rx.event
    async def reload(self) -> None:
        """Read the customer again: something on the page was just changed, or was from elsewhere."""
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_CUSTOMERS)
    async def set_status(self, status: str) -> Any:
        """Give the customer a status."""
        wanted = CustomerStatus(check.one_of(status, tuple(CustomerStatus)))
        customer_id = self._here()
        change = await self._write(set_status, [customer_id], wanted)
        if not change.count:
            return
        self._status_change = change
        self.view = await self._read(customer_page, customer_id)
        text = _("{name} is now {status}.").format(
            name=self.view.name, status=CUSTOMER_STATUS[wanted].word
        )
        await tell(self, "success", text, CustomerProfileState.undo_status)

    @rx.event
    @requires(Permission.EDIT_CUSTOMERS)
    async def undo_status(self) -> None:
        """Take the last change of status back."""
        if (change := self._status_change) is None:
            return
        async with undoing(self, CustomerProfileState.undo_status):
            await self._write(restore_status, change)
            self._status_change = None
        await self._reread()

    async def _reread(self) -> None:
        if customer_id := self._here():
            self.view = await self._read(customer_page, customer_id)

    async def _lead_on(self, away: MergedAway) -> Any:
        """Go to the same page of the customer that this one is by now, with a word."""
        await tell(self, "info", away.message)
        here = f"/customers/{id_after(self.router.url.path, 'customers')}"
        there = f"/customers/{away.survivor_id}"
        path = self.router.url.path.rstrip("/").replace(here, there, 1)
        return rx.redirect(path + self.carried)

    def _shown(self, slug: str) -> int:
        """The customer on the screen, while it is one of the company in the address."""
        if self.phase == "ready" and self.company == f"/{slug}":
            return self.view.id
        return self._here()

    def _here(self) -> int:
        """The customer that an act is about: the one on the screen, the address may follow yet."""
        if self._trail.ids:
            return self._trail.ids[-1]
        return id_after(self.router.url.path, "customers") or 0

    def _name_addresses(self, slug: str, customer_id: int | None, list_query: str) -> None:
        """Where the company, the customer and the list one came from are."""
        self.company = f"/{slug}"
        self.base = f"/{slug}/customers/{customer_id}"
        self.carried = f"?list={quote(list_query, safe='')}" if list_query else ""
        self.list_href = f"/{slug}/customers" + (f"?{list_query}" if list_query else "")

    def _rest(self) -> str:
        """What follows the customer in the address: the tab one is on, and the list one came from."""
        tail = self.router.url.path.partition("/customers/")[2].partition("/")[2].strip("/")
        return f"/{tail}{self.carried}" if tail else self.carried

    def _show_place(self, around: Neighbours | None, slug: str) -> None:
        """Where Previous and Next lead; nowhere at the ends and outside of the list."""
        self.previous = self.next = self.place = ""
        self._around = around or NOWHERE
        if around is None:
            return
        rest = self._rest()
        if around.previous is not None:
            self.previous = f"/{slug}/customers/{around.previous}{rest}"
        if around.next is not None:
            self.next = f"/{slug}/customers/{around.next}{rest}"
        self.place = _("{position} of {count}").format(position=around.position, count=around.count)


def came_from(query: str) -> str:
    """The query of the list that an address says one came from, "" when it says none."""
    return dict(parse_qsl(query[:LONGEST_QUERY])).get("list", "")
