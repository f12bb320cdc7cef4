"""Menus of what is done to every row that is ticked."""

from typing import Any

import reflex as rx

from moment_ui.components.lists.report_elements import icon
from moment_ui.core.words import _


def add_tag_menu(state: Any) -> rx.Component:
    """Puts a tag on them: the state has `tags`, `load_tags` and `add_tag`."""
    return bulk_menu(
        rx.fragment(icon("tag"), _("Add tag")),
        rx.cond(
            state.tags,
            rx.foreach(
                state.tags,
                lambda tag: rx.dropdown_menu.item(
                    tag.name,
                    rx.el.span(tag.group, class_name="end"),
                    on_select=state.add_tag(tag.id),
                    key=tag.id,
                ),
            ),
            rx.el.p(_("There are no tags yet"), class_name="menu-label"),
        ),
        on_open=state.load_tags,
    )


def bulk_menu(
    label: rx.Component, *items: rx.Component, on_open: rx.event.EventType[()] | None = None
) -> rx.Component:
    """A menu beside the number of ticked rows."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(rx.el.button(label, type="button", class_name="btn ghost s1")),
        rx.dropdown_menu.content(*items, size="1"),
        modal=False,
        on_open_change=on_open or rx.noop(),
    )
