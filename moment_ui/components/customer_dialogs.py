"""The dialogs of a customer's pages: edit, tags, note, contacts, project, changes."""

import reflex as rx

from moment_ui.components.customer_changes import customer_changes
from moment_ui.components.customer_checks import use_register_dialog
from moment_ui.components.customer_fields import tag_fields
from moment_ui.components.customer_people import known_people
from moment_ui.components.edit_customer import edit_customer_dialog
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.new_offer import new_offer_dialog
from moment_ui.core.words import _
from moment_ui.state.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customer_notes import NoteState
from moment_ui.state.customer_tags import CustomerTagsState
from moment_ui.state.new_invoice import NewInvoiceState
from moment_ui.state.new_project import NewProjectState

CONTACT_LABELS = {
    "name": _("Name"),
    "title": _("Job title"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "customer_email": _("E-mail for this customer"),
    "customer_phone": _("Phone for this customer"),
    "employed_from": _("Employed from"),
    "employed_to": _("Employed to"),
}
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
        _contact(),
        _known_contact(),
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


def _contact() -> rx.Component:
    form = FormFields(ContactState)
    return form_dialog(
        FormDialog(
            ContactState,
            rx.cond(ContactState.editing, _("Edit the contact"), _("New contact")),
            _("Save"),
            CONTACT_LABELS,
            anyway=_("Save a new contact"),
            question=known_people(),
        ),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.text("title", _("Job title")),
            form.text("email", _("E-mail"), input_mode="email"),
            form.text("phone", _("Phone"), input_mode="tel"),
            class_name="two",
        ),
        form.tick("is_global", _("Global: may be added to other customers too")),
        _place(form),
    )


def _known_contact() -> rx.Component:
    form = FormFields(KnownContactState)
    labels = {"contact_id": _("Person"), **CONTACT_LABELS}
    return form_dialog(
        FormDialog(KnownContactState, _("Add existing contact"), _("Add"), labels),
        rx.el.label(
            rx.el.span(_("Find among the global contacts")),
            rx.el.span(
                rx.icon("search"),
                rx.el.input(
                    placeholder=_("Name or e-mail"),
                    on_change=KnownContactState.find.debounce(200),
                    auto_complete="off",
                    auto_focus=True,
                ),
                class_name="field",
            ),
            class_name="labelled",
        ),
        form.choice(
            "contact_id",
            _("Person"),
            KnownContactState.people,
            required=True,
            help_text=rx.cond(
                KnownContactState.people,
                "",
                _("Nobody found. Only contacts marked Global are offered."),
            ),
            size="6",
        ),
        form.text("title", _("Job title")),
        _place(form),
    )


def _place(form: FormFields) -> rx.Component:
    """What is so in this customer only."""
    return rx.el.fieldset(
        rx.el.legend(_("In this customer")),
        rx.el.div(
            form.text(
                "customer_email",
                _("E-mail for this customer"),
                help_text=_("Stands before the person's own."),
                input_mode="email",
            ),
            form.text("customer_phone", _("Phone for this customer"), input_mode="tel"),
            form.date("employed_from", _("Employed from")),
            form.date("employed_to", _("Employed to"), help_text=_("The last day.")),
            class_name="two",
        ),
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
