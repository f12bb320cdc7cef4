"""The hours behind an invoice's lines, with what each of them is billed at."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.invoices.sharing import divides_hours
from moment_ui.domain.papers.rules import billed_minutes, shared_out
from moment_ui.domain.papers.sharing import places_of_hours
from moment_ui.formats.invoice import HourRow
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember

WHOLE = "ISK"
"""Minutes are divided as a currency without decimals is."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A time record as it is told to the customer; its internal note is not read."""

    line_id: int
    record: TimeRecord
    co_worker: str
    role: str
    project: str
    activity: str


def hours_behind(work: Work, invoice: Invoice, lines: Sequence[InvoiceLine]) -> tuple[HourRow, ...]:
    """The hours of all lines, by line and day; of those that another payer's line holds too.

    Where payers share the hours themselves, each has its part of every record's minutes.
    """
    places = places_of_hours(work, invoice, lines)
    by_line: defaultdict[int, list[Worked]] = defaultdict(list)
    for worked in _worked(work, [key for keys in places.values() for key in keys]):
        by_line[worked.line_id].append(worked)
    divided = divides_hours(invoice.split_group)
    rows: list[HourRow] = []
    for line in lines:
        found = next((by_line[key] for key in places[line.key] if key in by_line), list[Worked]())
        part = _made_minutes(line) if divided and line.kind is LineKind.HOURS else None
        rows += _of_line(line, found, invoice.currency, part)
    return tuple(rows)


def _made_minutes(line: InvoiceLine) -> int:
    """The minutes that the line was made for."""
    return billed_minutes(Decimal((line.made_as or {}).get("quantity", line.quantity)))


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


def _of_line(
    line: InvoiceLine, worked: Sequence[Worked], currency: str, part: int | None
) -> list[HourRow]:
    """The rows of a line; `part` is what is billed of the minutes, None for all."""
    if not worked:
        return []
    by_the_hour = line.kind is LineKind.HOURS
    minutes = [one.record.billable_minutes for one in worked]
    if part is not None:
        minutes = [int(one) for one in shared_out(Decimal(part), minutes, WHOLE)]
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
            minutes=count,
            rate=rate,
            amount=amount,
            comment=one.record.comment,
        )
        for one, count, amount in zip(worked, minutes, shares, strict=False)
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
