"""Setup → Kinds of hours: what hours can be beside ordinary ones."""

from typing import Any

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_list import (
    new_row_button,
    row_name,
    row_offer,
    row_standing,
    setup_table,
)
from moment_ui.components.shell import shell
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.state.setup.hours_kinds import HoursKindsState, HoursKindState

HEADS = (
    (_("Name"), "grow"),
    (_("Paid on top"), "num"),
    (_("Wage code"), "tn"),
    (_("Status"), ""),
)
LABELS = {"name": _("Name"), "percent": _("Paid on top"), "wage_code": _("Wage code")}


def setup_hours_kinds() -> rx.Component:
    """The list and its form."""
    return shell(
        page_head(
            _("Kinds of hours"),
            new_row_button(_("New kind of hours"), HoursKindState.start),
            trail=crumbs((_("Setup"), ""), (_("Kinds of hours"), "")),
        ),
        rx.cond(
            HoursKindsState.phase == "ready",
            rx.cond(HoursKindsState.lines, _list(), _none()),
        ),
        _form(),
        area="setup/hours-kinds",
    )


def _list() -> rx.Component:
    rows = rx.foreach(HoursKindsState.lines, _row)
    return setup_table(_("Kinds of hours"), HEADS, rows, acts=True)


def _none() -> rx.Component:
    return empty(
        "clock",
        _("All hours are ordinary"),
        _("Add overtime, and it can be chosen for rows of the timesheet."),
    )


def _row(line: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row_name(line.name, HoursKindState.edit(line.id), may=True), class_name="grow"),
        rx.el.td(line.percent, class_name="num"),
        rx.el.td(line.wage_code, class_name="tn"),
        rx.el.td(row_standing(active=line.active, used=line.used)),
        rx.el.td(
            row_offer(
                line.name,
                HoursKindsState.put_aside(line.id),
                HoursKindsState.bring_back(line.id),
                active=line.active,
            ),
            class_name="acts",
        ),
        key=line.id.to_string(),
    )


def _form() -> rx.Component:
    form = FormFields(HoursKindState)
    title = rx.cond(HoursKindState.editing, _("Edit the kind of hours"), _("New kind of hours"))
    return form_dialog(
        FormDialog(HoursKindState, title, _("Save"), LABELS),
        form.text("name", LABELS["name"], required=True, auto_focus=True),
        rx.el.div(
            form.text(
                "percent", LABELS["percent"], unit="%", input_mode="numeric", class_name="tn"
            ),
            form.text(
                "wage_code",
                LABELS["wage_code"],
                help_text=_("What the wage system calls it."),
                class_name="tn",
            ),
            class_name="two",
        ),
    )
