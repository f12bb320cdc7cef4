"""The dialog that shows which drafts would be made, makes them, and takes them back."""

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError
from moment_ui.core.words import _, plural
from moment_ui.domain.billing import commands
from moment_ui.domain.billing.plan import Order
from moment_ui.reports.billing.billing_page import shown_plan
from moment_ui.reports.billing.billing_view import PlanView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing


class NewDraftsState(AppState, rx.State):
    """The drafts that would arise of what was ticked."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {
            Permission.VIEW_INVOICES,
            Permission.CREATE_INVOICES,
            Permission.EDIT_BILLING,
            Permission.VIEW_CUSTOMERS,
            Permission.VIEW_RATES,
        }
    )

    opened: rx.Field[bool] = rx.field(default=False)
    saving: rx.Field[bool] = rx.field(default=False)
    problem: rx.Field[str] = rx.field("")
    view: rx.Field[PlanView] = rx.field(default_factory=PlanView)
    _orders: tuple[Order, ...] = ()
    _until: dt.date = dt.date.min
    _seen: str = ""
    _made: tuple[int, ...] = ()
    _opened_at: str = ""

    @rx.event
    async def create(self) -> AsyncIterator[Any]:
        """Make the drafts that are shown. A second click makes nothing."""
        if not self.opened or self.saving or not self._seen:
            return
        self.saving = True
        yield
        try:
            made = await self._write(commands.create_drafts, self._orders, self._until, self._seen)
        except AppError as error:
            self.problem = error.message
            await self._again()
        else:
            self._made, self._seen = tuple(made), ""
            self._shut()
            text = plural("{count} draft is made.", "{count} drafts are made.", len(made))
            await tell(self, "success", text, NewDraftsState.undo)
            yield rx.redirect(self._way_on(made))
        finally:
            self.saving = False

    @rx.event
    async def undo(self) -> Any:
        """Remove the drafts that were just made."""
        if not self._made:
            return None
        async with undoing(self, NewDraftsState.undo):
            await self._write(commands.undo_drafts, self._made)
            self._made = ()
            text = _("The drafts are deleted. Everything can be invoiced again.")
            await tell(self, "success", text)
            return rx.redirect(f"{base_of(self.router.url.path)}/finances/to-be-invoiced")

    @rx.event
    async def close(self) -> None:
        """Leave without making anything."""
        self._shut()

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close: Escape and the cross."""
        if not check.flag(opened):
            self._shut()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _preview(self, orders: Sequence[Order], until: dt.date) -> None:
        """Show what would arise. Raises AppError."""
        base = base_of(self.router.url.path)
        self._orders, self._until = tuple(orders), until
        self.view, self._seen = await self._read(shown_plan, self._orders, until, base)
        self.problem = ""
        self._opened_at = self.router.url.path
        self.opened = True

    async def _again(self) -> None:
        """Show what would arise by now, beside what went wrong."""
        try:
            base = base_of(self.router.url.path)
            self.view, self._seen = await self._read(shown_plan, self._orders, self._until, base)
        except AppError:  # nothing is left of it: what went wrong is said already
            self._seen, self.view = "", PlanView()

    def _shut(self) -> None:
        self.opened, self.saving, self.problem = False, False, ""

    def _leave_behind(self) -> None:
        if self.opened and self.router.url.path != self._opened_at:
            self._shut()

    def _way_on(self, made: Sequence[int]) -> str:
        base = base_of(self.router.url.path)
        if len(made) == 1:
            return f"{base}/finances/invoices/{made[0]}"
        return f"{base}/finances/invoices?state=draft"
