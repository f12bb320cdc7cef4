"""The menu at the end of a row: what can be done with it, behind one button."""

from typing import Any

import reflex as rx


def row_menu(label: rx.Var[str] | str, *items: rx.Component) -> rx.Component:
    """A button with three dots; `label` says whose menu it opens."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                rx.icon("ellipsis"),
                type="button",
                class_name="btn ghost icon s1",
                aria_label=label,
                title=label,
            )
        ),
        rx.dropdown_menu.content(*items, align="end", variant="soft"),
        modal=False,
    )


def menu_item(icon: str, word: str | rx.Var[str], chosen: Any, **more: Any) -> rx.Component:
    """A line of a menu."""
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen, **more)
