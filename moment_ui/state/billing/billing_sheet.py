"""One project's sheet in To be invoiced: the day, approving hours, switching expenses, and drafts."""

from decimal import Decimal
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _, plural
from moment_ui.domain.billing.commands import approve_hours
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.expenses.commands import set_included
from moment_ui.domain.hours import commands
from moment_ui.domain.hours.commands import HoursChange
from moment_ui.reports.billing.billing_page import billing_sheet
from moment_ui.reports.billing.billing_view import BillingSheetView
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.billing.billing_address import day_in
from moment_ui.state.billing.billing_ticks import BillingTicks, without
from moment_ui.state.billing.new_drafts import NewDraftsState
from moment_ui.state.billing.to_be_invoiced import TOPICS
from moment_ui.state.paths import base_of, id_after, said_in
from moment_ui.state.undoing import undoing


class BillingSheetState(BillingTicks, rx.State):
    """The project in the address, up to the day in the address."""

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
    company: rx.Field[str] = rx.field("")
    until: rx.Field[str] = rx.field("")
    round: rx.Field[int] = rx.field(0)
    _shown: str = ""
    _approved: HoursChange | None = None
    _switched: tuple[tuple[int, ...], bool] = ((), False)

    @rx.event
    async def load(self) -> None:
        """Read the project that the address names; everything that is due begins ticked.

        Who comes back finds the ticks as they were, and what has become due or free since ticked.
        Amounts and payers begin anew, as the fields do.
        """
        self.company = base_of(self.router.url.path)
        here = f"{self.router.url.path}?{self.router.url.query}"
        try:
            view = await self._read(billing_sheet, *self._arguments())
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            self.ticked, self.view, self._shown = [], BillingSheetView(), ""
            return
        self.amounts, self.payers, self.errors = {}, {}, {}
        self.round += 1
        if here != self._shown:
            self.ticked, self.view, self._shown = [], BillingSheetView(), here
        self.until = self._arguments()[1].isoformat()
        self._put_with_new(view)
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what others change meanwhile; after `load` in `on_load`."""
        whose, here = self._whose(), self._arguments()
        async for _change in self._news(*TOPICS):
            view = await self._read(billing_sheet, *here)
            async with self:
                same = (self._whose(), self._arguments()) == (whose, here)
                if same and self.phase == "ready" and view != self.view:
                    self._put(view)

    @rx.event
    async def set_until(self, text: str) -> Any:
        """Show what can be billed up to another day."""
        try:
            day = fields.day(check.text(text, 40))
        except Unfit as unfit:
            self.errors = {**self.errors, "until": unfit.message}
            return None
        self.errors = without(self.errors, {"until"})
        path = self.router.url.path
        return rx.redirect(f"{path}?until={day.isoformat()}" if day else path)

    @rx.event
    @requires(Permission.APPROVE_HOURS)
    async def approve(self) -> None:
        """Approve the project's hours up to the day; the message can take it back."""
        project_id, until, _base = self._arguments()
        change = await self._write(approve_hours, project_id, until)
        if count := len(change.ids):
            self._approved = change
        text = plural(
            "{count} time record is approved.", "{count} time records are approved.", count
        )
        await self._show(tick_new=True)
        undo = BillingSheetState.take_approval_back if count else None
        await tell(self, "success", text, undo)

    @rx.event
    @requires(Permission.APPROVE_HOURS)
    async def take_approval_back(self) -> None:
        """Undo the approval; of what is on a draft meanwhile it stays."""
        if self._approved is None:
            return
        async with undoing(self, BillingSheetState.take_approval_back):
            count = await self._write(commands.undo, self._approved)
            self._approved = None
            text = plural(
                "{count} time record is as it was.", "{count} time records are as they were.", count
            )
            await tell(self, "success", text)
        await self._show_if_here()

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def include(self, included: bool) -> None:  # noqa: FBT001 - a button calls it so
        """Let the ticked expenses be within the price, or be invoiced separately."""
        yes = check.flag(included)
        ids = [int(key[2:]) for key in self.ticked if key.startswith("e-")]
        changed = await self._write(set_included, ids, included=yes) if ids else {}
        await self._show()
        count = len(changed)
        text = (
            plural(
                "{count} expense is within the price.",
                "{count} expenses are within the price.",
                count,
            )
            if yes
            else plural(
                "{count} expense is invoiced separately.",
                "{count} expenses are invoiced separately.",
                count,
            )
        )
        if changed:
            self._switched = tuple(changed), not yes
        undo = BillingSheetState.undo_include if changed else None
        await tell(self, "success", text, undo)

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def undo_include(self) -> None:
        """Undo the last switch of expenses."""
        ids, before = self._switched
        if not ids:
            return
        async with undoing(self, BillingSheetState.undo_include):
            changed = await self._write(set_included, ids, included=before)
            self._switched = (), False
            text = plural(
                "{count} expense is as it was.", "{count} expenses are as they were.", len(changed)
            )
            await tell(self, "success", text)
        await self._show_if_here()

    @rx.event
    async def preview(self) -> None:
        """Show which drafts would be made of what is ticked, unless a field cannot be read."""
        if self.errors:
            await tell(self, "error", _("Mend what is marked in the list first."))
            return
        project_id, until, _base = self._arguments()
        order = Order(
            project_id,
            frozenset(self.ticked),
            {key: Decimal(amount) for key, amount in self.amounts.items()},
            {key: int(payer) for key, payer in self.payers.items()},
        )
        drafts = await self.get_state(NewDraftsState)
        try:
            await drafts._preview([order], until)  # noqa: SLF001 - not for browsers
        except LoggedOut:
            raise
        except AppError as error:
            await tell(self, "error", error.message)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _show(self, *, tick_new: bool = False) -> None:
        view = await self._read(billing_sheet, *self._arguments())
        if tick_new:
            self._put_with_new(view)
        else:
            self._put(view)

    async def _show_if_here(self) -> None:
        """Show it anew, unless the reader has gone on: then `load` does when they are back."""
        if id_after(self.router.url.path, "to-be-invoiced") is not None:
            await self._show()

    def _arguments(self) -> tuple[int, Any, str]:
        path, query = self.router.url.path, self.router.url.query
        today = clock.today(self._actor().timezone)
        project_id = id_after(path, "to-be-invoiced")
        if project_id is None:
            raise NotFound(_("The project"))
        return project_id, day_in(said_in(query, "until"), today), base_of(path)
