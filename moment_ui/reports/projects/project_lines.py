"""The team and the activities of a project's page, in the reader's language."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.core.table import Mark, Tone
from moment_ui.core.words import _, initials, plural
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.domain.projects.page import ActivityRow, Member, activities, team
from moment_ui.reports.marks import status_class
from moment_ui.reports.projects.project_hours import hours_in
from moment_ui.reports.projects.project_view import ActivityLine, MemberLine

BILLABLE = Mark(_("Billable"), Tone.GOOD)
NOT_BILLABLE = Mark(_("Not billable"), Tone.PLAIN, "ring")
ASIDE = Mark(_("Put aside"), Tone.QUIET, "bar")


@dataclass(frozen=True, slots=True)
class WorkLines:
    """Who works on a project, and on what."""

    team: list[MemberLine]
    team_note: str
    team_warning: str
    activities: list[ActivityLine]


def work_lines(work: Work, project_id: int, write: Writer) -> WorkLines:
    """Both cards. Who may see rates is told of whom hours cannot be billed, and by which model.

    Raises NotPermitted.
    """
    rows = activities(work, project_id)
    people = team(work, project_id)
    found = _gaps(work, project_id)
    gaps = [found.get(person.co_worker_id, []) for person in people]
    shared = _of_all(gaps)
    return WorkLines(
        team=[
            _member(person, [text for text in own if text not in shared], write)
            for person, own in zip(people, gaps, strict=True)
        ],
        team_note=plural("{count} person", "{count} people", len(people)) if people else "",
        team_warning=" ".join(shared),
        activities=[
            _activity(rows, place, write, priced=work.actor.may(Permission.VIEW_RATES))
            for place in range(len(rows))
        ],
    )


def _gaps(work: Work, project_id: int) -> dict[int, list[str]]:
    """Why hours of today would have no rate, by co-worker."""
    if not work.actor.may(Permission.VIEW_RATES):
        return {}
    found: dict[int, list[str]] = defaultdict(list)
    for who, missing in rate_book(work, [project_id]).gaps(project_id, work.today()):
        found[who.id].append(missing.text)
    return found


def _of_all(gaps: Sequence[Sequence[str]]) -> list[str]:
    """What is said of each of several people: it is about the project, and is said once."""
    if len(gaps) < 2:
        return []
    return [text for text in gaps[0] if all(text in own for own in gaps)]


def _member(person: Member, gaps: list[str], write: Writer) -> MemberLine:
    marks = (
        _("Project leader") if person.is_leader else "",
        (person.home or _("external")) if person.is_external else "",
        "" if person.active else _("no longer active"),
    )
    return MemberLine(
        id=person.id,
        name=person.name,
        initials=initials(person.name),
        role=person.role,
        works_as=person.role or person.title,
        mark=", ".join(filter(None, marks)),
        hours=_("{hours} h").format(hours=hours_in(person.minutes, write)),
        warning=" ".join(gaps),
    )


def _activity(rows: list[ActivityRow], place: int, write: Writer, *, priced: bool) -> ActivityLine:
    row = rows[place]
    neighbours = (
        {other.active for other in rows[max(0, place - 1) : place]},
        {other.active for other in rows[place + 1 : place + 2]},
    )
    mark = (BILLABLE if row.billable else NOT_BILLABLE) if row.active else ASIDE
    return ActivityLine(
        id=row.id,
        name=row.name,
        billed_by=row.price_model if priced else "",
        state=mark.word,
        state_css=status_class(mark),
        active=row.active,
        is_first=row.active not in neighbours[0],
        is_last=row.active not in neighbours[1],
        hours=hours_in(row.minutes, write),
    )
