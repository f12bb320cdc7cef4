"""The button and the dialog for a new customer, for the list of customers."""

import reflex as rx

from moment_ui.components.customers.company_lookup import (
    email_field,
    name_field,
    number_field,
    what_was_found,
)
from moment_ui.components.customers.customer_fields import (
    country_field,
    lookalikes,
    part_fields,
    status_field,
    tag_fields,
)
from moment_ui.components.customers.known_there import known_there
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.customers.customer_texts import FIELD_LABELS, NEW_FIELDS
from moment_ui.state.customers.new_customer import NewCustomerState as New


def new_customer_button() -> rx.Component:
    """Opens the dialog; also by the key N."""
    return rx.el.button(
        rx.icon("plus"),
        _("New company"),
        type="button",
        class_name="btn solid",
        on_click=New.start,
        custom_attrs={"data-hotkey": "n", "aria-keyshortcuts": "n"},
    )


def new_customer_dialog() -> rx.Component:
    """Country, number, name and registration number; status, tags, what the company is to us.

    What the register fills in beyond that stands in a part that opens then.
    """
    form = FormFields(New)
    labels = {key: FIELD_LABELS[key] for key in NEW_FIELDS}
    return form_dialog(
        FormDialog(
            New,
            title=_("New customer"),
            save=_("Save"),
            labels=labels,
            question=lookalikes(New),
        ),
        rx.el.div(country_field(New, form), _number(form), class_name="two"),
        name_field(New, form),
        rx.el.div(
            number_field(New, form, New.reg_no_help),
            status_field(form, New.status_help, on_change=New.choose_status),
            email_field(New, form),
            part_fields(form),
            class_name="two",
        ),
        known_there(form),
        what_was_found(New),
        _more(form),
        tag_fields(New.tags),
    )


def _number(form: FormFields) -> rx.Component:
    """The number; outside the series a warning stands beside it."""
    usual = _("The next of the series. Must match the accounting system's.")
    return rx.el.div(
        form.text("number", _("Number"), help_text=usual, input_mode="numeric"),
        rx.cond(
            New.number_note != "",
            rx.el.span(rx.icon("triangle-alert"), New.number_note, class_name="warned"),
        ),
        class_name="labelled",
        role="group",
    )


def _more(form: FormFields) -> rx.Component:
    """Addresses and how to reach the company: folded until there is something to look at."""
    return rx.el.details(
        rx.el.summary(_("Addresses, phone and VAT number")),
        rx.el.div(
            *[
                form.text(f"{kind}_{part}", FIELD_LABELS[f"{kind}_{part}"])
                for kind in ("visiting", "postal")
                for part in ("line1", "line2", "code", "city")
            ],
            form.text("phone", _("Phone"), input_mode="tel"),
            form.text("website", _("Website"), input_mode="url"),
            form.text("vat_number", _("VAT no.")),
            rx.cond(
                New.country != "NO",
                form.text("einvoice_address", _("E-invoice address"), help_text=New.einvoice_help),
            ),
            class_name="two",
        ),
        open=New.filled.number != "",
        class_name="more",
    )
