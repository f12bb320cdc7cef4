"""Setup → Hours."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_list import row_name, setup_table
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.hours.setup import HoursPersonState, PersonLine
from moment_ui.state.hours.setup import HoursSetupState as Setup

HEADS = (
    (_("Co-worker"), "grow"),
    (_("Approver"), ""),
    (_("Hours a working day"), "num"),
)


def setup_hours() -> rx.Component:
    """Everybody, with who approves their hours."""
    form = FormFields(HoursPersonState)
    labels = {"approver": _("Approver"), "day": _("Hours a working day")}
    return shell(
        page_head(_("Hours"), trail=crumbs((_("Setup"), ""), (_("Hours"), ""))),
        rx.cond(
            Setup.phase == "failed",
            failed(_("The co-workers could not be read"), Setup.problem, retry=Setup.load),
        ),
        rx.cond(
            Setup.phase == "ready",
            rx.el.div(
                rx.el.p(
                    _(
                        "Whether the project’s leader, the co-worker’s approver or the economy approves hours, "
                        "and whether the bell tells of each registration, is chosen under "
                    ),
                    page_link(
                        _("Invoicing"), to=Setup.base + "/setup/invoicing", class_name="link"
                    ),
                    ".",
                    class_name="quiet",
                ),
                setup_table(_("Co-workers"), HEADS, rx.foreach(Setup.lines, _row)),
                class_name="content stack",
            ),
        ),
        form_dialog(
            FormDialog(HoursPersonState, HoursPersonState.name, _("Save"), labels),
            form.choice(
                "approver",
                labels["approver"],
                HoursPersonState.people,
                help_text=_("Who approves the hours where the company leaves it to approvers."),
            ),
            form.text("day", labels["day"], required=True, unit=_("hours"), class_name="tn"),
        ),
        area="setup/hours",
    )


def _row(line: PersonLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            row_name(line.name, HoursPersonState.start(line.id), may=True),
            rx.cond(line.external, rx.el.span(" ", _("external"), class_name="quiet small")),
        ),
        rx.el.td(rx.cond(line.approver != "", line.approver, _("The project’s leader"))),
        rx.el.td(line.day, class_name="num"),
        key=line.id,
    )
