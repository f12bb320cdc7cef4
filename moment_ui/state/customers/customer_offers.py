"""A customer's Offers tab: the report of offers, fixed to the customer in the address."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.offers.offers import OFFERS
from moment_ui.reports.report import Report
from moment_ui.state.lists.report import ReportState
from moment_ui.state.offers.offers import ON_A_PHONE, TOPICS
from moment_ui.state.paths import id_after

SAID_BY_THE_PAGE = frozenset({"customer", "customer_number"})
"""Columns that the page's head answers for every row."""


class CustomerOffersState(ReportState, rx.State):
    """The offers of one customer."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_OFFERS}
    )
    report: ClassVar[Report[Any]] = OFFERS
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE

    customer_id: rx.Field[int] = rx.field(0)

    def _report(self) -> Report[Any]:
        """The report of this customer's offers; no address can leave it."""
        customer_id = id_after(self.router.url.path, "customers")
        if customer_id is None:
            raise NotFound(_("The customer"))
        self._put("customer_id", customer_id)
        return OFFERS.fixed_to(customer=(customer_id,)).for_actor(self._actor())

    def _kept_as(self) -> str:
        """Apart from the company's offers: those need the customer's column, these do not."""
        return "customer-offers"

    def _first(self, asked: ReportAddress) -> ReportAddress:
        """Without the columns that the head of the page says for every row."""
        shown = asked.shown_columns(self._report())
        if asked.columns or not SAID_BY_THE_PAGE & set(shown):
            return asked
        return replace(asked, columns=tuple(key for key in shown if key not in SAID_BY_THE_PAGE))
