"""A customer's Invoices tab: its invoices and credit notes under the customer's head."""

import reflex as rx

from moment_ui.components.customer_frame import INVOICES, profile_frame
from moment_ui.components.exports import export_menu
from moment_ui.components.report import report
from moment_ui.components.report_panel import panel_button
from moment_ui.pages.invoices import WORDS
from moment_ui.state.customer_invoices import CustomerInvoicesState as Invoices


def customer_invoices() -> rx.Component:
    """The list; what can be done with it stands beside its filter."""
    return profile_frame(
        report(
            Invoices,
            WORDS,
            tools=(
                export_menu(Invoices, fixed={"customer": Invoices.customer_id}),
                panel_button(Invoices),
            ),
        ),
        tab=INVOICES,
    )
