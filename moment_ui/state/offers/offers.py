"""Offers: the list of the company's offers."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.reports.offers.offers import OFFERS
from moment_ui.reports.report import Report
from moment_ui.state.lists.report import ReportState

ON_A_PHONE = {
    "number": "l-number",
    "name": "name grow l-name",
    "customer": "l-more",
    "state": "l-sub",
    "net": "l-amount",
    "remaining": "l-side",
}
SHORT = {"remaining": _("To invoice")}
TOPICS = ("offers", "invoices", "customers", "projects")


class OffersState(ReportState, rx.State):
    """Every offer of the company, but what revisions have replaced."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_OFFERS})
    report: ClassVar[Report[Any]] = OFFERS
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE

    may_create: rx.Field[bool] = rx.field(default=False)

    async def _open(self) -> None:
        await super()._open()
        self._put("may_create", self._actor().may(Permission.EDIT_OFFERS))
