"""The companies that take part in a project: the card, and the dialog that adds one."""

import reflex as rx

from moment_ui.components.card import add_button, card, nothing_yet
from moment_ui.components.finder import finder
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.projects.project_view import ParticipantLine
from moment_ui.state.contacts.project_participants import ParticipantState
from moment_ui.state.projects.project_page import ProjectPageState as Project


def participants_card() -> rx.Component:
    """Who takes part besides the customer, and as what."""
    return rx.cond(
        Project.view.may_see_customer,
        card(
            _("Participants"),
            rx.cond(
                Project.view.participants,
                rx.el.ul(
                    rx.foreach(Project.view.participants, _participant),
                    class_name="people editable",
                ),
                nothing_yet(_("No other companies take part.")),
            ),
            _dialog(),
            actions=(
                rx.cond(
                    Project.view.may_edit,
                    add_button(_("Add participant"), ParticipantState.start),
                ),
            ),
        ),
    )


def _participant(line: ParticipantLine) -> rx.Component:
    remove = rx.Var.create(_("Remove ")).to(str) + line.name
    return rx.el.li(
        rx.el.div(
            page_link(
                rx.el.span(line.number, class_name="quiet tn"),
                rx.el.span(line.name, class_name="medium after"),
                to=f"{Project.company}/customers/{line.customer_id}",
            ),
            rx.el.div(line.role, class_name="quiet small"),
            class_name="grow",
        ),
        rx.cond(
            Project.view.may_edit,
            rx.el.span(
                rx.el.button(
                    rx.icon("x"),
                    type="button",
                    class_name="btn ghost icon s1",
                    aria_label=remove,
                    title=remove,
                    on_click=ParticipantState.remove(line.id),
                ),
                class_name="on-hover",
            ),
        ),
        key=line.id,
    )


def _dialog() -> rx.Component:
    form = FormFields(ParticipantState)
    labels = {"customer_id": _("Company"), "role": _("Part")}
    return form_dialog(
        FormDialog(ParticipantState, _("Add participant"), _("Add"), labels),
        finder(_("Find a company"), _("Number or name"), ParticipantState.find, auto_focus=True),
        form.choice(
            "customer_id",
            labels["customer_id"],
            ParticipantState.companies,
            required=True,
            help_text=rx.cond(
                ParticipantState.companies,
                "",
                _("No company found. Only project participants are offered."),
            ),
            size="6",
            default_value=None,
        ),
        form.text("role", labels["role"], help_text=_("What it does here: engineer, contractor.")),
    )
