"""Timesheet: one's own hours, a week at a time, or a day on a phone."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.cells import joined
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed, skeleton_table
from moment_ui.components.timesheet.detail import legend, under_the_grid
from moment_ui.components.timesheet.dialogs import week_dialogs
from moment_ui.components.timesheet.phone import day_foot, day_strip, hours_sheet, offline
from moment_ui.components.timesheet.week_grid import week_grid
from moment_ui.components.timesheet.week_head import week_head
from moment_ui.core.words import _
from moment_ui.state.timesheet.timesheet import TimesheetState as Week


def timesheet() -> rx.Component:
    """The week, or why there is none."""
    return shell(
        rx.el.script(src="/timesheet.js", async_=True),
        rx.fragment(
            rx.match(
                Week.phase,
                ("ready", _week()),
                ("nobody", empty("clock", _("No timesheet of yours here"), Week.problem)),
                (
                    "failed",
                    failed(_("The week could not be read"), Week.problem, retry=Week.load),
                ),
                skeleton_table((_("Project and activity"), "", "", "", "", "", ""), rows=6),
            )
        ),
        area="timesheet",
    )


def _week() -> rx.Component:
    return rx.el.div(
        week_head(),
        day_strip(),
        offline(),
        rx.cond(Week.head.home != "", _at_home()),
        rx.cond(Week.rows | Week.internal, week_grid(), _no_rows()),
        under_the_grid(),
        legend(),
        day_foot(),
        hours_sheet(),
        week_dialogs(),
        class_name="timesheet",
        custom_attrs={
            "data-timesheet": Week.base,
            "data-queue": Week.queue,
            "data-week": Week.head.name,
            "data-day": Week.day.to_string(),
            "data-quick": rx.cond(Week.head.quick, "yes", ""),
        },
    )


def _at_home() -> rx.Component:
    """An external's hours of shared projects are written in the home company."""
    return rx.el.div(
        callout(
            rx.el.p(
                joined(
                    _("Write these hours at home, in "),
                    Week.head.home,
                    _(
                        ": hours of projects you share with it are written there, and come here at once."
                    ),
                )
            ),
            rx.el.a(
                joined(_("To my timesheet in "), Week.head.home),
                href=Week.head.home_href,
                class_name="btn outline s1",
            ),
            tone="warn",
        ),
        class_name="content at-home",
    )


def _no_rows() -> rx.Component:
    return empty(
        "clock",
        _("Nothing to write hours on yet"),
        _("Rows come from the projects you are in the team of. Ask a project’s leader to add you."),
        rx.el.button(
            rx.icon("plus"),
            _("Find an activity"),
            type="button",
            class_name="btn outline",
            on_click=Week.begin_add,
        ),
    )
