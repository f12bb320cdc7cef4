"""Hours from home to the main company. Called by whatever writes hours, which declares the permission.

Truth is at home: a co-worker's row on a secondary project. Its mirror in the main company has a status,
an approval and an invoicing of its own; there the company may set what the customer pays and reads.
Both are written in one transaction, and following twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.mirrors.errors import InvoicedByMain, NotShared
from moment_ui.domain.mirrors.people import external_for
from moment_ui.models.company import Company
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Activity, Project

MANY = 500


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a row's mirror belongs: the main company, and the project and activity there."""

    company_id: int
    project_id: int
    activity_id: int | None


def follow(work: Work, rows: Sequence[TimeRecord]) -> None:
    """Bring the mirrors in step with rows that were just written or changed at home.

    Rows of ordinary projects have none; one that left a secondary project loses its mirror. While the
    partnership is paused nothing passes, and the catching up is done when it goes on.
    Raises InvoicedByMain when a mirror is on an invoice and would change, NotShared when the main
    project does not know the activity: then nothing is written on either side.
    """
    work.session.flush()
    targets = _targets(work, rows)
    if not targets and all(row.mirror_company_id is None for row in rows):
        return
    opened = set(open_partners(work))
    leaving: dict[int, list[TimeRecord]] = defaultdict(list)
    coming: dict[int, list[TimeRecord]] = defaultdict(list)
    for row in rows:
        target = targets.get(row.activity_id)
        company_id = target.company_id if target else None
        if row.mirror_company_id is not None and row.mirror_company_id != company_id:
            leaving[row.mirror_company_id].append(row)
        if company_id is not None:
            coming[company_id].append(row)
    for company_id in sorted(leaving.keys() & opened):
        _take_away(work, company_id, leaving[company_id])
    for company_id in sorted(coming.keys() & opened):
        _bring(work, company_id, coming[company_id], targets)
    work.session.flush()


def drop(work: Work, rows: Sequence[TimeRecord]) -> None:
    """Take the mirrors away of rows that are about to be deleted at home. Raises InvoicedByMain."""
    mirrored: dict[int, list[TimeRecord]] = defaultdict(list)
    for row in rows:
        if row.mirror_company_id is not None:
            mirrored[row.mirror_company_id].append(row)
    opened = open_partners(work) if mirrored else ()
    for company_id in sorted(mirrored.keys() & set(opened)):
        _take_away(work, company_id, mirrored[company_id])


def locked_by_main(work: Work, rows: Sequence[TimeRecord]) -> dict[int, str]:
    """The rows whose mirror is on an invoice or a draft, by id, with the main company's name."""
    opened = set(open_partners(work))
    found: dict[int, str] = {}
    for company_id in sorted({row.mirror_company_id or 0 for row in rows} & opened):
        mine = [row for row in rows if row.mirror_company_id == company_id]
        with acting_for(work, company_id) as main:
            held = [key for key, row in _mirrors(work, main, mine).items() if is_locked(row)]
        found |= dict.fromkeys(held, _name_of(work, company_id))
    return found


def is_locked(mirror: TimeRecord) -> bool:
    """Whether a time record is on an invoice or a draft."""
    return mirror.status == HoursStatus.INVOICED or mirror.invoice_line_id is not None


def _targets(work: Work, rows: Sequence[TimeRecord]) -> dict[int, _Target]:
    """By the activity at home; those of ordinary projects are left out."""
    query = (
        select(
            col(Activity.id),
            col(Project.main_company_id),
            col(Project.main_project_id),
            col(Activity.main_activity_id),
        )
        .join(Project, col(Project.id) == col(Activity.project_id))
        .where(
            col(Activity.id).in_({row.activity_id for row in rows}),
            col(Project.main_company_id).is_not(None),
        )
    )
    return {
        key or 0: _Target(company_id, project_id, activity_id)
        for key, company_id, project_id, activity_id in work.session.exec(query)
        if company_id is not None and project_id is not None
    }


def _bring(
    work: Work, company_id: int, rows: Sequence[TimeRecord], targets: dict[int, _Target]
) -> None:
    with acting_for(work, company_id) as main:
        people = {
            co_worker_id: external_for(work, main, co_worker_id)
            for co_worker_id in sorted({row.co_worker_id for row in rows})
        }
        mirrors = _mirrors(work, main, rows)
        told: list[Told] = []
        for row in rows:
            target = targets[row.activity_id]
            mirror = mirrors.get(row.key)
            if target.activity_id is None:
                raise NotShared(_name_of(work, company_id))
            if mirror is None:
                mirror = _new(work, row, target, people[row.co_worker_id])
                main.session.add(mirror)
                told.append(Told(mirror, 0, mirror.minutes))
            else:
                told += _change(work, mirror, row, target, people[row.co_worker_id])
            row.mirror_company_id = company_id
        main.session.flush()
        tell_hours(main, told)


def _new(work: Work, row: TimeRecord, target: _Target, co_worker_id: int) -> TimeRecord:
    return TimeRecord(
        co_worker_id=co_worker_id,
        project_id=target.project_id,
        activity_id=target.activity_id or 0,
        day=row.day,
        minutes=row.minutes,
        billable_minutes=row.billable_minutes,
        comment=row.comment,
        origin_company_id=work.company_id,
        origin_id=row.key,
        created_at=clock.now(),
    )


def _change(
    work: Work, mirror: TimeRecord, row: TimeRecord, target: _Target, co_worker_id: int
) -> list[Told]:
    """Make a mirror say what its origin says now; what the main company has set stays."""
    placed = (co_worker_id, target.project_id, target.activity_id, row.day, row.minutes)
    stood = (mirror.co_worker_id, mirror.project_id, mirror.activity_id, mirror.day, mirror.minutes)
    if placed != stood and is_locked(mirror):
        raise InvoicedByMain(_name_of_main(work, target), mirror.minutes)
    if is_locked(mirror):
        return []
    before = mirror.model_copy()
    if mirror.corrected:
        mirror.billable_minutes = min(mirror.billable_minutes, row.minutes)
    else:
        mirror.billable_minutes, mirror.comment = row.billable_minutes, row.comment
    if placed == stood:
        return [Told(mirror, mirror.minutes, mirror.minutes)]
    mirror.co_worker_id, mirror.project_id = co_worker_id, target.project_id
    mirror.activity_id = target.activity_id or 0
    mirror.day, mirror.minutes = row.day, row.minutes
    mirror.status = HoursStatus.NOT_APPROVED
    mirror.version += 1
    if placed[:4] == stood[:4]:
        return [Told(mirror, before.minutes, mirror.minutes)]
    return [Told(before, before.minutes, 0), Told(mirror, 0, mirror.minutes)]


def _take_away(work: Work, company_id: int, rows: Iterable[TimeRecord]) -> None:
    leaving = list(rows)
    with acting_for(work, company_id) as main:
        told: list[Told] = []
        for mirror in _mirrors(work, main, leaving).values():
            if is_locked(mirror):
                raise InvoicedByMain(_name_of(work, company_id), mirror.minutes)
            told.append(Told(mirror, mirror.minutes, 0))
            main.session.delete(mirror)
        main.session.flush()
        tell_hours(main, told)
    for row in leaving:
        row.mirror_company_id = None


def _mirrors(work: Work, main: Work, rows: Sequence[TimeRecord]) -> dict[int, TimeRecord]:
    """The mirrors of rows, by the row's id, held until the transaction ends."""
    ids = sorted(row.key for row in rows)
    found: dict[int, TimeRecord] = {}
    for start in range(0, len(ids), MANY):
        query = (
            select(TimeRecord)
            .where(
                TimeRecord.origin_company_id == work.company_id,
                col(TimeRecord.origin_id).in_(ids[start : start + MANY]),
            )
            .order_by(col(TimeRecord.id))
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        found |= {mirror.origin_id or 0: mirror for mirror in main.session.exec(query)}
    return found


def _name_of_main(work: Work, target: _Target) -> str:
    return _name_of(work, target.company_id)


def _name_of(work: Work, company_id: int) -> str:
    query = select(Company.name).where(Company.id == company_id)
    return work.session.exec(query).first() or ""
