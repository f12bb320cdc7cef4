"""The dialog that registers a payment."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.models.payment import PaymentKind
from moment_ui.reports.payments.payment_view import REASONS
from moment_ui.state.payments.new_payment import NewPaymentState as New

LABELS = {
    "kind": _("Kind"),
    "amount": _("Amount"),
    "paid_on": _("Paid"),
    "reason": _("Reason"),
    "description": _("Description"),
}
NEW_PAYMENT = _("New payment")


def new_payment_dialog() -> rx.Component:
    """Amount and day, a payment or a write-off with its reason, and a few words."""
    form = FormFields(New)
    kinds = [
        (PaymentKind.MANUAL.value, _("Payment")),
        (PaymentKind.WRITE_OFF.value, _("Write-off")),
    ]
    reasons = [("", _("Choose")), *((key.value, word) for key, word in REASONS.items())]
    return form_dialog(
        FormDialog(New, New.title, _("Register"), LABELS, anyway=_("Register all the same")),
        rx.el.p(New.about, class_name="quiet"),
        rx.el.div(
            form.text(
                "amount",
                LABELS["amount"],
                required=True,
                unit=New.currency,
                input_mode="decimal",
                auto_focus=True,
                class_name="num",
                on_change=New.weigh.debounce(150),
            ),
            form.date("paid_on", LABELS["paid_on"]),
            class_name="two",
        ),
        rx.cond(
            New.may_write_off, form.choice("kind", LABELS["kind"], kinds, on_change=New.choose)
        ),
        rx.cond(New.writes_off, form.choice("reason", LABELS["reason"], reasons, required=True)),
        form.text(
            "description",
            LABELS["description"],
            help_text=rx.cond(New.needs_description, _("The company asks for one."), ""),
        ),
        rx.el.p(New.effect, role="status", class_name="quiet"),
    )
