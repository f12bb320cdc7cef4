"""The card of contacts on a project's page, and its dialogs."""

import reflex as rx

from moment_ui.components.card import avatar, card, nothing_yet, small_button
from moment_ui.components.contact_cards import counting_address
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.places import PlaceLine
from moment_ui.state.customer_contacts import KnownLine
from moment_ui.state.project_contacts import KnownProjectContactState as Known
from moment_ui.state.project_contacts import ProjectContactState as Contact
from moment_ui.state.project_page import ProjectPageState as Project

LABELS = {
    "name": _("Name"),
    "title": _("Role in the project"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "project_email": _("E-mail for this project"),
    "project_phone": _("Phone for this project"),
}


def project_contacts_card() -> rx.Component:
    """The people of the customer and others whom one asks about the project."""
    return rx.cond(
        Project.view.may_see_customer,
        card(
            _("Contacts"),
            rx.cond(
                Project.view.contacts,
                rx.el.ul(rx.foreach(Project.view.contacts, _contact), class_name="people editable"),
                nothing_yet(_("No contacts yet.")),
            ),
            actions=(rx.cond(Project.view.may_edit_contacts, _add()),),
        ),
    )


def _add() -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                rx.icon("plus"),
                _("Add contact"),
                rx.icon("chevron-down"),
                type="button",
                class_name="btn ghost s1",
            )
        ),
        rx.dropdown_menu.content(
            rx.dropdown_menu.item(_("New contact"), on_select=Contact.start),
            rx.dropdown_menu.item(_("Add existing contact"), on_select=Known.start),
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def _contact(person: PlaceLine) -> rx.Component:
    return rx.el.li(
        avatar(person.initials),
        rx.el.div(
            page_link(person.name, to=Project.company + person.path, class_name="medium plain"),
            rx.cond(
                person.is_global, rx.fragment(" ", rx.el.span(_("Global"), class_name="badge"))
            ),
            rx.el.div(person.about, class_name="quiet small"),
        ),
        rx.el.div(
            counting_address(
                person.email, person.email_before, f"mailto:{person.email}", _(" for this project")
            ),
            counting_address(
                person.phone, person.phone_before, f"tel:{person.phone}", _(" for this project")
            ),
            class_name="addresses",
        ),
        rx.cond(
            Project.view.may_edit_contacts,
            rx.el.span(
                small_button("pencil", _("Edit {name}"), person.name, Contact.edit(person.id)),
                small_button("x", _("Remove {name}"), person.name, Contact.remove(person.id)),
                class_name="on-hover",
            ),
        ),
        key=person.id,
    )


def project_contact_dialogs() -> rx.Component:
    """A new or changed contact, and one who is known."""
    return rx.fragment(_form(), _join())


def _form() -> rx.Component:
    form = FormFields(Contact)
    return form_dialog(
        FormDialog(
            Contact,
            rx.cond(Contact.editing, _("Edit the contact"), _("New contact")),
            _("Save"),
            LABELS,
            anyway=_("Save a new contact"),
            question=_question(),
        ),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.text("title", _("Role in the project")),
            form.text("email", _("E-mail"), input_mode="email"),
            form.text("phone", _("Phone"), input_mode="tel"),
            class_name="two",
        ),
        form.tick("is_global", _("Global: may be added to other customers too")),
        _place(form),
    )


def _question() -> rx.Component:
    def line(person: KnownLine) -> rx.Component:
        return rx.el.li(
            rx.el.span(person.name, class_name="medium"),
            rx.cond(person.customers != "", rx.fragment(", ", person.customers)),
            rx.el.span(_(" has "), person.reason, ". ", class_name="quiet"),
            rx.el.button(
                _("Use this contact"),
                type="button",
                class_name="btn link s1",
                on_click=Contact.use_known(person.id),
            ),
            key=person.id,
        )

    return rx.fragment(
        rx.el.p(Contact.question),
        rx.cond(Contact.known, rx.el.ul(rx.foreach(Contact.known, line))),
    )


def _join() -> rx.Component:
    form = FormFields(Known)
    labels = {"contact_id": _("Person"), **LABELS}
    return form_dialog(
        FormDialog(Known, _("Add existing contact"), _("Add"), labels),
        rx.el.label(
            rx.el.span(_("Find among the customer's and the global contacts")),
            rx.el.span(
                rx.icon("search"),
                rx.el.input(
                    placeholder=_("Name or e-mail"),
                    on_change=Known.find.debounce(200),
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
            Known.people,
            required=True,
            help_text=rx.cond(Known.people, "", _("Nobody found.")),
            size="6",
        ),
        form.text("title", _("Role in the project")),
        _place(form),
    )


def _place(form: FormFields) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(_("In this project")),
        rx.el.div(
            form.text(
                "project_email",
                _("E-mail for this project"),
                help_text=_("Stands before the one for the customer and the person's own."),
                input_mode="email",
            ),
            form.text("project_phone", _("Phone for this project"), input_mode="tel"),
            class_name="two",
        ),
    )
