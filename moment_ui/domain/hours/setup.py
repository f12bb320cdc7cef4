"""Who approves a co-worker's hours, and what is expected of a working day."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.models.project import CoWorker

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Person:
    """A co-worker's set-up for hours; `day_minutes` are expected of a working day."""

    id: int
    name: str
    is_external: bool
    approver_id: int | None
    approver: str
    day_minutes: int


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What was set: approver and minutes of a day, before and after."""

    id: int
    before: tuple[int | None, int]
    after: tuple[int | None, int]


@needs(Permission.SETUP_HOURS)
def hours_people(work: Work) -> list[Person]:
    """The active co-workers, by name."""
    rows = list(
        work.session.exec(
            select(CoWorker).where(col(CoWorker.active).is_(True)).order_by(col(CoWorker.name))
        )
    )
    approvers = select(CoWorker.id, CoWorker.name).where(
        col(CoWorker.id).in_({row.approver_id for row in rows} - {None})
    )
    names = dict(work.session.exec(approvers).all())
    return [
        Person(
            row.key,
            row.name,
            row.is_external,
            row.approver_id,
            names.get(row.approver_id, ""),
            row.day_minutes,
        )
        for row in rows
    ]


@needs(Permission.SETUP_HOURS)
def set_person(
    work: Work, co_worker_id: int, approver_id: int | None, day_minutes: int
) -> PersonChange:
    """Set who approves a co-worker's hours (None: nobody of his or her own) and the minutes of a working day.

    Raises NotFound, Invalid.
    """
    if not 0 <= day_minutes <= DAY:
        raise Invalid(day=_("Write hours like 7,5 or 7:30."))
    if approver_id == co_worker_id:
        raise Invalid(approver=_("Choose somebody else: nobody approves their own hours."))
    if approver_id is not None:
        _co_worker(work, approver_id)
    row = _co_worker(work, co_worker_id)
    change = PersonChange(row.key, (row.approver_id, row.day_minutes), (approver_id, day_minutes))
    row.approver_id, row.day_minutes = approver_id, day_minutes
    work.session.add(row)
    names = ("approver_id", "day_minutes")
    told = differences(
        dict(zip(names, change.before, strict=True)), dict(zip(names, change.after, strict=True))
    )
    if told:
        record(work, "set_hours_of_person", row, row.name, told)
        work.emit("people")
        work.emit("hours")
    return change


@needs(Permission.SETUP_HOURS)
def undo_person(work: Work, change: PersonChange) -> None:
    """Give back what was set before. Raises NotFound."""
    set_person(work, change.id, *change.before)


def _co_worker(work: Work, co_worker_id: int) -> CoWorker:
    """A co-worker of the company, held. Raises NotFound."""
    query = select(CoWorker).where(CoWorker.id == co_worker_id).with_for_update(key_share=True)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The co-worker"))
    return row
