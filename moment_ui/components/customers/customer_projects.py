"""A customer's projects as a table, and the way to a new one."""

import reflex as rx

from moment_ui.components.card import add_button, nothing_yet
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_view import ProjectLine
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.projects.new_project import NewProjectState

HEADS = (
    (_("Project"), "grow"),
    (_("Leader"), ""),
    (_("State"), ""),
    (_("Hours"), "num"),
    (_("Budget"), "num"),
)


def projects_table(rows: rx.Var[list[ProjectLine]], nothing: str) -> rx.Component:
    """The projects with hours and budget, each a link to its page; `nothing` says there are none."""
    heads = [rx.el.th(word, class_name=css, scope="col") for word, css in HEADS]
    used = rx.el.th(rx.el.span(_("Used"), class_name="vh"), scope="col")
    return rx.cond(
        rows,
        rx.el.div(
            rx.el.table(
                rx.el.thead(rx.el.tr(*heads, used)),
                rx.el.tbody(rx.foreach(rows, _project)),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("Projects"),
        ),
        nothing_yet(nothing),
    )


def new_project_button() -> rx.Component:
    """Opens the form for a new project, for those who may."""
    return rx.cond(
        Profile.view.may_create_projects, add_button(_("New project"), NewProjectState.start)
    )


def _project(row: ProjectLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            page_link(
                rx.el.span(row.number, class_name="quiet tn"),
                rx.el.span(row.name, class_name="medium after"),
                to=f"{Profile.company}/projects/{row.id}",
            ),
            rx.cond(row.part != "", rx.el.div(row.part, class_name="quiet small part-in")),
            class_name="grow",
        ),
        rx.el.td(row.leader),
        rx.el.td(rx.el.span(row.status, class_name=row.status_css)),
        rx.el.td(row.hours, class_name="num"),
        rx.el.td(row.budget, class_name="num"),
        rx.el.td(_meter(row), class_name="used"),
        key=row.id,
    )


def _meter(row: ProjectLine) -> rx.Component:
    return rx.cond(
        row.used_words != "",
        rx.el.span(
            rx.el.i(class_name=row.used_css, style={"width": f"{row.used}%"}),
            class_name="meter",
            role="img",
            aria_label=row.used_words,
            title=row.used_words,
        ),
    )
