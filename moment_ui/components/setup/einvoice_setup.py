"""Setup → VAT codes → E-invoices: the rules they are checked by, and whether they can leave."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.core.words import _
from moment_ui.state.setup.einvoice_setup import EInvoiceSetupState as Rules
from moment_ui.state.setup.einvoice_setup import RuleSetLine


def einvoice_setup(may: rx.Var[bool]) -> rx.Component:
    """The card; `may`: whether the reader may choose."""
    sets = Rules.shown.sets
    return card(
        _("E-invoices"),
        rx.el.div(
            rx.cond(
                sets,
                _rules(may),
                callout(
                    _(
                        "No official rules are at hand: e-invoices are checked by our own rules "
                        "only. An administrator can lay a set into the folder of rules."
                    ),
                    tone="warn",
                ),
            ),
            rx.cond(
                Rules.shown.has_access_point,
                callout(
                    _("E-invoices are handed to the access point of this installation."),
                    tone="good",
                ),
                callout(
                    _(
                        "No access point is configured: e-invoices can be downloaded and handed "
                        "over by hand. Nothing is sent."
                    )
                ),
            ),
            class_name="body stack",
        ),
        note=_("Checked before they leave"),
    )


def _rules(may: rx.Var[bool]) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.label(_("Rule set"), html_for="rule-set"),
            rx.el.select(
                rx.el.option(_("The newest at hand"), value=""),
                rx.foreach(
                    Rules.shown.sets,
                    lambda each: rx.el.option(each.name, value=each.name, key=each.name),
                ),
                id="rule-set",
                value=Rules.shown.chosen,
                on_change=Rules.choose,
                disabled=~may,
                class_name="field",
            ),
            class_name="labelled",
        ),
        rx.el.ul(rx.foreach(Rules.shown.sets, _rule_set), class_name="plain"),
    )


def _rule_set(each: RuleSetLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(each.name, class_name="strong"),
        rx.cond(each.in_use, rx.el.span(_("In use"), class_name="status good")),
        rx.el.span(each.holds, class_name="quiet"),
        class_name="row wrap",
        key=each.name,
    )
