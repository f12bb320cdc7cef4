"""The columns of a table that was brought, and the field each goes to."""

from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.state.imports.import_views import ColumnView


def mapping_table(state: Any) -> rx.Component:
    """Heading, first values and field of each column; `state` has `columns`, `choices`, `choose_field`."""
    return rx.el.div(
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(_("Column in the file"), scope="col"),
                    rx.el.th(_("First values"), scope="col"),
                    rx.el.th(_("Becomes"), scope="col"),
                )
            ),
            rx.el.tbody(rx.foreach(state.columns, lambda column: _column(state, column))),
            class_name="report-table mapping",
        ),
        class_name="table-scroll",
    )


def decimal_choice(state: Any) -> rx.Component:
    """Which sign the amounts have."""
    return rx.el.select(
        rx.el.option(_("Decimal sign: find out"), value=""),
        rx.el.option(_("Decimal comma"), value=","),
        rx.el.option(_("Decimal point"), value="."),
        value=state.decimal,
        on_change=state.choose_decimal,
        class_name="field",
        aria_label=_("Decimal sign"),
    )


def _column(state: Any, column: ColumnView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(column.heading, class_name="medium"),
        rx.el.td(column.samples, class_name="quiet grow", title=column.samples),
        rx.el.td(
            rx.el.select(
                rx.el.option(_("– leave out –"), value=""),
                rx.foreach(
                    state.choices,
                    lambda choice: rx.el.option(choice[1], value=choice[0]),
                ),
                value=column.field,
                on_change=lambda field: state.choose_field(column.place, field),
                class_name="field",
                aria_label=_("Field for {column}").format(column=column.heading),
            ),
        ),
        key=column.place,
    )
