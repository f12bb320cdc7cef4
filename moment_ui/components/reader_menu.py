"""The reader's menu: who is logged in, how things look, and the way out."""

import reflex as rx

from moment_ui.components.plain_form import plain_form
from moment_ui.core.words import _
from moment_ui.state.shell import ShellState


def reader_menu() -> rx.Component:
    """A menu behind the reader's initials."""
    return rx.popover.root(
        rx.popover.trigger(
            rx.el.button(
                rx.el.span(ShellState.reader.initials, class_name="avatar"),
                rx.icon("chevron-down", class_name="sm quiet only-wide"),
                class_name="btn ghost reader",
                type="button",
                aria_label=_("Your menu"),
            )
        ),
        rx.popover.content(
            rx.el.div(
                rx.el.span(ShellState.reader.name, class_name="medium"),
                rx.el.span(ShellState.reader.role, class_name="quiet small"),
                class_name="reader-head",
            ),
            plain_form(
                rx.el.button(rx.icon("log-out"), _("Log out"), type="submit", class_name="item"),
                action="/logout/",
            ),
            align="end",
            class_name="menu",
        ),
    )
