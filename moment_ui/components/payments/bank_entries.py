"""Payments of payment files in a table, with what can be done about those in doubt."""

from typing import Any

import reflex as rx

from moment_ui.components.card import small_button
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.payments.bank_view import EntryLine, SharedLine
from moment_ui.state.payments.bank_entry import AttachState, SetAsideState


def entries_table(state: Any, lines: Any, label: str, *, of_all: bool = False) -> rx.Component:
    """The payments; `of_all` files, each names its own."""
    heads = (
        (_("Paid on"), ""),
        (_("Amount"), "num"),
        (_("Reference"), "grow"),
        (_("Status"), ""),
        (_("Invoice"), ""),
        (_("Outstanding"), "num"),
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(label, class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[rx.el.th(word, scope="col", class_name=css) for word, css in heads],
                    rx.el.th(rx.el.span(_("Actions"), class_name="vh"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(lines, lambda line: _line(state, line, of_all=of_all))),
            class_name="report-table bank-entries",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=label,
    )


def _line(state: Any, line: EntryLine, *, of_all: bool) -> rx.Component:
    place = rx.el.span(_("Line"), " ", line.line, class_name="quiet small")
    if of_all:
        to = f"{state.base}/finances/payment-files/{line.file_id}"
        place = page_link(line.place, to=to, class_name="quiet small")
    return rx.el.tr(
        rx.el.td(line.day, class_name="tn"),
        rx.el.td(line.amount, class_name="num"),
        rx.el.td(
            rx.el.span(line.reference, class_name="tn medium wrap-any"),
            rx.el.span(line.payer, class_name="small"),
            place,
            class_name="grow stacked",
        ),
        rx.el.td(
            rx.el.span(line.state, class_name=["status", line.tone]),
            rx.cond(line.why != "", rx.el.span(line.why, class_name="small quiet")),
            class_name="stacked why",
        ),
        rx.el.td(
            rx.cond(
                line.number != "",
                _invoice(state, line.customer, line.number, line.invoice_id, "tn medium"),
                rx.cond(
                    line.perhaps != "",
                    _invoice(state, line.customer, line.perhaps, line.perhaps_id, "tn"),
                ),
            ),
            rx.foreach(line.shared, lambda each: _shared(state, each)),
            class_name="stacked",
        ),
        rx.el.td(line.outstanding, class_name="num"),
        rx.el.td(_acts(line), class_name="acts"),
        key=line.id,
    )


def _shared(state: Any, each: SharedLine) -> rx.Component:
    return _invoice(state, each.about, each.number, each.invoice_id, "tn medium")


def _invoice(state: Any, about: Any, name: Any, key: Any, look: str) -> rx.Component:
    """The invoice that a payment is for, or may be for, with whose it is."""
    to = f"{state.base}/finances/invoices/{key}"
    return rx.fragment(
        page_link(name, to=to, class_name=look), rx.el.span(about, class_name="small")
    )


def _acts(line: EntryLine) -> rx.Component:
    return rx.cond(
        line.open,
        rx.el.span(
            rx.el.button(
                _("Attach…"),
                type="button",
                class_name="btn outline s1",
                aria_label=rx.Var.create(_("Attach")).to(str) + " " + line.amount,
                on_click=AttachState.start(line.id),
            ),
            small_button(
                "archive", _("Set {name} aside"), line.amount, SetAsideState.start(line.id)
            ),
            class_name="row",
        ),
        rx.cond(
            line.aside,
            rx.el.button(
                _("Bring back"),
                type="button",
                class_name="btn ghost s1",
                on_click=SetAsideState.put_back(line.id),
            ),
        ),
    )


def pager(state: Any) -> rx.Component:
    """The way to the other pages, where there are some."""
    return rx.cond(
        state.pages != "",
        rx.el.div(
            rx.el.span(state.pages, aria_live="polite", class_name="quiet"),
            rx.el.span(
                _turn(state, -1, "chevron-left", _("Previous page"), state.page == 0),
                _turn(state, 1, "chevron-right", _("Next page"), ~state.more),
                class_name="row push",
            ),
            class_name="pager",
        ),
    )


def _turn(state: Any, step: int, glyph: str, label: str, at_end: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(glyph),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=label,
        disabled=at_end,
        on_click=state.turn(step),
    )
