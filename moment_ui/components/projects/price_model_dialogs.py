"""The dialogs of a project's price models: a model, a planned payment, a product, who pays."""

from typing import cast

import reflex as rx

from moment_ui.components.card import small_button
from moment_ui.components.finder import finder
from moment_ui.components.form_dialog import FormDialog, form_dialog, jump
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.projects.price_model_view import PayerLine
from moment_ui.state.projects.price_model_forms import (
    PlannedPaymentState,
    PriceModelState,
    SubscriptionProductState,
)
from moment_ui.state.projects.price_model_shares import PriceModelSharesState as Shares

MODEL = {
    "name": _("Name"),
    "rate_base": _("Rates"),
    "price_list_id": _("Price list"),
    "estimated_total": _("Estimated total fee"),
    "net": _("Total fixed price"),
    "starts_on": _("Start"),
    "until": _("Until"),
    "interval_months": _("Interval"),
    "offset_days": _("Invoiced"),
    "vat_code": _("VAT code"),
    "surcharge_percent": _("Surcharge on expenses"),
}
PAYMENT = {
    "due_on": _("Date"),
    "amount": _("Amount"),
    "text": _("Text"),
    "activity_id": _("Activity"),
}
PRODUCT = {
    "text": _("Product"),
    "quantity": _("Quantity"),
    "unit": _("Unit"),
    "price": _("Price"),
    "discount_percent": _("Discount"),
}


def price_model_dialogs() -> rx.Component:
    """Every dialog of the tab."""
    return rx.fragment(_model(), _payment(), _product(), _shares())


def _model() -> rx.Component:
    form = FormFields(PriceModelState)
    kind = PriceModelState.kind
    return form_dialog(
        FormDialog(PriceModelState, PriceModelState.title, _("Save"), MODEL),
        form.text("name", MODEL["name"], required=True, auto_focus=True),
        rx.cond(kind == "hourly", _hourly(form)),
        rx.cond(
            kind == "fixed-price",
            form.text(
                "net",
                MODEL["net"],
                required=True,
                unit=PriceModelState.currency,
                help_text=_("Before VAT. The payment plan says when parts of it are invoiced."),
                input_mode="decimal",
                class_name="tn",
            ),
        ),
        rx.cond(kind == "subscription", _subscription(form)),
        rx.cond((kind == "hourly") | (kind == "offer"), _cap(form)),
        rx.cond(
            kind != "non-billable",
            form.choice("vat_code", MODEL["vat_code"], PriceModelState.vat_codes),
        ),
        rx.cond(
            (kind == "hourly") | (kind == "fixed-price") | (kind == "offer"),
            form.group(
                _("On the invoice"),
                form.tick("extras_included", _("Expenses and products are within the price")),
                form.tick("show_summary", _("Show a summary of what was invoiced earlier")),
            ),
        ),
        rx.cond(
            (kind == "hourly") | (kind == "fixed-price") | (kind == "offer"),
            form.text(
                "surcharge_percent",
                MODEL["surcharge_percent"],
                unit="%",
                help_text=_("Added to the cost of expenses that are registered without a price."),
                input_mode="decimal",
                class_name="tn",
            ),
        ),
    )


def _hourly(form: FormFields) -> rx.Component:
    return rx.fragment(
        form.choice(
            "rate_base",
            MODEL["rate_base"],
            PriceModelState.bases,
            help_text=_("A rate set in the model for a co-worker stands before this."),
            on_change=PriceModelState.choose_base,
        ),
        rx.cond(
            PriceModelState.base == "price-list",
            form.choice("price_list_id", MODEL["price_list_id"], PriceModelState.lists),
        ),
        rx.cond(
            PriceModelState.base == "main-project",
            rx.el.p(
                _(
                    "For secondary projects: an hour costs what the main project bills for it, "
                    "while the main company shares its rates."
                ),
                class_name="help",
            ),
        ),
    )


def _cap(form: FormFields) -> rx.Component:
    return form.text(
        "estimated_total",
        MODEL["estimated_total"],
        unit=PriceModelState.currency,
        help_text=_("Hours are invoiced up to this, before VAT. Empty: no limit."),
        input_mode="decimal",
        class_name="tn",
    )


def _subscription(form: FormFields) -> rx.Component:
    return rx.el.div(
        form.date("starts_on", MODEL["starts_on"]),
        form.date("until", MODEL["until"], help_text=_("The last day; empty goes on.")),
        form.text("interval_months", MODEL["interval_months"], unit=_("months"), class_name="tn"),
        form.text(
            "offset_days",
            MODEL["offset_days"],
            unit=_("days"),
            help_text=_("After a period begins; -14 is two weeks in advance."),
            class_name="tn",
        ),
        class_name="two",
    )


def _payment() -> rx.Component:
    state = PlannedPaymentState
    form = FormFields(state)
    title = rx.cond(state.editing, _("Edit the payment"), _("New payment"))
    return form_dialog(
        FormDialog(state, title, _("Save"), PAYMENT),
        rx.el.div(
            form.date("due_on", PAYMENT["due_on"], help_text=_("Invoiced from this day on.")),
            form.text(
                "amount",
                PAYMENT["amount"],
                required=True,
                unit=state.currency,
                input_mode="decimal",
                class_name="tn",
            ),
            class_name="two",
        ),
        form.text("text", PAYMENT["text"], required=True),
        form.choice("activity_id", PAYMENT["activity_id"], state.activities),
        form.group(_("Status"), form.tick("elsewhere", _("It is invoiced elsewhere"))),
    )


def _product() -> rx.Component:
    state = SubscriptionProductState
    form = FormFields(state)
    title = rx.cond(state.editing, _("Edit the product"), _("New product"))
    return form_dialog(
        FormDialog(state, title, _("Save"), PRODUCT),
        form.text("text", PRODUCT["text"], required=True, auto_focus=True),
        rx.el.div(
            form.text("quantity", PRODUCT["quantity"], input_mode="decimal", class_name="tn"),
            form.text("unit", PRODUCT["unit"]),
            form.text(
                "price",
                PRODUCT["price"],
                unit=state.currency,
                input_mode="decimal",
                class_name="tn",
            ),
            form.text(
                "discount_percent",
                PRODUCT["discount_percent"],
                unit="%",
                input_mode="decimal",
                class_name="tn",
            ),
            class_name="two",
        ),
    )


def _shares() -> rx.Component:
    form = FormFields(Shares)
    labels = {"split_by": _("Divided"), "percent": _("Share"), "customer_id": _("Customer")}
    return form_dialog(
        FormDialog(Shares, _("Who pays"), _("Save"), labels, jumps=_jumps()),
        rx.cond(
            Shares.payers,
            rx.el.ul(rx.foreach(Shares.payers, _payer), class_name="payers"),
            rx.el.p(_("Nobody is named: the project’s customer pays all."), class_name="quiet"),
        ),
        rx.cond(
            Shares.errors.contains("percent"),
            rx.el.span(
                rx.icon("circle-x"), Shares.errors["percent"], class_name="error", role="alert"
            ),
        ),
        finder(_("Another customer"), _("Number or name"), Shares.find),
        rx.el.div(
            rx.foreach(
                Shares.found,
                lambda one: rx.el.button(
                    rx.icon("plus"),
                    one[1],
                    type="button",
                    class_name="btn ghost s1",
                    on_click=Shares.add(one[0]),
                    key=one[0],
                ),
            ),
            class_name="found-customers",
        ),
        form.choice("split_by", labels["split_by"], Shares.splits),
    )


def _jumps() -> rx.Component:
    """The customers whose share is wrong."""
    payers = rx.foreach(
        Shares.payers, lambda line: jump(Shares, _share(line.customer_id), line.name)
    )
    return cast("rx.Component", payers)


def _share(customer_id: int | rx.Var[int]) -> rx.Var[str]:
    """The name of the field of a customer's share."""
    return rx.Var.create("percent-").to(str) + rx.Var.create(customer_id).to_string()


def _payer(line: PayerLine) -> rx.Component:
    key = f"percent-{line.customer_id}"
    return rx.el.li(
        rx.el.label(line.name, html_for=f"shares-{key}", class_name="grow"),
        rx.el.span(
            rx.el.span(
                rx.el.input(
                    id=f"shares-{key}",
                    name=key,
                    default_value=line.percent,
                    input_mode="decimal",
                    auto_complete="off",
                    aria_invalid=rx.cond(Shares.errors.contains(key), "true", "false"),
                    on_blur=lambda text: Shares.leave_field(key, text),
                    class_name="tn",
                ),
                rx.el.span("%", class_name="end"),
                class_name="field",
            ),
            rx.cond(
                Shares.errors.contains(key), rx.el.span(Shares.errors[key], class_name="error")
            ),
        ),
        small_button("x", _("Leave {name} out"), line.name, Shares.leave_out(line.customer_id)),
        key=line.customer_id,
    )
