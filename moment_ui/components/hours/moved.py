"""The history of moved hours: a dialog over what is ticked, and lines in other dialogs."""

from typing import Any

import reflex as rx

from moment_ui.components.lists.report_elements import icon
from moment_ui.core.words import _
from moment_ui.reports.hours.moved_lines import MovedLine
from moment_ui.state.hours.moved import MovedHoursState as Moved


def history_button(act: Any) -> rx.Component:
    """Opens the dialog for what is ticked."""
    return rx.el.button(
        icon("history"), _("History"), type="button", class_name="btn ghost s1", on_click=act
    )


def history_dialog() -> rx.Component:
    """Where ticked hours were moved from."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("History of hours")),
            rx.cond(
                Moved.lines,
                moved_list(Moved.lines),
                rx.el.p(_("None of these hours were moved."), class_name="quiet"),
            ),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Close"), type="button", class_name="btn outline")),
                class_name="dialog-foot",
            ),
            class_name="wide",
            custom_attrs={"aria-describedby": ""},
        ),
        open=Moved.opened,
        on_open_change=Moved.set_opened,
    )


def moved_list(lines: Any) -> rx.Component:
    """Moves, one under the other."""
    return rx.el.ul(rx.foreach(lines, _line), class_name="steps-of")


def _line(line: MovedLine) -> rx.Component:
    return rx.el.li(
        rx.el.div(line.places),
        rx.el.div(line.hours, " · ", line.by, class_name="quiet small"),
        rx.cond(line.note != "", rx.el.div("“", line.note, "”", class_name="small")),
        rx.cond(line.undone != "", rx.el.div(line.undone, class_name="status warn ring")),
        key=line.id,
    )
