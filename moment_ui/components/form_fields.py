"""The fields of a form: label above, help under, the message beside the field that needs one.

`FormFields` is bound to a state that derives from FormState; each method is one kind of field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.state.form import FormState

Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FormFields:
    """The fields of one form."""

    state: type[FormState]

    def text(
        self,
        key: str,
        label: str,
        *,
        required: bool = False,
        help_text: str | rx.Var[str] = "",
        unit: str | rx.Var[str] = "",
        **attributes: Any,
    ) -> rx.Component:
        """One line of text; `unit` (a currency, hours) stands at its end."""
        given: dict[str, Any] = {"auto_complete": "off", **attributes}
        control = rx.el.input(
            on_blur=lambda typed: self.state.leave_field(key, typed),
            **self._control(key, required=required, help_text=help_text),
            **given,
        )
        end = rx.el.span(unit, class_name="end") if _said(unit) else rx.fragment()
        box = rx.el.span(control, end, class_name="field")
        return self._labelled(key, label, box, required=required, help_text=help_text)

    def area(
        self, key: str, label: str, *, required: bool = False, help_text: str = "", rows: int = 4
    ) -> rx.Component:
        """Several lines of text."""
        control = rx.el.textarea(
            **self._control(key, required=required, help_text=help_text),
            on_blur=lambda typed: self.state.leave_field(key, typed),
            rows=str(rows),
            class_name="field",
        )
        return self._labelled(key, label, control, required=required, help_text=help_text)

    def date(self, key: str, label: str, *, help_text: str = "", **attributes: Any) -> rx.Component:
        """A day, typed 21.11.2026."""
        given: dict[str, Any] = {"placeholder": "dd.mm.yyyy", "class_name": "tn", **attributes}
        return self.text(key, label, help_text=help_text, **given)

    def choice(
        self,
        key: str,
        label: str,
        options: Options | rx.Var[Sequence[tuple[str, str]]],
        *,
        required: bool = False,
        help_text: str | rx.Var[str] = "",
        **attributes: Any,
    ) -> rx.Component:
        """One of a few: the browser's own list, which every keyboard and phone knows."""
        items = (
            rx.foreach(
                options, lambda option: rx.el.option(option[1], value=option[0], key=option[0])
            )
            if isinstance(options, rx.Var)
            else rx.fragment(*[rx.el.option(word, value=value) for value, word in options])
        )
        given = self._control(key, required=required, help_text=help_text) | attributes
        control = rx.el.select(items, class_name="field", **given)
        return self._labelled(key, label, control, required=required, help_text=help_text)

    def tick(self, key: str, label: str | rx.Var[str], **attributes: Any) -> rx.Component:
        """A box to tick."""
        return rx.el.label(
            rx.el.input(
                type="checkbox",
                name=key,
                id=self.id_of(key),
                default_checked=self.state.values[key] != "",
                **attributes,
            ),
            label,
            class_name="check-line",
        )

    def group(self, legend: str, *boxes: rx.Component, key: str = "") -> rx.Component:
        """Several boxes under one heading, with the message of `key`."""
        return rx.el.fieldset(
            rx.el.legend(legend),
            *boxes,
            self._error(key) if key else rx.fragment(),
            class_name="labelled",
        )

    def id_of(self, key: str) -> str:
        """The id of a field."""
        return f"{self.state.form_name}-{key}"

    def _control(self, key: str, *, required: bool, help_text: str | rx.Var[str]) -> dict[str, Any]:
        about = f"{self.id_of(key)}-error"
        if _said(help_text):
            about = f"{self.id_of(key)}-help {about}"
        return {
            "id": self.id_of(key),
            "name": key,
            "default_value": self.state.values[key],
            "aria_invalid": rx.cond(self.state.errors.contains(key), "true", "false"),
            "aria_describedby": about,
            **({"aria_required": "true"} if required else {}),
        }

    def _labelled(
        self,
        key: str,
        label: str,
        control: rx.Component,
        *,
        required: bool,
        help_text: str | rx.Var[str],
    ) -> rx.Component:
        return rx.el.div(
            rx.el.label(label, html_for=self.id_of(key), class_name="required" if required else ""),
            control,
            rx.el.span(help_text, class_name="help", id=f"{self.id_of(key)}-help")
            if _said(help_text)
            else rx.fragment(),
            self._error(key),
            class_name="labelled",
        )

    def _error(self, key: str) -> rx.Component:
        return rx.el.span(
            rx.cond(
                self.state.errors.contains(key),
                rx.fragment(rx.icon("circle-x"), self.state.errors[key]),
            ),
            class_name="error",
            id=f"{self.id_of(key)}-error",
        )


def _said(text: str | rx.Var[str]) -> bool:
    """Whether there is a text; a var has no truth of its own before the page runs."""
    return isinstance(text, rx.Var) or bool(text)
