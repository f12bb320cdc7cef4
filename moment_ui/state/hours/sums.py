"""The reports of hours, summed by what the address says."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.hours.sums import BY
from moment_ui.reports.filters import write_value
from moment_ui.reports.hours.hours_sums import HOURS_SUMS, MY_HOURS_SUMS
from moment_ui.reports.report import Report
from moment_ui.state.hours.report import TOPICS
from moment_ui.state.lists.report import ReportState

PHONE = {"group": "name grow l-name", "hours": "l-amount"}
"""Figures beside the hours have no heads on a phone to say what they are."""


class _Sums(ReportState, mixin=True):
    """What both have: what is summed by, for the page to choose from."""

    topics: ClassVar[tuple[str, ...]] = TOPICS
    phone: ClassVar[Mapping[str, str]] = PHONE

    by: rx.Field[str] = rx.field("")

    def _follow(self) -> None:
        super()._follow()
        self._put("by", write_value(self._at().value(BY) or ""))


class HoursSumsState(_Sums, rx.State):
    """The sums of the hours that the reader sees."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS})
    report: ClassVar[Report[Any]] = HOURS_SUMS


class MyHoursSumsState(_Sums, rx.State):
    """The sums of what the reader has written."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_HOURS})
    report: ClassVar[Report[Any]] = MY_HOURS_SUMS
