"""Projects → Hours approval: what waits for approval, and the way to correct it first."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.hours.moved import moved_list
from moment_ui.components.link import page_link
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_elements import icon
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.projects.hours_approval import (
    CorrectHoursState,
    HoursApprovalState,
    RefuseHoursState,
)

WORDS = Words(
    icon="clock",
    nothing_yet=_("No hours wait for your approval"),
    nothing_found=_("No hours in this filter"),
    could_not_read=_("The hours could not be read"),
    act=CorrectHoursState.start,
)


def hours_approval() -> rx.Component:
    """The list with its head; what is ticked is approved or given back."""
    return shell(
        page_head(
            _("Hours approval"),
            export_menu(HoursApprovalState),
            panel_button(HoursApprovalState),
            page_link(_("By week"), to=HoursApprovalState.weeks, class_name="btn outline"),
            note=HoursApprovalState.count_text,
            trail=crumbs((_("Projects"), ""), (_("Hours approval"), "")),
        ),
        report(HoursApprovalState, WORDS, bulk=(_approve(), _give_back(), _refuse())),
        _correct(),
        _refusing(),
        area="projects/hours-approval",
    )


def _approve() -> rx.Component:
    return rx.el.button(
        icon("check"),
        _("Approve"),
        type="button",
        class_name="btn solid s1",
        on_click=HoursApprovalState.approve,
    )


def _give_back() -> rx.Component:
    return rx.el.button(
        icon("undo-2"),
        _("Set to not approved"),
        type="button",
        class_name="btn ghost s1",
        on_click=HoursApprovalState.give_back,
    )


def _refuse() -> rx.Component:
    return rx.el.button(
        icon("message-square-x"),
        _("Give back…"),
        type="button",
        class_name="btn ghost s1",
        on_click=RefuseHoursState.start,
    )


def _refusing() -> rx.Component:
    form = FormFields(RefuseHoursState)
    labels = {"reason": _("Reason")}
    return form_dialog(
        FormDialog(RefuseHoursState, _("Give hours back"), _("Give back"), labels),
        form.area("reason", labels["reason"], required=True, rows=3),
        rx.el.p(_("Whoever wrote the hours reads it, by the bell too."), class_name="quiet"),
    )


def _correct() -> rx.Component:
    form = FormFields(CorrectHoursState)
    labels = {"billable": _("Billable hours"), "comment": _("Comment to the customer")}
    return form_dialog(
        FormDialog(CorrectHoursState, _("Correct hours"), _("Save"), labels),
        rx.el.p(CorrectHoursState.title, class_name="quiet"),
        form.text(
            "billable",
            labels["billable"],
            required=True,
            unit=_("hours"),
            help_text=CorrectHoursState.written,
            auto_focus=True,
            class_name="tn",
        ),
        form.area("comment", labels["comment"]),
        rx.cond(
            CorrectHoursState.internal != "",
            rx.el.div(
                rx.el.span(_("Internal note"), class_name="medium"),
                rx.el.p(CorrectHoursState.internal, class_name="quiet pre"),
            ),
        ),
        rx.cond(CorrectHoursState.moves, moved_list(CorrectHoursState.moves)),
    )
