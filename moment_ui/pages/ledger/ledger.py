"""Finances → Customer ledger: who owes what, in which currency, and for how long."""

import reflex as rx

from moment_ui.components.ledger.ledger import WORDS, as_of
from moment_ui.components.ledger.mail_run import mail_run
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.ledger.ledger import LedgerState

MAIL_HEADS = (
    (_("Invoice"), ""),
    (_("Type"), ""),
    (_("Due"), "date"),
    (_("Late"), "num"),
    (_("Outstanding"), "num"),
)


def ledger() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Customer ledger"),
            export_menu(LedgerState),
            panel_button(LedgerState),
            note=LedgerState.count_text,
            trail=crumbs((_("Finances"), ""), (_("Customer ledger"), "")),
        ),
        report(LedgerState, WORDS, tools=(as_of(LedgerState),), bulk=(_send_button(),)),
        mail_run(LedgerState, MAIL_HEADS, _("Open items in the statement")),
        area="finances/ledger",
    )


def _send_button() -> rx.Component:
    return rx.cond(
        LedgerState.may_send,
        rx.el.button(
            rx.icon("send"),
            _("Send statements"),
            type="button",
            class_name="btn ghost s1",
            on_click=LedgerState.look_at_statements,
        ),
    )
