"""The team and the activities on a project's page: the cards, and the forms that open from them."""

from typing import Any

import reflex as rx

from moment_ui.components.card import add_button, avatar, card, nothing_yet
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.row_menu import menu_item, row_menu
from moment_ui.core.words import _
from moment_ui.reports.projects.project_view import ActivityLine, MemberLine
from moment_ui.state.projects.project_activities import ActivityState
from moment_ui.state.projects.project_page import ProjectPageState as Project
from moment_ui.state.projects.project_team import JOIN, LEAVE, MemberBox, TeamState

ROLES = "member-roles"


def team_card() -> rx.Component:
    """Who works here and as what, with the hours each has written."""
    return card(
        _("Team"),
        rx.cond(
            Project.view.team,
            rx.fragment(
                rx.cond(Project.view.team_warning != "", _warned_of_all()),
                rx.el.ul(rx.foreach(Project.view.team, _member), class_name="people members"),
            ),
            nothing_yet(_("Nobody is in the team yet.")),
        ),
        note=Project.view.team_note,
        actions=(
            rx.cond(Project.view.may_edit_plan, add_button(_("Add co-worker"), TeamState.start)),
        ),
    )


def _warned_of_all() -> rx.Component:
    """Why nobody's hours can be billed, and where that is mended."""
    return rx.el.p(
        rx.icon("triangle-alert"),
        Project.view.team_warning,
        " ",
        page_link(_("Make it complete"), to=Project.base + "/price-models", class_name="link"),
        class_name="warned of-all",
    )


def _member(line: MemberLine) -> rx.Component:
    return rx.el.li(
        avatar(line.initials),
        rx.el.div(
            rx.el.span(line.name, class_name="medium"),
            rx.cond(line.mark != "", rx.el.span(line.mark, class_name="badge after")),
            rx.el.div(line.works_as, class_name="quiet small"),
            rx.cond(
                line.warning != "",
                rx.el.div(rx.icon("triangle-alert"), line.warning, class_name="warned small"),
            ),
        ),
        rx.el.span(
            rx.el.span(line.hours, class_name="tn"),
            rx.cond(Project.view.may_edit_plan, _member_menu(line)),
            class_name="row",
        ),
        key=line.id,
    )


def _member_menu(line: MemberLine) -> rx.Component:
    return row_menu(
        _said(_("More about "), line.name),
        menu_item("pencil", _("Change the role"), TeamState.change(line.id)),
        menu_item("user-minus", _("Take out of the team"), TeamState.remove(line.id)),
    )


def activities_card() -> rx.Component:
    """What is worked on, in order; what is put aside stands last."""
    return card(
        _("Activities"),
        rx.cond(
            Project.view.activities,
            rx.el.div(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*_heads())),
                    rx.el.tbody(rx.foreach(Project.view.activities, _activity)),
                    class_name="report-table",
                ),
                class_name="table-scroll",
                tab_index=0,
                role="region",
                aria_label=_("Activities"),
            ),
            nothing_yet(_("No activities yet. Hours are written on activities: add the first.")),
        ),
        actions=(
            rx.cond(Project.view.may_edit_plan, add_button(_("Add activity"), ActivityState.start)),
        ),
    )


def _heads() -> list[rx.Component]:
    hidden = rx.el.th(
        rx.el.span(_("What can be done"), class_name="vh"), scope="col", class_name="acts"
    )
    return [
        rx.el.th(_("Activity"), class_name="grow", scope="col"),
        rx.cond(
            Project.view.may_see_rates,
            rx.el.th(_("Billed by"), scope="col", class_name="only-wide"),
        ),
        rx.el.th(_("State"), scope="col"),
        rx.el.th(_("Hours"), class_name="num", scope="col"),
        rx.cond(Project.view.may_edit, hidden),
    ]


def _activity(line: ActivityLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.name, class_name="grow medium"),
        rx.cond(Project.view.may_see_rates, rx.el.td(line.billed_by, class_name="quiet only-wide")),
        rx.el.td(rx.el.span(line.state, class_name=line.state_css)),
        rx.el.td(line.hours, class_name="num"),
        rx.cond(Project.view.may_edit, rx.el.td(_activity_menu(line), class_name="acts")),
        key=line.id,
    )


def _activity_menu(line: ActivityLine) -> rx.Component:
    """In a secondary project, only what bills the activity is its own."""
    return row_menu(
        _said(_("More about "), line.name),
        menu_item("pencil", _("Edit"), ActivityState.edit(line.id)),
        rx.cond(Project.view.may_edit_plan, _plan_items(line)),
    )


def _plan_items(line: ActivityLine) -> rx.Component:
    return rx.fragment(
        menu_item(
            "chevron-up", _("Move up"), ActivityState.move(line.id, -1), disabled=line.is_first
        ),
        menu_item(
            "chevron-down", _("Move down"), ActivityState.move(line.id, 1), disabled=line.is_last
        ),
        rx.cond(
            line.active,
            menu_item("archive", _("Put aside"), ActivityState.put_aside(line.id)),
            menu_item("archive-restore", _("Use again"), ActivityState.use(line.id)),
        ),
        menu_item("trash-2", _("Remove"), ActivityState.remove(line.id)),
    )


def team_dialogs() -> rx.Component:
    """The form of a member, and the form of an activity."""
    return rx.fragment(_member_form(), _activity_form())


def _member_form() -> rx.Component:
    form = FormFields(TeamState)
    labels = {"co_worker_id": _("Co-worker"), "role": _("Role")}
    asks = TeamState.act == LEAVE
    title = rx.cond(
        TeamState.act == JOIN,
        _("Add co-worker"),
        rx.cond(asks, _("Take out of the team"), _said(_("Role of "), TeamState.name)),
    )
    return form_dialog(
        FormDialog(TeamState, title, _("Save"), labels, anyway=_("Take out of the team")),
        rx.cond(
            TeamState.act == JOIN,
            form.choice("co_worker_id", labels["co_worker_id"], TeamState.people),
        ),
        rx.cond((TeamState.act == JOIN) & (TeamState.several.length() > 1), _several()),
        rx.cond(
            asks,
            rx.fragment(),
            form.text(
                "role",
                labels["role"],
                help_text=_(
                    "In your own words, or one that is in use. Rates follow it, else the title."
                ),
                list=ROLES,
            ),
        ),
        rx.el.datalist(
            rx.foreach(TeamState.roles, lambda role: rx.el.option(value=role)), id=ROLES
        ),
    )


def _several() -> rx.Component:
    """More than one at once: ticked one by one, or everybody from a partner company."""
    return rx.el.details(
        rx.el.summary(_("Add several at once")),
        rx.el.div(rx.foreach(TeamState.several, _box), class_name="tick-list"),
    )


def _box(box: MemberBox) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=box.field),
        rx.el.span(box.label, class_name=rx.cond(box.whole, "medium", "")),
        rx.el.span(box.about, class_name="quiet small"),
        key=box.field,
        class_name=rx.cond(box.whole, "check-line whole", "check-line"),
    )


def _activity_form() -> rx.Component:
    form = FormFields(ActivityState)
    labels = {"name": _("Name"), "price_model_id": _("Price model"), "budget": _("Budget")}
    return form_dialog(
        FormDialog(
            ActivityState,
            rx.cond(ActivityState.editing, _("Edit the activity"), _("Add activity")),
            _("Save"),
            labels,
        ),
        form.text("name", labels["name"], required=True, auto_focus=True),
        form.choice(
            "price_model_id",
            labels["price_model_id"],
            ActivityState.models,
            help_text=_("What its hours are billed by."),
        ),
        form.text(
            "budget",
            labels["budget"],
            unit=_("hours"),
            input_mode="decimal",
            help_text=_("Its part of the project’s budget; the live board holds hours against it."),
        ),
        form.tick("billable", _("Hours are billable unless somebody says otherwise")),
    )


def _said(words: str, name: Any) -> rx.Var[str]:
    return rx.Var.create(words).to(str) + rx.Var.create(name).to(str)
