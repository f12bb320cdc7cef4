"""The forms of a claim: its head, a line, and why it is sent back."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.claims.claim_forms import ClaimLineState, ClaimState, RejectClaimState

HEAD = {
    "title": _("What is it about?"),
    "day": _("Date"),
    "until_day": _("Until"),
    "from_place": _("From"),
    "to_place": _("To"),
    "reviewer_id": _("Reviewer"),
    "refunder_id": _("Pays it out"),
}
LINE = {
    "day": _("Date"),
    "category_id": _("Category"),
    "text": _("What was it?"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "rate": _("Rate"),
    "project_id": _("Project"),
    "activity_id": _("Activity"),
    "bill": _("Billing"),
    "markup_percent": _("Mark-up %"),
}


def new_claim_buttons() -> tuple[rx.Component, ...]:
    """The two kinds of claims one can begin."""
    return (
        rx.el.button(
            rx.icon("receipt"),
            _("Expense claim"),
            type="button",
            class_name="btn outline",
            on_click=ClaimState.start("expense"),
        ),
        rx.el.button(
            rx.icon("plane"),
            _("Travel claim"),
            type="button",
            class_name="btn solid",
            on_click=ClaimState.start("travel"),
        ),
    )


def claim_form() -> rx.Component:
    """A claim's head; a journey has places and a last day."""
    form = FormFields(ClaimState)
    return form_dialog(
        FormDialog(ClaimState, ClaimState.title, _("Save"), HEAD),
        form.text("title", HEAD["title"], required=True, auto_focus=True),
        rx.el.div(
            form.date("day", HEAD["day"]),
            rx.cond(
                ClaimState.travel,
                form.date("until_day", HEAD["until_day"], help_text=_("Empty: the same day.")),
            ),
            class_name="two",
        ),
        rx.cond(
            ClaimState.travel,
            rx.el.div(
                form.text("from_place", HEAD["from_place"]),
                form.text("to_place", HEAD["to_place"]),
                class_name="two",
            ),
        ),
        rx.el.div(
            form.choice("reviewer_id", HEAD["reviewer_id"], ClaimState.people),
            form.choice("refunder_id", HEAD["refunder_id"], ClaimState.people),
            class_name="two",
        ),
    )


def line_form() -> rx.Component:
    """What was paid, for which project, and whether the customer pays it."""
    form = FormFields(ClaimLineState)
    return form_dialog(
        FormDialog(ClaimLineState, ClaimLineState.title, _("Save"), LINE),
        rx.el.div(
            form.date("day", LINE["day"]),
            form.choice("category_id", LINE["category_id"], ClaimLineState.categories),
            class_name="two",
        ),
        form.text("text", LINE["text"], required=True),
        rx.el.div(
            form.text("amount", LINE["amount"], required=True, input_mode="decimal"),
            form.text("currency", LINE["currency"], placeholder=ClaimLineState.currency),
            form.text("rate", LINE["rate"], input_mode="decimal", help_text=_("Of foreign money.")),
            class_name="three",
        ),
        rx.el.div(
            form.choice(
                "project_id",
                LINE["project_id"],
                ClaimLineState.projects,
                on_change=ClaimLineState.choose_project,
            ),
            form.choice("activity_id", LINE["activity_id"], ClaimLineState.activities),
            class_name="two",
        ),
        rx.el.div(
            form.group(LINE["bill"], form.tick("bill", _("The customer pays it")), key="bill"),
            form.text("markup_percent", LINE["markup_percent"], input_mode="decimal"),
            class_name="two",
        ),
    )


def reject_form() -> rx.Component:
    """Why a claim is sent back."""
    form = FormFields(RejectClaimState)
    return form_dialog(
        FormDialog(
            RejectClaimState, _("Send the claim back"), _("Send back"), {"reason": _("Why?")}
        ),
        form.area("reason", _("Why?"), required=True),
    )
