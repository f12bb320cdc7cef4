"""Finances → Invoices: every invoice and credit note of the company."""

import reflex as rx

from moment_ui.components.export_status import export_status_menu, set_ticked_export_status
from moment_ui.components.exports import export_menu
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.report import Words, report
from moment_ui.components.report_panel import panel_button
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.invoices import InvoicesState

WORDS = Words(
    icon="file-text",
    nothing_yet=_("No invoices yet"),
    nothing_found=_("No invoices in this filter"),
    could_not_read=_("The invoices could not be read"),
    legend=(("good", _("outstanding")), ("bad", _("overdue")), ("warn", _("overpaid"))),
)


def invoices() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Invoices"),
            export_menu(InvoicesState),
            export_status_menu(InvoicesState),
            panel_button(InvoicesState),
            note=InvoicesState.count_text,
            trail=crumbs((_("Finances"), ""), (_("Invoices"), "")),
        ),
        report(InvoicesState, WORDS, bulk=(set_ticked_export_status(InvoicesState),)),
        area="finances/invoices",
    )
