"""The button and the dialog for a new project, for the list of projects and a customer's pages."""

import reflex as rx

from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.projects.new_project import NewProjectState as New

LABELS = {
    "customer_id": _("Customer"),
    "number": _("Number"),
    "name": _("Name"),
    "leader": _("Project leader"),
    "budget": _("Budget"),
    "start_on": _("Start"),
    "end_on": _("End"),
    "template": _("Activities like those of"),
    "activity": _("First activity"),
    "price_model": _("Price model"),
}


def new_project_button() -> rx.Component:
    """Opens the dialog; also by the key N."""
    return rx.el.button(
        rx.icon("plus"),
        _("New project"),
        type="button",
        class_name="btn solid",
        on_click=New.start,
        custom_attrs={"data-hotkey": "n", "aria-keyshortcuts": "n"},
    )


def new_project_dialog() -> rx.Component:
    """Customer where the page does not say it, name and number, leader, dates, activities, price model."""
    form = FormFields(New)
    return form_dialog(
        FormDialog(
            New,
            _("New project"),
            _("Create the project"),
            LABELS,
            anyway=_("Activate and create"),
        ),
        rx.cond(
            New.asks_customer,
            customer_choice(form, _("Nobody found. Active and potential customers get projects.")),
        ),
        rx.el.div(
            form.text("name", LABELS["name"], required=True),
            form.text("number", LABELS["number"], help_text=_("The next of the series.")),
            form.choice("leader", LABELS["leader"], New.choices),
            form.text(
                "budget",
                LABELS["budget"],
                unit=_("hours"),
                help_text=_("Such as 120 or 7,5. May be left empty."),
                input_mode="decimal",
            ),
            form.date("start_on", LABELS["start_on"]),
            form.date("end_on", LABELS["end_on"]),
            form.choice(
                "template",
                LABELS["template"],
                New.templates,
                help_text=_("Copied from another project."),
                on_change=New.choose_template,
            ),
            form.text(
                "activity",
                LABELS["activity"],
                required=True,
                help_text=rx.cond(
                    New.copies,
                    _("One more than those copied; may be left empty."),
                    _("Hours are written on activities."),
                ),
            ),
            form.choice(
                "price_model",
                LABELS["price_model"],
                New.models,
                help_text=_("What the project is billed by; more can be added on its page."),
            ),
            class_name="two",
        ),
    )
