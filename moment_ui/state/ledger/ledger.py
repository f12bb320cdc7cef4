"""Finances → Customer ledger, and a customer's own: lists as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.domain.ledger import customers
from moment_ui.domain.ledger.rules import span_of
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.ledger.ledger import AGE_WORDS, CUSTOMER_LEDGER, LEDGER_ENTRIES
from moment_ui.reports.report import Report
from moment_ui.state.ledger.send_statements import StatementSending
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.paths import id_after

ECONOMY = frozenset({Permission.VIEW_CUSTOMER_ECONOMY, Permission.VIEW_INVOICES})
TOPICS = ("invoices", "customers")
SAID_BY_THE_PAGE = frozenset({"customer"})


class LedgerList(ReportState, mixin=True):
    """A list of the ledger, which says as of which day it is."""

    as_of: rx.Field[str] = rx.field("")
    only_open: rx.Field[bool] = rx.field(default=False)

    @rx.event
    async def show_open(self, on: bool) -> Steps:  # noqa: FBT001 - a box
        """Open items only, or everything."""
        async for step in self.set_filter("open", "yes" if on is True else ""):
            yield step

    def _follow(self) -> None:
        super()._follow()
        selection = self._at().selection(self._report())
        span = span_of(selection, clock.today(self._actor().timezone))
        self._put("as_of", span.until.isoformat())
        self._put("only_open", selection.value("open") is True)


class LedgerState(StatementSending, LedgerList, rx.State):
    """Who owes what, in every currency. Opened without an address of its own, it shows open items."""

    needs: ClassVar[frozenset[Permission]] = ECONOMY
    report: ClassVar[Report[Any]] = CUSTOMER_LEDGER
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = {
        "number": "l-number",
        "customer": "name grow l-name",
        "currency": "l-sub",
        "balance": "l-amount",
    }

    def _first(self, asked: ReportAddress) -> ReportAddress:
        if self.router.url.query or asked.filters:
            return asked
        return asked.filtered("open", "yes", self._report())


@dataclass
class StandingView:
    """What a customer owes in one currency, and how late: pairs of a word and an amount."""

    currency: str = ""
    balance: str = ""
    overdue: str = ""
    ages: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


class CustomerLedgerState(LedgerList, rx.State):
    """The ledger of the customer in the address, entry by entry."""

    needs: ClassVar[frozenset[Permission]] = ECONOMY | {Permission.VIEW_CUSTOMERS}
    report: ClassVar[Report[Any]] = LEDGER_ENTRIES
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = {
        "day": "l-number",
        "kind": "name grow l-name",
        "number": "l-sub",
        "invoiced": "l-amount",
        "paid": "l-amount",
        "balance": "l-side",
    }

    customer_id: rx.Field[int] = rx.field(0)
    standings: rx.Field[list[StandingView]] = rx.field(default_factory=list)

    @rx.event(background=True, supersedes=True)
    async def read_standings(self) -> None:
        """What the customer owes on the day that the list is as of."""
        async with self:
            whose, address, report = self._whose(), self._at(), self._report()
        selection = address.selection(report).unsorted().without("open", "kind")
        found = await self._read(customers.page, selection, offset=0, limit=20)
        actor = self._actor()
        write = writer(actor.locale, actor.timezone)
        views = [
            StandingView(
                row.currency,
                write.amount(row.balance, row.currency),
                write.amount(row.overdue, row.currency) if row.overdue > 0 else "",
                [
                    (word, write.amount(amount, row.currency))
                    for word, amount in zip(AGE_WORDS, row.ages, strict=True)
                    if amount
                ],
            )
            for row in found
        ]
        async with self:
            if (self._whose(), self._at()) == (whose, address):
                self._put("standings", views)

    def _after(self) -> list[Any]:
        return [*super()._after(), type(self).read_standings]

    def _report(self) -> Report[Any]:
        """The entries of this customer; no address can leave it."""
        customer_id = id_after(self.router.url.path, "customers")
        if customer_id is None:
            raise NotFound(_("The customer"))
        self._put("customer_id", customer_id)
        return LEDGER_ENTRIES.fixed_to(customer=(customer_id,)).for_actor(self._actor())

    def _kept_as(self) -> str:
        return "customer-ledger-entries"

    def _first(self, asked: ReportAddress) -> ReportAddress:
        """Without the column that the head of the page says for every row."""
        shown = asked.shown_columns(self._report())
        if asked.columns or not SAID_BY_THE_PAGE & set(shown):
            return asked
        return replace(asked, columns=tuple(key for key in shown if key not in SAID_BY_THE_PAGE))
