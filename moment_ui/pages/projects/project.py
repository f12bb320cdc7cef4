"""A project's page, first tab: what it is, who works on it, and on what."""

import reflex as rx

from moment_ui.components.card import card, card_body
from moment_ui.components.contacts.project_participants import participants_card
from moment_ui.components.contacts.project_people import (
    project_contact_dialogs,
    project_contacts_card,
)
from moment_ui.components.in_place import InPlace, in_place_facts
from moment_ui.components.notes import NotesView, note_dialog, notes_card
from moment_ui.components.projects.project_frame import project_frame
from moment_ui.components.projects.project_milestones import milestone_dialog, milestones_card
from moment_ui.components.projects.project_tabs import MAIN
from moment_ui.components.projects.project_team import activities_card, team_card
from moment_ui.components.projects.shared_projects import (
    external_projects_card,
    secondary_callout,
)
from moment_ui.core.words import _
from moment_ui.state.projects.project_editing import EditProjectState
from moment_ui.state.projects.project_notes import ProjectNoteState
from moment_ui.state.projects.project_page import ProjectPageState as Project

IN_PROJECT = InPlace(
    form=EditProjectState,
    may_edit=Project.view.may_edit,
    conflict=_(
        " changed this while you were editing. What you typed is kept. Look at theirs and save again."
    ),
)

NOTES = NotesView(ProjectNoteState, Project.view.notes, Project.view.may_edit)


def project() -> rx.Component:
    """Work at the left, data at the right."""
    return project_frame(
        rx.cond(
            Project.phase == "ready",
            rx.el.div(
                rx.el.div(
                    rx.el.div(
                        secondary_callout(),
                        activities_card(),
                        team_card(),
                        milestones_card(),
                        project_contacts_card(),
                        participants_card(),
                        notes_card(NOTES),
                        class_name="stack",
                    ),
                    rx.el.div(_data(), external_projects_card(), class_name="stack"),
                    class_name="profile no-strip",
                ),
                class_name="content",
            ),
        ),
        project_contact_dialogs(),
        milestone_dialog(),
        note_dialog(NOTES),
        tab=MAIN,
    )


def _data() -> rx.Component:
    return rx.fragment(
        card(
            _("Project data"),
            card_body(
                in_place_facts(Project.view.facts, IN_PROJECT),
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
            Project.view.description,
            card(
                _("Description"),
                card_body(in_place_facts(Project.view.description, IN_PROJECT)),
            ),
        ),
    )
