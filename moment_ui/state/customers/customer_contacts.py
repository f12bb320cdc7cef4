"""Contacts on the customer's page: a new person, one known already, changing and removing."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.contacts import commands, queries, rules
from moment_ui.state.base import AppState
from moment_ui.state.contacts.placed_contacts import (
    ContactPlace,
    KnownContactForm,
    PlacedContactForm,
)
from moment_ui.state.customers.customer_profile import CustomerProfileState

IN_CUSTOMER = ContactPlace(
    under="customers",
    fields=("title", "customer_email", "customer_phone", "employed_from", "employed_to"),
    read=rules.read,
    draft=queries.contact_draft,
    offered=queries.global_contacts,
    add=commands.add_contact,
    add_known=commands.add_existing_contact,
    edit=commands.edit_contact,
    remove=commands.remove_contact,
    restore=commands.restore_contact,
    removed=_("{name} is no longer a contact of this customer."),
    reload=CustomerProfileState.reload,
)
RIGHTS = frozenset({Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS})


class ContactState(PlacedContactForm, AppState, rx.State):
    """A contact of the customer in the address: new, or being changed."""

    form_name: ClassVar[str] = "contact"
    needs: ClassVar[frozenset[Permission]] = RIGHTS
    place: ClassVar[ContactPlace] = IN_CUSTOMER


class KnownContactState(KnownContactForm, AppState, rx.State):
    """A global person being added to the customer in the address."""

    form_name: ClassVar[str] = "known"
    needs: ClassVar[frozenset[Permission]] = RIGHTS
    place: ClassVar[ContactPlace] = IN_CUSTOMER
