"""The dialogs of a contact's page: the person, one more address, tags, changes, erasing."""

import reflex as rx

from moment_ui.components.changes import changes_dialog
from moment_ui.components.customers.customer_fields import tag_fields
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.contacts.contact import ContactPageState as Page
from moment_ui.state.contacts.edit_contact import AddressState, ContactTagsState, EditPersonState

PERSON_LABELS = {
    "name": _("Name"),
    "phone": _("Phone"),
    "consent_how": _("How the consent was given"),
    "note": _("Note"),
}


def contact_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(
        _person(),
        _address(),
        form_dialog(
            FormDialog(ContactTagsState, _("Tags"), _("Save"), {}),
            tag_fields(ContactTagsState.tags, legend=False),
        ),
        changes_dialog(
            Page.changes, opened=Page.changes_shown, on_open_change=Page.set_changes_shown
        ),
        _erase(),
    )


def _person() -> rx.Component:
    form = FormFields(EditPersonState)
    return form_dialog(
        FormDialog(EditPersonState, _("Edit the contact"), _("Save"), PERSON_LABELS),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.text("phone", _("Phone"), input_mode="tel"),
            class_name="two",
        ),
        form.tick("is_global", _("Global: may be added to other customers too")),
        form.tick("consent", _("Has consented to mass mail")),
        form.text(
            "consent_how",
            _("How the consent was given"),
            help_text=_("By phone, on a form, in an e-mail. Day and name are noted by themselves."),
        ),
        form.area("note", _("Note")),
    )


def _address() -> rx.Component:
    form = FormFields(AddressState)
    return form_dialog(
        FormDialog(AddressState, _("Add address"), _("Add"), {"email": _("E-mail")}),
        form.text("email", _("E-mail"), required=True, input_mode="email", auto_focus=True),
    )


def _erase() -> rx.Component:
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(_("Erase the contact?")),
            rx.alert_dialog.description(
                Page.erasing, " ", _("You can bring the contact back right afterwards.")
            ),
            rx.el.div(
                rx.alert_dialog.cancel(
                    rx.el.button(_("Cancel"), type="button", class_name="btn ghost")
                ),
                rx.alert_dialog.action(
                    rx.el.button(
                        _("Erase"), type="button", class_name="btn danger", on_click=Page.erase
                    )
                ),
                class_name="dialog-foot",
            ),
        ),
        open=Page.erasing != "",
        on_open_change=Page.set_erasing,
    )
