"""Travel & expense → one claim: its lines with receipts, and the next step for who may take it."""

from typing import Any

import reflex as rx

from moment_ui.components.card import add_button, callout, card, facts, nothing_yet, small_button
from moment_ui.components.claims.claim_form import claim_form, line_form, reject_form
from moment_ui.components.drop_zone import upload_script
from moment_ui.components.link import file_link
from moment_ui.components.page_head import crumbs
from moment_ui.components.row_menu import menu_item, row_menu
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.claims.claim_view import LineView
from moment_ui.state.claims.claim import ClaimPageState as Page
from moment_ui.state.claims.claim_forms import ClaimLineState, ClaimState, RejectClaimState
from moment_ui.state.shell import ShellState

HEADS = (
    (_("Date"), ""),
    (_("What"), "grow"),
    (_("Project"), ""),
    (_("Receipt"), ""),
    (_("Amount"), "num"),
    ("", ""),
)


def claim() -> rx.Component:
    """The claim, or why it cannot be shown."""
    return shell(
        upload_script(),
        rx.cond(
            Page.phase == "failed",
            failed(_("The claim cannot be shown"), Page.problem, retry=Page.load),
        ),
        rx.cond(
            Page.phase == "ready",
            rx.fragment(
                _head(),
                rx.el.div(_told(), _facts(), _lines(), class_name="content stack"),
            ),
        ),
        claim_form(),
        line_form(),
        reject_form(),
        area="claims",
    )


def _head() -> rx.Component:
    base = f"/{ShellState.company.slug}"
    return rx.el.div(
        crumbs((_("Travel & expense"), f"{base}/claims"), (Page.view.title, "")),
        rx.el.div(
            rx.el.h1(Page.view.title),
            rx.el.span(_steps(), _menu(), class_name="push row"),
            class_name="line",
        ),
        rx.el.div(
            rx.el.span(Page.view.status, class_name=Page.view.status_css),
            rx.el.span(Page.view.kind),
            rx.el.span(Page.view.said),
            class_name="meta",
        ),
        class_name="profile-head",
    )


def _steps() -> rx.Component:
    """What one may do now; the way forward is solid."""
    view = Page.view
    return rx.fragment(
        rx.cond(view.may_take_back, _button(_("Take back"), Page.do("take_back"), "outline")),
        rx.cond(view.may_reopen, _button(_("Withdraw the decision"), Page.do("reopen"), "outline")),
        rx.cond(view.may_unpay, _button(_("Not paid out"), Page.do("unpay"), "outline")),
        rx.cond(view.may_decide, _button(_("Send back…"), RejectClaimState.start, "outline")),
        rx.cond(view.may_decide, _button(_("Approve"), Page.do("approve"), "solid")),
        rx.cond(view.may_pay, _button(_("Paid out"), Page.do("pay_out"), "solid")),
        rx.cond(view.may_send, _button(_("Send for review"), Page.do("send"), "solid")),
    )


def _button(word: str, chosen: Any, kind: str) -> rx.Component:
    return rx.el.button(word, type="button", class_name=f"btn {kind}", on_click=chosen)


def _menu() -> rx.Component:
    return rx.cond(
        Page.view.may_copy,
        row_menu(
            _("More about this claim"),
            menu_item("copy", _("Copy to a new claim"), Page.copy),
            rx.cond(Page.view.may_edit, menu_item("pencil", _("Edit"), ClaimState.edit)),
            rx.cond(Page.view.may_edit, menu_item("trash-2", _("Remove"), Page.remove)),
        ),
    )


def _told() -> rx.Component:
    return rx.fragment(
        rx.cond(Page.view.reason != "", callout(Page.view.reason, tone="bad")),
        rx.cond(
            (Page.view.missing != "") & (Page.view.may_edit | Page.view.may_decide),
            callout(Page.view.missing, tone="warn"),
        ),
    )


def _facts() -> rx.Component:
    view = Page.view
    return card(
        _("About the claim"),
        rx.el.div(
            facts(
                (_("Co-worker"), view.owner),
                (_("When"), view.when),
                (_("Where"), rx.cond(view.places != "", view.places, "–")),
                (_("Reviewer"), view.reviewer),
                (_("Pays it out"), view.refunder),
            ),
            class_name="body",
        ),
        actions=(
            rx.cond(
                view.may_edit,
                rx.el.button(
                    rx.icon("pencil"),
                    _("Edit"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=ClaimState.edit,
                ),
            ),
        ),
    )


def _lines() -> rx.Component:
    return card(
        _("Lines"),
        rx.cond(
            Page.view.lines,
            rx.el.div(
                rx.el.table(
                    rx.el.caption(_("Lines"), class_name="vh"),
                    rx.el.thead(
                        rx.el.tr(
                            *[
                                rx.el.th(_named(word), scope="col", class_name=css)
                                for word, css in HEADS
                            ]
                        )
                    ),
                    rx.el.tbody(rx.foreach(Page.view.lines, _line)),
                    class_name="report-table two-lined",
                ),
                class_name="table-scroll",
                tab_index=0,
                role="region",
                aria_label=_("Lines"),
            ),
            nothing_yet(_("No lines yet. Add what you paid, one thing a line.")),
        ),
        note=Page.view.total,
        actions=(rx.cond(Page.view.may_edit, add_button(_("New line"), ClaimLineState.start)),),
    )


def _named(word: str) -> str | rx.Component:
    return word or rx.el.span(_("Change"), class_name="vh")


def _line(line: LineView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.day, class_name="tn quiet"),
        rx.el.td(
            rx.el.div(line.text, class_name="medium"),
            rx.el.div(line.category, class_name="quiet small"),
            class_name="grow",
        ),
        rx.el.td(
            rx.el.div(line.project),
            rx.el.div(line.billed, class_name="quiet small"),
        ),
        rx.el.td(_receipt(line)),
        rx.el.td(
            rx.el.div(line.amount),
            rx.el.div(line.paid, class_name="quiet small"),
            class_name="num",
        ),
        rx.el.td(
            rx.cond(
                Page.view.may_edit,
                rx.fragment(
                    small_button(
                        "pencil", _("Edit {name}"), line.text, ClaimLineState.edit(line.id)
                    ),
                    small_button(
                        "trash-2", _("Remove {name}"), line.text, Page.remove_line(line.id)
                    ),
                ),
            ),
            class_name="of-tools",
        ),
        key=line.id,
    )


def _receipt(line: LineView) -> rx.Component:
    bring = rx.el.label(
        rx.icon("paperclip"),
        rx.el.span(_("Add receipt"), class_name="small"),
        rx.el.input(
            type="file",
            accept="application/pdf,image/*",
            aria_label=rx.Var.create(_("Receipt of ")).to(str) + line.text,
            custom_attrs={"data-receipt": line.upload},
        ),
        class_name="receipt-of link",
    )
    return rx.cond(
        line.receipt_href != "",
        rx.el.span(
            file_link(line.receipt, href=line.receipt_href, class_name="link"),
            rx.cond(
                line.upload != "",
                small_button(
                    "x", _("Remove the receipt of {name}"), line.text, Page.drop_receipt(line.id)
                ),
            ),
            class_name="receipt-of",
        ),
        rx.cond(line.upload != "", bring),
    )
