"""Planned payments that fall due later, and the dialog that changes one: invoicing in advance."""

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.billing.billing_view import ItemLine
from moment_ui.state.billing.billing_sheet import BillingSheetState as Sheet
from moment_ui.state.billing.due_payment import DuePaymentState


def later_card() -> rx.Component:
    """What the plan holds beyond the day: ticked, it is invoiced in advance."""
    return rx.cond(
        Sheet.view.later,
        card(
            _("Planned for later"),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(_("Planned for later"), class_name="vh"),
                    rx.el.tbody(rx.foreach(Sheet.view.later, _row)),
                    class_name="report-table items",
                ),
                class_name="table-scroll",
                tab_index=0,
                role="region",
                aria_label=_("Planned for later"),
            ),
            note=_("Tick one to invoice it in advance, or change its amount and date."),
        ),
    )


def _row(item: ItemLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            tick(
                on=Sheet.ticked.contains(item.key),
                chosen=lambda yes: Sheet.tick(item.key, yes),
                aria_label=rx.Var.create(_("Select ")).to(str) + item.text,
            ),
            class_name="pick",
        ),
        rx.el.td(rx.el.div(item.text, class_name="medium"), class_name="grow"),
        rx.el.td(item.day, class_name="quiet tn"),
        rx.el.td(item.amount, class_name="num strong"),
        rx.el.td(
            rx.cond(
                Sheet.view.may_edit,
                rx.el.button(
                    rx.icon("pencil"),
                    type="button",
                    class_name="btn ghost icon s1",
                    aria_label=rx.Var.create(_("Change amount and date of ")).to(str) + item.text,
                    title=_("Change amount and date"),
                    on_click=DuePaymentState.start(item.row_id),
                ),
            ),
            class_name="of-tools",
        ),
        key=item.key,
    )


def payment_dialog() -> rx.Component:
    """Amount, date and text of a planned payment."""
    form = FormFields(DuePaymentState)
    labels = {"text": _("Text"), "amount": _("Amount"), "due_on": _("To be invoiced from")}
    return form_dialog(
        FormDialog(DuePaymentState, _("Planned payment"), _("Save"), labels),
        form.text("text", labels["text"], required=True),
        rx.el.div(
            form.text("amount", labels["amount"], required=True, input_mode="decimal"),
            form.date("due_on", labels["due_on"]),
            class_name="two",
        ),
    )
