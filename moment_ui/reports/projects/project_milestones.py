"""The milestones of a project's page, in the reader's language."""

from collections.abc import Sequence

from moment_ui.core.table import Mark, Tone
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.milestones.queries import MilestoneRow
from moment_ui.reports.marks import status_class
from moment_ui.reports.projects.project_view import MilestoneLine

REACHED = Mark(_("Reached"), Tone.GOOD)
LATE = Mark(_("Late"), Tone.BAD, "square")


def milestone_lines(rows: Sequence[MilestoneRow], write: Writer) -> list[MilestoneLine]:
    """Each with its day, who sees to it, and whether it is reached or late."""
    return [_line(row, place, len(rows), write) for place, row in enumerate(rows)]


def milestones_note(rows: Sequence[MilestoneRow]) -> str:
    """How many of them are reached; "" where there are none."""
    if not rows:
        return ""
    reached = sum(row.done_on is not None for row in rows)
    return _("{count} of {all} reached").format(count=reached, all=len(rows))


def _line(row: MilestoneRow, place: int, count: int, write: Writer) -> MilestoneLine:
    mark = REACHED if row.done_on else LATE if row.is_late else None
    day = row.done_on or row.due_on
    about = (write.day(day) if day else "", row.responsible)
    return MilestoneLine(
        id=row.id,
        name=row.name,
        about=", ".join(filter(None, about)),
        state=mark.word if mark else "",
        state_css=status_class(mark) if mark else "",
        done=row.done_on is not None,
        is_first=place == 0,
        is_last=place == count - 1,
    )
