"""Reading notes."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.customer import CustomerNote


@dataclass(frozen=True, slots=True)
class Note:
    """A note as the profile shows it."""

    id: int
    text: str
    pinned: bool
    author: str
    at: dt.datetime


@needs(Permission.VIEW_CUSTOMERS)
def customer_notes(work: Work, customer_id: int) -> list[Note]:
    """A customer's notes, pinned ones first, then the newest."""
    query = (
        select(CustomerNote)
        .where(CustomerNote.customer_id == customer_id)
        .order_by(
            col(CustomerNote.pinned).desc(),
            col(CustomerNote.created_at).desc(),
            col(CustomerNote.id).desc(),
        )
    )
    return [
        Note(note.key, note.text, note.pinned, note.author_name, note.created_at)
        for note in work.session.exec(query)
    ]
