"""A customer's Customer ledger tab: invoices, credit notes, payments and write-offs with a running balance."""

from dataclasses import replace

import reflex as rx

from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_tabs import LEDGER
from moment_ui.components.ledger.ledger import WORDS, as_of, standings
from moment_ui.components.link import page_link
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.shell import not_for_you
from moment_ui.core.words import _
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.ledger.ledger import CustomerLedgerState as Ledger


def customer_ledger() -> rx.Component:
    """What the customer owes, then every entry."""
    rows = report(
        Ledger,
        replace(WORDS, ours=Ledger.customer_id == Profile.view.id),
        tools=(
            as_of(Ledger),
            rx.cond((Profile.base != "") & (Ledger.around.base != ""), _ways()),
            export_menu(Ledger, fixed={"customer": Ledger.customer_id}),
            panel_button(Ledger),
        ),
    )
    refused = (Profile.phase == "ready") & ~Profile.view.may_see_ledger
    return profile_frame(
        rx.cond(refused, not_for_you(), rx.fragment(standings(), rows)), tab=LEDGER
    )


def _ways() -> rx.Component:
    """The links to the customer's papers, once it is known where they are."""
    return rx.fragment(
        page_link(
            rx.icon("file-text"),
            _("Statement"),
            to=Profile.base + "/statement?until=" + Ledger.as_of,
            class_name="btn outline",
        ),
        page_link(
            rx.icon("mail-check"),
            _("Sent"),
            to=f"{Ledger.around.base}/finances/reminders/sent?customer={Ledger.customer_id}",
            title=_("Statements and reminders sent to this customer"),
            class_name="btn outline",
        ),
    )
