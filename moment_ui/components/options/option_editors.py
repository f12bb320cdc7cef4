"""The editors of invoicing options, by kind: in place, named after their option."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.options_view import OptionLine
from moment_ui.state.options.option_choices import ColumnTick, EditorChoices
from moment_ui.state.options.options_edited import OptionsPage

State = type[OptionsPage]


def editor(state: State, row: OptionLine) -> rx.Component:
    """The editor of an option's kind, starting with what holds."""
    found = rx.match(
        row.kind,
        ("text", _text(state, row)),
        ("line", _line(state, row)),
        ("email", _line(state, row, input_mode="email")),
        ("days", _line(state, row, _("days"), input_mode="numeric", class_name="tn")),
        ("percent", _line(state, row, "%", input_mode="decimal", class_name="tn")),
        ("amount", _line(state, row, "", input_mode="decimal", class_name="tn")),
        ("columns", _columns(state, row)),
        _choice(state, row),
    )
    return cast("rx.Component", found)


def _offered(state: State, row: OptionLine) -> EditorChoices:
    return cast("EditorChoices", state.choices[row.key])


def _shared(state: State, row: OptionLine) -> dict[str, Any]:
    return {
        "name": row.key,
        "id": "option-" + row.key,
        "aria_label": row.label,
        "aria_invalid": rx.cond(state.errors.contains(row.key), "true", "false"),
        "aria_describedby": "option-error-" + row.key,
        "auto_focus": True,
    }


def _line(state: State, row: OptionLine, unit: str = "", **attributes: Any) -> rx.Component:
    return rx.el.span(
        rx.el.input(
            default_value=state.editing[row.key],
            on_change=lambda text: state.type_in(row.key, text).debounce(200),
            on_blur=lambda text: state.leave_field(row.key, text),
            auto_complete="off",
            **_shared(state, row),
            **attributes,
        ),
        rx.el.span(unit, class_name="end") if unit else rx.fragment(),
        class_name="field",
    )


def _text(state: State, row: OptionLine) -> rx.Component:
    return rx.el.textarea(
        default_value=state.editing[row.key],
        on_change=lambda text: state.type_in(row.key, text).debounce(200),
        on_blur=lambda text: state.leave_field(row.key, text),
        rows="4",
        class_name="field",
        **_shared(state, row),
    )


def _choice(state: State, row: OptionLine) -> rx.Component:
    return rx.el.select(
        rx.foreach(
            _offered(state, row).offered,
            lambda option: rx.el.option(option[1], value=option[0], key=option[0]),
        ),
        default_value=state.editing[row.key],
        on_change=lambda text: state.type_in(row.key, text),
        class_name="field",
        **_shared(state, row),
    )


def _columns(state: State, row: OptionLine) -> rx.Component:
    def column_tick(column: ColumnTick) -> rx.Component:
        return rx.el.label(
            tick(
                on=column.on,
                chosen=lambda on: state.tick_column(row.key, column.key, on),
            ),
            column.label,
            class_name="check-line",
            key=column.key,
        )

    return rx.el.fieldset(
        rx.el.legend(row.label, class_name="vh"),
        rx.el.div(rx.foreach(_offered(state, row).columns, column_tick), class_name="column-ticks"),
        rx.el.select(
            rx.foreach(
                _offered(state, row).offered,
                lambda option: rx.el.option(option[1], value=option[0], key=option[0]),
            ),
            value=_offered(state, row).grouping,
            on_change=lambda text: state.group_hours(row.key, text),
            class_name="field",
            id="option-" + row.key,
            aria_label=_("Grouping"),
            aria_describedby="option-error-" + row.key,
        ),
        class_name="columns-editor",
    )
