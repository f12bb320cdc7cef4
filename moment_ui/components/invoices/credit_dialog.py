"""The credit note of an invoice: the button that asks for it in lists, and the dialog."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
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


def _left_behind() -> rx.Component:
    """The drafts of the project that stay with the old customer."""
    said = _(
        "Other drafts of the project stay with the old customer. What they bill can be invoiced to the new "
        "one when they are deleted:"
    )
    drafts = rx.foreach(
        CreditState.left_behind,
        lambda one: rx.el.li(page_link(one[1], to=one[0], class_name="link")),
    )
    return callout(rx.el.p(said), rx.el.ul(drafts, class_name="bare-list"), tone="warn")


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
                rx.cond(CreditState.left_behind.length() > 0, _left_behind()),
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
