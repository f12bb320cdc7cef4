"""The cells of what is composed: each saves itself when it is left, or by Enter."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.state.composing import Composing

Text = str | rx.Var[str]


class Cells:
    """The cells of one page: `head` holds the fields of its head, saved by `set_head(field, text)`."""

    def __init__(
        self, page: type[Composing], head: Any, set_head: Callable[[str, Any], Any]
    ) -> None:
        self._page = page
        self._head = head
        self._set_head = set_head

    def cell(
        self, key: Text, value: Text, label: Text, *, on_blur: Any, **attributes: Any
    ) -> rx.Component:
        """One field in a row: its label is heard, the column's head is seen; the reason stands under it."""
        wrong = self._page.errors.contains(key)
        area = attributes.pop("area", 0)
        make = rx.el.textarea if area else rx.el.input
        given: dict[str, Any] = {"rows": str(area)} if area else {}
        return rx.el.div(
            make(
                id=key,
                key=_anew(key, value),
                default_value=value,
                on_blur=on_blur,
                auto_complete="off",
                aria_label=label,
                aria_invalid=rx.cond(wrong, "true", "false"),
                aria_describedby=rx.cond(wrong, _error_id(key), ""),
                auto_focus=self._page.fresh == key,
                custom_attrs={"data-cell": ""},
                **{"class_name": "field", **given, **attributes},
            ),
            self.error(key),
            class_name="cell",
        )

    def field(self, key: str, label: str, *, area: int = 0, **attributes: Any) -> rx.Component:
        """A field of the head, with its label above."""
        value = self._head[key]
        wrong = self._page.errors.contains(key)
        make = rx.el.textarea if area else rx.el.input
        given: dict[str, Any] = {"rows": str(area)} if area else {}
        return rx.el.div(
            rx.el.label(label, html_for=key),
            make(
                id=key,
                key=_anew(key, value),
                default_value=value,
                on_blur=lambda typed: self._set_head(key, typed),
                auto_complete="off",
                aria_invalid=rx.cond(wrong, "true", "false"),
                aria_describedby=_error_id(key),
                class_name="field",
                custom_attrs={"data-cell": ""},
                **given,
                **attributes,
            ),
            self.error(key),
            class_name="labelled",
        )

    def choice(
        self,
        key: str,
        label: str,
        options: Any,
        value: rx.Var[str],
        chosen: Any,
        **attributes: Any,
    ) -> rx.Component:
        """A choice of the head, saved at once."""
        return rx.el.div(
            rx.el.label(label, html_for=key),
            rx.el.select(
                option_items(options),
                id=key,
                value=value,
                on_change=chosen,
                class_name="field",
                **attributes,
            ),
            self.error(key),
            class_name="labelled",
        )

    def error(self, key: Text) -> rx.Component:
        """What is wrong with a cell."""
        errors = self._page.errors
        return rx.el.span(
            rx.cond(errors.contains(key), rx.fragment(rx.icon("circle-x"), errors[key])),
            class_name="error",
            id=_error_id(key),
        )


def option_items(options: Any) -> rx.Component:
    """What can be chosen: pairs of value and word, known here or in the browser."""
    if isinstance(options, rx.Var):
        listed: Any = options
        return rx.foreach(listed, lambda one: rx.el.option(one[1], value=one[0]))
    return rx.fragment(*[rx.el.option(word, value=given) for given, word in options])


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
