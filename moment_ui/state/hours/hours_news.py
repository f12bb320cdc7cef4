"""Project → Hours → All news: the report of what happened to a project's hours."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.hours.hours_news import HOURS_NEWS
from moment_ui.reports.report import Report
from moment_ui.state.lists.report import ReportState
from moment_ui.state.paths import base_of, id_after


class HoursNewsState(ReportState, rx.State):
    """The news of one project's hours, newest first."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS})
    report: ClassVar[Report[Any]] = HOURS_NEWS
    topics: ClassVar[tuple[str, ...]] = ("hours",)
    phone: ClassVar[Mapping[str, str]] = {
        "co_worker": "name grow l-name",
        "at": "l-number",
        "activity": "l-sub",
        "company": "l-more",
        "change": "l-amount",
        "day": "l-side",
    }

    base: rx.Field[str] = rx.field("")

    def _report(self) -> Report[Any]:
        """The report of this project's news; no address can leave it."""
        path = self.router.url.path
        project_id = id_after(path, "projects")
        if project_id is None:
            raise NotFound(_("The project"))
        self._put("base", f"{base_of(path)}/projects/{project_id}")
        return HOURS_NEWS.fixed_to(project=(project_id,)).for_actor(self._actor())

    def _first(self, asked: ReportAddress) -> ReportAddress:
        """Without the project, which the head of the page says for every row."""
        shown = asked.shown_columns(self._report())
        if asked.columns or "project" not in shown:
            return asked
        return replace(asked, columns=tuple(key for key in shown if key != "project"))
