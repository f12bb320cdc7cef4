"""The navigation: areas with their pages, as far as they exist and the reader may open them."""

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.navigation import NAVIGATION, OF_PARTNERS, Area, Entry
from moment_ui.state.shell import ShellState


def navigation(here: str) -> rx.Component:
    """The column at the left; `here` is the path of the entry one is on."""
    return rx.el.nav(
        entries(here),
        rx.el.span(class_name="gap"),
        rx.el.button(
            rx.icon("chevron-left"),
            rx.el.span(_("Fold the menu")),
            class_name="nav-line nav-fold",
            type="button",
            title=_("Fold or unfold the menu"),
            custom_attrs={"data-fold": ""},
        ),
        class_name="nav",
        aria_label=_("Main"),
    )


def drawer(here: str) -> rx.Component:
    """The navigation of a narrow screen: a button, and a drawer that keeps the focus while open."""
    return rx.dialog.root(
        rx.dialog.trigger(
            rx.el.button(
                rx.icon("menu"),
                class_name="touch only-narrow",
                type="button",
                aria_label=_("Menu"),
            )
        ),
        rx.dialog.content(
            rx.dialog.title(_("Menu"), class_name="vh"),
            rx.dialog.close(rx.el.nav(entries(here), aria_label=_("Main"))),
            class_name="nav-drawer",
            aria_describedby=None,
        ),
    )


def entries(here: str) -> rx.Component:
    """The links alone: in the column, and in the drawer of a narrow screen."""
    return rx.el.div(*[_area(area, here) for area in NAVIGATION], class_name="nav-list")


def _area(area: Area, here: str) -> rx.Component:
    door = ShellState.doors[area.key]
    inside = any(entry.path == here for entry in area.entries)
    return rx.cond(
        door,
        rx.fragment(
            page_link(
                rx.icon(area.icon),
                rx.el.span(area.label),
                to=f"/{ShellState.company.slug}/{door}",
                class_name="nav-line",
                title=area.label,
            ),
            *[_entry(entry, here) for entry in area.entries if inside],
        ),
    )


def _entry(entry: Entry, here: str) -> rx.Component:
    current = {"aria_current": "page"} if entry.path == here else {}
    allowed = ShellState.allowed.contains(entry.path)
    return rx.cond(
        allowed & ~ShellState.hidden.contains(entry.path) if entry.path in OF_PARTNERS else allowed,
        page_link(
            rx.icon(entry.icon),
            rx.el.span(entry.label),
            to=f"/{ShellState.company.slug}/{entry.path}",
            class_name="nav-line sub",
            title=entry.label,
            **current,
        ),
    )
