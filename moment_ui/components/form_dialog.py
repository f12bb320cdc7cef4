"""A form in a dialog: Ctrl-Enter saves, Escape leaves, and nothing typed is lost.

Errors stand in a summary that jumps to the fields; an act that is often a mistake is asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.core.words import _
from moment_ui.state.form import FormState


@dataclass(frozen=True, slots=True)
class FormDialog:
    """A form's dialog: the state behind it, its title and buttons, the labels of its fields.

    `labels` names the fields in the summary of errors, `jumps` are its links to fields that stand in
    rows; `anyway` is the button that saves all the same; `question` replaces the plain text of a question.
    """

    state: type[FormState]
    title: str | rx.Var[str]
    save: str | rx.Var[str]
    labels: Mapping[str, str]
    anyway: str = ""
    question: rx.Component | None = None
    wide: bool = False
    jumps: rx.Component | None = None


def form_dialog(dialog: FormDialog, *fields: rx.Component) -> rx.Component:
    """The dialog with its fields; it shows while its state says `opened`."""
    state = dialog.state
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(dialog.title),
            rx.el.form(
                _summary(dialog),
                rx.cond(state.problem != "", callout(state.problem, tone="bad")),
                *fields,
                _question(dialog),
                _unsaved(state),
                rx.cond(state.question == "", _foot(dialog)),
                on_submit=state.submit,
                key=state.round.to_string(),
                no_validate=True,
                class_name="form",
                custom_attrs={"data-guarded": ""},
            ),
            class_name="wide" if dialog.wide else "",
            custom_attrs={"aria-describedby": ""},
        ),
        open=state.opened,
        on_open_change=state.set_open,
    )


def _summary(dialog: FormDialog) -> rx.Component:
    state = dialog.state
    count = state.errors.length()
    links = [jump(state, key, label) for key, label in dialog.labels.items()]
    return rx.cond(
        count > 0,
        callout(
            rx.el.span(
                rx.cond(
                    count == 1,
                    _("1 field needs you:"),
                    rx.fragment(count, _(" fields need you:")),
                ),
                class_name="medium",
            ),
            *links,
            dialog.jumps or rx.fragment(),
            tone="bad",
        ),
    )


def jump(state: type[FormState], key: str | rx.Var[str], label: str | rx.Var[str]) -> rx.Component:
    """A link to a field, shown while something is wrong with it."""
    return rx.cond(
        state.errors.contains(key),
        rx.el.button(
            label,
            type="button",
            class_name="jump",
            custom_attrs={
                "data-focus": rx.Var.create(f"{state.form_name}-").to(str)
                + rx.Var.create(key).to(str)
            },
        ),
    )


def _question(dialog: FormDialog) -> rx.Component:
    state = dialog.state
    return rx.cond(
        state.question != "",
        rx.el.div(
            callout(dialog.question or state.question, tone="warn"),
            rx.el.div(
                rx.el.button(
                    _("Go back"),
                    type="button",
                    class_name="btn outline",
                    on_click=state.take_back,
                    auto_focus=True,
                ),
                rx.el.button(
                    dialog.anyway or _("Save all the same"),
                    type="button",
                    class_name="btn solid",
                    on_click=state.confirm,
                ),
                class_name="dialog-foot",
            ),
            role="alert",
        ),
    )


def _unsaved(state: type[FormState]) -> rx.Component:
    """Hidden until forms.js shows it: the reader leaves with something typed."""
    return rx.el.div(
        rx.icon("triangle-alert"),
        rx.el.span(_("You have not saved what you typed."), class_name="grow"),
        rx.el.button(
            _("Keep editing"),
            type="button",
            class_name="btn outline s1",
            custom_attrs={"data-stay": ""},
        ),
        rx.el.button(_("Discard"), type="button", class_name="btn danger s1", on_click=state.close),
        class_name="callout warn unsaved",
        role="alert",
        hidden=True,
        custom_attrs={"data-unsaved": ""},
    )


def _foot(dialog: FormDialog) -> rx.Component:
    state = dialog.state
    return rx.el.div(
        rx.el.span(
            rx.el.kbd("Ctrl", class_name="kbd"),
            rx.el.kbd("Enter", class_name="kbd"),
            class_name="start row quiet small only-wide",
            aria_hidden="true",
        ),
        rx.el.button(
            _("Cancel"),
            type="button",
            class_name="btn ghost",
            on_click=state.close,
            custom_attrs={"data-leave": ""},
        ),
        rx.el.button(
            dialog.save,
            type="submit",
            class_name="btn solid",
            disabled=state.saving,
            custom_attrs={"data-hotkey": "Ctrl+Enter"},
        ),
        class_name="dialog-foot",
    )
