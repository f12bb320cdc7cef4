"""A customer's Contacts tab: who works there now, and who did."""

import reflex as rx

from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_people import employees_cards
from moment_ui.components.customers.customer_tabs import CONTACTS
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def customer_contacts() -> rx.Component:
    """Current and former contacts under the customer's head."""
    return profile_frame(
        rx.cond(
            Profile.phase == "ready",
            rx.el.div(rx.el.div(employees_cards(), class_name="stack"), class_name="content"),
        ),
        tab=CONTACTS,
    )
