"""Finances → Payment files: bring a file, see those read so far, and what is in doubt."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.drop_zone import drop_zone
from moment_ui.components.imports.mapping_table import decimal_choice, mapping_table
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.payments.attach_payment import bank_entry_dialogs
from moment_ui.components.payments.bank_entries import entries_table, pager
from moment_ui.components.plain_form import plain_form
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed, working
from moment_ui.core.words import _
from moment_ui.reports.payments.bank_view import FileLine
from moment_ui.state.payments.payment_files import PaymentFilesState as State

HEADS = (
    (_("File"), "grow"),
    (_("Paid"), ""),
    (_("Payments"), "num"),
    (_("Sum"), "num"),
    (_("Status"), ""),
    (_("Read"), ""),
)


def payment_files() -> rx.Component:
    """The list, or the file on its way in."""
    return shell(
        page_head(
            _("Payment files"),
            trail=crumbs((_("Finances"), ""), (_("Payment files"), "")),
        ),
        rx.cond(State.phase != "failed", _tabs()),
        rx.el.div(
            rx.match(
                State.phase,
                (
                    "failed",
                    failed(_("The payment files cannot be shown"), State.problem, retry=State.load),
                ),
                ("columns", _columns()),
                ("working", _working()),
                ("ready", _lists()),
                rx.fragment(),
            ),
            class_name="content stack",
        ),
        bank_entry_dialogs(),
        area="finances/payment-files",
    )


def _tabs() -> rx.Component:
    doubts = rx.cond(State.in_doubt > 0, rx.el.span(State.in_doubt, class_name="count"))
    return rx.el.nav(
        _tab("files", "", _("Files")),
        _tab("doubts", "?tab=doubts", _("In doubt"), doubts),
        class_name="tabs page",
        aria_label=_("Payment files"),
    )


def _tab(key: str, query: str, *words: str | rx.Component) -> rx.Component:
    to = f"{State.base}/finances/payment-files{query}"
    return rx.cond(
        State.tab == key,
        page_link(*words, to=to, aria_current="page"),
        page_link(*words, to=to),
    )


def _lists() -> rx.Component:
    return rx.fragment(
        _trouble(),
        rx.cond(
            State.tab == "files",
            rx.fragment(
                rx.cond(State.may_read, _bring()),
                rx.cond(State.files.length() > 0, _files(), _nothing()),
            ),
            rx.cond(
                State.doubts.length() > 0,
                card(
                    _("Payments without an invoice for certain"),
                    entries_table(State, State.doubts, _("Payments in doubt"), of_all=True),
                    pager(State),
                    note=_("Attach each to its invoice, or set it aside with a reason."),
                ),
                empty(
                    "circle-check",
                    _("Nothing is in doubt"),
                    _("Every payment that was read is posted, matched or set aside."),
                ),
            ),
        ),
    )


def _trouble() -> rx.Component:
    return rx.cond(
        State.problem != "",
        callout(
            rx.cond(State.file_name != "", rx.el.span(State.file_name, ": ", class_name="medium")),
            State.problem,
            rx.cond(
                State.known > 0,
                rx.fragment(
                    " ",
                    page_link(
                        _("Open it"),
                        to=f"{State.base}/finances/payment-files/{State.known}",
                    ),
                    ".",
                ),
            ),
            tone="bad",
        ),
    )


def _bring() -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.ids_on,
            rx.fragment(),
            callout(
                _("OCR files cannot be read: the company does not use payment IDs. "),
                page_link(_("Switch them on"), to=State.base + "/setup/payments"),
                _(" to match payments by KID. camt.054 and tables can be read all the same."),
                tone="warn",
            ),
        ),
        plain_form(
            drop_zone(
                _("Drop a payment file here, or choose one"),
                _(
                    "OCR giro, camt.054, or a table (CSV, Excel) from the bank; at most {megabytes} MB. "
                    "Nothing is posted before you have seen what it holds."
                ),
                ".txt,.dat,.ocr,.xml,.camt,.camt054,.csv,.tsv,.xlsx",
            ),
            action=f"/api/uploads{State.base}/payment-files",
            files=True,
        ),
    )


def _files() -> rx.Component:
    return card(
        _("Files so far"),
        rx.el.div(
            rx.el.table(
                rx.el.caption(_("Payment files"), class_name="vh"),
                rx.el.thead(
                    rx.el.tr(*[rx.el.th(w, scope="col", class_name=css) for w, css in HEADS])
                ),
                rx.el.tbody(rx.foreach(State.files, _file)),
                class_name="report-table bank-files",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("Payment files"),
        ),
        pager(State),
    )


def _file(line: FileLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            page_link(
                line.title,
                to=f"{State.base}/finances/payment-files/{line.id}",
                class_name="medium wrap-any",
            ),
            rx.el.span(line.format, class_name="small quiet"),
            class_name="grow stacked",
        ),
        rx.el.td(line.days, class_name="tn"),
        rx.el.td(line.count, class_name="num"),
        rx.el.td(line.total, class_name="num"),
        rx.el.td(
            rx.el.span(line.state, class_name=["status", line.tone]),
            rx.cond(line.doubts != "", rx.el.span(line.doubts, class_name="small quiet")),
            class_name="stacked",
        ),
        rx.el.td(
            rx.el.span(line.when, class_name="tn"),
            rx.el.span(line.by, class_name="small quiet"),
            class_name="stacked",
        ),
        key=line.id,
    )


def _nothing() -> rx.Component:
    return empty(
        "landmark",
        _("No payment files yet"),
        _("Fetch the file from your online bank and drop it above. Each is read once."),
    )


def _columns() -> rx.Component:
    return rx.fragment(
        _trouble(),
        card(
            State.file_name,
            rx.cond(
                State.missing != "",
                rx.el.div(callout(State.missing, tone="warn"), class_name="body"),
            ),
            mapping_table(State),
            rx.el.footer(
                rx.el.button(
                    _("Another file"),
                    type="button",
                    class_name="btn ghost",
                    on_click=State.forget_file,
                ),
                rx.el.span(class_name="push"),
                rx.el.button(
                    _("Read the file"),
                    type="button",
                    class_name="btn solid",
                    disabled=State.missing != "",
                    on_click=State.read_file,
                ),
            ),
            note=_("Guessed from the headings; change what is wrong."),
            actions=(decimal_choice(State),),
        ),
    )


def _working() -> rx.Component:
    return working(
        State.file_name,
        State.progress,
        State.percent,
        cancel=State.cancel,
        help_text=_("Cancelling leaves nothing behind. You can go on working elsewhere."),
    )
