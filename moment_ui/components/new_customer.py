"""The button and the dialog for a new customer, for the list of customers."""

import reflex as rx

from moment_ui.components.customer_fields import (
    country_field,
    lookalikes,
    part_fields,
    status_field,
    tag_fields,
)
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.customer_texts import FIELD_LABELS, NEW_FIELDS
from moment_ui.state.new_customer import NewCustomerState as New


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
    """Country, number, name, registration number, status, tags, and what the company is to us."""
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
        rx.el.div(
            country_field(New, form),
            form.text(
                "number",
                _("Number"),
                help_text=_("The next of the series. Must match the accounting system's."),
                input_mode="numeric",
            ),
            class_name="two",
        ),
        form.text("name", _("Name"), required=True, auto_focus=True),
        rx.el.div(
            form.text("org_number", _("Company reg. no."), help_text=New.reg_no_help),
            status_field(form),
            class_name="two",
        ),
        part_fields(form),
        tag_fields(New.tags),
    )
