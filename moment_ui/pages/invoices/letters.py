"""Finances → Letters: what waits to be printed and posted."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.reports.invoices.send_view import WaitingRow
from moment_ui.state.invoices.letters import LettersState as Letters

HEADS = (
    (_("Number"), "tn"),
    (_("Customer"), "grow"),
    (_("Invoice date"), "date"),
    (_("Due date"), "date"),
    (_("Total"), "num"),
)


def letters() -> rx.Component:
    """The queue, and what is done with what is picked of it."""
    return shell(
        page_head(
            _("Letters"),
            page_link(
                _("Sent together"),
                to=Letters.base + "/finances/sendings",
                class_name="btn ghost",
            ),
            rx.cond(Letters.picked > 0, _acts()),
            note=rx.cond(
                Letters.rows, rx.fragment(Letters.rows.length().to_string(), _(" to print")), ""
            ),
            trail=crumbs((_("Finances"), ""), (_("Letters"), "")),
        ),
        rx.cond(
            Letters.phase == "ready",
            rx.cond(
                Letters.rows,
                rx.el.div(_table(), class_name="content"),
                empty(
                    "mail",
                    _("No letters wait"),
                    _("Finalised invoices of customers who get letters wait here to be printed."),
                ),
            ),
        ),
        area="finances/letters",
    )


def _acts() -> rx.Component:
    return rx.fragment(
        rx.el.button(
            rx.icon("check", size=16),
            _("Mark as sent"),
            type="button",
            class_name="btn outline",
            on_click=Letters.mark,
        ),
        A.create(
            rx.icon("printer", size=16),
            _("Print"),
            rx.el.span(Letters.picked.to_string(), class_name="tn"),
            href=Letters.print_link,
            target="_blank",
            rel="noopener",
            class_name="btn solid",
        ),
    )


def _table() -> rx.Component:
    everything = Letters.picked == Letters.rows.length()
    return rx.el.div(
        rx.el.table(
            rx.el.caption(_("Letters to print"), class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(
                        rx.el.input(
                            type="checkbox",
                            checked=everything,
                            on_change=Letters.pick_all,
                            aria_label=_("Pick all"),
                        ),
                        scope="col",
                    ),
                    *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS],
                )
            ),
            rx.el.tbody(rx.foreach(Letters.rows, _row)),
            class_name="report-table",
        ),
        class_name="table-scroll card",
        tab_index=0,
        role="region",
        aria_label=_("Letters to print"),
    )


def _row(row: WaitingRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                checked=row.on,
                on_change=lambda on: Letters.pick(row.id, on),
                aria_label=_("Pick ") + row.number,
            )
        ),
        rx.el.td(
            page_link(
                row.number,
                to=Letters.base + "/finances/invoices/" + rx.Var.create(row.id).to_string(),
            ),
            class_name="tn",
        ),
        rx.el.td(row.customer, class_name="grow"),
        rx.el.td(row.day, class_name="date"),
        rx.el.td(row.due, class_name="date"),
        rx.el.td(row.amount, class_name="num"),
        key=row.id,
    )
