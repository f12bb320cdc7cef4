"""The name of a company as a field with a list under it, and what the register filled in."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.customers.customer_fields import lookalike_list
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.customers.company_hits import HitLine
from moment_ui.state.customers.company_lookup import CompanyLookup

LIST = "companies-found"


def name_field(state: type[CompanyLookup], form: FormFields) -> rx.Component:
    """The name; where the country has a register its companies are offered while one types.

    keyboard.js moves in the list; Enter takes the one chosen, Escape closes the list only.
    """
    opened = (state.hits.length() > 0) | state.looking
    field = form.text(
        "name",
        _("Name"),
        required=True,
        auto_focus=True,
        help_text=rx.cond(
            state.has_register, _("Type a name or nine digits to look the company up."), ""
        ),
        on_change=state.find_name,
        role="combobox",
        custom_attrs={
            "data-options": LIST,
            "data-keep": "",
            "aria-controls": LIST,
            "aria-expanded": rx.cond(opened, "true", "false"),
            "aria-autocomplete": "list",
        },
    )
    return rx.el.div(
        field,
        rx.el.div(
            rx.el.div(
                rx.foreach(state.hits, lambda hit: _hit(state, hit)),
                id=LIST,
                role="listbox",
                aria_label=_("Companies in the register"),
            ),
            rx.cond(state.looking, rx.el.p(_("Asking the company register…"))),
            class_name="found",
            hidden=~opened,
        ),
        rx.el.button(
            type="button",
            hidden=True,
            on_click=state.close_hits,
            custom_attrs={"data-close": LIST},
            aria_label=_("Close the list"),
        ),
        rx.el.p(state.name_said, role="status", class_name="help"),
        class_name="combo",
    )


def _hit(state: type[CompanyLookup], hit: HitLine) -> rx.Component:
    return rx.el.div(
        rx.el.span(hit.name, class_name="name"),
        rx.el.span(hit.about, class_name="quiet small tn"),
        rx.cond(
            hit.warnings != "",
            rx.el.span(rx.icon("triangle-alert"), hit.warnings, class_name="warned"),
        ),
        key=hit.number,
        class_name="item",
        role="option",
        on_click=state.pick(hit.number),
    )


def number_field(
    state: type[CompanyLookup], form: FormFields, help_text: rx.Var[str]
) -> rx.Component:
    """The registration number: a whole one is looked up; what follows from it is said under it."""
    return rx.el.div(
        form.text(
            "org_number",
            _("Company reg. no."),
            help_text=rx.cond(state.number_said != "", state.number_said, help_text),
            on_change=state.find_number,
        ),
        class_name="labelled",
    )


def email_field(state: type[CompanyLookup], form: FormFields) -> rx.Component:
    """The e-mail address; customers that have it are shown at once."""
    return form.text("email", _("E-mail"), input_mode="email", on_change=state.find_email)


def what_was_found(state: type[CompanyLookup]) -> rx.Component:
    """Which company the form was filled in from and with what, and customers that may be the same."""
    return rx.el.div(
        rx.cond(
            state.filled.number != "",
            rx.cond(
                state.filled.warnings != "",
                callout(*_filled(state), tone="warn"),
                callout(*_filled(state), tone="good"),
            ),
        ),
        rx.cond(
            state.alike & (state.question == ""),
            callout(
                rx.el.p(_("You may have this customer already."), class_name="medium"),
                lookalike_list(state.alike),
                tone="warn",
            ),
        ),
        role="status",
        class_name="form",
    )


def _filled(state: type[CompanyLookup]) -> tuple[rx.Component, ...]:
    filled = state.filled
    return (
        rx.el.p(
            rx.el.span(filled.company, class_name="medium"),
            rx.cond(filled.warnings != "", rx.fragment(": ", rx.el.b(filled.warnings))),
        ),
        rx.cond(
            filled.fields != "",
            rx.el.p(_("Filled in from the register: "), filled.fields, class_name="small"),
        ),
        rx.cond(
            filled.kept,
            rx.el.button(
                _("Use the register's name"),
                type="button",
                class_name="btn outline s1",
                on_click=state.pick(filled.number),
            ),
        ),
        rx.cond(
            filled.spelled != "",
            rx.el.button(
                _("Write it as the register does: "),
                filled.spelled,
                type="button",
                class_name="btn outline s1",
                on_click=state.spell,
            ),
        ),
    )
