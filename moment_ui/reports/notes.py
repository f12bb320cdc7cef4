"""Notes as pages show them."""

from dataclasses import dataclass

from moment_ui.core.writing import Writer
from moment_ui.domain.notes.pad import Note


@dataclass
class NoteLine:
    """A note: its text, and who wrote it when."""

    id: int = 0
    text: str = ""
    by: str = ""
    pinned: bool = False


def note_lines(notes: list[Note], write: Writer) -> list[NoteLine]:
    """Notes in the reader's language."""
    return [
        NoteLine(
            note.id,
            note.text,
            ", ".join(filter(None, (note.author, write.instant(note.at)))),
            note.pinned,
        )
        for note in notes
    ]
