"""Customers → Contacts: everybody the company knows."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.contacts import CONTACTS
from moment_ui.reports.report import Report
from moment_ui.state.report import ReportState

ON_A_PHONE = {
    "name": "name grow l-name",
    "customers": "l-sub",
    "phone": "l-amount",
    "email": "l-side",
}


class ContactsState(ReportState, rx.State):
    """Every contact of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})
    report: ClassVar[Report[Any]] = CONTACTS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE
    topics: ClassVar[tuple[str, ...]] = ("contacts", "customers", "projects")
    opens: ClassVar[str] = "filter"
