"""Notes on one kind of row, a customer or a project: what both do alike. For this noun's commands."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.rows import made, values_of
from moment_ui.models.base import CompanyScoped
from moment_ui.models.customer import Customer, CustomerNote
from moment_ui.models.project import Project, ProjectNote


@dataclass(frozen=True, slots=True)
class Note:
    """A note as a page shows it."""

    id: int
    text: str
    pinned: bool
    author: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RemovedNote:
    """What removing a note took away: enough to put it back."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NotePad:
    """Where notes are kept, whose they are, and who is told. Acts are in the owner's history."""

    table: type[Any]
    owner: type[CompanyScoped]
    column: str
    subject: str
    topic: str
    missing: str

    def notes(self, work: Work, owner_id: int) -> list[Note]:
        """The owner's notes, pinned ones first, then the newest."""
        table = self.table
        query = (
            select(table)
            .where(getattr(table, self.column) == owner_id)
            .order_by(col(table.pinned).desc(), col(table.created_at).desc(), col(table.id).desc())
        )
        return [
            Note(note.key, note.text, note.pinned, note.author_name, note.created_at)
            for note in work.session.exec(query)
        ]

    def add(self, work: Work, owner_id: int, text: str) -> int:
        """Write a note; returns its id. Raises Invalid for an empty one, NotFound for the owner."""
        text = _text(text)
        owner: Any = self.owner
        if work.session.exec(select(owner.id).where(owner.id == owner_id)).first() is None:
            raise NotFound(self.missing)
        values = {
            self.column: owner_id,
            "text": text,
            "author_id": work.actor.user_id,
            "author_name": work.actor.name,
            "created_at": clock.now(),
        }
        return self._stored(work, values, "add_note")

    def edit(self, work: Work, note_id: int, text: str) -> int:
        """Change a note's text; returns the owner's id. Raises Invalid, NotFound."""
        text = _text(text)
        note = self._note(work, note_id)
        if note.text != text:
            self._tell(work, "edit_note", self._whose(note), (note.text, text))
            note.text = text
        return self._whose(note)

    def pin(self, work: Work, note_id: int, *, pinned: bool) -> None:
        """Let a note stand first, or no longer. Raises NotFound."""
        self._note(work, note_id).pinned = pinned
        work.emit(self.topic)

    def remove(self, work: Work, note_id: int) -> RemovedNote:
        """Remove a note; returns what `restore` takes. Raises NotFound."""
        note = self._note(work, note_id)
        removed = RemovedNote(values_of(note))
        work.session.delete(note)
        self._tell(work, "remove_note", self._whose(note), (note.text, ""))
        return removed

    def restore(self, work: Work, removed: RemovedNote) -> int:
        """Put a removed note back as it was; returns its new id."""
        return self._stored(work, removed.values, "restore_note")

    def _stored(self, work: Work, values: dict[str, Any], action: str) -> int:
        note = made(self.table, values)
        work.session.add(note)
        work.session.flush()
        self._tell(work, action, self._whose(note), ("", note.text))
        return note.key

    def _note(self, work: Work, note_id: int) -> Any:
        note = work.session.exec(select(self.table).where(self.table.id == note_id)).first()
        if note is None:
            raise NotFound(_("The note"))
        return note

    def _whose(self, note: Any) -> int:
        return getattr(note, self.column)

    def _tell(self, work: Work, action: str, owner_id: int, change: tuple[str, str]) -> None:
        record(work, action, (self.subject, owner_id), changes={"note": change})
        work.emit(self.topic)


OF_CUSTOMERS = NotePad(
    CustomerNote, Customer, "customer_id", "customer", "customers", _("The customer")
)
OF_PROJECTS = NotePad(ProjectNote, Project, "project_id", "project", "projects", _("The project"))


def _text(text: str) -> str:
    try:
        plain = fields.paragraphs(text)
    except Unfit as unfit:
        raise Invalid(text=unfit.message) from None
    if not plain:
        raise Invalid(text=_("Write the note first."))
    return plain
