"""Customers → Overview: the list of customers, and the way to a new one."""

import reflex as rx

from moment_ui.components.customers.new_customer import new_customer_button, new_customer_dialog
from moment_ui.components.lists.bulk import add_tag_menu, bulk_menu
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_elements import icon
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.reports.marks import CUSTOMER_STATUS
from moment_ui.state.customers.customers import CustomersState

WORDS = Words(
    icon="users",
    nothing_yet=_("No customers yet"),
    nothing_found=_("No customers in this filter"),
    could_not_read=_("The customers could not be read"),
)


def customers() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Customers"),
            export_menu(CustomersState),
            panel_button(CustomersState),
            rx.cond(CustomersState.may_create, new_customer_button()),
            note=CustomersState.count_text,
            trail=crumbs((_("Customers"), "")),
        ),
        report(
            CustomersState,
            WORDS,
            bulk=(
                rx.cond(
                    CustomersState.may_edit,
                    rx.fragment(_set_status(), add_tag_menu(CustomersState)),
                ),
            ),
            first_step=rx.cond(CustomersState.may_create, new_customer_button()),
        ),
        new_customer_dialog(),
        area="customers",
    )


def _set_status() -> rx.Component:
    return bulk_menu(
        rx.fragment(_("Set status"), icon("chevron-down")),
        *[
            rx.dropdown_menu.item(mark.word, on_select=CustomersState.set_status(status.value))
            for status, mark in CUSTOMER_STATUS.items()
        ],
    )
