"""The head of a page: where one is, what it is called, and what one can do here."""

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _


def page_head(
    title: str | rx.Var[str],
    *actions: rx.Component,
    note: str | rx.Var[str] | rx.Component = "",
    trail: rx.Component | None = None,
) -> rx.Component:
    """Trail, title with a quiet note (a count), and actions at the right; one of them solid."""
    return rx.fragment(
        trail if trail is not None else rx.fragment(),
        rx.el.div(
            rx.el.h1(title),
            rx.el.span(note, class_name="quiet tn"),
            rx.el.div(*actions, class_name="actions"),
            class_name="head",
        ),
    )


def crumbs(*steps: tuple[str | rx.Var[str], str | rx.Var[str]]) -> rx.Component:
    """The way here, as (word, address) pairs; a step without an address is a word only.

    A step that is read with the page stands there once its word is known.
    """
    items = [_crumb(index, word, address) for index, (word, address) in enumerate(steps)]
    return rx.el.nav(rx.el.ol(*items), class_name="crumbs", aria_label=_("Breadcrumb"))


def _crumb(index: int, word: str | rx.Var[str], address: str | rx.Var[str]) -> rx.Component:
    step = rx.el.li(
        rx.icon("chevron-right") if index else rx.fragment(),
        page_link(word, to=address, class_name="quiet")
        if not isinstance(address, str) or address
        else rx.el.span(word),
    )
    return step if isinstance(word, str) else rx.cond(word != "", step)
