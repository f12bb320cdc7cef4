"""The dialog that sends an offer: the form at the left, the letter and its paper as they leave at the right."""

import reflex as rx

from moment_ui.components.card import callout, facts
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import file_link
from moment_ui.components.offer_side import PDF, sheets
from moment_ui.core.words import _
from moment_ui.state.send_offer import ReceiverBox
from moment_ui.state.send_offer import SendOfferState as Send

LABELS = {"others": _("Other receivers"), "subject": _("Subject"), "text": _("Text")}


def send_dialog() -> rx.Component:
    """To whom, with what words; beside it what the customer will get."""
    return form_dialog(
        FormDialog(Send, _("Send the offer"), _("Send"), LABELS),
        _told(),
        rx.el.div(rx.el.div(*_fields()), _as_it_leaves(), class_name="send-sides"),
    )


def _told() -> rx.Component:
    """What one should know: where mail goes, and that it is going."""
    return rx.cond(
        Send.on_its_way,
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
            Send.has_server,
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


def _fields() -> tuple[rx.Component, ...]:
    form = FormFields(Send)
    return (
        rx.cond(
            Send.receivers,
            form.group(_("To"), rx.el.div(rx.foreach(Send.receivers, _receiver))),
        ),
        form.text(
            "others",
            LABELS["others"],
            help_text=_("E-mail addresses, with commas between."),
            input_mode="email",
        ),
        form.text("subject", LABELS["subject"], required=True),
        form.area("text", LABELS["text"], required=True, rows=14),
        rx.el.p(_("{link} becomes the address of the customer's page."), class_name="quiet small"),
        rx.el.button(
            _("I give it to the customer myself: count it as sent"),
            type="button",
            class_name="btn link s1",
            on_click=Send.by_hand,
            disabled=Send.on_its_way,
        ),
    )


def _receiver(box: ReceiverBox) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            name=box.field,
            default_checked=box.on,
            on_change=lambda on: Send.tick(box.field, on),
        ),
        box.name,
        rx.el.span(box.email, class_name="quiet"),
        key=box.field,
        class_name="check-line",
    )


def _as_it_leaves() -> rx.Component:
    letter = Send.letter
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
                    file_link(rx.icon("paperclip", class_name="sm"), letter.file, href=PDF),
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
        sheets(),
        class_name="as-it-leaves",
        aria_label=_("As it will leave"),
        tab_index=0,
    )
