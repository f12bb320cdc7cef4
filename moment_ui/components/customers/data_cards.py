"""The cards with a customer's data, each value edited where it stands."""

import reflex as rx

from moment_ui.components.card import card, card_body
from moment_ui.components.customers.customer_checks import receiver_mark
from moment_ui.components.in_place import InPlace, in_place_facts, value_button
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_facts import ADDRESSES, FactLine
from moment_ui.state.customers.customer_history import CustomerHistoryState
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.customers.edit_customer import EditCustomerState
from moment_ui.state.customers.edit_field import EditFieldState as Edit


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
    return in_place_facts(lines, IN_PLACE)


def _button(line: FactLine, value: rx.Component) -> rx.Component:
    """An address is four fields, and has the dialog."""
    is_address = rx.Var.create(list(ADDRESSES)).contains(line.key)
    return rx.cond(
        is_address,
        value_button(line, value, EditCustomerState.start),
        value_button(line, value, Edit.start(line.key)),
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


IN_PLACE = InPlace(
    form=Edit,
    may_edit=Profile.view.may_edit,
    conflict=_(
        " saved this customer while you were editing. What you typed is kept; "
        "the rest is theirs. Look through it and save again."
    ),
    button=_button,
    beside=_clock,
    under=lambda line: rx.cond(line.slot == "receiver", receiver_mark()),
)
