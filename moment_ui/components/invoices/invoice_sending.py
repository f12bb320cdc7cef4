"""Sending on an invoice's page: the button, the log of what went out, the dialog."""

import reflex as rx

from moment_ui.components.card import callout, card, facts, nothing_yet
from moment_ui.components.form_fields import FormFields
from moment_ui.components.invoices.einvoice_card import finding_line
from moment_ui.components.invoices.invoice_parts import PDF
from moment_ui.components.letter_dialog import LetterDialog, letter_dialog
from moment_ui.components.link import file_link
from moment_ui.components.sheets import sheets
from moment_ui.core.words import _
from moment_ui.reports.invoices.send_view import SentFileLink, SentRow
from moment_ui.state.invoices.invoice import InvoiceState as Page
from moment_ui.state.invoices.invoice_sending import InvoiceSendingState as Sending
from moment_ui.state.invoices.send_invoice import HOURS
from moment_ui.state.invoices.send_invoice import SendInvoiceState as Send

WAYS = {"email": _("E-mail"), "e-invoice": _("E-invoice"), "letter": _("Letter")}


def send_button() -> rx.Component:
    """Opens the dialog; for an issued invoice and a reader who may."""
    return rx.cond(
        Sending.view.may_send,
        rx.el.button(
            rx.icon("send", size=16),
            rx.cond(Sending.view.rows, _("Send again"), _("Send")),
            type="button",
            class_name=rx.cond(Sending.view.rows, "btn outline", "btn solid"),
            on_click=Send.start,
        ),
    )


def send_log() -> rx.Component:
    """Each sending: what became of it, to whom, by whom; or how the customer wants it."""
    return card(
        _("Send log"),
        rx.cond(
            Sending.view.rows,
            rx.el.ul(rx.foreach(Sending.view.rows, _sent), class_name="send-log"),
            nothing_yet(_("Nothing has been sent.")),
        ),
        rx.cond(
            Sending.view.may_send & Sending.view.waits,
            rx.el.div(
                rx.el.span(_("The customer gets invoices by: "), Sending.view.prefers),
                rx.el.button(
                    _("Mark as sent"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=Sending.mark,
                ),
                class_name="body row quiet small",
            ),
        ),
    )


def _sent(line: SentRow) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.result, class_name=line.css),
        rx.el.span(rx.cond(line.receivers != "", line.receivers, line.channel), class_name="grow"),
        rx.el.span(line.by, class_name="quiet small"),
        rx.cond(line.detail != "", rx.el.span(line.detail, class_name="small detail")),
        rx.cond(line.files, rx.el.span(rx.foreach(line.files, _file), class_name="row wrap small")),
        rx.cond(
            line.offers_email & Sending.view.may_send,
            rx.el.button(
                _("Send by e-mail instead"),
                type="button",
                class_name="btn outline s1",
                on_click=Send.start_by_email,
            ),
        ),
        rx.cond(line.uncertain & Sending.view.may_send, _did_it_arrive(line)),
        rx.cond(
            line.may_take_back,
            rx.el.button(
                _("Take back"),
                type="button",
                class_name="btn ghost s1",
                on_click=Sending.take_back,
            ),
        ),
        key=line.id,
    )


def _file(file: SentFileLink) -> rx.Component:
    """A file as it left."""
    return file_link(
        rx.icon("paperclip", class_name="sm"),
        file.name,
        href=Sending.files_at + file.path,
        key=file.path,
    )


def _did_it_arrive(line: SentRow) -> rx.Component:
    return rx.el.span(
        rx.el.button(
            _("It arrived"),
            type="button",
            class_name="btn outline s1",
            on_click=Sending.settle(line.id, True),
        ),
        rx.el.button(
            _("It did not"),
            type="button",
            class_name="btn ghost s1",
            on_click=Sending.settle(line.id, False),
        ),
        class_name="row wrap",
    )


def send_invoice_dialog() -> rx.Component:
    """To whom, with what words; beside it what the customer will get."""
    return letter_dialog(
        LetterDialog(
            Send,
            _("Send the invoice"),
            PDF,
            _sheets(),
            _("I give it to the customer myself: count it as sent"),
            more=(
                rx.cond(Send.why != "", rx.el.p(Send.why, class_name="quiet small")),
                rx.cond(
                    Send.has_hours, FormFields(Send).tick(HOURS, _("With the hour specification"))
                ),
            ),
            ways=_ways(),
            other_way=rx.cond(Send.way == "letter", _letter(), _e_invoice()),
            chosen=Send.way != "email",
        )
    )


def _ways() -> rx.Component:
    """How it goes; the customer's own way is chosen first."""
    return rx.el.fieldset(
        rx.el.legend(_("Send by"), class_name="vh"),
        rx.el.div(
            *[
                rx.el.label(
                    rx.el.input(
                        type="radio",
                        name="way",
                        checked=Send.way == key,
                        on_change=Send.choose_way(key),
                    ),
                    word,
                )
                for key, word in WAYS.items()
            ],
            class_name="segmented",
        ),
        rx.el.p(_("The customer gets invoices by: "), Send.prefers, class_name="quiet small"),
        class_name="ways",
    )


def _e_invoice() -> rx.Component:
    """Where it goes, and what stands in its way."""
    return rx.el.div(
        facts((_("To"), rx.cond(Send.endpoint != "", Send.endpoint, _("No e-invoice address")))),
        rx.cond(
            ~Send.has_point,
            callout(
                _(
                    "No access point is configured: it cannot be handed over from here. Download the "
                    "e-invoice and hand it over by hand, or send the invoice by e-mail."
                ),
                tone="warn",
            ),
        ),
        rx.cond(
            Send.stopped,
            callout(_("It cannot go as an e-invoice yet."), tone="warn"),
            rx.el.p(
                _(
                    "Before it goes it is held to the official rules. Its PDF and files go inside it."
                ),
                class_name="quiet small",
            ),
        ),
        rx.el.ul(
            rx.foreach(Send.findings, lambda finding: finding_line(finding, Send.base)),
            class_name="plain findings",
        ),
        rx.cond(
            Send.stopped | ~Send.has_point | (Send.problem != ""),
            rx.el.button(
                rx.icon("mail"),
                _("Send by e-mail instead"),
                type="button",
                class_name="btn outline",
                on_click=Send.choose_way("email"),
            ),
        ),
        class_name="stack",
    )


def _letter() -> rx.Component:
    return rx.el.p(
        _(
            "It is put among the letters, where it waits until it is printed and marked as sent. "
            "Nothing counts as sent before."
        )
    )


def _sheets() -> rx.Component:
    return sheets(Page.pages, _("Page {page} of the invoice as it is printed"))
