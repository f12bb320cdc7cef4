"""Setup → Invoicing → Bookkeeping accounts."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_tabs import ACCOUNTS, setup_tabs
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.state.account_words import KIND_CHOICES, PEPPOL_CHOICES, STARTER_CHOICES
from moment_ui.state.accounts import AccountLine, AccountsState, AccountState

HEADS = (
    (_("Number"), "tn"),
    (_("Name"), "grow"),
    (_("Kind"), ""),
    (_("VAT code"), ""),
    (_("Peppol VAT code"), ""),
    (_("Chosen by"), ""),
    (_("Status"), ""),
)
LABELS = {
    "number": _("Number"),
    "name": _("Name"),
    "kind": _("Kind"),
    "vat_code": _("VAT code"),
    "peppol_vat_code": _("Peppol VAT code"),
}


def setup_accounts() -> rx.Component:
    """The list, with the form and the sets to begin with."""
    return shell(
        page_head(
            _("Invoicing"),
            rx.cond(AccountsState.may & AccountsState.lines, _sets()),
            rx.cond(AccountsState.may, _new()),
            trail=crumbs((_("Setup"), ""), (_("Invoicing"), ""), (_("Bookkeeping accounts"), "")),
        ),
        setup_tabs(AccountsState.base, ACCOUNTS),
        rx.cond(
            AccountsState.phase == "failed",
            failed(
                _("The accounts cannot be shown"), AccountsState.problem, retry=AccountsState.load
            ),
        ),
        rx.cond(AccountsState.phase == "ready", rx.cond(AccountsState.lines, _list(), _nothing())),
        _form(),
        area="setup/invoicing",
    )


def _new() -> rx.Component:
    return rx.el.button(
        rx.icon("plus"),
        _("New account"),
        type="button",
        class_name="btn solid",
        on_click=AccountState.start,
    )


def _sets() -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                _("Add a set"), rx.icon("chevron-down"), type="button", class_name="btn outline"
            )
        ),
        rx.dropdown_menu.content(
            *[
                rx.dropdown_menu.item(word, on_select=AccountsState.begin_with(country))
                for country, word in STARTER_CHOICES
            ],
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def _nothing() -> rx.Component:
    return empty(
        "book-open",
        _("No accounts yet"),
        rx.cond(
            AccountsState.may,
            _("Begin with the accounts of a country, and change them as you like."),
            _("An administrator or the economy sets them up."),
        ),
        rx.cond(
            AccountsState.may,
            rx.fragment(
                *[
                    rx.el.button(
                        word,
                        type="button",
                        class_name="btn outline",
                        on_click=AccountsState.begin_with(country),
                    )
                    for country, word in STARTER_CHOICES
                ]
            ),
        ),
    )


def _list() -> rx.Component:
    heads = [rx.el.th(word, scope="col", class_name=css) for word, css in HEADS]
    return rx.el.div(
        rx.el.div(
            rx.el.table(
                rx.el.caption(_("Bookkeeping accounts"), class_name="vh"),
                rx.el.thead(
                    rx.el.tr(
                        *heads, rx.el.th(rx.el.span(_("Actions"), class_name="vh"), scope="col")
                    )
                ),
                rx.el.tbody(rx.foreach(AccountsState.lines, _line)),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("Bookkeeping accounts"),
        ),
        class_name="content",
    )


def _line(line: AccountLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.number, class_name="tn"),
        rx.el.td(
            rx.cond(
                AccountsState.may,
                rx.el.button(
                    line.name,
                    type="button",
                    class_name="btn link",
                    on_click=AccountState.edit(line.id),
                ),
                line.name,
            ),
            class_name="grow",
        ),
        rx.el.td(line.kind),
        rx.el.td(line.vat_code, class_name="tn"),
        rx.el.td(line.peppol),
        rx.el.td(line.used, class_name="quiet"),
        rx.el.td(
            rx.cond(
                line.active,
                rx.el.span(_("Active"), class_name="status good"),
                rx.el.span(_("Not offered"), class_name="status bar"),
            )
        ),
        rx.el.td(rx.cond(AccountsState.may, _offer(line))),
        key=line.id,
    )


def _offer(line: AccountLine) -> rx.Component:
    return rx.cond(
        line.active,
        rx.el.button(
            _("Deactivate"),
            type="button",
            class_name="btn ghost s1",
            aria_label=rx.Var.create(_("Deactivate")).to(str) + " " + line.number,
            on_click=AccountsState.put_aside(line.id),
        ),
        rx.el.button(
            _("Activate"),
            type="button",
            class_name="btn ghost s1",
            aria_label=rx.Var.create(_("Activate")).to(str) + " " + line.number,
            on_click=AccountsState.bring_back(line.id),
        ),
    )


def _form() -> rx.Component:
    form = FormFields(AccountState)
    return form_dialog(
        FormDialog(
            AccountState,
            rx.cond(AccountState.editing, _("Edit the account"), _("New account")),
            _("Save"),
            LABELS,
        ),
        rx.el.div(
            form.text("number", _("Number"), required=True, auto_focus=True, input_mode="numeric"),
            form.choice("kind", _("Kind"), KIND_CHOICES),
            class_name="two",
        ),
        form.text("name", _("Name"), required=True),
        rx.el.div(
            form.text(
                "vat_code", _("VAT code"), help_text=_("As the accounting system writes it.")
            ),
            form.choice(
                "peppol_vat_code",
                _("Peppol VAT code"),
                PEPPOL_CHOICES,
                help_text=_("What e-invoices say about the line’s VAT."),
            ),
            class_name="two",
        ),
    )
