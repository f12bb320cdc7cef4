"""Finances → Invoices → one invoice, as it was sent: to read and to print."""

from typing import cast

import reflex as rx

from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.invoice_page import FactView, InvoiceView
from moment_ui.state.invoice import InvoiceState

LINE_HEADS = (
    (_("Text"), "grow"),
    (_("Quantity"), "num"),
    (_("Unit"), ""),
    (_("Unit price"), "num"),
    (_("Discount"), "num"),
    (_("VAT"), "num"),
    (_("Net"), "num"),
)
VAT_HEADS = ((_("Code"), ""), (_("Rate"), "num"), (_("Basis"), "num"), (_("VAT"), "num"))
PAYMENT_HEADS = (
    (_("Paid"), "date"),
    (_("From"), ""),
    (_("Description"), "grow"),
    (_("Amount"), "num"),
)
SHOWN = cast("InvoiceView", InvoiceState.shown)
Heads = tuple[tuple[str, str], ...]


def invoice() -> rx.Component:
    """The invoice, or why it cannot be SHOWN."""
    return shell(
        rx.cond(InvoiceState.phase == "failed", _failed()),
        rx.cond(InvoiceState.phase == "ready", _invoice()),
        area="finances/invoices",
    )


def _failed() -> rx.Component:
    return failed(
        _("The invoice could not be shown"), InvoiceState.problem, retry=InvoiceState.load
    )


def _invoice() -> rx.Component:
    return rx.fragment(
        page_head(
            SHOWN.title,
            rx.cond(SHOWN.may_change, _of_a_draft()),
            rx.el.button(
                rx.icon("printer", size=16),
                _("Print"),
                type="button",
                class_name="btn outline",
                custom_attrs={"data-print": ""},
            ),
            note=rx.el.span(
                rx.el.span(SHOWN.state, class_name=SHOWN.state_css),
                rx.el.span(SHOWN.currency),
                class_name="row",
            ),
            trail=crumbs(
                (_("Finances"), InvoiceState.base + "/finances/invoices"),
                (_("Invoices"), InvoiceState.base + "/finances/invoices"),
                (SHOWN.title, ""),
            ),
        ),
        rx.el.div(
            rx.el.div(
                _receiver(),
                _lines(),
                _payments(),
                class_name="stack",
            ),
            rx.el.div(
                _facts(_("Invoice"), SHOWN.facts),
                rx.cond(SHOWN.references, _facts(_("References"), SHOWN.references)),
                rx.cond(SHOWN.related, _facts(_("Credit"), SHOWN.related)),
                _accounting(),
                rx.cond(SHOWN.made_with, _facts(_("Made with"), SHOWN.made_with)),
                class_name="stack",
            ),
            class_name="content invoice-page",
        ),
    )


def _of_a_draft() -> rx.Component:
    return rx.fragment(
        rx.el.button(
            rx.icon("trash-2", size=16),
            _("Delete draft"),
            type="button",
            class_name="btn ghost",
            on_click=InvoiceState.remove,
        ),
        rx.el.button(
            rx.icon("refresh-cw", size=16),
            _("Refresh draft"),
            type="button",
            class_name="btn outline",
            title=_("Make it anew with the invoicing options that hold now"),
            on_click=InvoiceState.refresh,
        ),
    )


def _receiver() -> rx.Component:
    return rx.el.section(
        rx.el.address(
            rx.el.a(
                SHOWN.customer, href=InvoiceState.base + SHOWN.customer_link, class_name="strong"
            ),
            rx.foreach(SHOWN.address, _address_line),
        ),
        rx.cond(SHOWN.text, rx.el.p(SHOWN.text, class_name="pre")),
        class_name="receiver",
    )


def _address_line(line: str) -> rx.Component:
    return rx.el.div(line)


def _lines() -> rx.Component:
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Lines"))),
        rx.cond(
            SHOWN.lines,
            _table(LINE_HEADS, SHOWN.lines, _("Lines")),
            rx.el.p(_("No lines yet."), class_name="body quiet"),
        ),
        rx.el.div(
            rx.cond(
                SHOWN.vat,
                rx.el.div(_table(VAT_HEADS, SHOWN.vat, _("VAT")), class_name="vat-table"),
            ),
            rx.el.dl(rx.foreach(SHOWN.sums, _sum), class_name="facts sums"),
            class_name="invoice-foot",
        ),
        rx.cond(SHOWN.footer, rx.el.p(SHOWN.footer, class_name="pre quiet body")),
        class_name="card",
    )


def _table(heads: Heads, rows: list[list[str]], name: str) -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(name, class_name="vh"),
            rx.el.thead(
                rx.el.tr(*[rx.el.th(word, scope="col", class_name=css) for word, css in heads])
            ),
            rx.el.tbody(
                rx.foreach(
                    rows,
                    lambda row, index: rx.el.tr(
                        *[
                            rx.el.td(row[at], class_name=css)
                            for at, (_word, css) in enumerate(heads)
                        ],
                        key=index,
                    ),
                )
            ),
            class_name="report-table",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=name,
    )


def _sum(fact: FactView) -> rx.Component:
    return rx.fragment(
        rx.el.dt(fact.label), rx.el.dd(fact.value, class_name="num " + fact.css), key=fact.label
    )


def _facts(title: str, facts: list[FactView]) -> rx.Component:
    return rx.el.section(
        rx.el.header(rx.el.h2(title)),
        rx.el.div(rx.el.dl(rx.foreach(facts, _fact), class_name="facts"), class_name="body"),
        class_name="card",
    )


def _fact(fact: FactView, index: int) -> rx.Component:
    return rx.fragment(
        rx.el.dt(fact.label),
        rx.el.dd(
            rx.cond(fact.link, rx.el.a(fact.value, href=InvoiceState.base + fact.link), fact.value)
        ),
        key=index,
    )


def _payments() -> rx.Component:
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Payments"))),
        rx.cond(
            SHOWN.payments,
            _table(PAYMENT_HEADS, SHOWN.payments, _("Payments")),
            rx.el.p(_("Nothing has been paid on it."), class_name="body quiet"),
        ),
        class_name="card",
    )


def _accounting() -> rx.Component:
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Accounting"))),
        rx.el.div(
            rx.el.dl(
                rx.el.dt(_("Export status")),
                rx.el.dd(rx.el.span(SHOWN.export, class_name=SHOWN.export_css)),
                class_name="facts",
            ),
            class_name="body",
        ),
        class_name="card",
    )
