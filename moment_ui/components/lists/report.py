"""A list, whole: toolbar, table, totals, pager and panel. One component for every report."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.components.address_bar import address_bar
from moment_ui.components.lists.report_pager import Legend, report_pager
from moment_ui.components.lists.report_panel import report_panel
from moment_ui.components.lists.report_table import report_table
from moment_ui.components.lists.report_toolbar import Components, report_toolbar
from moment_ui.components.states import empty, failed, skeleton_table
from moment_ui.core.words import _
from moment_ui.state.lists.report import ReportState


@dataclass(frozen=True)
class Words:
    """What a list says: its icon and titles when it has no rows, and what its colours mean.

    `ours` is False while the rows are another row's, to whose page the reader has just stepped on.
    `act` is the handler that cells marked as buttons start.
    """

    icon: str
    nothing_yet: str
    nothing_found: str
    could_not_read: str
    legend: Legend = ()
    ours: rx.Var[bool] | bool = True
    act: Any = None


def report(
    state: type[ReportState],
    words: Words,
    *,
    bulk: Components = (),
    tools: Components = (),
    first_step: rx.Component | None = None,
) -> rx.Component:
    """The list of a page.

    `bulk` are the acts for ticked rows, `tools` what stands at the right of the filter; `first_step`
    is offered while there is nothing at all.
    """
    return rx.el.section(
        rx.el.div(
            report_toolbar(state, bulk, tools),
            rx.match(
                rx.cond(words.ours, state.phase, ""),
                ("ready", _rows(state, words, first_step)),
                ("failed", _failed(state, words)),
                skeleton_table([column.label for column in state.report.columns if column.default]),
            ),
            rx.cond(words.ours, report_pager(state, words.legend), rx.el.div(class_name="pager")),
            class_name="report-main",
        ),
        report_panel(state),
        address_bar(state.bar),
        class_name="report",
        custom_attrs={"data-report": ""},
        aria_label=state.report.title,
    )


def _rows(state: type[ReportState], words: Words, first_step: rx.Component | None) -> rx.Component:
    return rx.cond(
        state.rows,
        report_table(state, words.act),
        rx.cond(
            state.filtered,
            empty(
                words.icon,
                words.nothing_found,
                _("No row fits everything in the filter. Widen it, or clear it."),
                rx.el.button(
                    _("Clear filter"),
                    type="button",
                    class_name="btn outline",
                    on_click=state.clear_filters,
                ),
            ),
            empty(words.icon, words.nothing_yet, "", *([first_step] if first_step else [])),
        ),
    )


def _failed(state: type[ReportState], words: Words) -> rx.Component:
    return failed(words.could_not_read, state.problem, retry=state.retry, reference=state.reference)
