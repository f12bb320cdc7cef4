"""Invoices that a payment may be for, each with the button that chooses it."""

from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.reports.payments.payment_view import InvoiceChoice


def invoice_choices(title: str | rx.Var[str], choices: Any, choose: Any) -> rx.Component:
    """The list of them; `choose` takes the id of one."""
    return rx.el.fieldset(
        rx.el.legend(title),
        rx.el.ul(
            rx.foreach(choices, lambda choice: _choice(choice, choose)),
            class_name="check-list bare-list",
        ),
    )


def _choice(choice: InvoiceChoice, choose: Any) -> rx.Component:
    return rx.el.li(
        rx.icon("file-text"),
        rx.el.span(
            rx.el.span(choice.number, " ", choice.customer, class_name="medium wrap-any"),
            rx.el.span(
                rx.el.span(_("Outstanding"), " ", choice.outstanding, class_name="tn"),
                rx.cond(
                    choice.note != "",
                    rx.fragment(" · ", rx.el.span(choice.note, class_name="tn")),
                ),
                class_name="quiet small block",
            ),
            rx.cond(choice.why != "", rx.el.span(choice.why, class_name="small good-word block")),
        ),
        rx.el.button(
            _("Choose"),
            type="button",
            class_name="btn outline s1",
            aria_label=rx.Var.create(_("Choose")).to(str) + " " + choice.number,
            on_click=choose(choice.id),
        ),
        key=choice.id,
    )
