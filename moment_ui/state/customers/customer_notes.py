"""Notes on the customer's page."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.notes import of_customers
from moment_ui.state.base import AppState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.notes import NoteForm, NotePlace


class NoteState(NoteForm, AppState, rx.State):
    """A note on the customer in the address."""

    form_name: ClassVar[str] = "note"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )
    place: ClassVar[NotePlace] = NotePlace(
        under="customers",
        page=CustomerProfileState,
        add=of_customers.add_note,
        edit=of_customers.edit_note,
        pin=of_customers.pin_note,
        remove=of_customers.remove_note,
        restore=of_customers.restore_note,
    )
