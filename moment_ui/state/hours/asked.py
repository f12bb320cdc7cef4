"""What the address of a project's board asks for. The address is the browser's word."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from moment_ui.domain.hours.news import topic_of
from moment_ui.reports.hours.board_view import BY_ACTIVITY, WAYS
from moment_ui.state.paths import id_after, said_in

_WEEK = re.compile(r"(20\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a project, how its rows are put together, the last week's Monday."""

    project_id: int
    by: str = BY_ACTIVITY
    last_monday: dt.date | None = None

    @property
    def topics(self) -> tuple[str, ...]:
        """What changes the board."""
        return (topic_of(self.project_id), "projects")


def asked_in(url: Any) -> Asked | None:
    """What an address asks for: "/vardal/projects/12/hours?by=company&week=2026-45"; None without a project."""
    project_id = id_after(url.path, "projects")
    if project_id is None:
        return None
    by = said_in(url.query, "by")
    known = by if by in WAYS else BY_ACTIVITY
    return Asked(project_id, known, monday_in(said_in(url.query, "week")))


def monday_in(text: str) -> dt.date | None:
    """The Monday of an ISO week as an address names it: "2026-45"; None for anything else."""
    found = _WEEK.fullmatch(text)
    try:
        return dt.date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None
