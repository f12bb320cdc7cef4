"""A price list on the screen: rows are roles and co-workers, columns the periods."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.setup.rates_view import PeriodHead, RateCell, RateRow, RatesView
from moment_ui.state.setup.rate_forms import PeriodState, RateRowState
from moment_ui.state.setup.rates_page import RatesPage

State = type[RatesPage]


def rates_table(state: State) -> rx.Component:
    """The list that can be written, with the question about what has begun."""
    view = cast("RatesView", state.view)
    return rx.fragment(
        rx.cond(state.question != "", _question(state)),
        rx.cond(view.rows, _matrix(state, view), _no_rows()),
    )


def rates_read(view: RatesView, name: str) -> rx.Component:
    """A list that is only read here."""
    return _scrolled(
        name,
        rx.el.table(
            rx.el.caption(name, class_name="vh"),
            rx.el.thead(rx.el.tr(*_first_heads(), rx.foreach(view.periods, _head_read))),
            rx.el.tbody(rx.foreach(view.rows, _row_read)),
            class_name="report-table rates",
        ),
    )


def list_tools(state: State) -> rx.Component:
    """What adds to a list."""
    return rx.cond(
        state.may,
        rx.fragment(
            _tool("plus", _("Add a row"), RateRowState.start),
            _tool("calendar-plus", _("Add a period"), PeriodState.start),
        ),
    )


def rate_dialogs() -> rx.Component:
    """The forms of a list that is open."""
    return rx.fragment(_period(), _rate_row())


def _tool(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon), word, type="button", class_name="btn outline s1", on_click=chosen
    )


def _no_rows() -> rx.Component:
    return rx.el.p(_("No rates yet. Add a row to begin."), class_name="quiet")


def _question(state: State) -> rx.Component:
    return rx.el.div(
        callout(state.question, tone="warn"),
        rx.el.div(
            rx.el.button(
                _("Leave it"),
                type="button",
                class_name="btn outline",
                on_click=state.take_back,
                auto_focus=True,
            ),
            rx.el.button(
                _("Change all the same"),
                type="button",
                class_name="btn solid",
                on_click=state.confirm,
            ),
            class_name="row",
        ),
        role="alert",
        class_name="stack past",
    )


def _scrolled(name: str | rx.Var[str], table: rx.Component) -> rx.Component:
    return rx.el.div(table, class_name="table-scroll", tab_index=0, role="region", aria_label=name)


def _first_heads() -> list[rx.Component]:
    return [
        rx.el.th(_("Role"), scope="col"),
        rx.el.th(_("Co-worker"), scope="col", class_name="grow"),
    ]


def _matrix(state: State, view: RatesView) -> rx.Component:
    return _scrolled(
        view.name,
        rx.el.table(
            rx.el.caption(view.name, class_name="vh"),
            rx.el.thead(
                rx.el.tr(*_first_heads(), rx.foreach(view.periods, lambda head: _head(state, head)))
            ),
            rx.el.tbody(rx.foreach(view.rows, lambda row: _row(state, row))),
            key=state.round.to_string(),
            class_name="report-table rates",
        ),
    )


def _head(state: State, head: PeriodHead) -> rx.Component:
    label = rx.Var.create(_("Remove the period ")).to(str) + head.label
    return rx.el.th(
        _period_words(head),
        rx.cond(
            state.may,
            rx.el.button(
                rx.icon("x"),
                type="button",
                class_name="btn ghost icon s1",
                aria_label=label,
                title=label,
                on_click=state.remove_period(head.start),
            ),
        ),
        scope="col",
        class_name="num",
        key=head.start,
    )


def _head_read(head: PeriodHead) -> rx.Component:
    return rx.el.th(_period_words(head), scope="col", class_name="num", key=head.start)


def _period_words(head: PeriodHead) -> rx.Component:
    return rx.el.span(
        rx.el.span(head.label, class_name="tn"),
        rx.el.span(head.status, class_name=head.css),
        class_name="period",
    )


def _row(state: State, row: RateRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.role),
        rx.el.td(row.who, class_name="grow"),
        rx.foreach(row.cells, lambda cell: _cell(state, row, cell)),
        key=row.key,
    )


def _row_read(row: RateRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.role),
        rx.el.td(row.who, class_name="grow"),
        rx.foreach(row.cells, _cell_read),
        key=row.key,
    )


def _cell(state: State, row: RateRow, cell: RateCell) -> rx.Component:
    place = row.key + "|" + cell.start
    label = row.role + ", " + row.who + ", " + cell.start
    field = rx.el.span(
        rx.el.input(
            default_value=cell.own,
            placeholder=cell.carried,
            input_mode="decimal",
            auto_complete="off",
            aria_label=label,
            aria_invalid=rx.cond(state.errors.contains(place), "true", "false"),
            on_blur=lambda text: state.write(row.key, cell.start, text),
            class_name="tn",
        ),
        class_name="field s1",
    )
    wrong = rx.cond(
        state.errors.contains(place),
        rx.el.span(rx.icon("circle-x"), state.errors[place], class_name="error"),
    )
    return rx.el.td(
        rx.cond(state.may, rx.fragment(field, wrong), _cell_words(cell)),
        class_name="num",
        key=cell.start,
    )


def _cell_read(cell: RateCell) -> rx.Component:
    return rx.el.td(_cell_words(cell), class_name="num", key=cell.start)


def _cell_words(cell: RateCell) -> rx.Component:
    return rx.cond(
        cell.own != "",
        cell.own,
        rx.el.span(rx.cond(cell.carried, cell.carried, "–"), class_name="nil"),
    )


def _period() -> rx.Component:
    form = FormFields(PeriodState)
    labels = {"starts_on": _("Valid from"), "percent": _("Change")}
    return form_dialog(
        FormDialog(PeriodState, _("New period"), _("Add the period"), labels),
        rx.el.p(_("The rates of that day, changed by so many percent, hold from then on.")),
        rx.el.div(
            form.date("starts_on", _("Valid from")),
            form.text(
                "percent",
                _("Change"),
                unit="%",
                help_text=_("Such as 3,5 or -2. Nothing copies the rates as they are."),
                input_mode="decimal",
            ),
            class_name="two",
        ),
    )


def _rate_row() -> rx.Component:
    form = FormFields(RateRowState)
    labels = {
        "role": _("Role"),
        "co_worker": _("Co-worker"),
        "starts_on": _("Valid from"),
        "amount": _("Rate per hour"),
    }
    return form_dialog(
        FormDialog(RateRowState, _("New row"), _("Add the row"), labels),
        rx.el.datalist(
            rx.foreach(RateRowState.roles, lambda role: rx.el.option(value=role)), id="known-roles"
        ),
        rx.el.div(
            form.text(
                "role",
                _("Role"),
                help_text=_("Empty is every role."),
                custom_attrs={"list": "known-roles"},
            ),
            form.choice("co_worker", _("Co-worker"), RateRowState.people),
            form.date("starts_on", _("Valid from")),
            form.text(
                "amount", _("Rate per hour"), required=True, input_mode="decimal", class_name="tn"
            ),
            class_name="two",
        ),
    )
