"""Setup → Audit log."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.report import Report
from moment_ui.reports.setup.audit import AUDIT_LOG
from moment_ui.state.lists.report import ReportState


class AuditLogState(ReportState, rx.State):
    """What was done in the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_AUDIT_LOG})
    report: ClassVar[Report[Any]] = AUDIT_LOG
    topics: ClassVar[tuple[str, ...]] = ("audit",)
    phone: ClassVar[Mapping[str, str]] = {
        "at": "l-amount",
        "user_name": "l-name",
        "action": "l-number",
        "subject": "l-side",
        "summary": "l-more",
        "changes": "l-last",
    }
