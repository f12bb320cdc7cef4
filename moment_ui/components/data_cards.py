"""The cards with a customer's data, each value edited where it stands."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card, card_body
from moment_ui.components.customer_checks import receiver_mark
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customer_facts import ADDRESSES, FactLine
from moment_ui.state.customer_history import CustomerHistoryState
from moment_ui.state.customer_profile import CustomerProfileState as Profile
from moment_ui.state.edit_customer import EditCustomerState
from moment_ui.state.edit_field import EditFieldState as Edit


def data_cards() -> rx.Component:
    """Company data and invoicing, with the way to edit them."""
    return rx.fragment(
        card(
            _("Company data"),
            card_body(_facts(Profile.view.company_data), _facts(Profile.view.money_data)),
            actions=(
                rx.cond(
                    Profile.view.may_edit,
                    rx.el.button(
                        rx.icon("pencil"),
                        _("Edit"),
                        type="button",
                        class_name="btn ghost s1",
                        on_click=EditCustomerState.start,
                    ),
                ),
            ),
        ),
        card(_("Invoicing"), card_body(_facts(Profile.view.invoicing)), actions=(_all_options(),)),
        rx.el.p(Profile.view.created, class_name="quiet small created"),
    )


def _all_options() -> rx.Component:
    return page_link(
        _("All options"),
        to=Profile.base + "/invoicing-options" + Profile.carried,
        class_name="btn ghost s1",
    )


def _facts(lines: rx.Var[list[FactLine]]) -> rx.Component:
    return rx.el.dl(rx.foreach(lines, _fact), class_name="facts in-place")


def _fact(line: FactLine) -> rx.Component:
    return rx.fragment(
        rx.el.dt(line.label),
        rx.el.dd(
            rx.cond(
                (line.key != "") & Edit.opened & (Edit.key == line.key),
                _editor(line),
                rx.fragment(
                    rx.cond(Profile.view.may_edit & (line.key != ""), _to_edit(line), _plain(line)),
                    rx.cond((line.key != "") & (line.value != ""), _clock(line)),
                ),
            ),
            rx.cond(line.slot == "receiver", receiver_mark()),
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


def _to_edit(line: FactLine) -> rx.Component:
    """The value as a button; where it leads has an arrow of its own beside it."""
    is_address = rx.Var.create(list(ADDRESSES)).contains(line.key)
    value = rx.fragment(
        _written(line), rx.cond(line.second != "", rx.fragment(rx.el.br(), line.second))
    )
    return rx.fragment(
        rx.cond(
            is_address,
            _value_button(line, value, EditCustomerState.start),
            _value_button(line, value, Edit.start(line.key)),
        ),
        rx.cond(
            line.href != "",
            _link(line, rx.icon("arrow-up-right"), aria_label=line.value, class_name="beside"),
        ),
    )


def _value_button(line: FactLine, value: rx.Component, pressed: Any) -> rx.Component:
    return rx.el.button(
        rx.cond(line.value != "", value, line.add),
        type="button",
        title=rx.cond(line.value != "", line.change, rx.Var("undefined")),
        id=f"value-{line.key}",
        class_name=rx.cond(line.value != "", "value", "value empty"),
        on_click=pressed,
    )


def _clock(line: FactLine) -> rx.Component:
    return rx.el.button(
        rx.icon("history"),
        type="button",
        aria_label=line.history,
        title=line.history,
        class_name="beside clock",
        on_click=CustomerHistoryState.show_field(line.key),
    )


def _editor(line: FactLine) -> rx.Component:
    """The field in the value's place; fields.js saves it when it is left, and gives it up."""
    about: dict[str, Any] = {
        "name": line.key,
        "id": f"fact-{line.key}",
        "default_value": Edit.value,
        "auto_focus": True,
        "aria_label": line.label,
        "aria_invalid": rx.cond(Edit.error != "", "true", "false"),
        "aria_describedby": "fact-error",
        "class_name": "field",
    }
    typed: dict[str, Any] = {**about, "auto_complete": "off", "input_mode": Edit.input_mode}
    return rx.el.form(
        rx.cond(
            Edit.choices,
            rx.el.select(
                rx.foreach(Edit.choices, lambda each: rx.el.option(each[1], value=each[0])), **about
            ),
            rx.el.input(**typed),
        ),
        rx.el.span(
            rx.cond(
                Edit.error != "",
                rx.fragment(rx.icon("circle-x"), Edit.error),
                rx.cond(Edit.problem != "", rx.fragment(rx.icon("circle-x"), Edit.problem)),
            ),
            class_name="error",
            id="fact-error",
            role="alert",
        ),
        rx.cond(Edit.changed_by != "", _conflict()),
        rx.cond(Edit.question != "", _question()),
        rx.el.button(
            _("Give up"),
            type="button",
            on_click=Edit.close,
            hidden=True,
            custom_attrs={"data-give-up": ""},
        ),
        on_submit=Edit.submit,
        key=Edit.round.to_string(),
        no_validate=True,
        class_name="fact-form",
        custom_attrs={"data-in-place": line.key},
    )


def _conflict() -> rx.Component:
    """What somebody else saved meanwhile; what was typed here stands in the field."""
    return callout(
        rx.el.p(
            Edit.changed_by,
            _(
                " saved this customer while you were editing. What you typed is kept; "
                "the rest is theirs. Look through it and save again."
            ),
        ),
        rx.cond(Edit.theirs != "", rx.el.p(_("Theirs: "), rx.el.b(Edit.theirs))),
        rx.el.div(
            rx.el.button(_("Save again"), type="submit", class_name="btn outline s1"),
            rx.el.button(
                _("Reload"), type="button", class_name="btn outline s1", on_click=Edit.read_anew
            ),
            class_name="row wrap",
        ),
        tone="bad",
    )


def _question() -> rx.Component:
    return callout(
        rx.el.p(Edit.question),
        rx.el.div(
            rx.el.button(
                _("Save all the same"),
                type="button",
                class_name="btn outline s1",
                on_click=Edit.confirm,
            ),
            rx.el.button(
                _("Go back"), type="button", class_name="btn outline s1", on_click=Edit.take_back
            ),
            class_name="row wrap",
        ),
        tone="bad",
    )
