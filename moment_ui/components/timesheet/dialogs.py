"""The dialogs of the timesheet: a row is added, and last week is copied."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, facts
from moment_ui.components.finder import finder
from moment_ui.core.words import _
from moment_ui.state.timesheet.timesheet import TimesheetState as Week


def week_dialogs() -> rx.Component:
    """Both; each shows when the state says so."""
    return rx.fragment(_add_row(), _copy())


def _add_row() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Add row")),
            finder(
                _("Find a project or an activity"),
                _("Number, name or activity"),
                Week.find,
                auto_focus=True,
            ),
            rx.el.p(
                rx.cond(Week.searched, _("Found"), _("Written on last, then your projects")),
                class_name="quiet small found-head",
                role="status",
            ),
            rx.el.ul(rx.foreach(Week.found, _found), class_name="found-activities"),
            rx.cond(
                ~Week.found,
                rx.el.p(
                    rx.cond(
                        Week.searched,
                        _("No open activity of your projects has all these words."),
                        _("You are not in the team of an open project. Ask its leader to add you."),
                    ),
                    class_name="quiet",
                ),
            ),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Cancel"), type="button", class_name="btn ghost")),
                class_name="dialog-foot",
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=Week.adding,
        on_open_change=Week.set_adding,
    )


def _found(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(line.title, class_name="medium"),
                rx.el.span(
                    rx.cond(line.partner != "", rx.icon("link")),
                    line.activity,
                    rx.cond(line.partner != "", rx.fragment(_(" · goes to "), line.partner)),
                    class_name="quiet",
                ),
                class_name="grow",
            ),
            rx.el.span(line.last, class_name="quiet small tn"),
            type="button",
            class_name="item",
            on_click=Week.add(line.id, 0),
        ),
        key=line.id.to_string(),
    )


def _copy() -> rx.Component:
    plan = Week.plan
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Copy last week")),
            rx.cond(
                (plan.rows == "") & (plan.hours == ""),
                rx.el.p(_("There is nothing in last week that can be copied."), class_name="quiet"),
                facts(
                    (_("Rows"), rx.cond(plan.rows != "", plan.rows, "–")),
                    (_("Rows with hours"), rx.cond(plan.hours != "", plan.hours, "–")),
                ),
            ),
            rx.cond(plan.skipped != "", callout(plan.skipped)),
            rx.el.p(_("Comments are not copied: they tell of their own day."), class_name="quiet"),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Cancel"), type="button", class_name="btn ghost")),
                rx.el.button(
                    _("Copy the rows"),
                    type="button",
                    class_name="btn outline",
                    disabled=plan.rows == "",
                    on_click=Week.copy_rows,
                ),
                rx.el.button(
                    _("Copy rows with hours"),
                    type="button",
                    class_name="btn solid",
                    disabled=plan.hours == "",
                    on_click=Week.copy_hours,
                ),
                class_name="dialog-foot",
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=Week.copy_asked,
        on_open_change=Week.set_copying,
    )
