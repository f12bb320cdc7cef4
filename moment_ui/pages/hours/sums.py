"""Hours overview and Hours report, summed: what is chosen stands in the address."""

from typing import Any

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.hours.sums import HoursSumsState, MyHoursSumsState
from moment_ui.state.shell import ShellState

WORDS = Words(
    icon="sigma",
    nothing_yet=_("No hours yet"),
    nothing_found=_("No hours in this filter"),
    could_not_read=_("The hours could not be summed"),
)


def hours_sums() -> rx.Component:
    """The company's hours, summed."""
    return shell(
        _head(HoursSumsState, _("Hours overview, summed"), _("Company"), "/hours/overview"),
        report(HoursSumsState, WORDS, tools=(_chooser(HoursSumsState, "co_worker"),)),
        area="hours/overview",
    )


def my_hours_sums() -> rx.Component:
    """The reader's own hours, summed."""
    return shell(
        _head(MyHoursSumsState, _("Hours report, summed"), _("My pages"), "/hours/mine"),
        report(MyHoursSumsState, WORDS, tools=(_chooser(MyHoursSumsState, "project"),)),
        area="hours/mine",
    )


def sums_link(state: Any, path: str) -> rx.Component:
    """From hours one by one to their sums, under the same filter."""
    return page_link(
        rx.icon("sigma"),
        _("Summed"),
        to=f"/{ShellState.company.slug}{path}/summed?{state.query}",
        class_name="btn outline",
    )


def _head(state: Any, title: str, area: str, path: str) -> rx.Component:
    one_by_one = page_link(
        rx.icon("list"),
        _("One by one"),
        to=f"/{ShellState.company.slug}{path}?view=0&{state.query}",
        class_name="btn outline",
    )
    return page_head(
        title,
        export_menu(state),
        panel_button(state),
        one_by_one,
        note=state.count_text,
        trail=crumbs((area, ""), (title, "")),
    )


def _chooser(state: Any, usual: str) -> rx.Component:
    """Grouped by one thing; several are ticked in the filter, and stand here as they are."""
    [declared] = [one for one in state.report.filters if one.key == "by"]
    return rx.el.label(
        rx.el.span(_("Grouped by"), class_name="quiet"),
        rx.el.select(
            *[rx.el.option(choice.label, value=choice.value) for choice in declared.choices],
            rx.cond(state.by.contains(","), rx.el.option(_("Several"), value=state.by)),
            value=rx.cond(state.by == "", usual, state.by),
            on_change=lambda chosen: state.set_filter("by", chosen),
            class_name="select s1",
        ),
        class_name="row",
    )
