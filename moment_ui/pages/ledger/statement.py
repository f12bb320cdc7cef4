"""Customer → Statement of account: what it tells at the right, its paper, the way to download and send it."""

from typing import cast

import reflex as rx

from moment_ui.components.address_bar import address_bar
from moment_ui.components.card import callout, card, card_body, nothing_yet
from moment_ui.components.letter_dialog import LetterDialog, letter_dialog
from moment_ui.components.link import file_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.sheets import sheets
from moment_ui.components.shell import not_for_you, shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.ledger.statement_view import SentLine, StatementView
from moment_ui.state.ledger.statement import SendStatementState as Send
from moment_ui.state.ledger.statement import StatementState as Page

VIEW = cast("StatementView", Page.view)


def statement() -> rx.Component:
    """The paper, or why it cannot be shown."""
    customer = Page.base + "/customers/" + Page.view.customer_id.to_string()
    return shell(
        rx.cond(Page.phase == "refused", not_for_you()),
        rx.cond(
            Page.phase == "failed",
            failed(_("The statement cannot be shown"), Page.problem, retry=Page.load),
        ),
        rx.cond(
            Page.phase == "ready",
            rx.fragment(
                page_head(
                    _("Statement of account"),
                    file_link(
                        rx.icon("download"), _("PDF"), href=Page.pdf, class_name="btn outline"
                    ),
                    rx.cond(VIEW.may_send, _send_button()),
                    note=VIEW.customer,
                    trail=crumbs(
                        (_("Customers"), Page.base + "/customers"),
                        (VIEW.customer, customer),
                        (_("Customer ledger"), customer + "/ledger"),
                        (_("Statement"), ""),
                    ),
                ),
                rx.el.div(
                    rx.el.section(
                        rx.cond(VIEW.said, callout(VIEW.said)),
                        _sheets(),
                        aria_label=_("As it is printed"),
                    ),
                    rx.el.div(_choices(), _log(), class_name="beside stack"),
                    class_name="content offer-page read statement-page",
                ),
            ),
        ),
        rx.cond(VIEW.may_send, _send_dialog()),
        address_bar(Page.bar),
        area="customers",
    )


def _send_button() -> rx.Component:
    return rx.el.button(
        rx.icon("send"),
        _("Send by e-mail"),
        type="button",
        class_name="btn solid",
        on_click=Send.start,
    )


def _sheets() -> rx.Component:
    paper = sheets(Page.sources, _("Page {page} of the statement as it is printed"))
    return rx.cond(Page.sources, paper)


def _choices() -> rx.Component:
    """What it tells; each choice draws it anew."""
    return card(
        _("What it tells"),
        card_body(
            rx.el.div(
                _labelled(
                    "statement-kind",
                    _("Shows"),
                    rx.el.select(
                        rx.el.option(_("Open items"), value=""),
                        rx.el.option(_("All movements"), value="yes"),
                        id="statement-kind",
                        value=rx.cond(VIEW.everything, "yes", ""),
                        on_change=Page.tell_everything,
                        class_name="field",
                    ),
                ),
                rx.cond(VIEW.everything, _day("since", _("From"), VIEW.since)),
                _day("until", rx.cond(VIEW.everything, _("Up to"), _("As of")), VIEW.until),
                _labelled(
                    "statement-language",
                    _("Language"),
                    rx.el.select(
                        rx.foreach(VIEW.languages, lambda one: rx.el.option(one[1], value=one[0])),
                        id="statement-language",
                        value=VIEW.language,
                        on_change=Page.write_in,
                        class_name="field",
                    ),
                ),
                rx.cond(
                    VIEW.sums,
                    rx.el.dl(
                        rx.foreach(
                            VIEW.sums,
                            lambda pair: rx.fragment(
                                rx.el.dt(_("Balance, ") + pair[0]),
                                rx.el.dd(pair[1], class_name="tn strong"),
                                key=pair[0],
                            ),
                        ),
                        class_name="facts",
                    ),
                ),
                class_name="stack",
            )
        ),
    )


def _day(key: str, label: str | rx.Var[str], value: str) -> rx.Component:
    wrong = Page.errors.contains(key)
    return _labelled(
        f"statement-{key}",
        label,
        rx.el.input(
            type="date",
            id=f"statement-{key}",
            value=value,
            on_change=lambda day: Page.set_day(key, day),
            aria_invalid=rx.cond(wrong, "true", "false"),
            aria_describedby=f"statement-{key}-error",
            class_name="field",
        ),
        rx.el.span(
            rx.cond(wrong, rx.fragment(rx.icon("circle-x"), Page.errors[key])),
            class_name="error",
            id=f"statement-{key}-error",
        ),
    )


def _labelled(key: str, label: str | rx.Var[str], *control: rx.Component) -> rx.Component:
    return rx.el.div(rx.el.label(label, html_for=key), *control, class_name="labelled")


def _log() -> rx.Component:
    """Reminders and statements that went to the customer."""
    return card(
        _("Send log"),
        rx.cond(
            VIEW.log,
            rx.el.ul(rx.foreach(VIEW.log, _sent), class_name="send-log"),
            nothing_yet(_("No statement or reminder has been sent.")),
        ),
    )


def _sent(line: SentLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.result, class_name=line.css),
        rx.el.span(line.what, class_name="grow"),
        rx.el.span(line.receivers, class_name="small detail wrap-any"),
        rx.el.span(line.by, class_name="quiet small"),
        rx.cond(line.detail != "", rx.el.span(line.detail, class_name="small detail")),
        rx.cond(
            line.paper != "",
            rx.el.span(
                file_link(
                    rx.icon("paperclip", class_name="sm"),
                    line.paper,
                    href=f"/api/sent-papers{Page.base}/{line.id}",
                    class_name="wrap-any",
                ),
                class_name="small detail",
            ),
        ),
        key=line.id,
    )


def _send_dialog() -> rx.Component:
    return letter_dialog(LetterDialog(Send, _("Send the statement"), Page.pdf, _sheets()))
