"""The history of hours that were moved: a line for each row, and an entry in the audit log."""

from collections.abc import Sequence

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import Entry, record_many
from moment_ui.models.hours import HoursMove, TimeRecord


def line_of(
    work: Work,
    batch: str,
    rows: tuple[TimeRecord, TimeRecord],
    names: tuple[str, str],
    note: str,
) -> HoursMove:
    """The history of a row, before and after, and of what both places were called."""
    before, after = rows
    return HoursMove(
        batch=batch,
        record_id=after.key,
        co_worker_id=after.co_worker_id,
        day=after.day,
        minutes=after.minutes,
        from_activity_id=before.activity_id,
        to_activity_id=after.activity_id,
        from_name=names[0][:500],
        to_name=names[1][:500],
        from_billable_minutes=before.billable_minutes,
        record_version=after.version,
        note=note.strip()[:500],
        by_name=work.actor.name,
        at=clock.now(),
    )


def note_moves(work: Work, action: str, lines: Sequence[HoursMove]) -> None:
    """Tell the audit log."""
    entries = [
        Entry(
            ("time_record", line.record_id),
            f"{line.day:%d.%m.%Y}",
            {"activity": (line.from_name, line.to_name)},
        )
        for line in lines
    ]
    record_many(work, action, entries)
