"""Cards, facts and callouts: how like things stand together on a sheet."""

from typing import Any, Literal

import reflex as rx

Tone = Literal["", "good", "warn", "bad"]
TONE_ICONS = {
    "": "info",
    "good": "circle-check",
    "warn": "triangle-alert",
    "bad": "circle-x",
}


def card(
    title: str | rx.Var[str],
    *content: rx.Component,
    note: str | rx.Var[str] | rx.Component = "",
    actions: tuple[rx.Component, ...] = (),
) -> rx.Component:
    """A titled card. Content that is not a table or list of its own goes in `card_body`."""
    return rx.el.section(
        rx.el.header(
            rx.el.h2(title),
            rx.el.span(note, class_name="quiet"),
            rx.el.span(*actions, class_name="push"),
        ),
        *content,
        class_name="card",
    )


def card_body(*content: rx.Component) -> rx.Component:
    """The padded inside of a card."""
    return rx.el.div(*content, class_name="body")


def facts(*pairs: tuple[str, str | rx.Var[str] | rx.Component]) -> rx.Component:
    """A list of what is known: words at the left, values at the right."""
    return rx.el.dl(
        *[part for word, value in pairs for part in (rx.el.dt(word), rx.el.dd(value))],
        class_name="facts",
    )


def callout(*content: str | rx.Var[str] | rx.Component, tone: Tone = "") -> rx.Component:
    """A sentence that should not be missed; a bad one is announced at once."""
    return rx.el.div(
        rx.icon(TONE_ICONS[tone]),
        rx.el.div(*content),
        class_name=f"callout {tone}".strip(),
        role="alert" if tone == "bad" else "note",
    )


def status(
    word: str | rx.Var[str], tone: str | rx.Var[str] = "", glyph: str | rx.Var[str] = "disc"
) -> rx.Component:
    """A status: a glyph that differs in shape, a colour, and the word."""
    return rx.el.span(word, class_name=["status", tone, glyph])


def avatar(initials: str | rx.Var[str]) -> rx.Component:
    """A person's initials in a circle; the name stands beside it."""
    return rx.el.span(initials, class_name="avatar", aria_hidden="true")


def kbd(key: str) -> rx.Component:
    """A key to press."""
    return rx.el.kbd(key, class_name="kbd")


def nothing_yet(text: str) -> rx.Component:
    """What a card says instead of rows."""
    return card_body(rx.el.p(text, class_name="quiet"))


def add_button(word: str, chosen: Any) -> rx.Component:
    """The small button in a card's head that adds to it."""
    return rx.el.button(
        rx.icon("plus"), word, type="button", class_name="btn ghost s1", on_click=chosen
    )


def small_button(
    icon: str, words: str, name: rx.Var[str] | str, chosen: Any, **attributes: Any
) -> rx.Component:
    """A small button with an icon only; `words` say what it does, with `{name}` for what to."""
    before, _slot, after = words.partition("{name}")
    label = rx.Var.create(before).to(str) + rx.Var.create(name).to(str) + after if _slot else words
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=label,
        title=label,
        on_click=chosen,
        **attributes,
    )
