"""Pieces of an invoice's page that stand beside its lines: the paper, sums, facts, what happened."""

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.link import page_link
from moment_ui.components.sheets import sheets
from moment_ui.core.words import _
from moment_ui.reports.invoices.invoice_view import FactView, StepView
from moment_ui.state.invoices.invoice import InvoiceState as Page
from moment_ui.state.invoices.one_export_status import OneExportStatusState

PDF = "/api/invoices" + Page.base + "/" + Page.shown.id.to_string() + ".pdf"
"""Where the paper is fetched."""


def paper() -> rx.Component:
    """The pages of the invoice beside it; on a phone behind a button."""
    return rx.el.section(
        rx.el.button(
            rx.icon("eye"),
            rx.cond(Page.previewed, _("Hide the preview"), _("Show the preview")),
            type="button",
            class_name="btn outline preview-button",
            aria_expanded=rx.cond(Page.previewed, "true", "false"),
            on_click=Page.show_paper,
        ),
        sheets(
            Page.pages,
            _("Page {page} of the invoice as it is printed"),
            class_name=rx.cond(Page.previewed, "papers shown", "papers"),
        ),
        class_name="preview",
        aria_label=_("As it is printed"),
    )


def sum_line(fact: FactView) -> rx.Component:
    """One of the sums."""
    return rx.fragment(
        rx.el.dt(fact.label), rx.el.dd(fact.value, class_name="num " + fact.css), key=fact.label
    )


def fact_card(title: str, found: list[FactView]) -> rx.Component:
    """Facts with a title."""
    return card(
        title,
        rx.el.div(rx.el.dl(rx.foreach(found, _fact), class_name="facts"), class_name="body"),
    )


def _fact(fact: FactView, index: int) -> rx.Component:
    return rx.fragment(
        rx.el.dt(fact.label),
        rx.el.dd(rx.cond(fact.link, page_link(fact.value, to=Page.base + fact.link), fact.value)),
        key=index,
    )


def steps() -> rx.Component:
    """What happened to the invoice, in order."""
    return card(
        _("What happened"),
        rx.el.ol(rx.foreach(Page.shown.steps, _step), class_name="happened"),
    )


def _step(step: StepView) -> rx.Component:
    return rx.el.li(
        rx.el.span(step.word, class_name="medium"),
        rx.el.span(step.by, class_name="quiet small"),
        rx.cond(step.note != "", rx.el.span(step.note, class_name="small")),
        key=step.key,
    )


def accounting() -> rx.Component:
    """Whether the invoice goes to accounting, to be changed by who may."""
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Accounting"))),
        rx.el.div(
            rx.el.dl(
                rx.el.dt(_("Export status")),
                rx.el.dd(
                    rx.cond(
                        Page.shown.may_export,
                        rx.el.button(
                            rx.el.span(Page.shown.export, class_name=Page.shown.export_css),
                            rx.icon("chevron-down", class_name="sm"),
                            type="button",
                            class_name="cell-edit",
                            title=_("Change the export status"),
                            on_click=OneExportStatusState.start(
                                rx.Var.create(Page.shown.id).to_string()
                            ),
                        ),
                        rx.el.span(Page.shown.export, class_name=Page.shown.export_css),
                    )
                ),
                class_name="facts",
            ),
            class_name="body",
        ),
        class_name="card",
    )
