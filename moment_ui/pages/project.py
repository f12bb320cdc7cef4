"""A project's page, first tab: what it is, who works on it, and on what."""

import reflex as rx

from moment_ui.components.card import card, card_body, nothing_yet
from moment_ui.components.customer_cards import fact_list
from moment_ui.components.project_frame import project_frame
from moment_ui.components.project_participants import participants_card
from moment_ui.components.project_people import project_contact_dialogs, project_contacts_card
from moment_ui.components.project_tabs import MAIN
from moment_ui.core.words import _
from moment_ui.reports.project_view import WorkLine
from moment_ui.state.project_page import ProjectPageState as Project


def project() -> rx.Component:
    """Work at the left, data at the right."""
    return project_frame(
        rx.cond(
            Project.phase == "ready",
            rx.el.div(
                rx.el.div(
                    rx.el.div(
                        _activities(),
                        _team(),
                        project_contacts_card(),
                        participants_card(),
                        class_name="stack",
                    ),
                    rx.el.div(_data(), class_name="stack"),
                    class_name="profile no-strip",
                ),
                class_name="content",
            ),
        ),
        project_contact_dialogs(),
        tab=MAIN,
    )


def _activities() -> rx.Component:
    return card(
        _("Activities"),
        _lines(_("Activity"), Project.view.activities, _("No activities yet.")),
    )


def _team() -> rx.Component:
    return card(
        _("Team"),
        _lines(_("Co-worker"), Project.view.team, _("Nobody is in the team yet.")),
    )


def _lines(head: str, lines: rx.Var[list[WorkLine]], nothing: str) -> rx.Component:
    heads = ((head, "grow"), ("", ""), (_("Hours"), "num"))
    return rx.cond(
        lines,
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        *[
                            rx.el.th(word, class_name=css, scope="col")
                            if word
                            else rx.el.th(rx.el.span(_("About"), class_name="vh"), scope="col")
                            for word, css in heads
                        ]
                    )
                ),
                rx.el.tbody(rx.foreach(lines, _line)),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=head,
        ),
        nothing_yet(nothing),
    )


def _line(line: WorkLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.name, class_name="grow medium"),
        rx.el.td(line.about, class_name="quiet"),
        rx.el.td(line.hours, class_name="num"),
        key=line.name,
    )


def _data() -> rx.Component:
    return rx.fragment(
        card(
            _("Project data"),
            card_body(
                fact_list(Project.view.facts),
                rx.cond(
                    Project.view.used_words != "",
                    rx.el.div(
                        rx.el.span(
                            rx.el.i(
                                class_name=Project.view.used_css,
                                style={"width": f"{Project.view.used}%"},
                            ),
                            class_name="meter",
                            role="img",
                            aria_label=Project.view.used_words,
                        ),
                        rx.el.span(Project.view.used_words, class_name="quiet small after"),
                        class_name="row used",
                    ),
                ),
            ),
        ),
        rx.cond(
            Project.view.description != "",
            card(_("Description"), card_body(rx.el.p(Project.view.description, class_name="pre"))),
        ),
    )
