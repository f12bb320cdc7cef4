"""Projects → Overview."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.reports.projects.projects import PROJECTS
from moment_ui.reports.report import Report
from moment_ui.state.lists.report import ReportState


class ProjectsState(ReportState, rx.State):
    """Every project of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_PROJECTS})
    report: ClassVar[Report[Any]] = PROJECTS
    topics: ClassVar[tuple[str, ...]] = (
        "projects",
        "customers",
        "hours",
        "price-models",
        "rates",
    )
    phone: ClassVar[Mapping[str, str]] = {
        "number": "l-number",
        "name": "name grow l-name",
        "customer": "grow quiet",
        "status": "l-sub",
        "hours": "l-amount",
        "budget": "l-side",
    }

    may_create: rx.Field[bool] = rx.field(default=False)

    async def _open(self) -> None:
        await super()._open()
        may = self._actor().may
        creates = may(Permission.EDIT_PROJECTS) and may(Permission.VIEW_CUSTOMERS)
        self._put("may_create", creates)
