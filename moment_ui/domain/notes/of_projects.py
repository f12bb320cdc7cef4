"""Notes on projects. Each act is in the project's history."""

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.notes.pad import OF_PROJECTS, Note, RemovedNote


@needs(Permission.VIEW_PROJECTS)
def project_notes(work: Work, project_id: int) -> list[Note]:
    """A project's notes, pinned ones first, then the newest."""
    return OF_PROJECTS.notes(work, project_id)


@needs(Permission.EDIT_PROJECTS)
def add_note(work: Work, project_id: int, text: str) -> int:
    """Write a note on a project; returns its id. Raises Invalid for an empty one, NotFound."""
    return OF_PROJECTS.add(work, project_id, text)


@needs(Permission.EDIT_PROJECTS)
def edit_note(work: Work, note_id: int, text: str) -> int:
    """Change a note's text; returns the project's id. Raises Invalid, NotFound."""
    return OF_PROJECTS.edit(work, note_id, text)


@needs(Permission.EDIT_PROJECTS)
def pin_note(work: Work, note_id: int, *, pinned: bool) -> None:
    """Let a note stand first, or no longer. Raises NotFound."""
    OF_PROJECTS.pin(work, note_id, pinned=pinned)


@needs(Permission.EDIT_PROJECTS)
def remove_note(work: Work, note_id: int) -> RemovedNote:
    """Remove a note; returns what `restore_note` takes to put it back. Raises NotFound."""
    return OF_PROJECTS.remove(work, note_id)


@needs(Permission.EDIT_PROJECTS)
def restore_note(work: Work, removed: RemovedNote) -> int:
    """Put a removed note back as it was; returns its new id."""
    return OF_PROJECTS.restore(work, removed)
