"""The dialog that sends a paper: the form at the left, the letter and its paper as they leave at the right."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.components.card import callout, facts
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import file_link
from moment_ui.core.words import _
from moment_ui.state.letter_form import LetterForm, ReceiverBox

LABELS = {"others": _("Other receivers"), "subject": _("Subject"), "text": _("Text")}


@dataclass(frozen=True, slots=True)
class LetterDialog:
    """A dialog's state and title, the paper beside it and where its file is fetched.

    `hint` explains the text, `by_hand` says that no mail is needed, "" where it always is; `more` are
    fields of its own.
    """

    state: Any
    title: str
    pdf: rx.Var[str]
    paper: rx.Component
    by_hand: str = ""
    hint: str = ""
    more: tuple[rx.Component, ...] = ()
    ways: rx.Component | None = None
    other_way: rx.Component | None = None
    chosen: Any = False


def letter_dialog(dialog: LetterDialog) -> rx.Component:
    """To whom, with what words; beside it what the customer will get."""
    sides = rx.el.div(rx.el.div(*_fields(dialog)), _as_it_leaves(dialog), class_name="send-sides")
    letter = rx.fragment(_told(dialog.state), sides)
    return form_dialog(
        FormDialog(dialog.state, dialog.title, _("Send"), LABELS, anyway=_("Send it again")),
        dialog.ways or rx.fragment(),
        rx.cond(dialog.chosen, _otherwise(dialog), letter) if dialog.other_way else letter,
    )


def _otherwise(dialog: LetterDialog) -> rx.Component:
    """Another way than by e-mail, beside the same paper."""
    return rx.el.div(
        rx.el.div(dialog.other_way or rx.fragment(), _by_hand(dialog)),
        rx.el.div(
            dialog.paper,
            class_name="as-it-leaves",
            tab_index=0,
            role="region",
            aria_label=_("The paper"),
        ),
        class_name="send-sides",
    )


def _told(state: Any) -> rx.Component:
    """What one should know: where mail goes, and that it is going."""
    return rx.cond(
        state.on_its_way,
        rx.el.div(
            callout(
                _(
                    "The message is on its way to the mail server. You can close this window: the "
                    "send log says what becomes of it, and a notice too."
                )
            ),
            role="status",
            custom_attrs={"data-sent": ""},
        ),
        rx.cond(
            state.has_server,
            rx.fragment(),
            callout(
                _(
                    "No mail server is configured: the message will lie in the outbox, a folder on "
                    "the server, and go no further by itself."
                ),
                tone="warn",
            ),
        ),
    )


def _fields(dialog: LetterDialog) -> tuple[rx.Component, ...]:
    state: type[LetterForm] = dialog.state
    form = FormFields(state)
    return (
        rx.cond(
            state.receivers,
            form.group(
                _("To"),
                rx.el.div(rx.foreach(state.receivers, lambda box: _receiver(state, box))),
            ),
        ),
        form.text(
            "others",
            LABELS["others"],
            help_text=_("E-mail addresses, with commas between."),
            input_mode="email",
        ),
        form.text("subject", LABELS["subject"], required=True),
        form.area("text", LABELS["text"], required=True, rows=14),
        *((rx.el.p(dialog.hint, class_name="quiet small"),) if dialog.hint else ()),
        *dialog.more,
        *((_by_hand(dialog),) if dialog.by_hand else ()),
    )


def _by_hand(dialog: LetterDialog) -> rx.Component:
    return rx.el.button(
        dialog.by_hand,
        type="button",
        class_name="btn link s1",
        on_click=dialog.state.by_hand,
        disabled=dialog.state.on_its_way,
    )


def _receiver(state: Any, box: ReceiverBox) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=box.field,
            default_checked=box.on,
            on_change=lambda on: state.tick(box.field, on),
        ),
        box.name,
        rx.el.span(box.email, class_name="quiet"),
        key=box.field,
        class_name="check-line",
    )


def _as_it_leaves(dialog: LetterDialog) -> rx.Component:
    letter = dialog.state.letter
    return rx.el.section(
        rx.el.h2(_("As it will leave")),
        rx.el.div(
            facts(
                (_("From"), letter.sender),
                (_("Answers to"), rx.cond(letter.reply_to != "", letter.reply_to, letter.sender)),
                (_("To"), rx.cond(letter.receivers != "", letter.receivers, _("Nobody yet"))),
                (_("Subject"), rx.el.strong(letter.subject)),
                (
                    _("Attached"),
                    file_link(rx.icon("paperclip", class_name="sm"), letter.file, href=dialog.pdf),
                ),
            ),
            rx.el.p(
                letter.before,
                rx.el.span(letter.link, class_name="link"),
                letter.after,
                class_name="letter-text",
            ),
            class_name="letter",
        ),
        dialog.paper,
        class_name="as-it-leaves",
        aria_label=_("As it will leave"),
        tab_index=0,
    )
