"""The forms of a project's expenses and products."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.projects.expense_forms import ExpenseState, ProductState
from moment_ui.state.projects.project_expenses import ProjectExpensesState as Page


def expense_form() -> rx.Component:
    """What an expense cost, and what the customer pays of it."""
    form = FormFields(ExpenseState)
    labels = {
        "day": _("Date"),
        "text": _("Expense"),
        "supplier": _("Supplier"),
        "cost": _("Cost"),
        "price": _("Price to the customer"),
        "activity_id": _("Activity"),
        "co_worker_id": _("Paid by"),
        "included": _("On the invoice"),
    }
    return form_dialog(
        FormDialog(ExpenseState, ExpenseState.title, _("Save"), labels),
        rx.cond(ExpenseState.held != "", callout(ExpenseState.held)),
        rx.el.div(
            form.date("day", labels["day"]),
            form.text("supplier", labels["supplier"]),
            class_name="two",
        ),
        form.text("text", labels["text"], required=True),
        rx.el.div(
            form.text("cost", labels["cost"], unit=Page.view.currency, input_mode="decimal"),
            form.text(
                "price",
                labels["price"],
                unit=Page.view.currency,
                input_mode="decimal",
                help_text=_("Before VAT. Empty: the cost and the price model’s surcharge."),
            ),
            class_name="two",
        ),
        rx.el.div(
            form.choice("activity_id", labels["activity_id"], Page.view.activities),
            form.choice("co_worker_id", labels["co_worker_id"], Page.view.team),
            class_name="two",
        ),
        form.group(_("Billing"), form.tick("billable", _("Billed to the customer"))),
        form.choice(
            "included",
            labels["included"],
            [
                ("", _("As the price model says")),
                ("no", _("Invoiced separately")),
                ("yes", _("Within the total price, not a line of its own")),
            ],
        ),
    )


def product_form() -> rx.Component:
    """What is sold, how much of it, and at what price."""
    form = FormFields(ProductState)
    labels = {
        "day": _("Date"),
        "text": _("Product"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "price": _("Price"),
        "discount_percent": _("Discount %"),
        "activity_id": _("Activity"),
    }
    return form_dialog(
        FormDialog(ProductState, ProductState.title, _("Save"), labels),
        form.text("text", labels["text"], required=True),
        rx.el.div(
            form.date("day", labels["day"]),
            form.choice("activity_id", labels["activity_id"], Page.view.activities),
            class_name="two",
        ),
        rx.el.div(
            form.text("quantity", labels["quantity"], input_mode="decimal"),
            form.text("unit", labels["unit"]),
            class_name="two",
        ),
        rx.el.div(
            form.text(
                "price",
                labels["price"],
                required=True,
                unit=Page.view.currency,
                input_mode="decimal",
            ),
            form.text("discount_percent", labels["discount_percent"], input_mode="decimal"),
            class_name="two",
        ),
    )
