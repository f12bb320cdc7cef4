"""Travel & expense: one's own claims, and those one decides on."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.claims.claims import CLAIMS, MY_CLAIMS
from moment_ui.reports.report import Report
from moment_ui.state.lists.report import ReportState

PHONE = {
    "title": "name grow l-name",
    "day": "l-number",
    "status": "l-sub",
    "total": "l-amount",
}


class MyClaimsState(ReportState, rx.State):
    """The reader's own claims."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_CLAIMS})
    report: ClassVar[Report[Any]] = MY_CLAIMS
    topics: ClassVar[tuple[str, ...]] = ("claims",)
    phone: ClassVar[Mapping[str, str]] = PHONE


class ClaimsState(ReportState, rx.State):
    """The claims that the reader decides on, once they were sent."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_CLAIMS})
    report: ClassVar[Report[Any]] = CLAIMS
    topics: ClassVar[tuple[str, ...]] = ("claims",)
    phone: ClassVar[Mapping[str, str]] = PHONE | {"owner": "l-more"}
