"""The cells of an offer that is composed: each saves itself when it is left, or by Enter."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.state.offer import OfferPageState as Page

Text = str | rx.Var[str]


def cell(key: Text, value: Text, label: Text, *, on_blur: Any, **attributes: Any) -> rx.Component:
    """One field in a row: its label is heard, the column's head is seen; the reason stands under it."""
    wrong = Page.errors.contains(key)
    return rx.el.div(
        rx.el.input(
            id=key,
            key=_anew(key, value),
            default_value=value,
            on_blur=on_blur,
            auto_complete="off",
            aria_label=label,
            aria_invalid=rx.cond(wrong, "true", "false"),
            aria_describedby=rx.cond(wrong, _error_id(key), ""),
            auto_focus=Page.fresh == key,
            custom_attrs={"data-cell": ""},
            **{"class_name": "field", **attributes},
        ),
        error(key),
        class_name="cell",
    )


def field(key: str, label: str, *, area: int = 0, **attributes: Any) -> rx.Component:
    """A field of the head, with its label above."""
    head: Any = Page.view.head
    value = head[key]
    wrong = Page.errors.contains(key)
    make = rx.el.textarea if area else rx.el.input
    given: dict[str, Any] = {"rows": str(area)} if area else {"custom_attrs": {"data-cell": ""}}
    return rx.el.div(
        rx.el.label(label, html_for=key),
        make(
            id=key,
            key=_anew(key, value),
            default_value=value,
            on_blur=lambda typed: Page.set_head(key, typed),
            auto_complete="off",
            aria_invalid=rx.cond(wrong, "true", "false"),
            aria_describedby=_error_id(key),
            class_name="field",
            **given,
            **attributes,
        ),
        error(key),
        class_name="labelled",
    )


def choice(
    key: str, label: str, options: Any, value: rx.Var[str], chosen: Any, **attributes: Any
) -> rx.Component:
    """A choice of the head, saved at once."""
    items = (
        rx.foreach(options, lambda one: rx.el.option(one[1], value=one[0]))
        if isinstance(options, rx.Var)
        else rx.fragment(*[rx.el.option(word, value=given) for given, word in options])
    )
    return rx.el.div(
        rx.el.label(label, html_for=key),
        rx.el.select(
            items, id=key, value=value, on_change=chosen, class_name="field", **attributes
        ),
        error(key),
        class_name="labelled",
    )


def error(key: Text) -> rx.Component:
    """What is wrong with a cell."""
    return rx.el.span(
        rx.cond(Page.errors.contains(key), rx.fragment(rx.icon("circle-x"), Page.errors[key])),
        class_name="error",
        id=_error_id(key),
    )


def tool(icon: str, label: Text, act: Any, *, disabled: Any = False) -> rx.Component:
    """A small button of a row."""
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=label,
        title=label,
        on_click=act,
        disabled=disabled,
    )


def tools(
    name: rx.Var[str], move: Callable[[int], Any], out: Any, ends: tuple[Any, Any]
) -> rx.Component:
    """Up, down and out, for a row of that name; `ends` tell whether it is the first, and the last."""
    first, last = ends
    return rx.el.span(
        tool("arrow-up", joined(_("Move up: "), name), move(-1), disabled=first),
        tool("arrow-down", joined(_("Move down: "), name), move(1), disabled=last),
        tool("x", joined(_("Take out: "), name), out),
        class_name="tools",
    )


def joined(*parts: Any) -> rx.Var[str]:
    """The parts as one text, in the browser."""
    whole: Any = rx.Var.create(parts[0])
    for part in parts[1:]:
        whole = whole + part
    return whole


def _error_id(key: Text) -> rx.Var[str] | str:
    return joined(key, "-error")


def _anew(key: Text, value: Text) -> rx.Var[str]:
    """Drawn anew when what is stored changes, by whomever; what is typed meanwhile stays."""
    return joined(key, "=", value)
