"""Sending many: the button and the dialog on a list of invoices, and the lines of what would go or went."""

from typing import Any

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.invoices.send_many import SendLine
from moment_ui.state.invoices.invoices import InvoiceListState


def send_ticked_button(page: type[InvoiceListState]) -> rx.Component:
    """The act on the rows ticked."""
    return rx.cond(
        page.may_send,
        rx.el.button(
            rx.icon("send"),
            _("Send selected"),
            type="button",
            class_name="btn ghost s1",
            on_click=page.ask_send_ticked,
        ),
    )


def send_ticked_dialog(page: type[InvoiceListState]) -> rx.Component:
    """How many go which way, and which cannot and why."""
    shown: Any = page.proposal
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Send the invoices")),
            rx.el.div(
                counts(shown.counts),
                rx.cond(
                    shown.instead != "",
                    rx.el.label(
                        rx.el.input(
                            type="checkbox",
                            checked=page.by_email,
                            on_change=page.set_by_email,
                        ),
                        shown.instead,
                        class_name="check-line",
                    ),
                ),
                rx.el.ul(
                    rx.foreach(shown.lines, lambda line: _line(line, page.around.base)),
                    class_name="problems sendings",
                    tab_index=0,
                    aria_label=_("Invoices"),
                ),
                rx.cond(shown.more != "", rx.el.p(shown.more, class_name="quiet small")),
                rx.el.p(
                    _(
                        "They go one after the other, and go on when you leave. Nothing is sent twice: "
                        "what went before is left out."
                    ),
                    class_name="quiet small",
                ),
                rx.el.div(
                    rx.dialog.close(
                        rx.el.button(_("Close"), type="button", class_name="btn outline")
                    ),
                    rx.cond(
                        shown.sends > 0,
                        rx.el.button(
                            rx.icon("send"),
                            shown.send,
                            type="button",
                            class_name="btn solid",
                            on_click=page.send_ticked,
                        ),
                    ),
                    class_name="row foot",
                ),
                class_name="form",
            ),
            class_name="wide",
            custom_attrs={"aria-describedby": ""},
        ),
        open=page.proposing,
        on_open_change=page.set_proposing,
    )


def counts(found: Any) -> rx.Component:
    """How many of each."""
    return rx.el.div(
        rx.foreach(
            found,
            lambda one: rx.el.div(
                rx.el.span(rx.el.span(one.label, class_name=one.css), class_name="label"),
                rx.el.span(one.count, class_name="figure tn"),
                key=one.label,
            ),
        ),
        class_name="strip groups",
    )


def lines_of(found: Any, base: Any) -> rx.Component:
    """What became of each."""
    return rx.el.ul(
        rx.foreach(found, lambda line: _line(line, base)),
        class_name="problems sendings",
        aria_label=_("Invoices"),
        aria_live="polite",
    )


def _line(line: SendLine, base: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.mark, class_name=line.css),
        rx.el.span(
            page_link(line.number, to=base + line.link, class_name="tn medium"),
            " ",
            line.customer,
            rx.cond(line.receiver != "", rx.el.span(" ", line.receiver, class_name="quiet")),
            rx.cond(line.said != "", rx.el.div(line.said, class_name="small")),
            rx.cond(
                line.mend != "",
                page_link(line.mend, to=base + line.mend_link, class_name="link small"),
            ),
            class_name="grow",
        ),
        rx.el.span(rx.cond(line.amount != "", line.amount, line.way), class_name="quiet small tn"),
        key=line.id,
    )
