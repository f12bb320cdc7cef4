"""Company → Hours overview, and My pages → Hours report: two doors of one report."""

import reflex as rx

from moment_ui.components.finder import finder
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.hours.moved import history_button, history_dialog
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_elements import icon
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.pages.hours.sums import sums_link
from moment_ui.state.hours.moved import MovedHoursState
from moment_ui.state.hours.report import (
    HoursOverviewState,
    MoveHoursState,
    MyHoursState,
    StepView,
)

WORDS = Words(
    icon="clock",
    nothing_yet=_("No hours yet"),
    nothing_found=_("No hours in this filter"),
    could_not_read=_("The hours could not be read"),
)


def hours_overview() -> rx.Component:
    """The company's hours; what is ticked can be moved."""
    return shell(
        page_head(
            _("Hours overview"),
            export_menu(HoursOverviewState),
            panel_button(HoursOverviewState),
            sums_link(HoursOverviewState, "/hours/overview"),
            note=HoursOverviewState.count_text,
            trail=crumbs((_("Company"), ""), (_("Hours overview"), "")),
        ),
        report(
            HoursOverviewState,
            WORDS,
            bulk=(_move(), _move_home(), history_button(MovedHoursState.of_overview)),
        ),
        _dialog(),
        history_dialog(),
        area="hours/overview",
    )


def my_hours() -> rx.Component:
    """The reader's own hours."""
    return shell(
        page_head(
            _("Hours report"),
            export_menu(MyHoursState),
            panel_button(MyHoursState),
            sums_link(MyHoursState, "/hours/mine"),
            note=MyHoursState.count_text,
            trail=crumbs((_("My pages"), ""), (_("Hours report"), "")),
        ),
        report(MyHoursState, WORDS, bulk=(history_button(MovedHoursState.of_mine),)),
        history_dialog(),
        area="hours/mine",
    )


def _move() -> rx.Component:
    return rx.cond(
        HoursOverviewState.may_move,
        rx.el.button(
            icon("move-right"),
            _("Move…"),
            type="button",
            class_name="btn ghost s1",
            on_click=MoveHoursState.start(False),
        ),
    )


def _move_home() -> rx.Component:
    return rx.cond(
        HoursOverviewState.may_move,
        rx.el.button(
            icon("house"),
            _("Wrong company…"),
            type="button",
            class_name="btn ghost s1",
            on_click=MoveHoursState.start(True),
        ),
    )


def _dialog() -> rx.Component:
    form = FormFields(MoveHoursState)
    labels = {"project_id": _("Project"), "activity_id": _("Activity"), "note": _("Note")}
    return form_dialog(
        FormDialog(
            MoveHoursState,
            rx.cond(MoveHoursState.home, _("Bring hours home"), _("Move hours")),
            _("Move"),
            labels,
            wide=True,
        ),
        rx.cond(
            MoveHoursState.home,
            rx.el.p(
                _(
                    "Hours that an external wrote on the main project belong in the home company: a row is "
                    "made there, and the one here becomes its mirror."
                ),
                class_name="quiet",
            ),
            rx.fragment(
                finder(_("Find the project"), _("Number or name"), MoveHoursState.find),
                form.choice(
                    "project_id",
                    labels["project_id"],
                    MoveHoursState.projects,
                    size="5",
                    default_value=None,
                    on_change=MoveHoursState.choose_project,
                ),
                form.choice(
                    "activity_id",
                    labels["activity_id"],
                    MoveHoursState.activities,
                    required=True,
                    on_change=MoveHoursState.choose_activity,
                ),
            ),
        ),
        rx.cond(
            MoveHoursState.steps,
            rx.el.div(
                rx.el.p(MoveHoursState.summary, class_name="medium", role="status"),
                rx.el.ul(rx.foreach(MoveHoursState.steps, _step), class_name="steps-of"),
            ),
        ),
        form.area("note", labels["note"], rows=2),
    )


def _step(step: StepView) -> rx.Component:
    return rx.el.li(
        rx.el.div(step.row),
        rx.el.div(step.said, class_name=rx.cond(step.stays, "status warn ring", "quiet small")),
        key=step.id,
    )
