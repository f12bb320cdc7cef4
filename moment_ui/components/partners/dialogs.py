"""The dialogs of the partner set-up: what an act will do, the group's name, a customer, a series."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.partners.attaching import attach_dialog
from moment_ui.components.partners.shared import inherit_dialog
from moment_ui.core.words import _
from moment_ui.state.partners.asking import GroupActsState as Acts
from moment_ui.state.partners.forms import GroupNameState


def partner_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(act_dialog(), _group_name(), attach_dialog(), inherit_dialog())


def act_dialog() -> rx.Component:
    """What an act on the group will do, line by line, before it is done."""
    question = Acts.question
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(question.title),
            rx.alert_dialog.description(
                rx.el.span(
                    rx.foreach(
                        question.lines,
                        lambda line, index: rx.el.span(line, key=index, class_name="block item"),
                    ),
                    class_name="consequences",
                ),
            ),
            rx.el.div(
                rx.alert_dialog.cancel(
                    rx.el.button(_("Cancel"), type="button", class_name="btn outline")
                ),
                rx.el.button(
                    question.verb,
                    type="button",
                    class_name=rx.cond(question.grave, "btn danger", "btn solid"),
                    on_click=Acts.do,
                ),
                class_name="dialog-foot",
            ),
        ),
        open=Acts.asking,
        on_open_change=Acts.set_asking,
    )


def _group_name() -> rx.Component:
    form = FormFields(GroupNameState)
    return form_dialog(
        FormDialog(GroupNameState, _("Rename the group"), _("Save"), {"name": _("Name")}),
        form.text("name", _("Name"), required=True),
    )
