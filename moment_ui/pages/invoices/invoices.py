"""Finances → Invoices: every invoice and credit note of the company."""

import reflex as rx

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
from moment_ui.components.invoices.new_invoice import new_invoice_button, new_invoice_dialog
from moment_ui.components.invoices.send_many import send_ticked_button, send_ticked_dialog
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.payments.new_payment import new_payment_dialog
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.invoices.invoices import InvoicesState

WORDS = Words(
    icon="file-text",
    nothing_yet=_("No invoices yet"),
    nothing_found=_("No invoices in this filter"),
    could_not_read=_("The invoices could not be read"),
    act=InvoicesState.press,
    legend=(("good", _("outstanding")), ("bad", _("overdue")), ("warn", _("overpaid"))),
)


def invoices() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Invoices"),
            export_menu(InvoicesState),
            export_status_menu(
                InvoicesState,
                rx.dropdown_menu.item(
                    _("Read an OCR file…"), on_select=InvoicesState.read_payments
                ),
            ),
            panel_button(InvoicesState),
            new_invoice_button(),
            note=InvoicesState.count_text,
            trail=crumbs((_("Finances"), ""), (_("Invoices"), "")),
        ),
        report(
            InvoicesState,
            WORDS,
            bulk=(
                finalise_ticked_button(InvoicesState),
                credit_ticked_button(InvoicesState),
                send_ticked_button(InvoicesState),
                set_ticked_export_status(InvoicesState),
            ),
        ),
        new_payment_dialog(),
        one_export_status_dialog(),
        new_invoice_dialog(),
        credit_dialog(),
        finalise_ticked_dialog(InvoicesState),
        send_ticked_dialog(InvoicesState),
        area="finances/invoices",
    )
