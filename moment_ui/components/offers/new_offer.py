"""The button and the dialog for a new offer, for the list of offers and a customer's pages."""

import reflex as rx

from moment_ui.components.customers.customer_fields import tag_fields
from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.offers.new_offer import NewOfferState as New

LABELS = {
    "customer_id": _("Customer"),
    "name": _("Name"),
    "customer_reference": _("Customer reference"),
    "contract_reference": _("Contract reference"),
    "start_on": _("Start-up"),
    "valid_until": _("Valid until"),
}


def new_offer_button(look: str = "solid") -> rx.Component:
    """Opens the dialog; also by the key N. `look` is that of the button, "solid" or "outline"."""
    return rx.el.button(
        rx.icon("plus"),
        _("New offer"),
        type="button",
        class_name=f"btn {look}",
        on_click=New.start,
        custom_attrs={"data-hotkey": "n", "aria-keyshortcuts": "n"},
    )


def new_offer_dialog() -> rx.Component:
    """Customer where the page does not say it, name, tags, dates and references."""
    form = FormFields(New)
    return form_dialog(
        FormDialog(New, _("New offer"), _("Save"), LABELS),
        rx.cond(
            New.asks_customer,
            customer_choice(form, _("Nobody found. Active and potential customers get offers.")),
        ),
        form.text("name", _("Name"), required=True, help_text=_("What the offer is about.")),
        rx.el.div(
            form.date("start_on", _("Start-up")),
            form.date("valid_until", _("Valid until"), help_text=_("Else 30 days from today.")),
            form.text("customer_reference", _("Customer reference")),
            form.text("contract_reference", _("Contract reference")),
            class_name="two",
        ),
        tag_fields(New.tags),
    )
