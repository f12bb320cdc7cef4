"""Writing notes on a customer. Each act is in the customer's history."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.models.customer import Customer, CustomerNote


@dataclass(frozen=True, slots=True)
class RemovedNote:
    """What `remove_note` took away: enough to put it back."""

    customer_id: int
    text: str
    pinned: bool
    author_id: int
    author_name: str
    created_at: dt.datetime


@needs(Permission.EDIT_CUSTOMERS)
def add_note(work: Work, customer_id: int, text: str) -> int:
    """Write a note on a customer; returns its id. Raises Invalid for an empty one, NotFound."""
    text = _text(text)
    if work.session.exec(select(Customer.id).where(Customer.id == customer_id)).first() is None:
        raise NotFound(_("The customer"))
    note = CustomerNote(
        customer_id=customer_id,
        text=text,
        author_id=work.actor.user_id,
        author_name=work.actor.name,
        created_at=clock.now(),
    )
    work.session.add(note)
    work.session.flush()
    _tell(work, "add_note", customer_id, ("", text))
    return note.key


@needs(Permission.EDIT_CUSTOMERS)
def edit_note(work: Work, note_id: int, text: str) -> int:
    """Change a note's text; returns the customer's id. Raises Invalid, NotFound."""
    text = _text(text)
    note = _note(work, note_id)
    if note.text != text:
        _tell(work, "edit_note", note.customer_id, (note.text, text))
        note.text = text
    return note.customer_id


@needs(Permission.EDIT_CUSTOMERS)
def pin_note(work: Work, note_id: int, *, pinned: bool) -> None:
    """Let a note stand first, or no longer. Raises NotFound."""
    note = _note(work, note_id)
    note.pinned = pinned
    work.emit("customers")


@needs(Permission.EDIT_CUSTOMERS)
def remove_note(work: Work, note_id: int) -> RemovedNote:
    """Remove a note; returns what `restore_note` takes to put it back. Raises NotFound."""
    note = _note(work, note_id)
    removed = RemovedNote(
        note.customer_id,
        note.text,
        note.pinned,
        note.author_id,
        note.author_name,
        note.created_at,
    )
    work.session.delete(note)
    _tell(work, "remove_note", note.customer_id, (note.text, ""))
    return removed


@needs(Permission.EDIT_CUSTOMERS)
def restore_note(work: Work, removed: RemovedNote) -> int:
    """Put a removed note back as it was; returns its new id."""
    note = CustomerNote(
        customer_id=removed.customer_id,
        text=removed.text,
        pinned=removed.pinned,
        author_id=removed.author_id,
        author_name=removed.author_name,
        created_at=removed.created_at,
    )
    work.session.add(note)
    work.session.flush()
    _tell(work, "restore_note", removed.customer_id, ("", removed.text))
    return note.key


def _text(text: str) -> str:
    try:
        plain = fields.paragraphs(text)
    except Unfit as unfit:
        raise Invalid(text=unfit.message) from None
    if not plain:
        raise Invalid(text=_("Write the note first."))
    return plain


def _note(work: Work, note_id: int) -> CustomerNote:
    note = work.session.exec(select(CustomerNote).where(CustomerNote.id == note_id)).first()
    if note is None:
        raise NotFound(_("The note"))
    return note


def _tell(work: Work, action: str, customer_id: int, change: tuple[str, str]) -> None:
    record(work, action, ("customer", customer_id), changes={"note": change})
    work.emit("customers")
