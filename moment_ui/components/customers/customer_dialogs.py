"""The dialogs of a customer's pages: edit, tags, note, contacts, project, changes."""

import reflex as rx

from moment_ui.components.customers.customer_changes import customer_changes
from moment_ui.components.customers.customer_checks import use_register_dialog
from moment_ui.components.customers.customer_fields import tag_fields
from moment_ui.components.customers.customer_people import NOTES, customer_contact_dialogs
from moment_ui.components.customers.edit_customer import edit_customer_dialog
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.invoices.new_invoice import new_invoice_dialog
from moment_ui.components.notes import note_dialog
from moment_ui.components.offers.new_offer import new_offer_dialog
from moment_ui.components.projects.new_project import new_project_dialog
from moment_ui.core.words import _
from moment_ui.state.customers.customer_tags import CustomerTagsState


def customer_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(
        edit_customer_dialog(),
        use_register_dialog(),
        _tags(),
        note_dialog(NOTES),
        customer_contact_dialogs(),
        new_project_dialog(),
        new_invoice_dialog(),
        new_offer_dialog(),
        customer_changes(),
    )


def _tags() -> rx.Component:
    return form_dialog(
        FormDialog(CustomerTagsState, _("Tags"), _("Save"), {}),
        tag_fields(CustomerTagsState.tags, legend=False),
    )
