"""The button for a new payment where no invoice is shown, and the dialog that finds one."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.invoices.invoice_choices import invoice_choices
from moment_ui.components.payments.new_payment import NEW_PAYMENT
from moment_ui.core.words import _
from moment_ui.state.payments.find_payable import FindPayableState as Find

LABELS = {"find": _("Invoice")}


def find_payable_button() -> rx.Component:
    """Opens the dialog; also by the key N."""
    return rx.el.button(
        rx.icon("plus"),
        NEW_PAYMENT,
        type="button",
        class_name="btn solid",
        on_click=Find.start,
        custom_attrs={"data-hotkey": "n", "aria-keyshortcuts": "n"},
    )


def find_payable_dialog() -> rx.Component:
    """The field, and the invoices that were found."""
    form = FormFields(Find)
    return form_dialog(
        FormDialog(Find, NEW_PAYMENT, _("Continue"), LABELS),
        form.text(
            "find",
            LABELS["find"],
            help_text=_("Invoice number, payment ID, customer’s name or number."),
            auto_focus=True,
            on_change=Find.find.debounce(200),
            type="search",
        ),
        rx.cond(
            Find.choices.length() > 0,
            invoice_choices(
                rx.cond(Find.words == "", _("Longest due"), _("Found")), Find.choices, Find.choose
            ),
            rx.el.p(
                rx.cond(
                    Find.words == "",
                    _("Nothing is outstanding."),
                    _("No issued invoice is called so, and no customer with one outstanding."),
                ),
                role="status",
                class_name="quiet",
            ),
        ),
    )
