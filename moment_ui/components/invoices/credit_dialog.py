"""The credit note of an invoice: the button that asks for it in lists, and the dialog."""

import reflex as rx

from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.invoices.credit_forms import CreditState
from moment_ui.state.invoices.invoices import InvoiceListState


def credit_ticked_button(state: type[InvoiceListState]) -> rx.Component:
    """The act on the one row that is ticked."""
    return rx.cond(
        state.may_credit,
        rx.el.button(
            rx.icon("file-minus"),
            _("Credit note for this invoice"),
            type="button",
            class_name="btn ghost s1",
            on_click=state.credit_ticked,
        ),
    )


def credit_dialog() -> rx.Component:
    """What the credit note of an invoice shall do."""
    form = FormFields(CreditState)
    ways = [
        ("credit", _("Credit this invoice")),
        ("move", _("Credit it, and move the project to another customer")),
    ]
    back = [("no", _("Stay invoiced")), ("yes", _("Go back to approved, to be invoiced again"))]
    return form_dialog(
        FormDialog(
            CreditState,
            _("Credit note"),
            _("Make the draft"),
            {"customer_id": _("Customer")},
            anyway=_("Make another one"),
        ),
        form.choice("way", _("What shall happen"), ways, on_change=CreditState.choose),
        rx.cond(
            CreditState.way == "move",
            rx.fragment(
                rx.el.p(
                    _("The new customer gets the project, and a copy of the invoice as a draft.")
                ),
                customer_choice(
                    form, _("Nobody found. Active and potential customers get invoices.")
                ),
            ),
            form.choice(
                "back",
                _("Hours and others that it bills"),
                back,
                help_text=_(
                    "Of lines that are credited wholly. What several customers share goes back when the "
                    "last of their invoices is credited."
                ),
            ),
        ),
        rx.el.p(
            _("The draft has the same lines with negative amounts. Change them to credit a part."),
            class_name="quiet",
        ),
    )
