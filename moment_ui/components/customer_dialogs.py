"""The dialogs of a customer's pages: edit, tags, note, contacts, project, changes."""

import reflex as rx

from moment_ui.components.customer_changes import customer_changes
from moment_ui.components.customer_checks import use_register_dialog
from moment_ui.components.customer_fields import tag_fields
from moment_ui.components.customer_people import customer_contact_dialogs
from moment_ui.components.edit_customer import edit_customer_dialog
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.new_offer import new_offer_dialog
from moment_ui.core.words import _
from moment_ui.state.customer_notes import NoteState
from moment_ui.state.customer_tags import CustomerTagsState
from moment_ui.state.new_invoice import NewInvoiceState
from moment_ui.state.new_project import NewProjectState

PROJECT_LABELS = {
    "number": _("Number"),
    "name": _("Name"),
    "leader": _("Project leader"),
    "budget": _("Budget"),
    "start_on": _("Start"),
    "activity": _("First activity"),
}


def customer_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(
        edit_customer_dialog(),
        use_register_dialog(),
        _tags(),
        _note(),
        customer_contact_dialogs(),
        _project(),
        _invoice(),
        new_offer_dialog(),
        customer_changes(),
    )


def _tags() -> rx.Component:
    return form_dialog(
        FormDialog(CustomerTagsState, _("Tags"), _("Save"), {}),
        tag_fields(CustomerTagsState.tags, legend=False),
    )


def _note() -> rx.Component:
    form = FormFields(NoteState)
    return form_dialog(
        FormDialog(
            NoteState,
            rx.cond(NoteState.editing, _("Edit the note"), _("New note")),
            _("Save"),
            {"text": _("Note")},
        ),
        form.area("text", _("Note"), required=True, rows=6),
    )


def _project() -> rx.Component:
    form = FormFields(NewProjectState)
    return form_dialog(
        FormDialog(
            NewProjectState,
            _("New project"),
            _("Create the project"),
            PROJECT_LABELS,
            anyway=_("Activate and create"),
        ),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.text("number", _("Number"), help_text=_("The next of the series.")),
            form.choice("leader", _("Project leader"), NewProjectState.choices),
            form.text(
                "budget",
                _("Budget"),
                unit=_("hours"),
                help_text=_("Such as 120 or 7,5. May be left empty."),
                input_mode="decimal",
            ),
            form.text(
                "activity",
                _("First activity"),
                required=True,
                help_text=_("Hours are written on activities."),
            ),
            form.date("start_on", _("Start")),
            class_name="two",
        ),
    )


def _invoice() -> rx.Component:
    form = FormFields(NewInvoiceState)
    return form_dialog(
        FormDialog(
            NewInvoiceState,
            _("New invoice"),
            _("Create the draft"),
            {"project": _("Project")},
            anyway=_("Activate and create"),
        ),
        form.choice(
            "project",
            _("Project"),
            NewInvoiceState.projects,
            help_text=_("The draft is made with the invoicing options that hold there."),
        ),
    )
