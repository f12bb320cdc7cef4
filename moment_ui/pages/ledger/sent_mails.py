"""Finances → Payment reminders → Sent: the list of statements and reminders, and one of them with its paper."""

from typing import cast

import reflex as rx

from moment_ui.components.card import card, card_body, facts
from moment_ui.components.link import file_link, page_link
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.ledger.sent_mail_view import MailedInvoice, SentMailView
from moment_ui.state.ledger.sent_mails import SentMailsState, SentMailState

TITLE = _("Sent statements and reminders")
WORDS = Words(
    icon="mail-check",
    nothing_yet=_("No statement or reminder has been sent."),
    nothing_found=_("No mails in this filter"),
    could_not_read=_("The mails could not be read"),
)
VIEW = cast("SentMailView", SentMailState.view)
HEADS = (
    (_("Invoice"), ""),
    (_("Due"), "date"),
    (_("Days late"), "num"),
    (_("Outstanding"), "num"),
    (_("Interest"), "num"),
    (_("Fee"), "num"),
    (_("Level"), "grow"),
)


def sent_mails() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            TITLE,
            export_menu(SentMailsState),
            panel_button(SentMailsState),
            note=SentMailsState.count_text,
            trail=crumbs(
                (_("Finances"), ""),
                (_("Payment reminders"), f"{SentMailsState.around.base}/finances/reminders"),
                (_("Sent"), ""),
            ),
        ),
        report(SentMailsState, WORDS),
        area="finances/reminders",
    )


def sent_mail() -> rx.Component:
    """One mail, as it went."""
    line = VIEW.line
    return shell(
        page_head(
            line.what,
            note=VIEW.customer,
            trail=crumbs(
                (_("Finances"), ""),
                (_("Payment reminders"), SentMailState.base + "/finances/reminders"),
                (_("Sent"), SentMailState.base + "/finances/reminders/sent"),
                (VIEW.customer, ""),
            ),
        ),
        rx.cond(
            SentMailState.phase == "failed",
            failed(_("The mail cannot be shown"), SentMailState.problem, retry=SentMailState.load),
        ),
        rx.cond(
            SentMailState.phase == "ready",
            rx.el.div(_what_became(), _said(), _invoices(), class_name="content stack"),
        ),
        area="finances/reminders",
    )


def _what_became() -> rx.Component:
    base, line = SentMailState.base, VIEW.line
    return card(
        _("Sending"),
        card_body(
            facts(
                (_("Result"), rx.el.span(line.result, class_name=line.css)),
                (_("To"), rx.el.span(line.receivers, class_name="wrap-any")),
                (_("Sent by"), line.by),
                (
                    _("Customer"),
                    page_link(
                        VIEW.customer,
                        to=f"{base}/customers/{VIEW.customer_id}/statement",
                        class_name="link",
                    ),
                ),
                (_("Details"), rx.cond(line.detail != "", line.detail, "–")),
                (_("Paper"), rx.cond(line.paper != "", _paper(), _("None was kept"))),
            )
        ),
    )


def _paper() -> rx.Component:
    return file_link(
        VIEW.line.paper,
        href=f"/api/sent-papers{SentMailState.base}/{VIEW.line.id}",
        class_name="link wrap-any",
    )


def _said() -> rx.Component:
    return card(VIEW.subject, card_body(rx.el.p(VIEW.text, class_name="pre")))


def _invoices() -> rx.Component:
    label = _("Invoices in the mail")
    return rx.cond(
        VIEW.invoices,
        card(
            label,
            rx.el.div(
                rx.el.table(
                    rx.el.caption(label, class_name="vh"),
                    rx.el.thead(
                        rx.el.tr(
                            *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS]
                        )
                    ),
                    rx.el.tbody(rx.foreach(VIEW.invoices, _invoice)),
                    class_name="report-table mailed",
                ),
                class_name="table-scroll",
                tab_index=0,
                role="region",
                aria_label=label,
            ),
        ),
    )


def _invoice(row: MailedInvoice) -> rx.Component:
    to = f"{SentMailState.base}/finances/invoices/{row.id}"
    return rx.el.tr(
        rx.el.td(page_link(row.number, to=to)),
        _said_as(row.due, _("Due"), "date"),
        _said_as(row.late, _("Days late")),
        _said_as(row.open, _("Outstanding")),
        _said_as(row.interest, _("Interest")),
        _said_as(row.fee, _("Fee")),
        rx.el.td(row.level, class_name="grow"),
        key=row.id,
    )


def _said_as(figure: str, word: str, css: str = "num") -> rx.Component:
    """A figure that says what it is where there are no headings: on phones."""
    return rx.el.td(figure, class_name=css, custom_attrs={"data-label": word})
