"""A file that has come whole, and its row. For the commands that put it somewhere."""

from dataclasses import dataclass

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.models.file import FilePurpose, StoredFile


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that lies whole on the shelf: its random name there, and what is known of it."""

    name: str
    title: str
    size: int
    media_type: str
    sha256: str


def stored_file(
    work: Work, brought: Brought, purpose: FilePurpose, object_id: int | None = None
) -> StoredFile:
    """Write down that it lies on the shelf, as the actor's; `object_id` is what it belongs to."""
    stored = StoredFile(
        name=brought.name,
        purpose=purpose,
        object_id=object_id,
        title=brought.title,
        media_type=brought.media_type,
        size=brought.size,
        sha256=brought.sha256,
        owner_id=work.actor.user_id,
        created_at=clock.now(),
    )
    work.session.add(stored)
    work.session.flush()
    return stored
