"""Notes on the project's page."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.notes import of_projects
from moment_ui.state.base import AppState
from moment_ui.state.notes import NoteForm, NotePlace
from moment_ui.state.projects.project_page import ProjectPageState


class ProjectNoteState(NoteForm, AppState, rx.State):
    """A note on the project in the address."""

    form_name: ClassVar[str] = "project-note"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )
    place: ClassVar[NotePlace] = NotePlace(
        under="projects",
        page=ProjectPageState,
        add=of_projects.add_note,
        edit=of_projects.edit_note,
        pin=of_projects.pin_note,
        remove=of_projects.remove_note,
        restore=of_projects.restore_note,
    )
