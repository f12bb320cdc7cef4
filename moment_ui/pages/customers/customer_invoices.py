"""A customer's Invoices tab: its invoices and credit notes under the customer's head."""

from dataclasses import replace

import reflex as rx

from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_tabs import INVOICES
from moment_ui.components.invoices.credit_dialog import credit_dialog, credit_ticked_button
from moment_ui.components.invoices.export_status import (
    export_status_menu,
    one_export_status_dialog,
    set_ticked_export_status,
)
from moment_ui.components.invoices.finalise_many import (
    finalise_ticked_button,
    finalise_ticked_dialog,
)
from moment_ui.components.invoices.send_many import send_ticked_button, send_ticked_dialog
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.payments.new_payment import new_payment_dialog
from moment_ui.components.shell import not_for_you
from moment_ui.pages.invoices.invoices import WORDS
from moment_ui.state.customers.customer_invoices import CustomerInvoicesState as Invoices
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def customer_invoices() -> rx.Component:
    """The list; what can be done with it stands beside its filter."""
    rows = report(
        Invoices,
        replace(WORDS, act=Invoices.press, ours=Invoices.customer_id == Profile.view.id),
        bulk=(
            finalise_ticked_button(Invoices),
            credit_ticked_button(Invoices),
            send_ticked_button(Invoices),
            set_ticked_export_status(Invoices),
        ),
        tools=(
            export_menu(Invoices, fixed={"customer": Invoices.customer_id}),
            export_status_menu(Invoices),
            panel_button(Invoices),
        ),
    )
    refused = (Profile.phase == "ready") & ~Profile.view.may_see_invoices
    return profile_frame(
        rx.cond(refused, not_for_you(), rows),
        new_payment_dialog(),
        one_export_status_dialog(),
        credit_dialog(),
        finalise_ticked_dialog(Invoices),
        send_ticked_dialog(Invoices),
        tab=INVOICES,
    )
