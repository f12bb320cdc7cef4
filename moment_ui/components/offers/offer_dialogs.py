"""The dialogs of an offer's page: what the customer said, longer validity, tags, project; and to send it."""

import reflex as rx

from moment_ui.components.customers.customer_fields import tag_fields
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.offers.send_offer import send_dialog
from moment_ui.components.projects.new_project import LABELS as PROJECT_LABELS
from moment_ui.core.words import _
from moment_ui.state.offers.offer_forms import (
    DecideOfferState,
    ExtendOfferState,
    OfferProjectState,
    OfferTagsState,
)


def offer_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(send_dialog(), _decide(), _extend(), _tags(), _project())


def _decide() -> rx.Component:
    form = FormFields(DecideOfferState)
    labels = {"answer": _("Answer"), "by": _("Who said it"), "on": _("Day"), "note": _("Note")}
    answers = [("accepted", _("Accepted")), ("declined", _("Declined"))]
    return form_dialog(
        FormDialog(DecideOfferState, _("What the customer said"), _("Save"), labels),
        rx.el.div(
            form.choice("answer", _("Answer"), answers, required=True),
            form.date("on", _("Day"), help_text=_("Today when left open.")),
            class_name="two",
        ),
        form.text("by", _("Who said it"), required=True),
        form.area("note", _("Note"), rows=3),
    )


def _extend() -> rx.Component:
    form = FormFields(ExtendOfferState)
    return form_dialog(
        FormDialog(
            ExtendOfferState, _("Extend the validity"), _("Save"), {"until": _("Valid until")}
        ),
        form.date(
            "until",
            _("Valid until"),
            help_text=_("The link that the customer has works until then."),
        ),
    )


def _tags() -> rx.Component:
    return form_dialog(
        FormDialog(OfferTagsState, _("Tags"), _("Save"), {}),
        tag_fields(OfferTagsState.tags, legend=False),
    )


def _project() -> rx.Component:
    form = FormFields(OfferProjectState)
    return form_dialog(
        FormDialog(
            OfferProjectState,
            _("Create the project"),
            _("Create project"),
            PROJECT_LABELS,
            anyway=_("Make active and create"),
        ),
        rx.el.p(
            _(
                "Its price model follows the offer: activities, hours, rates, fixed prices, products."
            ),
            class_name="quiet",
        ),
        rx.el.div(
            form.text("number", _("Number"), help_text=_("The next of the series.")),
            form.choice("leader", _("Project leader"), OfferProjectState.choices),
            class_name="two",
        ),
        form.text("name", _("Name"), required=True),
        rx.el.div(
            form.text("budget", _("Budget"), unit=_("hours")),
            form.date("start_on", _("Start")),
            class_name="two",
        ),
        form.text("activity", _("First activity"), required=True),
    )
