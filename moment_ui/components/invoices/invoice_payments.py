"""The payments on an invoice's page: what was paid and written off, by whom, and taking it back."""

import reflex as rx

from moment_ui.components.payments.new_payment import NEW_PAYMENT
from moment_ui.core.words import _
from moment_ui.reports.ledger.reminder_view import SentLine
from moment_ui.reports.payments.payment_view import PaymentRow
from moment_ui.state.invoices.invoice_payments import InvoicePaymentsState as Payments
from moment_ui.state.payments.new_payment import NewPaymentState

HEADS = (
    (_("Paid"), "date"),
    (_("From"), ""),
    (_("Description"), "grow"),
    (_("Registered by"), ""),
    (_("Amount"), "num"),
)


def invoice_payments() -> rx.Component:
    """The section with its button for a new payment."""
    return rx.el.section(
        rx.el.header(
            rx.el.h2(_("Payments")),
            rx.cond(Payments.view.may_pay, rx.el.span(_new(), class_name="push")),
        ),
        rx.cond(
            Payments.view.rows,
            _table(),
            rx.el.p(_("Nothing has been paid on it."), class_name="body quiet"),
        ),
        class_name="card",
    )


def _new() -> rx.Component:
    return rx.el.button(
        rx.icon("plus"),
        NEW_PAYMENT,
        type="button",
        class_name="btn outline s1",
        on_click=NewPaymentState.start(Payments.view.invoice_id.to_string()),
        custom_attrs={"data-hotkey": "b", "aria-keyshortcuts": "b"},
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(_("Payments"), class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS],
                    rx.el.th(rx.el.span(_("Take back"), class_name="vh"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(Payments.view.rows, _row)),
            class_name="report-table",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=_("Payments"),
    )


def _row(row: PaymentRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.day, class_name="date"),
        rx.el.td(row.kind),
        rx.el.td(
            row.description,
            rx.cond(row.note, rx.el.span(row.note, class_name="badge")),
            class_name="grow",
        ),
        rx.el.td(row.by, class_name="quiet"),
        rx.el.td(row.amount, class_name="num"),
        rx.el.td(
            rx.cond(
                row.may_take_back,
                rx.el.button(
                    _("Take back"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=NewPaymentState.take_back_payment(row.id),
                    aria_label=_("Take back the payment of ") + row.day,
                ),
            )
        ),
        key=row.id,
    )


def invoice_reminders() -> rx.Component:
    """The reminders that were sent about the invoice, when there are any."""
    return rx.cond(
        Payments.reminders,
        rx.el.section(
            rx.el.header(rx.el.h2(_("Payment reminders"))),
            rx.el.div(rx.foreach(Payments.reminders, _reminder), class_name="body stack"),
            class_name="card",
        ),
    )


def _reminder(line: SentLine, index: int) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(line.level, class_name="strong"),
            rx.el.span(line.result, class_name=line.result_css),
            class_name="row",
        ),
        rx.el.div(line.day, " \u00b7 ", line.by, class_name="small quiet"),
        rx.el.div(line.address, class_name="small quiet"),
        rx.cond(line.added, rx.el.div(_("Fee and interest: "), line.added, class_name="small")),
        rx.cond(line.detail, rx.el.div(line.detail, class_name="small warn")),
        key=index,
    )
