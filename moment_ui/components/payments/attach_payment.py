"""Attaching a payment in doubt to invoices, in whole or in shares, and setting one aside."""

import reflex as rx

from moment_ui.components.card import callout, small_button
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.invoices.invoice_choices import invoice_choices
from moment_ui.core.words import _
from moment_ui.state.payments.bank_entry import AttachState, SetAsideState, ShareLine


def bank_entry_dialogs() -> rx.Component:
    """Both dialogs."""
    return rx.fragment(_attach(), _set_aside())


def _attach() -> rx.Component:
    return form_dialog(
        FormDialog(
            AttachState,
            _("Attach a payment of {amount}").format(amount=AttachState.title),
            _("Post"),
            {},
        ),
        rx.el.p(AttachState.about, class_name="quiet wrap-any"),
        rx.cond(AttachState.shares.length() > 0, _shares()),
        rx.cond(
            AttachState.offered.length() > 0,
            invoice_choices(_("It may be for"), AttachState.offered, AttachState.choose),
            rx.el.p(_("Nothing open fits by number, amount or name."), class_name="quiet"),
        ),
        rx.el.div(
            rx.el.label(_("Find another invoice"), html_for="attach-find"),
            rx.el.span(
                rx.icon("search"),
                rx.el.input(
                    id="attach-find",
                    name="find",
                    type="search",
                    placeholder=_("Number or customer"),
                    on_change=AttachState.find.debounce(200),
                    auto_complete="off",
                ),
                class_name="field",
            ),
            class_name="labelled",
        ),
        rx.cond(
            AttachState.found.length() > 0,
            invoice_choices(_("Found"), AttachState.found, AttachState.choose),
        ),
        rx.cond(
            (AttachState.left != "") & (AttachState.shares.length() > 0),
            callout(
                _("Not given to any invoice yet: "),
                rx.el.span(AttachState.left, class_name="medium"),
                tone="warn",
            ),
        ),
    )


def _shares() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(_("Posted on")),
        rx.el.ul(rx.foreach(AttachState.shares, _share), class_name="check-list bare-list"),
    )


def _share(share: ShareLine) -> rx.Component:
    return rx.el.li(
        rx.icon("check"),
        rx.el.span(
            rx.el.span(share.title, class_name="medium wrap-any"),
            rx.el.span(_("Outstanding"), " ", share.outstanding, class_name="quiet small tn block"),
        ),
        rx.el.span(
            rx.el.span(
                rx.el.input(
                    default_value=share.amount,
                    on_blur=lambda text: AttachState.set_amount(share.id, text),
                    input_mode="decimal",
                    aria_label=rx.Var.create(_("Amount for")).to(str) + " " + share.title,
                    class_name="tn num",
                ),
                class_name="field share",
            ),
            small_button("x", _("Leave {name} out"), share.title, AttachState.drop(share.id)),
            class_name="row",
        ),
        key=share.id,
    )


def _set_aside() -> rx.Component:
    form = FormFields(SetAsideState)
    return form_dialog(
        FormDialog(
            SetAsideState, _("Set the payment aside"), _("Set aside"), {"note": _("Reason")}
        ),
        form.text(
            "note",
            _("Reason"),
            required=True,
            help_text=_("It leaves the work list and is not posted. It can be brought back."),
            auto_focus=True,
        ),
    )
