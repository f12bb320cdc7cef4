"""The frame of a project's pages: where one is, number and name, status, customer, tags, tabs."""

from typing import cast

import reflex as rx

from moment_ui.components.customers.customer_fields import tag_fields
from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.projects.project_tabs import project_tabs
from moment_ui.components.projects.project_team import team_dialogs
from moment_ui.components.projects.shared_projects import shared_mark
from moment_ui.components.row_menu import menu_item
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.table import Mark
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_view import TagLine
from moment_ui.reports.marks import PROJECT_STATUS
from moment_ui.state.projects.project_activities import ActivityState
from moment_ui.state.projects.project_customer import ProjectCustomerState
from moment_ui.state.projects.project_editing import ProjectStatusState
from moment_ui.state.projects.project_page import ProjectPageState as Project
from moment_ui.state.projects.project_tags import ProjectTagsState
from moment_ui.state.projects.project_team import TeamState


def project_frame(*content: rx.Component, tab: str) -> rx.Component:
    """A project's page: the head and the tabs, with `content` under them.

    `tab` is the key of one of project_tabs.TABS. The page's `on_load` begins with ProjectPageState.load.
    """
    return shell(
        rx.cond(
            Project.phase == "failed",
            failed(_("The project cannot be shown"), Project.problem, retry=Project.load),
            rx.fragment(_head(), project_tabs(tab), *content),
        ),
        team_dialogs(),
        _customer_dialog(),
        form_dialog(
            FormDialog(ProjectTagsState, _("Tags"), _("Save"), {}),
            tag_fields(ProjectTagsState.tags, legend=False),
        ),
        form_dialog(
            FormDialog(
                ProjectStatusState,
                _("Close the project"),
                _("Close the project"),
                {},
                anyway=_("Close the project"),
            ),
        ),
        area="projects",
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.div(_way_here(), class_name="row only-wide head-row"),
        rx.el.div(
            rx.el.h1(
                rx.el.span(Project.view.number, class_name="quiet tn"), " ", Project.view.name
            ),
            shared_mark(),
            rx.el.span(rx.foreach(Project.view.tags, _tag), class_name="tags"),
            rx.cond(
                Project.view.may_edit,
                rx.el.button(
                    rx.icon("plus"),
                    type="button",
                    class_name="btn ghost s1 icon",
                    aria_label=_("Edit tags"),
                    title=_("Edit tags"),
                    on_click=ProjectTagsState.start,
                ),
            ),
            rx.cond(Project.view.may_edit, rx.el.span(_actions(), class_name="push")),
            class_name="line",
        ),
        rx.el.div(
            rx.el.span(Project.view.status, class_name=Project.view.status_css),
            rx.cond(Project.view.customer_id != 0, _customer(), _without_customer()),
            rx.cond(
                Project.view.leader != "",
                rx.el.span(_("Led by "), Project.view.leader),
            ),
            class_name="meta",
        ),
        class_name="profile-head",
    )


def _billing() -> rx.Var[str]:
    """The address of what can be invoiced of the project."""
    address = Project.company + f"/finances/to-be-invoiced/{Project.view.id}"
    return cast("rx.Var[str]", address)


def _without_customer() -> rx.Component:
    return rx.fragment(
        rx.el.span(_("Without a customer")),
        rx.cond(
            Project.view.may_edit & Project.view.may_see_customer,
            rx.el.button(
                _("Choose the customer"),
                type="button",
                class_name="btn link",
                on_click=ProjectCustomerState.start,
            ),
        ),
    )


def _customer_dialog() -> rx.Component:
    return form_dialog(
        FormDialog(
            ProjectCustomerState,
            _("Customer of the project"),
            _("Save"),
            {"customer_id": _("Customer")},
            anyway=_("Activate and save"),
        ),
        customer_choice(
            FormFields(ProjectCustomerState),
            _("Nobody found. Active and potential customers get projects."),
        ),
    )


def _actions() -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                _("Actions"),
                rx.icon("chevron-down", class_name="sm"),
                type="button",
                class_name="btn outline",
            )
        ),
        rx.dropdown_menu.content(
            rx.cond(
                Project.view.may_edit_plan,
                rx.fragment(
                    menu_item("user-plus", _("Add co-worker"), TeamState.start),
                    menu_item("list-plus", _("Add activity"), ActivityState.start),
                ),
            ),
            menu_item("tag", _("Edit tags"), ProjectTagsState.start),
            rx.cond(
                Project.view.may_bill,
                menu_item("hourglass", _("To be invoiced"), rx.redirect(_billing())),
            ),
            rx.cond(
                Project.view.may_edit_plan,
                rx.fragment(
                    rx.dropdown_menu.separator(),
                    *[_status(status.value, mark) for status, mark in PROJECT_STATUS.items()],
                ),
            ),
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def _status(key: str, mark: Mark) -> rx.Component:
    word = _("Set to {status}").format(status=mark.word)
    return rx.cond(
        Project.view.status_key != key,
        rx.dropdown_menu.item(
            rx.el.span(word, class_name=f"status {mark.tone} {mark.glyph}"),
            on_select=ProjectStatusState.give(key),
        ),
    )


def _way_here() -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            rx.el.li(
                page_link(_("Projects"), to=Project.company + "/projects", class_name="quiet")
            ),
            rx.el.li(rx.icon("chevron-right"), rx.el.span(Project.view.name)),
        ),
        class_name="crumbs",
        aria_label=_("Breadcrumb"),
    )


def _customer() -> rx.Component:
    return rx.cond(
        Project.view.may_see_customer,
        page_link(
            Project.view.customer,
            to=f"{Project.company}/customers/{Project.view.customer_id}",
            class_name="quiet",
        ),
        rx.el.span(Project.view.customer),
    )


def _tag(tag: TagLine) -> rx.Component:
    return rx.el.span(tag.name, class_name=tag.css, key=tag.id)
