"""Setup → Payments: payment IDs with what they would look like, and what else concerns being paid."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.form_fields import FormFields
from moment_ui.components.page_form import page_foot, page_form_attributes
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.payment_id_preview import read_one_back, what_it_makes
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.setup.payment_setup import (
    CARD_CHOICES,
    CHECK_CHOICES,
    KIND_CHOICES,
    STEP_CHOICES,
)
from moment_ui.state.setup.payment_setup import PaymentSetupState

State = PaymentSetupState
FORM = FormFields(PaymentSetupState)


def setup_payments() -> rx.Component:
    """The settings at the left, what a format makes at the right."""
    return shell(
        page_head(
            _("Payments"),
            note=_("Only invoices finalised after saving get payment IDs as they are set here"),
            trail=crumbs((_("Setup"), ""), (_("Payments"), "")),
        ),
        rx.cond(
            State.phase == "failed",
            failed(_("The settings cannot be shown"), State.trouble, retry=State.load),
        ),
        rx.cond(State.phase == "ready", _form()),
        area="setup/payments",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            rx.cond(State.problem != "", callout(State.problem, tone="bad")),
            rx.el.div(
                rx.el.fieldset(
                    _payment_ids(),
                    _payments(),
                    _invoices(),
                    disabled=~State.may,
                    class_name="stack bare",
                    aria_label=_("Settings"),
                ),
                rx.el.div(what_it_makes(), read_one_back(), class_name="stack beside"),
                class_name="wizard",
            ),
            class_name="content",
        ),
        page_foot(State, _("Save"), shown=State.may),
        on_submit=State.submit,
        key=State.round.to_string(),
        no_validate=True,
        class_name="page-form",
        custom_attrs=page_form_attributes(State),
    )


def _typing(key: str) -> dict[str, Any]:
    return {"on_change": lambda text: State.typed(key, text)}


def _tick(key: str, label: str) -> rx.Component:
    return FORM.tick(key, label, on_change=lambda yes: State.ticked(key, yes))


def _payment_ids() -> rx.Component:
    return card(
        _("Payment ID"),
        rx.el.div(
            _tick("use", _("Use payment IDs (KID) on invoices")),
            rx.el.div(
                FORM.choice(
                    "payment_id_kind", _("Kind"), KIND_CHOICES, **_typing("payment_id_kind")
                ),
                rx.match(
                    State.kind,
                    (
                        "kid",
                        FORM.choice(
                            "payment_id_check",
                            _("Check digit"),
                            CHECK_CHOICES,
                            **_typing("payment_id_check"),
                        ),
                    ),
                    (
                        "fik",
                        FORM.choice(
                            "fik_card_type",
                            _("Card type"),
                            CARD_CHOICES,
                            **_typing("fik_card_type"),
                        ),
                    ),
                    (
                        "rf",
                        rx.el.div(
                            rx.el.span(_("Check digits"), class_name="medium"),
                            rx.el.span(
                                _("Two, in front: MOD 97-10 (ISO 7064)"), class_name="quiet"
                            ),
                            class_name="labelled",
                        ),
                    ),
                    rx.el.div(
                        rx.el.span(_("Check digit"), class_name="medium"),
                        rx.el.span(_("MOD10 (Luhn), as Sweden’s banks demand"), class_name="quiet"),
                        class_name="labelled",
                    ),
                ),
                class_name="two",
            ),
            FORM.text(
                "payment_id_format",
                _("Format"),
                help_text=_(
                    "INVn: invoice number in n digits. CLIn: customer number. TYPE: 1 invoice, 3 credit "
                    "note. ISSUE: invoice date ddmmyy. COM and digits: always these. Empty: INV7."
                ),
                placeholder="INV7",
                class_name="tn",
                spell_check=False,
                **_typing("payment_id_format"),
            ),
            rx.cond(
                State.kind == "ocr",
                _tick(
                    "payment_id_length_digit",
                    _("A digit for the length stands before the check digit"),
                ),
                _hidden("payment_id_length_digit"),
            ),
            rx.cond(
                State.kind == "fik",
                FORM.text(
                    "fik_creditor",
                    _("Creditor number"),
                    help_text=_("Eight digits, from the bank’s agreement."),
                    class_name="tn",
                    input_mode="numeric",
                    **_typing("fik_creditor"),
                ),
                _hidden("fik_creditor"),
            ),
            rx.cond(State.kind == "kid", rx.fragment(), _hidden("payment_id_check")),
            rx.cond(State.kind == "fik", rx.fragment(), _hidden("fik_card_type")),
            FORM.text(
                "payment_id_display",
                _("Display format"),
                help_text=_(
                    "How it is printed, with {ID} where the payment ID stands; {CARD} and {CREDITOR} are "
                    "known too. Empty: plain."
                ),
                placeholder="+71<{ID}+99999999<",
                class_name="tn",
                spell_check=False,
                **_typing("payment_id_display"),
            ),
            class_name="body form",
        ),
        note=_("What the bank sends back, so that payments find their invoices."),
    )


def _hidden(key: str) -> rx.Component:
    """A field that does not concern this kind keeps what it said."""
    return rx.el.input(type="hidden", name=key, default_value=State.values[key])


def _payments() -> rx.Component:
    return card(
        _("Payments"),
        rx.el.div(
            FORM.text(
                "other_accounts",
                _("More accounts of ours"),
                help_text=_(
                    "Beside the one under Setup → Company, with commas between. Payments to any other "
                    "account are not posted. With no account at all, every account counts as ours."
                ),
                class_name="tn",
            ),
            _tick("payments_need_description", _("Payments registered by hand need a description")),
            FORM.text(
                "reminders_by",
                _("Somebody else collects for us"),
                help_text=_("The collector’s name; then none go by themselves."),
                **_typing("reminders_by"),
            ),
            class_name="body form",
        ),
    )


def _invoices() -> rx.Component:
    return card(
        _("Invoices"),
        rx.el.div(
            rx.el.div(
                rx.el.div(
                    FORM.date(
                        "closed_until",
                        _("Closed until"),
                        help_text=_("Nothing is dated on or before this day any more."),
                        **_typing("closed_until"),
                    ),
                    _closed_ahead(),
                    class_name="labelled",
                ),
                FORM.choice(
                    "round_to",
                    _("Round totals to"),
                    STEP_CHOICES,
                    help_text=_("In the invoice’s currency, by a line of its own."),
                    **_typing("round_to"),
                ),
                class_name="two",
            ),
            _tick("drafts_need_approval", _("Drafts are approved before they are finalised")),
            class_name="body form",
        ),
    )


def _closed_ahead() -> rx.Component:
    """What a closing day to come means, and the question before it is saved."""
    question = rx.el.div(
        callout(State.question, tone="warn"),
        rx.el.div(
            rx.el.button(
                _("Go back"),
                type="button",
                class_name="btn outline",
                on_click=[State.take_back, rx.set_focus(FORM.id_of("closed_until"))],
                auto_focus=True,
            ),
            rx.el.button(
                _("Close it all the same"),
                type="button",
                class_name="btn solid",
                on_click=State.confirm,
            ),
            class_name="row",
        ),
        class_name="stack",
        role="alert",
    )
    warning = rx.el.span(
        rx.cond(State.ahead != "", rx.fragment(rx.icon("triangle-alert"), State.ahead)),
        class_name="warning",
        role="status",
    )
    return rx.cond(State.question != "", question, warning)
