"""A customer's page, first tab: who this is, what they owe us, what we are doing for them."""

import reflex as rx

from moment_ui.components.customers.customer_cards import balance_strip, projects_card
from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_people import NOTES, contacts_card
from moment_ui.components.customers.customer_tabs import MAIN
from moment_ui.components.customers.data_cards import data_cards
from moment_ui.components.notes import notes_card
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def customer_profile() -> rx.Component:
    """Balance strip above, work at the left, data at the right."""
    return profile_frame(
        rx.cond(
            Profile.phase == "ready",
            rx.el.div(
                balance_strip(),
                rx.el.div(
                    rx.el.div(
                        projects_card(), contacts_card(), notes_card(NOTES), class_name="stack"
                    ),
                    rx.el.div(data_cards(), class_name="stack"),
                    class_name="profile",
                ),
                class_name="content",
            ),
        ),
        tab=MAIN,
    )
