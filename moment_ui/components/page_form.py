"""A form that is a page: the bar that saves it, and the question of somebody who leaves all the same."""

from typing import Any

import reflex as rx

from moment_ui.core.words import _


def page_foot(state: Any, save: str, *, shown: Any) -> rx.Component:
    """What is not saved, and the question before leaving it; `shown` says when there is a bar."""
    bar = rx.el.div(
        rx.el.span(state.unsaved, class_name="quiet grow", role="status"),
        rx.el.button(_("Discard"), type="button", class_name="btn ghost", on_click=state.discard),
        rx.el.button(
            save,
            type="submit",
            class_name="btn solid",
            disabled=state.saving,
            custom_attrs={"data-hotkey": "Ctrl+Enter", "aria-keyshortcuts": "Control+Enter"},
        ),
        class_name="foot-bar",
    )
    question = rx.el.div(
        rx.icon("triangle-alert"),
        rx.el.span(_("You have not saved what you changed."), class_name="grow"),
        rx.el.button(
            _("Keep editing"),
            type="button",
            class_name="btn outline s1",
            custom_attrs={"data-stay": ""},
        ),
        rx.el.button(
            _("Leave without saving"),
            type="button",
            class_name="btn danger s1",
            custom_attrs={"data-leave-page": ""},
        ),
        class_name="callout warn unsaved foot-question",
        role="alert",
        hidden=True,
        custom_attrs={"data-unsaved": ""},
    )
    return rx.el.div(question, rx.cond(shown, bar), class_name="foot-stack")


def page_form_attributes(state: Any) -> dict[str, Any]:
    """What forms.js knows such a form by."""
    return {"data-page-form": "", "data-unsaved-work": state.unsaved}
