"""The dialog that shows each mail before it goes, one after the other, and how far the sending is."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.states import progress_bar
from moment_ui.core.words import _
from moment_ui.reports.ledger.mails import MailView

Heads = tuple[tuple[str, str], ...]


def mail_run(state: Any, heads: Heads, caption: str) -> rx.Component:
    """The mail that is shown, and the button that sends all of them. `heads` are words and classes."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Before they go")),
            rx.cond(
                state.left_out,
                callout(
                    rx.el.ul(rx.foreach(state.left_out, lambda why: rx.el.li(why, key=why))),
                    tone="warn",
                ),
            ),
            rx.foreach(
                state.mails,
                lambda mail, at: rx.cond(at == state.mail_at, _mail(mail, heads, caption)),
            ),
            _progress(state),
            _foot(state),
            class_name="wide",
            custom_attrs={"aria-describedby": ""},
        ),
        open=state.looking,
        on_open_change=state.set_looking,
    )


def _mail(mail: MailView, heads: Heads, caption: str) -> rx.Component:
    return rx.el.div(
        rx.el.dl(
            rx.el.dt(_("To")),
            rx.el.dd(mail.customer + " <" + mail.address + ">"),
            rx.el.dt(_("Subject")),
            rx.el.dd(mail.subject, class_name="strong"),
            rx.el.dt(_("Attached")),
            rx.el.dd(mail.paper, ", PDF"),
            class_name="facts",
        ),
        rx.el.p(mail.text, class_name="pre letter-text"),
        rx.el.div(
            rx.el.table(
                rx.el.caption(caption, class_name="vh"),
                rx.el.thead(
                    rx.el.tr(*[rx.el.th(word, scope="col", class_name=css) for word, css in heads])
                ),
                rx.el.tbody(
                    rx.foreach(
                        mail.lines,
                        lambda row, at: rx.el.tr(
                            *[
                                rx.el.td(row[place], class_name=css)
                                for place, (_word, css) in enumerate(heads)
                            ],
                            key=at,
                        ),
                    )
                ),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=caption,
        ),
        key=mail.customer_id,
        class_name="stack",
    )


def _progress(state: Any) -> rx.Component:
    return rx.cond(
        state.sending,
        rx.el.div(
            progress_bar(state.sent_percent, _("Sending")),
            rx.el.p(
                _("They go one after the other, and go on when you close this."),
                class_name="quiet small",
            ),
            class_name="stack",
        ),
    )


def _foot(state: Any) -> rx.Component:
    count = state.mails.length()
    return rx.el.div(
        rx.el.span(
            rx.el.button(
                rx.icon("chevron-left"),
                type="button",
                class_name="btn outline icon s1",
                aria_label=_("Mail before"),
                disabled=state.mail_at == 0,
                on_click=state.next_mail(-1),
            ),
            rx.el.span(state.mail_at + 1, " / ", count, class_name="tn small"),
            rx.el.button(
                rx.icon("chevron-right"),
                type="button",
                class_name="btn outline icon s1",
                aria_label=_("Next mail"),
                disabled=state.mail_at + 1 >= count,
                on_click=state.next_mail(1),
            ),
            class_name="start row",
        ),
        rx.el.span(state.sending, role="status", class_name="quiet small"),
        rx.cond(
            state.sending,
            rx.el.button(
                _("Stop"), type="button", class_name="btn outline", on_click=state.stop_mails
            ),
            rx.el.button(
                _("Cancel"),
                type="button",
                class_name="btn ghost",
                on_click=state.set_looking(False),
            ),
        ),
        rx.el.button(
            rx.icon("send"),
            rx.cond(count == 1, _("Send"), rx.fragment(_("Send all"), " ", count)),
            type="button",
            class_name="btn solid",
            disabled=state.sending != "",
            on_click=state.send_mails,
            custom_attrs={"data-hotkey": "Ctrl+Enter"},
        ),
        class_name="dialog-foot",
    )
