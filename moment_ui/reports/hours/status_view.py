"""Timesheet status as its page shows it."""

from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.status import InTheWay, Status, timesheet_status
from moment_ui.reports.projects.project_hours import hours_in

WHO = ("all", "internal", "external")


@dataclass
class StatusLine:
    """A co-worker's timesheet: hours and days as texts; `behind` when last week is below what is expected."""

    id: int = 0
    name: str = ""
    external: bool = False
    last_on: str = ""
    this_week: str = ""
    last_week: str = ""
    expected: str = ""
    behind: bool = False
    submitted: str = ""
    waiting: str = ""
    locked: str = ""
    ticked: bool = False


@needs(Permission.LOCK_HOURS)
def status_lines(work: Work, who: str) -> list[StatusLine]:
    """Every co-worker, or the internal or external ones."""
    wanted = {"internal": (False,), "external": (True,)}.get(who, (False, True))
    write = writer(work.actor.locale, work.actor.timezone)

    def line(row: Status) -> StatusLine:
        rows = plural("{count} row", "{count} rows", row.not_approved)
        waiting = f"{rows}, {hours_in(row.not_approved_minutes, write)} h"
        return StatusLine(
            row.id,
            row.name,
            row.is_external,
            f"{row.last_on:%d.%m.%Y}" if row.last_on else _("Never"),
            hours_in(row.this_week, write),
            hours_in(row.last_week, write),
            hours_in(row.expected, write),
            not row.is_external and row.last_week < row.expected,
            f"{row.submitted_until:%d.%m.%Y}" if row.submitted_until else "",
            waiting if row.not_approved else "",
            f"{row.locked_until:%d.%m.%Y}" if row.locked_until else "",
        )

    return [line(row) for row in timesheet_status(work) if row.is_external in wanted]


def in_words(found: list[InTheWay]) -> list[str]:
    """What speaks against locking, a sentence for each co-worker."""
    said: list[str] = []
    for one in found:
        weeks = plural("{count} week not submitted", "{count} weeks not submitted", one.weeks)
        rows = plural("{count} row not approved", "{count} rows not approved", one.rows)
        parts = [text for text, count in ((weeks, one.weeks), (rows, one.rows)) if count]
        said.append(f"{one.name}: {', '.join(parts)}")
    return said
