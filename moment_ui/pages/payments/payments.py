"""Finances → Payments and write-off: what was paid on every invoice, and what was given up."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.payments.find_payable import find_payable_button, find_payable_dialog
from moment_ui.components.payments.new_payment import new_payment_dialog
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.payments.payments import PaymentsState

WORDS = Words(
    icon="banknote",
    nothing_yet=_("No payments yet"),
    nothing_found=_("No payments in this filter"),
    could_not_read=_("The payments could not be read"),
)


def payments() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Payments and write-off"),
            export_menu(PaymentsState),
            panel_button(PaymentsState),
            rx.cond(PaymentsState.may_pay, find_payable_button()),
            note=PaymentsState.count_text,
            trail=crumbs((_("Finances"), ""), (_("Payments and write-off"), "")),
        ),
        report(PaymentsState, WORDS),
        find_payable_dialog(),
        new_payment_dialog(),
        area="finances/payments",
    )
