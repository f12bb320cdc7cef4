"""The dialogs of Setup → VAT codes: a code, and what a country's set would add; and their table."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.setup_list import setup_table
from moment_ui.core.words import _
from moment_ui.state.setup.vat_codes import VatCodesState, VatCodeState
from moment_ui.state.setup.vat_words import CATEGORY_CHOICES, HANDLING_CHOICES

HEADS = (
    (_("Code"), "tn"),
    (_("Name"), "grow"),
    (_("Rate"), "num"),
    (_("Category"), ""),
    (_("Starts lines of"), ""),
    (_("Reason"), ""),
    (_("Status"), ""),
)
PREVIEW_HEADS = (*HEADS[:5], (_("In the list"), ""))
LABELS = {
    "code": _("Code"),
    "name": _("Name"),
    "percent": _("Rate"),
    "category": _("Category"),
    "handling": _("Starts lines of"),
    "reason": _("Reason"),
    "reason_code": _("Reason code"),
}


def vat_dialogs() -> rx.Component:
    """Both; each shows when its state says so."""
    return rx.fragment(_form(), _preview())


def _preview() -> rx.Component:
    rows = rx.foreach(
        VatCodesState.preview,
        lambda line: rx.el.tr(
            rx.el.td(line.code, class_name="tn"),
            rx.el.td(line.name, class_name="grow"),
            rx.el.td(line.percent, class_name="num"),
            rx.el.td(line.category),
            rx.el.td(line.handling),
            rx.el.td(rx.cond(line.there, _("There already"), _("Is added"))),
            key=line.code,
        ),
    )
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(VatCodesState.preview_title),
            rx.el.p(VatCodesState.preview_source, class_name="quiet"),
            setup_table(_("Codes of the set"), PREVIEW_HEADS, rows),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Cancel"), type="button", class_name="btn outline")),
                rx.el.button(
                    rx.cond(VatCodesState.missing > 0, _("Add them"), _("All are there")),
                    type="button",
                    class_name="btn solid",
                    disabled=VatCodesState.missing == 0,
                    on_click=VatCodesState.install,
                ),
                class_name="dialog-foot",
            ),
            class_name="wide",
            custom_attrs={"aria-describedby": ""},
        ),
        open=VatCodesState.previewed != "",
        on_open_change=VatCodesState.set_previewed,
    )


def _form() -> rx.Component:
    form = FormFields(VatCodeState)
    return form_dialog(
        FormDialog(
            VatCodeState,
            rx.cond(VatCodeState.editing, _("Edit the VAT code"), _("New VAT code")),
            _("Save"),
            LABELS,
        ),
        rx.cond(
            VatCodeState.used,
            callout(_("Invoices bear this code: its name, rate and category stay as they are.")),
        ),
        rx.el.div(
            form.text("code", LABELS["code"], required=True, auto_focus=True),
            form.text("percent", LABELS["percent"], unit="%", input_mode="decimal"),
            class_name="two",
        ),
        form.text("name", LABELS["name"], required=True),
        rx.el.div(
            form.choice("category", LABELS["category"], CATEGORY_CHOICES),
            form.choice(
                "handling",
                LABELS["handling"],
                HANDLING_CHOICES,
                help_text=_("The VAT handling whose lines begin with this code."),
            ),
            class_name="two",
        ),
        form.text(
            "reason",
            LABELS["reason"],
            help_text=_("Printed where no VAT is charged, such as “Omvendt avgiftsplikt”."),
        ),
        form.text(
            "reason_code",
            LABELS["reason_code"],
            help_text=_("Of the list VATEX, such as VATEX-EU-G. May be left empty."),
        ),
    )
