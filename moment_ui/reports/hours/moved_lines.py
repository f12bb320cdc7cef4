"""The history of moved hours in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.hours.moved import moves_of
from moment_ui.models.hours import HoursMove
from moment_ui.reports.projects.project_hours import hours_in


@dataclass
class MovedLine:
    """A move of a time record: which hours, from where to where, by whom and when, why, and who took it back."""

    id: int = 0
    hours: str = ""
    places: str = ""
    by: str = ""
    note: str = ""
    undone: str = ""


def moved_lines(work: Work, record_ids: Sequence[int]) -> list[MovedLine]:
    """The moves of time records, the newest first."""
    write = writer(work.actor.locale, work.actor.timezone)

    def line(move: HoursMove) -> MovedLine:
        hours = _("{day}, {hours} h").format(
            day=write.day(move.day), hours=hours_in(move.minutes, write)
        )
        places = _("Moved from {here} to {there}").format(here=move.from_name, there=move.to_name)
        by = _("by {name} on {instant}").format(name=move.by_name, instant=write.instant(move.at))
        undone = ""
        if move.undone_at is not None:
            said = _("Moved back by {name} on {instant}")
            undone = said.format(name=move.undone_by_name, instant=write.instant(move.undone_at))
        return MovedLine(move.id or 0, hours, places, by, move.note, undone)

    return [line(move) for move in moves_of(work, record_ids)]
