"""Values edited where they stand: a list of facts, each a button that turns into a field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_facts import FactLine
from moment_ui.state.in_place import InPlaceForm


def _nothing(_line: FactLine) -> rx.Component:
    return rx.fragment()


@dataclass(frozen=True, slots=True)
class InPlace:
    """The facts of one kind of page: the form behind them, and who may change them.

    `conflict` follows the name of whoever saved meanwhile. `button` draws a value that can be
    changed, unless it is the plain one; `beside` what stands at its end, `under` what below it.
    """

    form: type[InPlaceForm]
    may_edit: rx.Var[bool]
    conflict: str
    button: Callable[[FactLine, rx.Component], rx.Component] | None = None
    beside: Callable[[FactLine], rx.Component] = _nothing
    under: Callable[[FactLine], rx.Component] = _nothing


def in_place_facts(lines: rx.Var[list[FactLine]], place: InPlace) -> rx.Component:
    """The facts as words at the left and values at the right."""
    return rx.el.dl(rx.foreach(lines, lambda line: _fact(place, line)), class_name="facts in-place")


def value_button(line: FactLine, value: rx.Component, pressed: Any) -> rx.Component:
    """A value, or the invitation to fill it in, as a button."""
    return rx.el.button(
        rx.cond(line.value != "", value, line.add),
        type="button",
        title=rx.cond(line.value != "", line.change, rx.Var("undefined")),
        id=f"value-{line.key}",
        class_name=rx.cond(line.value != "", "value", "value empty"),
        on_click=pressed,
    )


def _fact(place: InPlace, line: FactLine) -> rx.Component:
    return rx.fragment(
        rx.el.dt(line.label),
        rx.el.dd(
            rx.cond(
                (line.key != "") & place.form.opened & (place.form.key == line.key),
                _editor(place, line),
                rx.fragment(
                    rx.cond(place.may_edit & (line.key != ""), _to_edit(place, line), _plain(line)),
                    rx.cond((line.key != "") & (line.value != ""), place.beside(line)),
                ),
            ),
            place.under(line),
            class_name=line.css,
        ),
        key=line.label,
    )


def _plain(line: FactLine) -> rx.Component:
    return rx.fragment(
        rx.cond(line.href != "", _link(line, _written(line)), line.value),
        rx.cond(line.second != "", rx.el.div(line.second)),
    )


def _written(line: FactLine) -> rx.Component:
    """The value; a long address may be broken where its parts meet."""

    def part(text: rx.Var[str], place: rx.Var[int]) -> rx.Component:
        return rx.fragment(text, rx.el.wbr(), key=place)

    return rx.cond(line.parts, rx.foreach(line.parts, part), rx.fragment(line.value))


def _link(line: FactLine, inside: Any, **more: Any) -> rx.Component:
    return rx.el.a(inside, href=line.href, rel="noreferrer noopener", **more)


def _to_edit(place: InPlace, line: FactLine) -> rx.Component:
    """The value as a button; where it leads has an arrow of its own beside it."""
    value = rx.fragment(
        _written(line), rx.cond(line.second != "", rx.fragment(rx.el.br(), line.second))
    )
    return rx.fragment(
        place.button(line, value)
        if place.button
        else value_button(line, value, place.form.start(line.key)),
        rx.cond(
            line.href != "",
            _link(line, rx.icon("arrow-up-right"), aria_label=line.value, class_name="beside"),
        ),
    )


def _editor(place: InPlace, line: FactLine) -> rx.Component:
    """The field in the value's place; fields.js saves it when it is left, and gives it up."""
    edit = place.form
    about: dict[str, Any] = {
        "name": line.key,
        "id": f"fact-{line.key}",
        "default_value": edit.value,
        "auto_focus": True,
        "aria_label": line.label,
        "aria_invalid": rx.cond(edit.error != "", "true", "false"),
        "aria_describedby": "fact-error",
        "class_name": "field",
    }
    typed: dict[str, Any] = {**about, "auto_complete": "off", "input_mode": edit.input_mode}
    return rx.el.form(
        rx.cond(
            edit.choices,
            rx.el.select(
                rx.foreach(edit.choices, lambda each: rx.el.option(each[1], value=each[0])), **about
            ),
            rx.cond(
                edit.is_long,
                rx.el.textarea(**about, rows="6"),
                rx.el.input(**typed),
            ),
        ),
        rx.el.span(
            rx.cond(
                edit.error != "",
                rx.fragment(rx.icon("circle-x"), edit.error),
                rx.cond(edit.problem != "", rx.fragment(rx.icon("circle-x"), edit.problem)),
            ),
            class_name="error",
            id="fact-error",
            role="alert",
        ),
        rx.cond(edit.changed_by != "", _conflict(place)),
        rx.cond(edit.question != "", _question(edit)),
        rx.el.button(
            _("Give up"),
            type="button",
            on_click=edit.close,
            hidden=True,
            custom_attrs={"data-give-up": ""},
        ),
        on_submit=edit.submit,
        key=edit.round.to_string(),
        no_validate=True,
        class_name="fact-form",
        custom_attrs={"data-in-place": line.key},
    )


def _conflict(place: InPlace) -> rx.Component:
    """What somebody else saved meanwhile; what was typed here stands in the field."""
    edit = place.form
    return callout(
        rx.el.p(
            edit.changed_by,
            place.conflict,
        ),
        rx.cond(edit.theirs != "", rx.el.p(_("Theirs: "), rx.el.b(edit.theirs))),
        rx.el.div(
            rx.el.button(_("Save again"), type="submit", class_name="btn outline s1"),
            rx.el.button(
                _("Reload"), type="button", class_name="btn outline s1", on_click=edit.read_anew
            ),
            class_name="row wrap",
        ),
        tone="bad",
    )


def _question(edit: type[InPlaceForm]) -> rx.Component:
    return callout(
        rx.el.p(edit.question),
        rx.el.div(
            rx.el.button(
                _("Save all the same"),
                type="button",
                class_name="btn outline s1",
                on_click=edit.confirm,
            ),
            rx.el.button(
                _("Go back"), type="button", class_name="btn outline s1", on_click=edit.take_back
            ),
            class_name="row wrap",
        ),
        tone="bad",
    )
