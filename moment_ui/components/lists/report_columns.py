"""Choosing and ordering the columns of a list: search, tick, drag, or move by keyboard."""

import reflex as rx

from moment_ui.components.lists.report_elements import DraggableItem, box, icon
from moment_ui.core.words import _
from moment_ui.reports.view import ColumnChoice
from moment_ui.state.lists.report import ReportState

MOVES = {-1: ("chevron-up", _("Move up:")), 1: ("chevron-down", _("Move down:"))}


def columns_panel(state: type[ReportState]) -> rx.Component:
    """What is shown, in its order, then what is not."""
    return rx.fragment(
        rx.el.div(
            rx.el.label(
                icon("search"),
                rx.el.input(
                    type="search",
                    name="find-column",
                    placeholder=_("Find a column"),
                    aria_label=_("Find a column"),
                    on_change=state.find_column.debounce(150),
                ),
                class_name="field s1",
            ),
            rx.el.div(
                rx.el.h3(_("Shown, in this order")),
                rx.el.ul(
                    rx.foreach(state.columns_shown, lambda column: _shown(state, column)),
                    class_name="column-list",
                    aria_label=_("Columns shown"),
                ),
            ),
            rx.cond(
                state.columns_hidden,
                rx.el.div(
                    rx.el.h3(_("Not shown")),
                    rx.el.ul(
                        rx.foreach(state.columns_hidden, lambda column: _hidden(state, column)),
                        class_name="column-list",
                        aria_label=_("Columns not shown"),
                    ),
                ),
            ),
            class_name="panel-body",
        ),
        rx.el.div(
            rx.el.button(
                _("Reset columns"),
                type="button",
                class_name="btn link s1",
                on_click=state.reset_columns,
            ),
            rx.el.button(
                _("Save as view"),
                type="button",
                class_name="btn outline s1 push",
                on_click=state.show_panel("views"),
            ),
            class_name="panel-foot",
        ),
    )


def _shown(state: type[ReportState], column: ColumnChoice) -> rx.Component:
    return DraggableItem.create(
        _box(state, column, shown=True),
        rx.el.span(
            _mover(state, column, -1, at_end=column.place == 1),
            _mover(state, column, 1, at_end=state.columns_shown.length() == column.place),
            rx.el.span(icon("grip-vertical"), class_name="grip"),
            class_name="movers",
        ),
        key=column.key,
        class_name=rx.cond(state.held == column.key, "held", ""),
        draggable=True,
        on_drag_start=state.hold_column(column.key),
        on_drag_over=rx.prevent_default,
        on_drag_end=state.hold_column(""),
        on_drop=state.drop_column(column.key),
    )


def _hidden(state: type[ReportState], column: ColumnChoice) -> rx.Component:
    return rx.el.li(_box(state, column, shown=False), key=column.key)


def _box(state: type[ReportState], column: ColumnChoice, *, shown: bool) -> rx.Component:
    return rx.el.label(
        box(
            checked=shown,
            on_change=lambda ticked: state.toggle_column(column.key, ticked),
        ),
        column.label,
        class_name="option-line",
    )


def _mover(
    state: type[ReportState], column: ColumnChoice, step: int, *, at_end: bool | rx.Var[bool]
) -> rx.Component:
    glyph, word = MOVES[step]
    return rx.el.button(
        icon(glyph),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=rx.Var.create(word + " ") + column.label,
        disabled=at_end,
        on_click=state.move_column(column.key, step),
    )
