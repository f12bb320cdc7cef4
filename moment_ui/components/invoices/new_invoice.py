"""The button and the dialog for a new draft, for the list of invoices and a customer's pages."""

import reflex as rx

from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.invoices.new_invoice import NewInvoiceState as New


def new_invoice_button() -> rx.Component:
    """Opens the dialog, for who may make drafts; also by the key N."""
    return rx.cond(
        InvoicesState.may_credit,
        rx.el.button(
            rx.icon("plus"),
            _("New invoice"),
            type="button",
            class_name="btn solid",
            on_click=New.start,
            custom_attrs={"data-hotkey": "n", "aria-keyshortcuts": "n"},
        ),
    )


def new_invoice_dialog() -> rx.Component:
    """Customer where the page does not say it, kind, and the project or activity it is for."""
    form = FormFields(New)
    return form_dialog(
        FormDialog(
            New,
            _("New invoice"),
            _("Create the draft"),
            {"customer_id": _("Customer"), "project": _("Project")},
            anyway=_("Activate and create"),
        ),
        form.choice(
            "kind",
            _("Kind"),
            [("invoice", _("Invoice")), ("credit-note", _("Credit note"))],
            on_change=New.choose,
        ),
        rx.cond(
            New.asks_customer,
            customer_choice(
                form,
                _("Nobody found. Active and potential customers get invoices."),
                on_change=New.pick,
            ),
        ),
        rx.cond(
            New.kind == "credit-note",
            form.choice(
                "activity",
                _("Project and activity"),
                New.activities,
                help_text=_("Amounts become negative. The draft can name the invoice it credits."),
            ),
            form.choice(
                "project",
                _("Project"),
                New.projects,
                help_text=_("The draft is made with the invoicing options that hold there."),
            ),
        ),
    )
