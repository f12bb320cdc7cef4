"""The hours behind an invoice's lines, with what each of them is billed at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.papers.rules import billed_minutes, shared_out
from moment_ui.formats.invoice import HourRow
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import InvoiceLine, LineKind
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember


@dataclass(frozen=True, slots=True)
class Worked:
    """A time record as it is told to the customer; its internal note is not read."""

    line_id: int
    record: TimeRecord
    co_worker: str
    role: str
    project: str
    activity: str


def hours_behind(work: Work, lines: Sequence[InvoiceLine], currency: str) -> tuple[HourRow, ...]:
    """The hours of all lines, by line and day."""
    by_line: defaultdict[int, list[Worked]] = defaultdict(list)
    for worked in _worked(work, [line.key for line in lines]):
        by_line[worked.line_id].append(worked)
    return tuple(
        row for line in lines for row in _of_line(line, by_line.get(line.key, []), currency)
    )


def _worked(work: Work, line_ids: Sequence[int]) -> list[Worked]:
    if not line_ids:
        return []
    query = (
        select(TimeRecord, CoWorker, Project, Activity)
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .join(Project, col(Project.id) == col(TimeRecord.project_id))
        .join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
        .where(col(TimeRecord.invoice_line_id).in_(line_ids))
        .order_by(col(TimeRecord.day), col(CoWorker.name), col(TimeRecord.id))
    )
    rows = work.session.exec(query).all()
    roles = _roles(work, {project.key for _record, _who, project, _activity in rows})
    return [
        Worked(
            record.invoice_line_id or 0,
            record,
            who.name,
            roles.get((project.key, who.key), ""),
            project.name,
            activity.name,
        )
        for record, who, project, activity in rows
    ]


def _roles(work: Work, project_ids: set[int]) -> dict[tuple[int, int], str]:
    """What co-workers are in projects' teams, by project and co-worker."""
    query = select(ProjectMember).where(col(ProjectMember.project_id).in_(project_ids))
    return {(row.project_id, row.co_worker_id): row.role for row in work.session.exec(query)}


def _of_line(line: InvoiceLine, worked: Sequence[Worked], currency: str) -> list[HourRow]:
    if not worked:
        return []
    by_the_hour = line.kind is LineKind.HOURS
    minutes = [one.record.billable_minutes for one in worked]
    differ = billed_minutes(line.quantity) - sum(minutes) if by_the_hour else 0
    shares = shared_out(line.net if by_the_hour else ZERO, [*minutes, differ], currency)
    rate = line.unit_price / line.per if by_the_hour else ZERO
    rows = [
        HourRow(
            line=line.key,
            day=one.record.day,
            co_worker=one.co_worker,
            role=one.role,
            project=one.project,
            activity=one.activity,
            minutes=one.record.billable_minutes,
            rate=rate,
            amount=amount,
            comment=one.record.comment,
        )
        for one, amount in zip(worked, shares, strict=False)
    ]
    if differ:
        last = worked[-1]
        rest = shares[-1]
        rows.append(
            HourRow(
                line.key, last.record.day, "", "", last.project, last.activity, differ, rate, rest
            )
        )
    return rows
