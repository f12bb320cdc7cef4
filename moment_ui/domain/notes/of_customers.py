"""Notes on customers. Each act is in the customer's history."""

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.notes.pad import OF_CUSTOMERS, Note, RemovedNote


@needs(Permission.VIEW_CUSTOMERS)
def customer_notes(work: Work, customer_id: int) -> list[Note]:
    """A customer's notes, pinned ones first, then the newest."""
    return OF_CUSTOMERS.notes(work, customer_id)


@needs(Permission.EDIT_CUSTOMERS)
def add_note(work: Work, customer_id: int, text: str) -> int:
    """Write a note on a customer; returns its id. Raises Invalid for an empty one, NotFound."""
    return OF_CUSTOMERS.add(work, customer_id, text)


@needs(Permission.EDIT_CUSTOMERS)
def edit_note(work: Work, note_id: int, text: str) -> int:
    """Change a note's text; returns the customer's id. Raises Invalid, NotFound."""
    return OF_CUSTOMERS.edit(work, note_id, text)


@needs(Permission.EDIT_CUSTOMERS)
def pin_note(work: Work, note_id: int, *, pinned: bool) -> None:
    """Let a note stand first, or no longer. Raises NotFound."""
    OF_CUSTOMERS.pin(work, note_id, pinned=pinned)


@needs(Permission.EDIT_CUSTOMERS)
def remove_note(work: Work, note_id: int) -> RemovedNote:
    """Remove a note; returns what `restore_note` takes to put it back. Raises NotFound."""
    return OF_CUSTOMERS.remove(work, note_id)


@needs(Permission.EDIT_CUSTOMERS)
def restore_note(work: Work, removed: RemovedNote) -> int:
    """Put a removed note back as it was; returns its new id."""
    return OF_CUSTOMERS.restore(work, removed)
