"""Approving hours, giving them back, and correcting what the customer pays and reads of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, record, record_many
from moment_ui.domain.hours.errors import HoursChanged, HoursInvoiced, NotYours
from moment_ui.domain.hours.rules import Correction
from moment_ui.domain.hours.scope import may_approve
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project

MANY = 500
WORDS = {
    HoursStatus.NOT_APPROVED: _("not approved"),
    HoursStatus.APPROVED: _("approved"),
    HoursStatus.INVOICED: _("invoiced"),
}


@dataclass(frozen=True, slots=True)
class HoursChange:
    """What was done to hours: their status now, those that had another one, and their minutes.

    `returned` are those refused, with the reason they had before.
    """

    status: HoursStatus
    ids: tuple[int, ...]
    minutes: int
    returned: tuple[tuple[int, str], ...] = ()

    @property
    def undone(self) -> HoursStatus:
        """The status they had before."""
        approved = self.status == HoursStatus.APPROVED
        return HoursStatus.NOT_APPROVED if approved else HoursStatus.APPROVED


@dataclass(frozen=True, slots=True)
class ToCorrect:
    """A time record as its form shows it; whole minutes."""

    id: int
    title: str
    minutes: int
    internal_note: str
    now: Correction


@needs(Permission.APPROVE_HOURS)
def approve(work: Work, record_ids: Sequence[int]) -> HoursChange:
    """Approve hours; those that are approved already are left alone.

    Raises NotFound, NotYours, and HoursInvoiced when one of them is locked by an invoice: then none is
    approved.
    """
    return _set(work, record_ids, HoursStatus.APPROVED)


@needs(Permission.APPROVE_HOURS)
def give_back(work: Work, record_ids: Sequence[int], reason: str = "") -> HoursChange:
    """Let hours be not approved again. Raises NotFound, NotYours, HoursInvoiced.

    With a reason they are refused: whoever wrote them reads it, by the bell too, until they are approved
    or written anew.
    """
    change = _set(work, record_ids, HoursStatus.NOT_APPROVED)
    said = f"{work.actor.name}: {reason.strip()}"[:500] if reason.strip() else ""
    if not said:
        return change
    rows = _locked(work, record_ids)
    before = tuple((row.key, row.returned) for row in rows)
    for row in rows:
        row.returned = said
        work.session.add(row)
    record_many(
        work,
        "refuse_hours",
        [Entry(row, f"{row.day:%d.%m.%Y}", {"returned": ("", said)}) for row in rows],
    )
    work.emit("hours")
    return replace(change, returned=before)


@needs(Permission.APPROVE_HOURS)
def undo(work: Work, change: HoursChange) -> int:
    """Undo `approve` or `give_back` for those who still stand so; returns how many went back.

    What was invoiced meanwhile stays.
    """
    reasons = dict(change.returned)
    for row in _locked(work, list(reasons)):
        row.returned = reasons[row.key]
        work.session.add(row)
    rows = [row for row in _locked(work, change.ids) if row.status == change.status]
    open_rows = [row for row in rows if row.invoice_line_id is None]
    _write(work, open_rows, change.undone)
    work.emit("hours")
    return len({*(row.key for row in open_rows), *reasons})


@needs(Permission.APPROVE_HOURS)
def to_correct(work: Work, record_id: int) -> ToCorrect:
    """A time record as it stands. Raises NotFound, NotYours."""
    [row] = _locked(work, [record_id])
    query = (
        select(Project.number, CoWorker.name, Activity.name)
        .select_from(TimeRecord)
        .join(Project, col(Project.id) == col(TimeRecord.project_id))
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
        .where(TimeRecord.id == record_id)
    )
    number, who, activity = work.session.exec(query).one()
    return ToCorrect(
        row.key,
        f"{who}, {row.day:%d.%m.%Y}, {number} {activity}",
        row.minutes,
        row.internal_note,
        Correction(row.billable_minutes, row.comment),
    )


@needs(Permission.APPROVE_HOURS)
def correct(work: Work, record_id: int, before: Correction, after: Correction) -> None:
    """Set what the customer pays and reads of a time record that is not invoiced.

    Of hours from a partner company this goes on deciding, whatever is corrected there later.
    Raises NotFound, NotYours, HoursInvoiced, and HoursChanged when it is not `before` any more.
    """
    [row] = _locked(work, [record_id])
    _check_open([row])
    if Correction(row.billable_minutes, row.comment) != before:
        raise HoursChanged
    row.billable_minutes, row.comment = after.billable_minutes, after.comment
    row.corrected = row.corrected or row.origin_id is not None
    work.session.add(row)
    changes = {
        "billable_minutes": (before.billable_minutes, after.billable_minutes),
        "comment": (before.comment, after.comment),
    }
    told = {key: pair for key, pair in changes.items() if pair[0] != pair[1]}
    record(work, "correct_hours", row, f"{row.day:%d.%m.%Y}", told)
    work.emit("hours")


def _set(work: Work, record_ids: Sequence[int], status: HoursStatus) -> HoursChange:
    rows = _locked(work, record_ids)
    _check_open(rows)
    changing = [row for row in rows if row.status != status]
    _write(work, changing, status)
    minutes = sum(row.minutes for row in changing)
    return HoursChange(status, tuple(row.key for row in changing), minutes)


def _check_open(rows: Sequence[TimeRecord]) -> None:
    """Hours on a draft or an invoice are locked. Raises HoursInvoiced."""
    locked = [
        row for row in rows if row.status == HoursStatus.INVOICED or row.invoice_line_id is not None
    ]
    if locked:
        raise HoursInvoiced(len(locked))


def _locked(work: Work, record_ids: Sequence[int]) -> list[TimeRecord]:
    """The time records, by id, held until the transaction ends. Raises NotFound, NotYours."""
    wanted = sorted(set(record_ids))
    found: list[TimeRecord] = []
    for start in range(0, len(wanted), MANY):
        some = col(TimeRecord.id).in_(wanted[start : start + MANY])
        query = select(TimeRecord).where(some).order_by(col(TimeRecord.id)).with_for_update()
        found += work.session.exec(query.execution_options(populate_existing=True))
    if len(found) != len(wanted):
        raise NotFound(_("A time record"))
    for start in range(0, len(wanted), MANY):
        some = col(TimeRecord.id).in_(wanted[start : start + MANY])
        allowed = select(sa.func.count(col(TimeRecord.id))).where(some, may_approve(work))
        if work.session.exec(allowed).one() != len(wanted[start : start + MANY]):
            raise NotYours
    return found


def _write(work: Work, rows: Sequence[TimeRecord], status: HoursStatus) -> None:
    entries = [
        Entry(row, f"{row.day:%d.%m.%Y}", {"status": (WORDS[row.status], WORDS[status])})
        for row in rows
    ]
    for row in rows:
        row.status = status
        row.returned = "" if status == HoursStatus.APPROVED else row.returned
        work.session.add(row)
    work.session.flush()
    record_many(
        work, "approve_hours" if status == HoursStatus.APPROVED else "give_back_hours", entries
    )
    work.emit("hours")
