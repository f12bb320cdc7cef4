"""Composing a draft: its head, lines, sums, texts; the paper beside it."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.invoices.draft_cells import CELLS
from moment_ui.components.invoices.draft_lines import lines_card
from moment_ui.components.invoices.invoice_parts import sum_line
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.invoices.draft_view import UnsettledView
from moment_ui.state.invoices.draft_choices import (
    CURRENCIES,
    EXPORT_PRESETS,
    INVOICE_TYPES,
    PRINTED_IN,
)
from moment_ui.state.invoices.invoice import InvoiceState as Page

SHOWN, EDIT = Page.shown, Page.shown.edit
UNITS = ("t", "stk", "dag", "mnd", "m²", "km")
BACK = (("no", _("Stays invoiced")), ("yes", _("Can be invoiced again")))


def compose(*below: rx.Component) -> rx.Component:
    """Everything that can be written in a draft, with what stands `below` it."""
    return rx.el.div(
        _lists(),
        _notices(),
        _head(),
        lines_card(),
        _sums(),
        _texts(),
        *below,
        class_name="stack compose",
    )


def _lists() -> rx.Component:
    return rx.fragment(
        rx.el.datalist(*[rx.el.option(value=unit) for unit in UNITS], id="units"),
        rx.el.datalist(
            rx.foreach(EDIT.contacts, lambda name: rx.el.option(value=name, key=name)),
            id="contacts",
        ),
    )


def _notices() -> rx.Component:
    """What one should know first: a comment of the approver, other invoices that share."""
    return rx.fragment(
        rx.cond(EDIT.approval == "returned", callout(EDIT.approval_note, tone="warn")),
        rx.cond(EDIT.shares != "", callout(EDIT.shares)),
        unsettled_hours(),
    )


def unsettled_hours() -> rx.Component:
    """Partners' hours on the draft that are not settled, each with the way to both sides."""
    return rx.foreach(EDIT.unsettled, _unsettled)


def _unsettled(one: UnsettledView) -> rx.Component:
    return callout(
        one.text,
        " ",
        rx.cond(one.link != "", page_link(_("Hours control"), to=Page.base + one.link)),
        tone="warn",
    )


def _head() -> rx.Component:
    """What one looks at first in two rows; the rest behind a line that says what it is."""
    return rx.el.section(
        rx.el.div(
            CELLS.field("issue_date", _("Invoice date")),
            CELLS.field("due_date", _("Due")),
            CELLS.field("credit_days", _("Credit terms, days"), input_mode="numeric"),
            _choice("invoice_type", _("Invoice type"), INVOICE_TYPES),
            CELLS.field("your_reference", _("Your reference")),
            CELLS.field("order_reference", _("Order reference")),
            CELLS.field("contract_reference", _("Contract reference")),
            CELLS.field("customer_contact", _("Customer contact"), list="contacts"),
            rx.cond(EDIT.credit_note, _of_a_credit_note()),
            class_name="draft-head body",
        ),
        rx.el.details(
            rx.el.summary(
                rx.icon("chevron-right", class_name="sm"),
                _("Period, currency, language, export"),
                rx.el.span(EDIT.rest, class_name="quiet"),
            ),
            _rest(),
            open=EDIT.foreign != "",
            class_name="draft-rest",
        ),
        class_name="card",
        aria_label=_("Head"),
    )


def _rest() -> rx.Component:
    foreign = EDIT.foreign != ""
    return rx.el.div(
        CELLS.field("period_start", _("Work from")),
        CELLS.field("period_end", _("Work to")),
        _choice("language", _("Language"), PRINTED_IN),
        _choice("export_status", _("Export status"), EXPORT_PRESETS),
        _choice("currency", _("Currency"), CURRENCIES),
        rx.cond(
            EDIT.credit_note,
            rx.fragment(),
            CELLS.field("prepaid", _("Paid already"), input_mode="decimal"),
        ),
        rx.cond(foreign, CELLS.field("rate", EDIT.foreign, input_mode="decimal")),
        rx.cond(
            foreign & (EDIT.at_home != ""),
            rx.el.p(_("VAT") + " ", EDIT.at_home, class_name="quiet small at-home"),
        ),
        class_name="draft-head body",
    )


def _of_a_credit_note() -> rx.Component:
    return rx.fragment(
        CELLS.field("credit_of", _("Credits invoice"), input_mode="numeric"),
        CELLS.choice(
            "gives_back",
            _("What it takes back wholly"),
            BACK,
            rx.cond(EDIT.gives_back, "yes", "no"),
            Page.set_gives_back,
        ),
    )


def _choice(
    key: str, label: str, options: tuple[tuple[str, str], ...] | list[tuple[str, str]]
) -> rx.Component:
    return CELLS.choice(
        key, label, options, EDIT.head[key], lambda chosen: Page.set_head(key, chosen)
    )


def _sums() -> rx.Component:
    return rx.el.section(
        rx.el.dl(rx.foreach(SHOWN.totals, sum_line), class_name="facts sums"),
        class_name="card offer-sums",
        aria_label=_("Sums"),
        aria_live="polite",
    )


def _texts() -> rx.Component:
    return card(
        _("Texts"),
        rx.el.div(
            CELLS.field("text", _("Before the lines"), area=4),
            CELLS.field("footer_text", _("After the sums"), area=3),
            class_name="form body",
        ),
    )
