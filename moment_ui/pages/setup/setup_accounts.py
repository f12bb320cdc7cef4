"""Setup → Invoicing → Bookkeeping accounts."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.setup_tabs import ACCOUNTS, setup_tabs
from moment_ui.components.setup_list import (
    new_row_button,
    row_name,
    row_offer,
    row_standing,
    sets_menu,
    setup_table,
)
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.state.setup.account_words import KIND_CHOICES, PEPPOL_CHOICES, STARTER_CHOICES
from moment_ui.state.setup.accounts import AccountLine, AccountsState, AccountState

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
            rx.cond(
                AccountsState.may & AccountsState.lines,
                sets_menu(STARTER_CHOICES, AccountsState.begin_with),
            ),
            rx.cond(AccountsState.may, new_row_button(_("New account"), AccountState.start)),
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
    rows = rx.foreach(AccountsState.lines, _line)
    return rx.el.div(
        setup_table(_("Bookkeeping accounts"), HEADS, rows, acts=True), class_name="content"
    )


def _line(line: AccountLine) -> rx.Component:
    may = AccountsState.may
    aside, back = AccountsState.put_aside(line.id), AccountsState.bring_back(line.id)
    return rx.el.tr(
        rx.el.td(line.number, class_name="tn"),
        rx.el.td(row_name(line.name, AccountState.edit(line.id), may=may), class_name="grow"),
        rx.el.td(line.kind),
        rx.el.td(line.vat_code, class_name="tn"),
        rx.el.td(line.peppol),
        rx.el.td(line.used, class_name="quiet"),
        rx.el.td(row_standing(active=line.active, used=line.used != "")),
        rx.el.td(
            rx.cond(may, row_offer(line.number, aside, back, active=line.active)), class_name="acts"
        ),
        key=line.id,
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
