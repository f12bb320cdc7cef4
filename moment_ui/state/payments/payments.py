"""Finances → Payments and write-off."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.payments.payments import PAYMENTS
from moment_ui.reports.report import Report
from moment_ui.state.lists.report import ReportState


class PaymentsState(ReportState, rx.State):
    """All payments and write-offs of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})
    may_pay: rx.Field[bool] = rx.field(default=False)
    report: ClassVar[Report[Any]] = PAYMENTS
    topics: ClassVar[tuple[str, ...]] = ("invoices", "customers")
    phone: ClassVar[Mapping[str, str]] = {
        "paid_on": "l-number",
        "customer": "name grow l-name",
        "kind": "l-sub",
        "amount": "l-amount",
    }

    async def _open(self) -> None:
        await super()._open()
        self._put("may_pay", self._actor().may(Permission.REGISTER_PAYMENTS))
