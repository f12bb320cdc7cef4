"""The button and the dialog of a new contact."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.contacts.new_contact import NewContactState
from moment_ui.state.contacts.placed_contacts import KnownLine

LABELS = {"name": _("Name"), "email": _("E-mail"), "phone": _("Phone")}


def new_contact_button() -> rx.Component:
    """Opens the dialog."""
    return rx.el.button(
        rx.icon("plus"),
        _("New contact"),
        type="button",
        class_name="btn solid",
        on_click=NewContactState.start,
    )


def new_contact_dialog() -> rx.Component:
    """Name, address, phone; customers come on the contact's page and on theirs."""
    form = FormFields(NewContactState)
    return form_dialog(
        FormDialog(
            NewContactState,
            _("New contact"),
            _("Save"),
            LABELS,
            anyway=_("Save a new contact"),
            question=_known(),
        ),
        form.text("name", _("Name"), required=True, auto_focus=True),
        rx.el.div(
            form.text("email", _("E-mail"), input_mode="email"),
            form.text("phone", _("Phone"), input_mode="tel"),
            class_name="two",
        ),
        form.tick("is_global", _("Global: may be added to customers and projects")),
    )


def _known() -> rx.Component:
    def line(person: KnownLine) -> rx.Component:
        return rx.el.li(
            page_link(
                person.name,
                to=NewContactState.base + person.id.to(str),  # type: ignore[attr-defined]
                class_name="medium",
            ),
            rx.cond(person.customers != "", rx.fragment(", ", person.customers)),
            rx.el.span(_(" has "), person.reason, ".", class_name="quiet"),
            key=person.id,
        )

    return rx.fragment(
        rx.el.p(NewContactState.question),
        rx.cond(NewContactState.known, rx.el.ul(rx.foreach(NewContactState.known, line))),
    )
