"""The Filter tab of a list: one control for each kind of filter, with how many rows each would show."""

from typing import Literal

import reflex as rx

from moment_ui.components.lists.report_elements import box, icon
from moment_ui.core.words import _
from moment_ui.reports.view import ChoiceView
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_controls import Control

Side = Literal["low", "high"]
Mode = Literal["numeric", "decimal"]
SIDES: dict[Side, str] = {"low": _("from"), "high": _("to")}
TYPING = 300
"""Milliseconds without a key after which typed text counts as said."""


def filter_panel(state: type[ReportState]) -> rx.Component:
    """Every filter of the report, and the way back to none."""
    return rx.fragment(
        rx.el.div(
            rx.foreach(state.controls, lambda control: _control(state, control)),
            class_name="panel-body",
        ),
        rx.el.div(
            rx.el.button(
                _("Clear filter"),
                type="button",
                class_name="btn link s1",
                on_click=state.clear_filters,
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


def _control(state: type[ReportState], control: Control) -> rx.Component:
    return rx.el.div(
        rx.match(
            control.kind,
            ("text", _text(state, control)),
            ("numbers", _range(state, control, "numeric")),
            ("amounts", _range(state, control, "decimal")),
            ("period", _period(state, control)),
            ("flag", _flag(state, control)),
            ("references", _references(state, control)),
            _choices(state, control),
        ),
        key=control.key,
    )


def _text(state: type[ReportState], control: Control) -> rx.Component:
    return rx.el.label(
        icon("search"),
        rx.el.input(
            type="search",
            name=control.key,
            default_value=control.text,
            placeholder=control.hint,
            aria_label=control.label,
            on_change=lambda text: state.type_filter(control.key, text).debounce(TYPING),
        ),
        key=control.version,
        class_name="field s1",
    )


def _range(state: type[ReportState], control: Control, mode: Mode) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(control.label),
        rx.el.div(
            _bound(state, control, "low", mode),
            rx.el.span("–", class_name="quiet"),
            _bound(state, control, "high", mode),
            class_name="range",
        ),
        _problem(control, "low"),
        _problem(control, "high"),
        key=control.version,
        class_name="labelled",
    )


def _bound(state: type[ReportState], control: Control, side: Side, mode: Mode) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            name=control.key + "-" + side,
            default_value=_side(control, side),
            placeholder=SIDES[side],
            input_mode=mode,
            aria_label=control.label + " " + SIDES[side],
            class_name="num",
            aria_invalid=_wrong(control, side) != "",
            aria_describedby=control.key + "-" + side + "-problem",
            on_change=lambda text: state.type_bound(control.key, side, text).debounce(TYPING),
            # What is typed in the next field would take the place of what still waits here.
            on_blur=lambda text: state.type_bound(control.key, side, text),
        ),
        class_name="field s1",
    )


def _side(control: Control, side: Side) -> str:
    return control.low if side == "low" else control.high


def _wrong(control: Control, side: Side) -> str:
    return control.low_problem if side == "low" else control.high_problem


def _problem(control: Control, side: Side) -> rx.Component:
    return rx.el.span(
        _wrong(control, side),
        id=control.key + "-" + side + "-problem",
        role="status",
        class_name="error",
    )


def _period(state: type[ReportState], control: Control) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(control.label),
        _select(
            control.choices,
            value=control.preset,
            label=control.label,
            on_change=lambda preset: state.set_filter(control.key, preset),
        ),
        rx.cond(
            control.preset == "days",
            rx.el.div(
                _day(state, control, "low"),
                _day(state, control, "high"),
                class_name="range days",
            ),
        ),
        class_name="labelled",
    )


def _day(state: type[ReportState], control: Control, side: Side) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="date",
            name=control.key + "-" + side,
            default_value=_side(control, side),
            aria_label=control.label + " " + SIDES[side],
            on_change=lambda day: state.type_bound(control.key, side, day).debounce(TYPING),
        ),
        key=control.version,
        class_name="field s1",
    )


def _select(
    options: list[ChoiceView],
    *,
    value: str,
    label: str,
    on_change: rx.event.EventType[str],
) -> rx.Component:
    return rx.el.select(
        rx.foreach(
            options,
            lambda option: rx.el.option(option.label, value=option.value, key=option.value),
        ),
        value=value,
        aria_label=label,
        on_change=on_change,
        class_name="field s1",
    )


def _flag(state: type[ReportState], control: Control) -> rx.Component:
    return rx.el.label(
        box(
            role="switch",
            class_name="switch",
            checked=control.text == "yes",
            on_change=lambda on: state.set_filter(control.key, rx.cond(on, "yes", "")),
        ),
        control.label,
        class_name="option-line",
    )


def _choices(state: type[ReportState], control: Control) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(control.label),
        rx.foreach(control.choices, lambda option: _option(state, control, option)),
        rx.cond(
            control.more,
            rx.el.details(
                rx.el.summary(control.more_label, class_name="btn link s1"),
                rx.foreach(control.more, lambda option: _option(state, control, option)),
            ),
        ),
    )


def _option(
    state: type[ReportState],
    control: Control,
    option: ChoiceView,
) -> rx.Component:
    return rx.el.label(
        box(
            checked=option.chosen,
            on_change=lambda on: state.toggle_option(control.key, option.value, on),
        ),
        rx.cond(
            option.tone.startswith("badge"),  # a tag, in its colour
            rx.el.span(option.label, class_name=option.tone),
            option.label,
        ),
        rx.el.span(option.count, class_name="end tn"),
        key=option.value,
        class_name="option-line",
    )


def _references(state: type[ReportState], control: Control) -> rx.Component:
    """Too many to list: those chosen, and a box that finds more."""
    return rx.el.fieldset(
        rx.el.legend(control.label),
        rx.el.label(
            icon("search"),
            rx.el.input(
                type="search",
                name=control.key,
                placeholder=control.hint,
                aria_label=control.label,
                on_change=lambda text: state.find_option(control.key, text).debounce(TYPING),
            ),
            class_name="field s1",
        ),
        rx.foreach(control.choices, lambda option: _option(state, control, option)),
    )
