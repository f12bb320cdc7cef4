"""The e-invoice of an invoice: checked by the official rules at hand, and downloaded."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.link import file_link
from moment_ui.core.words import _
from moment_ui.reports.invoices.einvoice_view import FindingView
from moment_ui.state.invoices.einvoice import EInvoiceState

SHOWN = EInvoiceState.shown


def einvoice_card() -> rx.Component:
    """The card; drafts can be checked, and downloaded once they have a number."""
    return card(
        _("E-invoice"),
        rx.el.div(
            rx.cond(SHOWN.checked, _verdict(), _before()),
            rx.el.ul(
                rx.foreach(
                    SHOWN.findings, lambda finding: finding_line(finding, EInvoiceState.base)
                ),
                class_name="plain findings",
            ),
            rx.el.div(
                rx.el.button(
                    rx.icon("shield-check", size=16),
                    rx.cond(EInvoiceState.busy, _("Checking …"), _("Check")),
                    type="button",
                    class_name="btn outline",
                    disabled=EInvoiceState.busy,
                    on_click=EInvoiceState.check,
                ),
                rx.cond(
                    (EInvoiceState.link != "") & ~SHOWN.stops,
                    file_link(
                        rx.icon("file-code", size=16),
                        _("Download XML"),
                        href=EInvoiceState.link,
                        class_name="btn outline",
                    ),
                ),
                class_name="row wrap",
            ),
            class_name="body stack",
        ),
        note="EHF 3.0 / PEPPOL BIS",
    )


def _before() -> rx.Component:
    return rx.el.p(
        _("The invoice as PEPPOL BIS Billing 3.0, with its PDF and files inside."),
        class_name="quiet",
    )


def _verdict() -> rx.Component:
    return rx.fragment(
        rx.cond(SHOWN.problem != "", callout(SHOWN.problem, tone="bad")),
        rx.cond(SHOWN.stops, callout(_("It cannot be sent as an e-invoice yet."), tone="warn")),
        rx.cond(
            SHOWN.passed,
            callout(
                rx.cond(
                    SHOWN.rules != "",
                    rx.fragment(_("Nothing stops it, by the rule set "), SHOWN.rules, "."),
                    _("Nothing stops it, by our own rules. No official rules are at hand."),
                ),
                tone="good",
            ),
        ),
    )


def finding_line(finding: FindingView, base: Any) -> rx.Component:
    """Something that stands in the way, or is told, with the way to mend it."""
    return rx.el.li(
        rx.cond(
            finding.stops,
            rx.el.span(_("Stops"), class_name="status bad"),
            rx.el.span(_("Note"), class_name="status warn"),
        ),
        rx.cond(finding.rule != "", rx.el.span(" ", finding.rule, class_name="quiet")),
        rx.el.div(finding.text),
        rx.cond(
            finding.link != "",
            rx.el.a(finding.act, href=base + finding.link, class_name="strong"),
        ),
        key=finding.text,
    )
