"""Finances → Invoices."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.invoices import INVOICES
from moment_ui.reports.report import Report
from moment_ui.state.export_status import TickedExportStatus

ON_A_PHONE = {
    "number": "l-number",
    "customer": "name grow l-name",
    "project": "grow quiet",
    "state": "l-sub",
    "gross": "l-amount",
    "outstanding": "l-side",
}
TOPICS = ("invoices", "customers", "projects")


class InvoicesState(TickedExportStatus, rx.State):
    """All invoices and credit notes of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})
    report: ClassVar[Report[Any]] = INVOICES
    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE
