"""The tables of a price model's card: a payment plan, a subscription's products, an offer's lines."""

from collections.abc import Sequence
from typing import cast

import reflex as rx

from moment_ui.components.card import small_button
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.projects.price_model_view import (
    ModelCard,
    PlanLine,
    PriceModelsView,
    SoldLine,
)
from moment_ui.state.projects.price_model_forms import PlannedPaymentState, SubscriptionProductState
from moment_ui.state.projects.price_models import PriceModelsState as Models

VIEW = cast("PriceModelsView", Models.view)
Heads = Sequence[tuple[str, str]]


def plan_table(card: ModelCard) -> rx.Component:
    """What of a fixed price falls due when, with what is missing."""
    heads = (
        (_("Date"), "only-wide"),
        (_("Text"), "grow"),
        (_("Status"), "only-wide"),
        (_("Amount"), "num"),
    )
    return rx.fragment(
        rx.cond(
            card.plan,
            _table(
                _("Payment plan"),
                heads,
                rx.foreach(card.plan, lambda row: _payment(card, row)),
                _total(card.plan_total, 1, *[rx.el.td(class_name="only-wide")] * 2),
            ),
            rx.el.p(
                _("No payments are planned. Without a plan, hours propose what to invoice."),
                class_name="quiet",
            ),
        ),
        rx.cond(card.missing != "", rx.el.p(card.missing, class_name=card.missing_css)),
        _adder(_("Add a payment"), card, PlannedPaymentState.begin(card.id)),
    )


def product_table(card: ModelCard) -> rx.Component:
    """What each period of a subscription is billed for."""
    heads = ((_("Product"), "grow"), (_("Amount"), "num"))
    return rx.fragment(
        rx.cond(
            card.sold,
            _table(
                _("Products"),
                heads,
                rx.foreach(card.sold, lambda row: _product(card, row)),
                _total(card.sold_total, 1),
            ),
            rx.el.p(_("No products yet: nothing is billed."), class_name="quiet"),
        ),
        _adder(_("Add a product"), card, SubscriptionProductState.begin(card.id)),
    )


def offer_table(card: ModelCard) -> rx.Component:
    """What an accepted offer sells, and what of it remains to be invoiced."""
    heads = (
        (_("Offered"), "grow"),
        (_("Amount"), "num"),
        (_("Invoiced"), "num only-wide"),
        (_("Remains"), "num"),
    )
    return _table(
        _("What was offered"), heads, rx.foreach(card.sold, _offered), rx.fragment(), tools=False
    )


def _table(
    name: str, heads: Heads, rows: rx.Component, foot: rx.Component, *, tools: bool = True
) -> rx.Component:
    last = rx.el.th(rx.el.span(_("Change"), class_name="vh"), scope="col") if tools else None
    return rx.el.div(
        rx.el.table(
            rx.el.caption(name, class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[rx.el.th(word, scope="col", class_name=css) for word, css in heads],
                    last or rx.fragment(),
                )
            ),
            rx.el.tbody(rows),
            foot,
            class_name="report-table",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=name,
    )


def _total(total: str, before: int, *between: rx.Component) -> rx.Component:
    return rx.el.tfoot(
        rx.el.tr(
            rx.el.td(_("Total"), col_span=before, class_name="label"),
            *between,
            rx.el.td(total, class_name="num"),
            rx.el.td(),
        )
    )


def _adder(word: str, card: ModelCard, chosen: rx.event.EventType) -> rx.Component:
    return rx.cond(
        VIEW.may_edit & card.active,
        rx.el.button(
            rx.icon("plus"), word, type="button", class_name="btn outline s1", on_click=chosen
        ),
    )


def _payment(card: ModelCard, row: PlanLine) -> rx.Component:
    word = rx.el.span(row.status, class_name=row.status_css)
    standing = rx.cond(
        row.invoice_id != 0,
        page_link(word, to=f"{Models.company}/finances/invoices/{row.invoice_id}"),
        word,
    )
    return rx.el.tr(
        rx.el.td(row.due, class_name="tn only-wide"),
        rx.el.td(
            rx.el.div(row.text, class_name="wraps"),
            rx.el.div(row.due, class_name="quiet small tn only-narrow"),
            rx.cond(row.about != "", rx.el.div(row.about, class_name="quiet small")),
            rx.el.div(standing, class_name="only-narrow"),
            class_name="grow",
        ),
        rx.el.td(standing, class_name="only-wide"),
        rx.el.td(row.amount, class_name="num"),
        rx.el.td(
            rx.cond(
                VIEW.may_edit & ~row.fixed,
                rx.el.span(
                    small_button(
                        "pencil",
                        _("Edit {name}"),
                        row.text,
                        PlannedPaymentState.edit(card.id, row.id),
                    ),
                    small_button("x", _("Remove {name}"), row.text, Models.remove_payment(row.id)),
                    class_name="row-tools",
                ),
            ),
            class_name="of-tools",
        ),
        key=row.id,
    )


def _product(card: ModelCard, row: SoldLine) -> rx.Component:
    return rx.el.tr(
        _sold_name(row),
        rx.el.td(row.net, class_name="num"),
        rx.el.td(
            rx.cond(
                VIEW.may_edit,
                rx.el.span(
                    small_button(
                        "pencil",
                        _("Edit {name}"),
                        row.text,
                        SubscriptionProductState.edit(card.id, row.id),
                    ),
                    small_button("x", _("Remove {name}"), row.text, Models.remove_product(row.id)),
                    class_name="row-tools",
                ),
            ),
            class_name="of-tools",
        ),
        key=row.id,
    )


def _offered(row: SoldLine) -> rx.Component:
    return rx.el.tr(
        _sold_name(row),
        rx.el.td(row.net, class_name="num"),
        rx.el.td(row.billed, class_name="num only-wide"),
        rx.el.td(row.left, class_name="num medium"),
        key=row.id,
    )


def _sold_name(row: SoldLine) -> rx.Component:
    return rx.el.td(
        rx.el.div(row.text, class_name="wraps"),
        rx.cond(row.about != "", rx.el.div(row.about, class_name="quiet small")),
        class_name="grow",
    )
