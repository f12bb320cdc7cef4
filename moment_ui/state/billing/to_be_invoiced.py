"""Finances → To be invoiced: the projects with something to bill, up to a day."""

import dataclasses
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.fields import Unfit
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.queries import billed_projects
from moment_ui.reports.billing.billing_page import billing_list, whole_sums
from moment_ui.reports.billing.billing_view import BillingListView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.billing.billing_address import LONGEST_TEXT, Asked
from moment_ui.state.billing.new_drafts import NewDraftsState
from moment_ui.state.paths import base_of

TOPICS = ("hours", "expenses", "price-models", "invoices", "projects", "customers", "rates")


class ToBeInvoicedState(AppState, rx.State):
    """The list that the address asks for, and which projects are ticked."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {
            Permission.VIEW_PROJECTS,
            Permission.VIEW_CUSTOMERS,
            Permission.VIEW_RATES,
            Permission.CREATE_INVOICES,
        }
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    view: rx.Field[BillingListView] = rx.field(default_factory=BillingListView)
    until: rx.Field[str] = rx.field("")
    wrong_day: rx.Field[str] = rx.field("")
    text: rx.Field[str] = rx.field("")
    leader: rx.Field[str] = rx.field("")
    tag: rx.Field[str] = rx.field("")
    ticked: rx.Field[list[int]] = rx.field(default_factory=list)
    everything: rx.Field[bool] = rx.field(default=False)
    _shown: str = ""

    @rx.event
    async def load(self) -> Any:
        """Read the projects that the address asks for, and then what all of them come to."""
        asked = self._asked()
        self.until, self.text = asked.wanted(self._today()).until.isoformat(), asked.text
        self.leader, self.tag, self.wrong_day = asked.leader, asked.tag, ""
        if asked.query != self._shown:
            self.ticked, self.everything, self._shown = [], False, asked.query
        try:
            await self._show()
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return None
        return ToBeInvoicedState.add_up

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what others write, approve and bill meanwhile; after `load` in `on_load`."""
        whose, query = self._whose(), self.router.url.query
        here = self._arguments()
        async for _change in self._news(*TOPICS):
            view = await self._read(billing_list, *here)
            if view.summing:
                sums = await self._read(whole_sums, here[0])
                view = dataclasses.replace(view, sums=sums, summing=False)
            async with self:
                same = (self._whose(), self.router.url.query) == (whose, query)
                if same and self.phase == "ready" and view != self.view:
                    self._put(view)

    @rx.event(background=True, supersedes=True)
    async def add_up(self) -> None:
        """Add up the whole filter, once its rows are shown."""
        async with self:
            whose, query, here = self._whose(), self.router.url.query, self._arguments()
            summing = self.view.summing
        if not summing:
            return
        sums = await self._read(whole_sums, here[0])
        async with self:
            same = (self._whose(), self.router.url.query) == (whose, query)
            if same and self.phase == "ready" and self.view.summing:
                self._put(dataclasses.replace(self.view, sums=sums, summing=False))

    @rx.event(supersedes=True)
    async def find(self, text: str) -> Any:
        """Show the projects whose number, name or customer holds the words."""
        return self._go(text=check.text(text, LONGEST_TEXT).strip(), replace=True)

    @rx.event
    async def set_until(self, text: str) -> Any:
        """Show what can be billed up to another day."""
        try:
            day = fields.day(check.text(text, 40))
        except Unfit as unfit:
            self.wrong_day = unfit.message
            return None
        return self._go(until=day.isoformat() if day else "")

    @rx.event
    async def set_leader(self, key: str) -> Any:
        """Show one leader's projects."""
        return self._go(leader=str(check.row_id(key)) if key else "")

    @rx.event
    async def set_tag(self, key: str) -> Any:
        """Show the projects with a tag."""
        return self._go(tag=str(check.row_id(key)) if key else "")

    @rx.event
    async def every_customer(self) -> Any:
        """Show the projects of all customers again."""
        return self._go(customer="")

    @rx.event
    async def turn(self, page: str) -> Any:
        """Go to another page of the list."""
        return self._go(page=str(check.row_id(page)))

    @rx.event
    async def tick(self, project_id: int, ticked: bool) -> None:  # noqa: FBT001 - a box calls it so
        """Tick a project, or take the tick away."""
        key, yes = check.row_id(project_id), check.flag(ticked)
        self.everything = False
        others = [one for one in self.ticked if one != key]
        self.ticked = [*others, key] if yes else others

    @rx.event
    async def tick_page(self, ticked: bool) -> None:  # noqa: FBT001 - a box calls it so
        """Tick every project on the page that can be billed, or none."""
        self.everything = False
        rows = [row.id for row in self.view.rows if row.can and row.id]
        self.ticked = rows if check.flag(ticked) else []

    @rx.event
    async def tick_everything(self) -> None:
        """Tick every project in the filter, on all pages."""
        self.everything = True

    @rx.event
    async def preview(self) -> None:
        """Show which drafts would be made of the ticked projects."""
        wanted = self._asked().wanted(self._today())
        ids = await self._read(billed_projects, wanted) if self.everything else self.ticked
        drafts = await self.get_state(NewDraftsState)
        try:
            await drafts._preview([Order(key) for key in ids], wanted.until)  # noqa: SLF001
        except LoggedOut:
            raise
        except AppError as error:
            await tell(self, "error", error.message)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _show(self) -> None:
        self._put(await self._read(billing_list, *self._arguments()))
        self.phase = "ready"

    def _put(self, view: BillingListView) -> None:
        self.view = view
        here = {row.id for row in view.rows if row.can}
        self.ticked = [key for key in self.ticked if key in here]

    def _arguments(self) -> tuple[Any, int, str]:
        asked = self._asked()
        return asked.wanted(self._today()), asked.number, base_of(self.router.url.path)

    def _asked(self) -> Asked:
        return Asked.of(self.router.url.query)

    def _today(self) -> Any:
        return clock.today(self._actor().timezone)

    def _go(self, *, replace: bool = False, **changes: str) -> Any:
        asked = dataclasses.replace(self._asked(), **({"page": ""} | changes))
        path = f"{base_of(self.router.url.path)}/finances/to-be-invoiced"
        return rx.redirect(f"{path}?{asked.query}" if asked.query else path, replace=replace)
