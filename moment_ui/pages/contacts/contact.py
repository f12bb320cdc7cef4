"""A contact's page: who this is, where one reaches them, and where they belong."""

import reflex as rx

from moment_ui.components.contacts.contact_cards import (
    addresses_card,
    contact_head,
    customers_card,
    data_card,
    projects_card,
)
from moment_ui.components.contacts.contact_dialogs import contact_dialogs
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.contacts.contact import ContactPageState as Page


def contact() -> rx.Component:
    """Customers and projects at the left, the person's own data at the right."""
    return shell(
        rx.cond(
            Page.phase == "failed",
            failed(_("The contact cannot be shown"), Page.problem, retry=Page.load),
            rx.cond(Page.phase == "ready", rx.fragment(contact_head(), _content())),
        ),
        contact_dialogs(),
        area="contacts",
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(customers_card(), projects_card(), class_name="stack"),
            rx.el.div(addresses_card(), data_card(), class_name="stack"),
            class_name="profile no-strip",
        ),
        class_name="content",
    )
