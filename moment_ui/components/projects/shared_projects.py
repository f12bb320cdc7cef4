"""How a project is shared with partner companies: its mark, its external projects, where it comes from."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.projects.project_view import ExternalLine
from moment_ui.state.projects.project_page import ProjectPageState as Project

SHARED = Project.view.shared


def shared_mark() -> rx.Component:
    """A word in the head that says main or secondary."""
    return rx.fragment(
        rx.cond(SHARED.is_main, _badge(_("Main project"))),
        rx.cond(SHARED.is_secondary, _badge(_("Secondary project"))),
    )


def _badge(word: str) -> rx.Component:
    return rx.el.span(rx.icon("network"), word, class_name="badge shared")


def secondary_callout() -> rx.Component:
    """On a secondary project: whose it is, how the link stands, and what comes from there."""
    return rx.cond(
        SHARED.is_secondary,
        callout(
            rx.el.div(
                rx.el.span(_("Secondary project of "), class_name="medium"),
                rx.cond(
                    SHARED.main_href != "",
                    page_link(SHARED.main, to=SHARED.main_href, class_name="link medium"),
                    rx.el.span(SHARED.main, class_name="medium"),
                ),
                rx.cond(
                    SHARED.main_leader != "",
                    rx.el.span(_(", led by "), SHARED.main_leader),
                ),
                rx.el.span(
                    rx.el.span(SHARED.state, class_name=SHARED.state_css), class_name="after"
                ),
            ),
            rx.el.div(SHARED.text, class_name="small"),
        ),
    )


def external_projects_card() -> rx.Component:
    """On a main project: the projects that people of partner companies write their hours on."""
    return rx.cond(
        SHARED.is_main,
        card(
            _("External projects"),
            rx.el.ul(rx.foreach(SHARED.externals, _external), class_name="externals"),
            note=_("Hours written there arrive here at once"),
        ),
    )


def _external(line: ExternalLine) -> rx.Component:
    return rx.el.li(
        rx.icon("building-2"),
        rx.el.div(
            rx.el.div(
                rx.el.span(line.company, class_name="medium"),
                rx.el.span(line.state, class_name=line.state_css),
                class_name="row wrap",
            ),
            rx.cond(
                line.href != "",
                page_link(line.project, to=line.href, class_name="link"),
                rx.el.span(line.project),
            ),
            rx.cond(line.people != "", rx.el.div(line.people, class_name="quiet small")),
        ),
        key=line.company,
    )
