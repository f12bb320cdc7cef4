"""What happened to hours, told to whoever watches. Called by the commands that write them.

The history of a project's hours is kept: who wrote, changed or took away how much of what, and when.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.models.hours import HoursNews, TimeRecord

TOPIC = "hours"


@dataclass(frozen=True, slots=True)
class Told:
    """A time record, with its minutes before and after; 0 for none."""

    record: TimeRecord
    before: int
    after: int


def topic_of(project_id: int) -> str:
    """What to watch for the hours of one project."""
    return f"{TOPIC}/{project_id}"


def tell_hours(work: Work, told: Sequence[Told]) -> None:
    """Keep what happened in the projects' histories, and wake their boards after the commit."""
    now = clock.now()
    rows = [
        {
            "project_id": each.record.project_id,
            "activity_id": each.record.activity_id,
            "co_worker_id": each.record.co_worker_id,
            "day": each.record.day,
            "minutes_before": each.before,
            "minutes_after": each.after,
            "at": now,
        }
        for each in told
        if each.before != each.after
    ]
    work.insert_rows(HoursNews, rows)
    tell_projects(work, {each.record.project_id for each in told})


def tell_projects(work: Work, project_ids: Iterable[int]) -> None:
    """Wake who watches hours, of the company or of these projects, after the commit."""
    work.emit(TOPIC)
    for project_id in sorted(set(project_ids)):
        work.emit(topic_of(project_id))
