"""A customer's Invoices tab: its invoices and credit notes under the customer's head."""

import reflex as rx

from moment_ui.components.customer_frame import INVOICES, profile_frame
from moment_ui.components.exports import export_menu
from moment_ui.components.report import report
from moment_ui.components.report_panel import panel_button
from moment_ui.core.words import _
from moment_ui.pages.invoices import LEGEND, WORDS
from moment_ui.state.customer_invoices import CustomerInvoicesState as Invoices


def customer_invoices() -> rx.Component:
    """The list, with what can be done with it in a line of its own."""
    return profile_frame(
        rx.el.div(
            rx.el.h2(_("Invoices")),
            rx.el.span(Invoices.count_text, class_name="quiet tn"),
            rx.el.div(
                export_menu(Invoices, fixed={"customer": Invoices.customer_id}),
                panel_button(Invoices),
                class_name="actions",
            ),
            class_name="head of-list",
        ),
        report(Invoices, WORDS, legend=LEGEND),
        tab=INVOICES,
    )
