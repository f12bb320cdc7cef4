"""The milestones on a project's page: the card, and the form that opens from it."""

import reflex as rx

from moment_ui.components.card import add_button, card, nothing_yet
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.row_menu import menu_item, row_menu
from moment_ui.core.words import _
from moment_ui.reports.projects.project_view import MilestoneLine
from moment_ui.state.projects.project_milestones import MilestoneState as Form
from moment_ui.state.projects.project_page import ProjectPageState as Project


def milestones_card() -> rx.Component:
    """What is to be reached when, by whom, in order."""
    return card(
        _("Milestones"),
        rx.cond(
            Project.view.milestones,
            rx.el.ul(rx.foreach(Project.view.milestones, _milestone), class_name="check-list"),
            nothing_yet(_("No milestones yet.")),
        ),
        note=rx.cond(
            Project.view.shared.follows, _("From the main project"), Project.view.milestones_note
        ),
        actions=(rx.cond(Project.view.may_edit_plan, add_button(_("Add milestone"), Form.start)),),
    )


def _milestone(line: MilestoneLine) -> rx.Component:
    return rx.el.li(
        rx.cond(line.done, rx.icon("circle-check"), rx.icon("circle")),
        rx.el.div(
            rx.el.span(line.name, class_name="medium"),
            rx.el.div(
                rx.cond(line.state != "", rx.el.span(line.state, class_name=line.state_css)),
                rx.el.span(line.about, class_name="quiet"),
                class_name="row wrap small",
            ),
        ),
        rx.cond(Project.view.may_edit_plan, _menu(line), rx.el.span()),
        key=line.id,
    )


def _menu(line: MilestoneLine) -> rx.Component:
    label = rx.Var.create(_("More about ")).to(str) + rx.Var.create(line.name).to(str)
    return row_menu(
        label,
        rx.cond(
            line.done,
            menu_item("circle", _("Not reached after all"), Form.reach(line.id, False)),
            menu_item("circle-check", _("Reached"), Form.reach(line.id, True)),
        ),
        menu_item("pencil", _("Edit"), Form.edit(line.id)),
        menu_item("chevron-up", _("Move up"), Form.move(line.id, -1), disabled=line.is_first),
        menu_item("chevron-down", _("Move down"), Form.move(line.id, 1), disabled=line.is_last),
        menu_item("trash-2", _("Remove"), Form.remove(line.id)),
    )


def milestone_dialog() -> rx.Component:
    """A milestone being set or changed."""
    form = FormFields(Form)
    labels = {"name": _("Name"), "due_on": _("Date"), "responsible_id": _("Responsible")}
    title = rx.cond(Form.editing, _("Edit the milestone"), _("Add milestone"))
    return form_dialog(
        FormDialog(Form, title, _("Save"), labels),
        form.text("name", labels["name"], required=True, auto_focus=True),
        rx.el.div(
            form.date("due_on", labels["due_on"]),
            form.choice("responsible_id", labels["responsible_id"], Form.people),
            class_name="two",
        ),
    )
