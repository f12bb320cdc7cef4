"""The fields that the forms of a customer have in common."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.customers.company_hits import LookalikeLine
from moment_ui.state.customers.customer_texts import STATUS_CHOICES
from moment_ui.state.customers.edit_customer import EditCustomerState
from moment_ui.state.customers.new_customer import NewCustomerState, TagBox

CustomerForm = type[NewCustomerState] | type[EditCustomerState]


def country_field(state: CustomerForm, form: FormFields) -> rx.Component:
    """The country; what its numbers look like follows at once."""
    return form.choice(
        "country",
        _("Country"),
        state.countries,
        required=True,
        on_change=state.choose_country,
    )


def status_field(
    form: FormFields, help_text: str | rx.Var[str] = "", **attributes: Any
) -> rx.Component:
    """Active, Potential, Blocked or Inactive; `help_text` says what the chosen one means."""
    return form.choice("status", _("Status"), STATUS_CHOICES, help_text=help_text, **attributes)


def part_fields(form: FormFields) -> rx.Component:
    """The company is: customer, project participant, or both."""
    return form.group(
        _("The company is"),
        rx.el.div(
            form.tick("is_customer", _("Customer")),
            form.tick("is_participant", _("Project participant")),
            class_name="row wrap ticks",
        ),
        key="is_customer",
    )


def tag_fields(tags: rx.Var[Sequence[TagBox]], *, legend: bool = True) -> rx.Component:
    """Tags to tick, each with the group it is in."""

    def box(tag: TagBox) -> rx.Component:
        return rx.el.label(
            rx.el.input(type="checkbox", name=tag.field, default_checked=tag.on),
            rx.el.span(tag.name, class_name=tag.css),
            rx.el.span(tag.group, class_name="quiet small"),
            key=tag.id,
            class_name="check-line",
        )

    return rx.el.fieldset(
        rx.el.legend(_("Tags"), class_name="" if legend else "vh"),
        rx.cond(
            tags,
            rx.el.div(rx.foreach(tags, box), class_name="tag-boxes"),
            rx.el.p(_("There are no tags yet."), class_name="quiet small"),
        ),
        class_name="labelled",
    )


def lookalikes(state: CustomerForm) -> rx.Component:
    """The question before saving, with the customers that may be the same company."""
    return rx.fragment(
        rx.el.p(state.question),
        rx.cond(state.lookalikes, lookalike_list(state.lookalikes)),
    )


def lookalike_list(found: rx.Var[Sequence[LookalikeLine]]) -> rx.Component:
    """Customers that may be the same company, each with what is the same and the way to open it."""

    def line(other: LookalikeLine) -> rx.Component:
        return rx.el.li(
            page_link(_("Open the existing one: "), other.name, to=other.href),
            rx.el.span(_(" has "), other.reason, class_name="quiet"),
            key=other.href,
        )

    return rx.el.ul(rx.foreach(found, line))
