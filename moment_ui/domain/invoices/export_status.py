"""Whether invoices go to accounting: looking at, changing and restoring their export status."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, record_many
from moment_ui.models.invoice import ExportStatus, Invoice

MANY = 500


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Invoices and credit notes numbered from `first` to `last`, both included; of one customer, or of all."""

    first: int
    last: int
    customer_id: int | None = None

    def check(self) -> None:
        """Raises Invalid when the range ends before it begins."""
        if self.last < self.first:
            raise Invalid(last=_("The last number is lower than the first."))


@dataclass(frozen=True, slots=True)
class ExportStatusChange:
    """What `set_export_status` did: the new status, and who had which one before."""

    status: ExportStatus
    before: tuple[tuple[int, ExportStatus], ...]

    @property
    def count(self) -> int:
        """How many invoices changed."""
        return len(self.before)


@needs(Permission.VIEW_INVOICES)
def export_statuses(work: Work, numbers: NumberRange) -> Mapping[ExportStatus, int]:
    """How many in the range have which status. Raises Invalid."""
    numbers.check()
    query = select(col(Invoice.export_status)).where(*_inside(numbers))
    return Counter(work.session.exec(query))


@needs(Permission.VIEW_INVOICES)
def numbered(work: Work, numbers: NumberRange) -> list[int]:
    """The ids of what is in the range; drafts have no number. Raises Invalid."""
    numbers.check()
    query = select(col(Invoice.id)).where(*_inside(numbers)).order_by(col(Invoice.id))
    return [row_id for row_id in work.session.exec(query) if row_id is not None]


@needs(Permission.VIEW_INVOICES)
def export_status(work: Work, invoice_id: int) -> Invoice:
    """An invoice, credit note or draft, with the export status it has now. Raises NotFound."""
    found = work.session.exec(select(Invoice).where(Invoice.id == invoice_id)).first()
    if found is None:
        raise NotFound(_("The invoice"))
    work.session.expunge(found)
    return found


@needs(Permission.VIEW_INVOICES, Permission.CHANGE_EXPORT_STATUS)
def set_export_status(
    work: Work, invoice_ids: Sequence[int], status: ExportStatus, *, reason: str = ""
) -> ExportStatusChange:
    """Give invoices, credit notes and drafts an export status; those who have it are left alone.

    Raises NotFound when one of them does not exist in the company.
    """
    found = _locked(work, invoice_ids)
    changing = [row for row in found if row[2] != status]
    _write(work, [(row_id, number, old, status) for row_id, number, old in changing], reason)
    return ExportStatusChange(status, tuple((row_id, old) for row_id, _number, old in changing))


@needs(Permission.VIEW_INVOICES, Permission.CHANGE_EXPORT_STATUS)
def restore_export_status(work: Work, change: ExportStatusChange) -> int:
    """Undo `set_export_status` for those who still have that status; returns how many went back."""
    old = dict(change.before)
    still = [row for row in _locked(work, list(old)) if row[2] == change.status]
    _write(work, [(row_id, number, now, old[row_id]) for row_id, number, now in still])
    return len(still)


Found = tuple[int, int | None, ExportStatus]


def _inside(numbers: NumberRange) -> list[sa.ColumnElement[bool]]:
    conditions = [
        col(Invoice.number) >= numbers.first,
        col(Invoice.number) <= numbers.last,
    ]
    if numbers.customer_id is not None:
        conditions.append(col(Invoice.customer_id) == numbers.customer_id)
    return conditions


def _locked(work: Work, invoice_ids: Sequence[int]) -> list[Found]:
    """Id, number and status, by id, locked until the transaction ends."""
    wanted = sorted(set(invoice_ids))
    columns = (col(Invoice.id), col(Invoice.number), col(Invoice.export_status))
    found: list[Found] = []
    for start in range(0, len(wanted), MANY):
        query = (
            select(*columns)
            .where(col(Invoice.id).in_(wanted[start : start + MANY]))
            .order_by(col(Invoice.id))
            .with_for_update()
        )
        found += [
            (row_id or 0, number, status) for row_id, number, status in work.session.exec(query)
        ]
    if len(found) != len(wanted):
        raise NotFound(_("An invoice"))
    return found


def _write(
    work: Work,
    changes: Sequence[tuple[int, int | None, ExportStatus, ExportStatus]],
    reason: str = "",
) -> None:
    if not changes:
        return
    rows = [{"id": row_id, "export_status": new} for row_id, _number, _old, new in changes]
    work.update_rows(Invoice, rows)
    why = {"reason": ("", reason)} if reason else {}
    entries = [
        Entry(("invoice", row_id), str(number or _("Draft")), {"export_status": (old, new), **why})
        for row_id, number, old, new in changes
    ]
    record_many(work, "set_export_status", entries)
    work.emit("invoices")
