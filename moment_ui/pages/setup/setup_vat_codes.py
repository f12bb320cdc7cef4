"""Setup → VAT codes, with the rules that e-invoices are checked by."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.einvoice_setup import einvoice_setup
from moment_ui.components.setup.vat_dialogs import HEADS, vat_dialogs
from moment_ui.components.setup_list import (
    new_row_button,
    row_name,
    row_offer,
    row_standing,
    sets_menu,
    setup_table,
)
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.setup.vat_codes import CodeLine, VatCodesState, VatCodeState
from moment_ui.state.setup.vat_words import PRESET_CHOICES

SHOWN = VatCodesState.shown


def setup_vat_codes() -> rx.Component:
    """The list, the form, a country's set, and e-invoices."""
    return shell(
        page_head(
            _("VAT codes"),
            rx.cond(VatCodesState.may, sets_menu(PRESET_CHOICES, VatCodesState.look_at)),
            rx.cond(VatCodesState.may, new_row_button(_("New VAT code"), VatCodeState.start)),
            trail=crumbs((_("Setup"), ""), (_("VAT codes"), "")),
        ),
        rx.cond(
            VatCodesState.phase == "failed",
            failed(
                _("The VAT codes cannot be shown"),
                VatCodesState.problem,
                retry=VatCodesState.load,
            ),
        ),
        rx.cond(VatCodesState.phase == "ready", _content()),
        vat_dialogs(),
        area="setup/vat-codes",
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.cond(~SHOWN.stored, _not_stored()),
        rx.cond(
            SHOWN.unknown != "",
            callout(
                _("Invoices bear codes that are not in the list, and mean what their rate says: "),
                rx.el.span(SHOWN.unknown, class_name="tn"),
                tone="warn",
            ),
        ),
        setup_table(_("VAT codes"), HEADS, rx.foreach(SHOWN.lines, _line), acts=True),
        einvoice_setup(VatCodesState.may),
        class_name="content stack",
    )


def _not_stored() -> rx.Component:
    return callout(
        rx.el.p(_("These are the codes of the company’s country, used until you set up your own.")),
        rx.cond(
            VatCodesState.may,
            rx.el.button(
                _("Look at them and add them"),
                type="button",
                class_name="btn outline s1",
                on_click=VatCodesState.look_at(SHOWN.country),
            ),
        ),
    )


def _line(line: CodeLine) -> rx.Component:
    may = VatCodesState.may & (line.id > 0)
    aside, back = VatCodesState.put_aside(line.id), VatCodesState.bring_back(line.id)
    return rx.el.tr(
        rx.el.td(line.code, class_name="tn"),
        rx.el.td(row_name(line.name, VatCodeState.edit(line.id), may=may), class_name="grow"),
        rx.el.td(line.percent, class_name="num"),
        rx.el.td(line.category),
        rx.el.td(line.handling),
        rx.el.td(line.reason, class_name="quiet"),
        rx.el.td(row_standing(active=line.active, used=line.used)),
        rx.el.td(
            rx.cond(may, row_offer(line.code, aside, back, active=line.active)), class_name="acts"
        ),
        key=line.code,
    )
