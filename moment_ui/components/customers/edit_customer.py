"""The dialog that edits a customer: every field, in the order of the page."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.customers.customer_fields import (
    country_field,
    lookalikes,
    part_fields,
    status_field,
)
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.customers.customer_texts import (
    CHANNEL_CHOICES,
    EDIT_FIELDS,
    FIELD_LABELS,
    INVOICE_TYPE_CHOICES,
)
from moment_ui.state.customers.edit_customer import EditCustomerState as Edit
from moment_ui.state.customers.edit_customer import Theirs


def edit_customer_dialog() -> rx.Component:
    """Company data, addresses, money, invoicing."""
    form = FormFields(Edit)
    labels = {key: FIELD_LABELS[key] for key in EDIT_FIELDS}
    return form_dialog(
        FormDialog(
            Edit,
            title=_("Edit customer data"),
            save=_("Save"),
            labels=labels,
            question=lookalikes(Edit),
            wide=True,
        ),
        _conflict(),
        _company(form),
        _addresses(form),
        _money(form),
        _invoicing(form),
    )


def _section(title: str, *rows: rx.Component) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(title, class_name="card-title"),
        rx.el.div(*rows, class_name="form"),
        class_name="part",
    )


def _company(form: FormFields) -> rx.Component:
    return _section(
        _("Company"),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.text("number", _("Number"), required=True, input_mode="numeric"),
            country_field(Edit, form),
            form.text("org_number", _("Company reg. no."), help_text=Edit.reg_no_help),
            form.text("vat_number", _("VAT number")),
            status_field(form),
            form.text("email", _("E-mail"), input_mode="email"),
            form.text("phone", _("Phone"), input_mode="tel"),
            form.text("website", _("Website"), input_mode="url"),
            part_fields(form),
            class_name="two",
        ),
    )


def _addresses(form: FormFields) -> rx.Component:
    return _section(
        _("Addresses"),
        *[
            rx.el.div(
                form.text(f"{kind}_line1", FIELD_LABELS[f"{kind}_line1"]),
                form.text(f"{kind}_line2", _("Second line")),
                form.text(f"{kind}_code", _("Postal code")),
                form.text(f"{kind}_city", _("City")),
                class_name="two",
            )
            for kind in ("visiting", "postal")
        ],
    )


def _money(form: FormFields) -> rx.Component:
    return _section(
        _("Money and language"),
        rx.el.div(
            form.choice("currency", _("Currency"), Edit.currencies),
            form.choice("language", _("Language"), Edit.languages),
            form.text(
                "bank_account",
                _("Bank account number"),
                help_text=_("11 digits in Norway; an IBAN anywhere."),
            ),
            class_name="two",
        ),
    )


def _invoicing(form: FormFields) -> rx.Component:
    return _section(
        _("Invoicing"),
        rx.el.div(
            form.choice("invoice_type", _("Preferred invoice type"), INVOICE_TYPE_CHOICES),
            form.text(
                "credit_days",
                _("Credit terms, days"),
                help_text=_("Empty: as the company."),
                input_mode="numeric",
            ),
            form.text(
                "external_receiver",
                _("External receiver"),
                help_text=_("An e-mail address used instead of the customer's for invoices."),
                input_mode="email",
            ),
            form.text(
                "einvoice_address",
                _("E-invoice address"),
                help_text=Edit.einvoice_help,
                read_only=Edit.country == "NO",
            ),
            rx.cond(
                Edit.country == "SE",
                form.choice(
                    "einvoice_channel",
                    _("E-invoice channel"),
                    CHANNEL_CHOICES,
                    help_text=_("How it reaches them; only Peppol's can be checked from here."),
                ),
            ),
            class_name="two",
        ),
    )


def _conflict() -> rx.Component:
    """What somebody else saved meanwhile; what was typed here stands in the fields."""
    return rx.cond(
        Edit.changed_by != "",
        callout(
            rx.el.p(
                Edit.changed_by,
                _(
                    " saved this customer while you were editing. What you typed is kept; "
                    "the rest is theirs. Look through it and save again."
                ),
            ),
            rx.el.ul(rx.foreach(Edit.theirs, _theirs)),
            tone="warn",
        ),
    )


def _theirs(field: Theirs) -> rx.Component:
    return rx.el.li(
        rx.el.span(field.label, class_name="medium"),
        ": ",
        rx.cond(field.before != "", rx.fragment(rx.el.s(field.before, class_name="quiet"), " ")),
        rx.cond(field.now != "", field.now, _("empty")),
        rx.cond(field.mine != "", rx.el.b(_(" (yours: "), field.mine, ")")),
        key=field.label,
    )
