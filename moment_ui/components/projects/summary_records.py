"""What was invoiced for the price models of a project, and the form that notes what was elsewhere."""

from typing import cast

import reflex as rx

from moment_ui.components.card import card, card_body, small_button
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.projects.price_model_view import PriceModelsView, SummaryLine
from moment_ui.state.projects.price_models import PriceModelsState as Models
from moment_ui.state.projects.summary_records import SummaryRecordState

VIEW = cast("PriceModelsView", Models.view)
TITLE = _("Invoice summary")
LABELS = {
    "model_id": _("Price model"),
    "day": _("Date"),
    "text": _("Text"),
    "gross": _("Amount incl. VAT"),
}


def summary_card() -> rx.Component:
    """What every invoice added, and what was written by hand; where a price model has a total."""
    return rx.cond(
        VIEW.has_summary,
        card(
            TITLE,
            rx.cond(
                VIEW.summary,
                _table(),
                card_body(rx.el.p(_("Nothing is invoiced yet."), class_name="quiet")),
            ),
            note=_("What a summary on an invoice calls invoiced earlier."),
            actions=(rx.cond(VIEW.may_note, rx.cond(VIEW.summarised, _note_button())),),
        ),
    )


def summary_dialog() -> rx.Component:
    """Something billed for a price model outside of this program."""
    form = FormFields(SummaryRecordState)
    return form_dialog(
        FormDialog(SummaryRecordState, _("Invoiced elsewhere"), _("Save"), LABELS),
        form.choice("model_id", LABELS["model_id"], VIEW.summarised, required=True),
        rx.el.div(
            form.date("day", LABELS["day"], required=True),
            form.text(
                "gross", LABELS["gross"], required=True, input_mode="decimal", class_name="tn"
            ),
            class_name="two",
        ),
        form.text("text", LABELS["text"], help_text=_("Stands on the invoice beside the amount.")),
    )


def _note_button() -> rx.Component:
    return rx.el.button(
        rx.icon("plus"),
        _("Invoiced elsewhere"),
        type="button",
        class_name="btn outline s1",
        on_click=SummaryRecordState.begin,
    )


def _table() -> rx.Component:
    heads = (
        (LABELS["day"], ""),
        (LABELS["model_id"], "only-wide"),
        (LABELS["text"], "grow"),
        (LABELS["gross"], "num"),
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(TITLE, class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[rx.el.th(word, scope="col", class_name=css) for word, css in heads],
                    rx.el.th(rx.el.span(_("Change"), class_name="vh"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(VIEW.summary, _row)),
            class_name="report-table",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=TITLE,
    )


def _row(line: SummaryLine) -> rx.Component:
    text = rx.cond(
        line.invoice_id != 0,
        page_link(line.text, to=f"{Models.company}/finances/invoices/{line.invoice_id}"),
        rx.el.span(line.text, class_name="wraps"),
    )
    return rx.el.tr(
        rx.el.td(line.day, class_name="tn"),
        rx.el.td(line.model, class_name="only-wide"),
        rx.el.td(text, class_name="grow"),
        rx.el.td(line.amount, class_name="num"),
        rx.el.td(
            rx.cond(
                VIEW.may_note & (line.invoice_id == 0),
                small_button(
                    "x", _("Remove {name}"), line.text, SummaryRecordState.remove(line.id)
                ),
            ),
            class_name="of-tools",
        ),
        key=line.id,
    )
