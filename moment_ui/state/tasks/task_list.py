"""Tasks → Tasks report: the company's tasks as a list."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.reports.report import Report
from moment_ui.reports.tasks.tasks import TASKS
from moment_ui.state.lists.report import ReportState


class TaskListState(ReportState, rx.State):
    """The tasks that the reader may see."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.EDIT_TASKS})
    report: ClassVar[Report[Any]] = TASKS
    topics: ClassVar[tuple[str, ...]] = ("tasks", "projects")
    phone: ClassVar[Mapping[str, str]] = {
        "title": "name grow l-name",
        "project": "l-more",
        "assignee": "l-last",
        "due": "l-amount",
        "state": "l-sub",
    }

    def _act_word(self) -> str:
        return _("Open")
