"""The field one types into to find something among many: beside it stands what was found."""

from typing import Any

import reflex as rx

from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _


def finder(
    label: str | rx.Var[str], placeholder: str, find: Any, *, auto_focus: bool = False
) -> rx.Component:
    """`find` takes the text, once nothing more is typed for a fifth of a second."""
    return rx.el.label(
        rx.el.span(label),
        rx.el.span(
            rx.icon("search"),
            rx.el.input(
                placeholder=placeholder,
                on_change=find.debounce(200),
                auto_complete="off",
                auto_focus=auto_focus,
            ),
            class_name="field",
        ),
        class_name="labelled",
    )


def customer_choice(form: FormFields, nobody: str, **attributes: Any) -> rx.Component:
    """The customer a form is for: a field to find it by, and those found, of which one is chosen.

    The form's state has `customers` and `find`; `nobody` says who could have been found. None is
    chosen to begin with: with a value to begin with, React would choose the first.
    """
    state: Any = form.state
    return rx.fragment(
        finder(_("Find the customer"), _("Name or number"), state.find, auto_focus=True),
        form.choice(
            "customer_id",
            _("Customer"),
            state.customers,
            required=True,
            help_text=rx.cond(state.customers, "", nobody),
            size="5",
            default_value=None,
            **attributes,
        ),
    )
