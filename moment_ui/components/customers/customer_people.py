"""The cards of people and notes on a customer's pages, and their dialogs."""

import reflex as rx

from moment_ui.components.card import card, nothing_yet
from moment_ui.components.contacts.placed_contacts import (
    PlaceView,
    PlaceWords,
    add_contact,
    contact_list,
    contact_place_dialogs,
)
from moment_ui.components.form_fields import FormFields
from moment_ui.components.notes import NotesView
from moment_ui.core.words import _
from moment_ui.state.customers.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customers.customer_notes import NoteState
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def _employment(form: FormFields) -> tuple[rx.Component, ...]:
    return (
        form.date("employed_from", _("Employed from")),
        form.date("employed_to", _("Employed to"), help_text=_("The last day.")),
    )


IN_CUSTOMER = PlaceView(
    form=ContactState,
    known=KnownContactState,
    may_edit=Profile.view.may_edit_contacts,
    company=Profile.company,
    words=PlaceWords(
        title=_("Job title"),
        here=_("In this customer"),
        email=_("E-mail for this customer"),
        phone=_("Phone for this customer"),
        email_help=_("Stands before the person's own."),
        struck_for=_(" for this customer"),
        find=_("Find among the global contacts"),
        nobody=_("Nobody found. Only contacts marked Global are offered."),
    ),
    email="customer_email",
    phone="customer_phone",
    more=_employment,
)


def contacts_card() -> rx.Component:
    """The people at the customer: those who work there first, then those who left."""
    return card(
        _("Contacts"),
        rx.cond(
            Profile.view.contacts,
            contact_list(IN_CUSTOMER, Profile.view.contacts),
            nothing_yet(_("No contacts yet.")),
        ),
        actions=(add_contact(IN_CUSTOMER),),
    )


def employees_cards() -> rx.Component:
    """The same in two cards, for a page of its own."""
    return rx.fragment(
        card(
            _("Contacts"),
            rx.cond(
                Profile.view.people != "",
                contact_list(IN_CUSTOMER, Profile.view.contacts, left=False),
                nothing_yet(_("Nobody is a contact here now.")),
            ),
            actions=(add_contact(IN_CUSTOMER),),
        ),
        rx.cond(
            Profile.view.has_former,
            card(_("Former contacts"), contact_list(IN_CUSTOMER, Profile.view.contacts, left=True)),
        ),
    )


def customer_contact_dialogs() -> rx.Component:
    """A new or changed contact, and one who is known."""
    return rx.fragment(*contact_place_dialogs(IN_CUSTOMER))


NOTES = NotesView(NoteState, Profile.view.notes, Profile.view.may_edit)
