"""Finances → Payment reminders → Sent: every statement and reminder that left, and one of them."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError
from moment_ui.reports.ledger.sent_mail_view import SentMailView, sent_mail_view
from moment_ui.reports.ledger.sent_mails import SENT_MAILS
from moment_ui.reports.report import Report
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.lists.report import ReportState
from moment_ui.state.paths import base_of, id_after


class SentMailsState(ReportState, rx.State):
    """The list of them."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMER_ECONOMY})
    report: ClassVar[Report[Any]] = SENT_MAILS
    topics: ClassVar[tuple[str, ...]] = ("invoices", "customers")
    phone: ClassVar[Mapping[str, str]] = {
        "begun_at": "l-number",
        "customer": "name grow l-name",
        "level": "l-sub",
        "result": "l-amount",
    }


class SentMailState(AppState, rx.State):
    """The mail in the address. `phase`: ready or failed."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMER_ECONOMY, Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS}
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[SentMailView] = rx.field(default_factory=SentMailView)

    @rx.event
    async def load(self) -> None:
        """Read it."""
        self.base = base_of(self.router.url.path)
        self.view = SentMailView()
        with shown_or_failed(self):
            self.view = await self._read(sent_mail_view, self._here())

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what becomes of it."""
        whose, here = self._whose(), self._here()
        # without news too: what hangs becomes unknown as time passes
        async for _change in self._news("invoices", "customers", also_without=True):
            try:
                view = await self._read(sent_mail_view, here)
            except AppError:
                return
            async with self:
                if (self._whose(), self._here()) == (whose, here) and view != self.view:
                    self.view = view

    def _here(self) -> int:
        return id_after(self.router.url.path, "sent") or 0
