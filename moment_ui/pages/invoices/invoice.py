"""Finances → Invoices → one invoice: composed while it is a draft, then read, printed, credited."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.invoices.attachments import attachments
from moment_ui.components.invoices.draft_compose import compose, unsettled_hours
from moment_ui.components.invoices.einvoice_card import einvoice_card
from moment_ui.components.invoices.export_status import one_export_status_dialog
from moment_ui.components.invoices.finalise import invoice_dialogs
from moment_ui.components.invoices.invoice_parts import (
    PDF,
    accounting,
    fact_card,
    paper,
    steps,
    sum_line,
)
from moment_ui.components.invoices.invoice_payments import invoice_payments, invoice_reminders
from moment_ui.components.invoices.invoice_sending import send_button, send_invoice_dialog, send_log
from moment_ui.components.invoices.refresh_lines import refresh_lines_dialog
from moment_ui.components.link import file_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.payments.new_payment import new_payment_dialog
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.invoices.invoice_view import InvoiceView
from moment_ui.state.invoices.credit_forms import CreditState, ReturnDraftState
from moment_ui.state.invoices.invoice import InvoiceState
from moment_ui.state.invoices.refresh_lines import RefreshLinesState

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
SHOWN = cast("InvoiceView", InvoiceState.shown)
EDIT = SHOWN.edit
CUSTOMER = InvoiceState.base + SHOWN.customer_link
Heads = tuple[tuple[str, str], ...]


def invoice() -> rx.Component:
    """The invoice, or why it cannot be SHOWN."""
    return shell(
        rx.cond(InvoiceState.phase == "failed", _failed()),
        rx.cond(InvoiceState.phase == "ready", _invoice()),
        new_payment_dialog(),
        invoice_dialogs(),
        send_invoice_dialog(),
        refresh_lines_dialog(),
        one_export_status_dialog(),
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
            rx.cond(SHOWN.draft, _of_a_draft(), _of_an_invoice()),
            note=rx.el.span(
                rx.el.span(SHOWN.state, class_name=SHOWN.state_css),
                rx.el.span(SHOWN.currency),
                rx.cond(
                    SHOWN.draft & EDIT.needs_approval,
                    rx.el.span(EDIT.approval_word, class_name=EDIT.approval_css),
                ),
                rx.cond(SHOWN.draft, rx.el.a(SHOWN.customer, href=CUSTOMER)),
                rx.el.span(
                    rx.cond(InvoiceState.saved & SHOWN.may_change, _("Saved"), ""),
                    class_name="quiet",
                    role="status",
                ),
                class_name="row",
            ),
            trail=crumbs(
                (_("Finances"), InvoiceState.base + "/finances/invoices"),
                (_("Invoices"), InvoiceState.base + "/finances/invoices"),
                (SHOWN.title, ""),
            ),
        ),
        rx.cond(SHOWN.may_change, _composed(), _read()),
    )


def _composed() -> rx.Component:
    """The editor with the paper beside it."""
    return rx.el.div(
        compose(attachments()),
        rx.el.div(
            paper(), _related(), einvoice_card(), steps(), _made_with(), class_name="stack beside"
        ),
        class_name="content offer-page draft-page",
    )


def _read() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            unsettled_hours(),
            _receiver(),
            _lines(),
            attachments(),
            invoice_payments(),
            class_name="stack",
        ),
        rx.el.div(
            steps(),
            fact_card(_("Invoice"), SHOWN.facts),
            rx.cond(SHOWN.references, fact_card(_("References"), SHOWN.references)),
            _related(),
            rx.cond(~SHOWN.draft, send_log()),
            einvoice_card(),
            invoice_reminders(),
            accounting(),
            _made_with(),
            paper(),
            class_name="stack",
        ),
        class_name="content invoice-page",
    )


def _related() -> rx.Component:
    return rx.cond(SHOWN.related, fact_card(_("Belongs with"), SHOWN.related))


def _made_with() -> rx.Component:
    return rx.cond(SHOWN.made_with, fact_card(_("Made with"), SHOWN.made_with))


def _of_a_draft() -> rx.Component:
    waits = EDIT.approval == "to-approve"
    asks = EDIT.needs_approval & (EDIT.approval != "approved")
    return rx.fragment(
        _pdf(),
        rx.cond(
            SHOWN.may_change,
            _menu(
                _item("refresh-cw", _("Take the options anew"), InvoiceState.refresh),
                _item("list-restart", _("Take hours and rates anew…"), RefreshLinesState.start),
                _item("trash-2", _("Delete draft"), InvoiceState.remove),
            ),
        ),
        rx.cond(
            waits & EDIT.may_approve,
            rx.fragment(
                _button("undo-2", _("Return"), ReturnDraftState.start, "outline"),
                _button("circle-check", _("Approve"), InvoiceState.approve),
            ),
        ),
        rx.cond(
            SHOWN.may_change & asks & ~waits,
            _button("mail-question", _("Ask for approval"), InvoiceState.ask_approval),
        ),
        rx.cond(
            EDIT.may_finalise & ~asks,
            _button("file-check", _("Finalise"), InvoiceState.ask_finalise),
        ),
    )


def _of_an_invoice() -> rx.Component:
    return rx.fragment(
        send_button(),
        _pdf(),
        rx.el.button(
            rx.icon("printer", size=16),
            _("Print"),
            type="button",
            class_name="btn outline",
            custom_attrs={"data-print": ""},
        ),
        rx.cond(
            SHOWN.may_credit,
            _menu(_item("file-minus", _("Credit note for this invoice"), CreditState.start)),
        ),
    )


def _pdf() -> rx.Component:
    return file_link(rx.icon("download"), _("PDF"), href=PDF, class_name="btn outline")


def _button(icon: str, word: str, act: Any, look: str = "solid") -> rx.Component:
    return rx.el.button(rx.icon(icon), word, type="button", class_name=f"btn {look}", on_click=act)


def _menu(*items: rx.Component) -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                _("Actions"),
                rx.icon("chevron-down", class_name="sm"),
                type="button",
                class_name="btn outline",
            )
        ),
        rx.dropdown_menu.content(*items, align="end", variant="soft"),
        modal=False,
    )


def _item(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen)


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
            rx.el.dl(rx.foreach(SHOWN.sums, sum_line), class_name="facts sums"),
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
