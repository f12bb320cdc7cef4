"""The frame of a project's pages: where one is, number and name, status, customer, tags, tabs."""

import reflex as rx

from moment_ui.components.customer_fields import tag_fields
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.link import page_link
from moment_ui.components.project_tabs import project_tabs
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.customer_view import TagLine
from moment_ui.state.project_page import ProjectPageState as Project
from moment_ui.state.project_tags import ProjectTagsState


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
        form_dialog(
            FormDialog(ProjectTagsState, _("Tags"), _("Save"), {}),
            tag_fields(ProjectTagsState.tags, legend=False),
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
            class_name="line",
        ),
        rx.el.div(
            rx.el.span(Project.view.status, class_name=Project.view.status_css),
            rx.cond(
                Project.view.customer_id != 0, _customer(), rx.el.span(_("Without a customer"))
            ),
            rx.cond(
                Project.view.leader != "",
                rx.el.span(_("Led by "), Project.view.leader),
            ),
            class_name="meta",
        ),
        class_name="profile-head",
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
