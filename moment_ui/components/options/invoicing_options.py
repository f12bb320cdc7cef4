"""Invoicing options on the screen: one component for the company, a customer and a project."""

from typing import Any

import reflex as rx

from moment_ui.components.address_bar import address_bar
from moment_ui.components.link import page_link
from moment_ui.components.options.option_editors import editor
from moment_ui.components.options.options_around import (
    STEPS,
    options_contents,
    options_foot,
    options_top,
)
from moment_ui.components.page_form import page_form_attributes
from moment_ui.components.states import empty, failed
from moment_ui.components.tick import switch
from moment_ui.core.words import _
from moment_ui.reports.options_view import OptionGroup, OptionLine, OtherLink, Shown
from moment_ui.state.options.options_edited import OptionsPage

State = type[OptionsPage]


def invoicing_options(state: State) -> rx.Component:
    """The options of a place: groups at the left, rows, and the bar that saves."""
    return rx.cond(
        state.phase == "failed",
        failed(_("The options cannot be shown"), state.problem, retry=state.load),
        rx.cond(state.phase == "ready", _page(state)),
    )


def _page(state: State) -> rx.Component:
    return rx.el.form(
        rx.el.div(
            options_contents(state),
            rx.el.div(options_top(state), _table(state)),
            class_name="content options",
        ),
        options_foot(state),
        address_bar(state.bar),
        on_submit=state.save,
        key=state.round.to_string(),
        no_validate=True,
        class_name="page-form",
        custom_attrs=page_form_attributes(state),
    )


def _table(state: State) -> rx.Component:
    here = _("Set here") if state.level == "company" else _("Override here")
    return rx.cond(
        state.groups,
        rx.el.table(
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(_("Option"), scope="col"),
                    rx.el.th(_("Effective value"), scope="col"),
                    rx.el.th(_("From"), scope="col"),
                    rx.el.th(here, scope="col"),
                )
            ),
            rx.foreach(state.groups, lambda group: _group(state, group)),
            class_name="option-table",
            aria_label=_("Invoicing options"),
        ),
        empty(
            "search",
            _("No option found"),
            _("Nothing here holds these words, or nothing of it is set here."),
        ),
    )


def _group(state: State, group: OptionGroup) -> rx.Component:
    return rx.el.tbody(
        rx.el.tr(
            rx.el.th(group.label, col_span=4, scope="rowgroup", id=group.key), class_name="group"
        ),
        rx.foreach(group.rows, lambda row: _row(state, row)),
        key=group.key,
    )


def _row(state: State, row: OptionLine) -> rx.Component:
    editing, reset = state.editing.contains(row.key), state.resets.contains(row.key)
    here = editing | (row.here & ~reset)
    return rx.el.tr(
        rx.el.td(
            rx.el.div(row.label, class_name="medium"),
            rx.el.div(row.description, class_name="desc"),
        ),
        rx.el.td(
            rx.cond(editing, _editing(state, row), _value(state, row, reset)),
            _says(state, row, here=here),
            _others(state, row),
        ),
        rx.el.td(
            rx.cond(
                editing,
                _origin(state, row.now.level, _here_word(state), "", here=True),
                rx.cond(reset, _from(state, row.above), _from(state, row.now)),
            )
        ),
        rx.el.td(rx.cond(row.may, _switch(state, row, here))),
        key=row.key,
        id=row.key,
        class_name=rx.cond(editing | reset, "changing", ""),
    )


def _editing(state: State, row: OptionLine) -> rx.Component:
    return rx.fragment(
        editor(state, row),
        rx.cond(
            state.errors.contains(row.key),
            rx.el.div(
                rx.icon("circle-x"),
                state.errors[row.key],
                class_name="error",
                id="option-error-" + row.key,
            ),
        ),
    )


def _value(state: State, row: OptionLine, reset: rx.Var[bool]) -> rx.Component:
    """What holds; one that is set here opens its editor."""
    shown = rx.el.span(row.now.value, class_name=rx.cond(row.now.nothing, "nil", "said"))
    open_it = rx.el.button(
        shown,
        rx.icon("pencil"),
        type="button",
        class_name="value",
        aria_label=rx.Var.create(_("Change")).to(str) + " " + row.label,
        on_click=state.edit(row.key),
    )
    inherited = rx.el.span(row.above.value, class_name=rx.cond(row.above.nothing, "nil", "said"))
    return rx.cond(reset, inherited, rx.cond(row.may & row.here, open_it, shown))


def _says(state: State, row: OptionLine, *, here: rx.Var[bool]) -> rx.Component:
    told = rx.cond(
        state.theirs.contains(row.key),
        rx.el.div(rx.icon("triangle-alert"), state.theirs[row.key], class_name="theirs"),
    )
    above = rx.cond(
        state.editing.contains(row.key) & here,
        rx.el.div(row.above_says, class_name="small quiet under"),
    )
    return rx.fragment(told, above)


def _others(state: State, row: OptionLine) -> rx.Component:
    def link(other: OtherLink, index: Any) -> rx.Component:
        return rx.fragment(
            rx.cond(index > 0, ", ", " "), page_link(other.title, to=state.base + other.href)
        )

    return rx.cond(
        row.others != "",
        rx.el.div(row.others, rx.foreach(row.other_links, link), class_name="small quiet under"),
    )


def _from(state: State, shown: Shown) -> rx.Component:
    here = shown.level == state.level.value
    return _origin(state, shown.level, shown.origin, shown.href, here=here)


def _origin(
    state: State, level: Any, word: Any, href: Any, *, here: rx.Var[bool] | bool
) -> rx.Component:
    own = next(icon for key, icon, _word in STEPS if key == state.level.value)
    icon = rx.match(
        level,
        ("company", rx.icon("building-2")),
        ("customer", rx.icon("users")),
        ("project", rx.icon("folder")),
        rx.icon("circle-dashed"),
    )
    if here is True:
        return rx.el.span(rx.icon(own), word, class_name="origin here")
    return rx.cond(
        href,
        page_link(icon, word, to=state.base + href, class_name="origin"),
        rx.el.span(icon, word, class_name=rx.cond(here, "origin here", "origin")),
    )


def _here_word(state: State) -> str:
    words = {"company": _("Company"), "customer": _("This customer"), "project": _("This project")}
    return words[state.level.value]


def _switch(state: State, row: OptionLine, here: rx.Var[bool]) -> rx.Component:
    words = _("Set here: ") if state.level == "company" else _("Override here: ")
    return rx.el.span(
        rx.cond(
            here,
            rx.el.button(
                rx.icon("rotate-ccw"),
                _("Reset"),
                type="button",
                class_name="btn ghost s1",
                aria_label=rx.Var.create(_("Reset")).to(str) + " " + row.label,
                on_click=state.override(row.key, False),
            ),
        ),
        switch(
            on=here,
            chosen=lambda on: state.override(row.key, on),
            aria_label=rx.Var.create(words).to(str) + row.label,
        ),
        class_name="row",
    )
