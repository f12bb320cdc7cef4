"""A project's status: active, on hold, closed. Closing asks while something is still to be invoiced."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.projects.rows import own_project, tell
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.price_model import PlannedPayment, PriceModel, PriceModelKind
from moment_ui.models.project import Activity, ProjectStatus

NOTHING_CONFIRMED: frozenset[str] = frozenset()
BILLED_BY_THE_HOUR = (PriceModelKind.HOURLY, PriceModelKind.OFFER)


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A project's status before and after."""

    project_id: int
    name: str
    before: ProjectStatus
    after: ProjectStatus


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """What is still to be invoiced in a project: minutes, planned payments, other things, drafts."""

    minutes: int
    payments: int
    extras: int
    drafts: int

    @property
    def words(self) -> list[str]:
        """Each of them in words; nothing where there is none."""
        hours = f"{self.minutes // 60}:{self.minutes % 60:02}"
        return [
            text
            for count, text in (
                (self.minutes, _("{hours} hours").format(hours=hours)),
                (self.payments, plural("{count} planned payment", "{count} planned payments", self.payments)),
                (self.extras, plural("{count} expense or product", "{count} expenses and products", self.extras)),
                (self.drafts, plural("{count} draft", "{count} drafts", self.drafts)),
            )
            if count
        ]  # fmt: skip


class StillToInvoice(NeedsConfirmation):
    """Something of the project is not invoiced."""

    def __init__(self, name: str, ends: OpenEnds) -> None:
        *others, last = ends.words
        what = (
            _("{these} and {this}").format(these=", ".join(others), this=last) if others else last
        )
        text = _(
            "Not invoiced in {name}: {what}. In a closed project no hours are written, but what is there "
            "can still be invoiced. Close it?"
        )
        super().__init__(key="close", question=text.format(name=name, what=what))


@needs(Permission.EDIT_PROJECTS)
def set_status(
    work: Work,
    project_id: int,
    status: ProjectStatus,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> StatusChange:
    """Give a project a status.

    Raises NotFound, and StillToInvoice for closing one with open ends unless that is confirmed.
    """
    project = own_project(work, project_id)
    change = StatusChange(project_id, project.name, project.status, status)
    if change.before == status:
        return change
    if status is ProjectStatus.CLOSED and "close" not in confirmed:
        ends = open_ends(work, project_id)
        if ends.words:
            raise StillToInvoice(project.name, ends)
    project.status = status
    tell(work, "set_project_status", project, {"status": (change.before, status)})
    return change


@needs(Permission.EDIT_PROJECTS)
def undo_status(work: Work, change: StatusChange) -> None:
    """Undo `set_status`, unless the project has another status by now. Raises NotFound."""
    project = own_project(work, change.project_id)
    if project.status == change.after:
        project.status = change.before
        tell(work, "set_project_status", project, {"status": (change.after, change.before)})


@needs(Permission.EDIT_PROJECTS)
def open_ends(work: Work, project_id: int) -> OpenEnds:
    """What of a project is not invoiced yet, drafts among it."""
    expense, product = col(ProjectExpense.id), col(ProjectProduct.id)
    return OpenEnds(
        minutes=_one(work, _minutes(project_id)),
        payments=_one(
            work,
            select(sa.func.count(col(PlannedPayment.id)))
            .join(PriceModel, col(PriceModel.id) == col(PlannedPayment.price_model_id))
            .where(PriceModel.project_id == project_id, col(PriceModel.active).is_(True))
            .where(
                col(PlannedPayment.invoice_line_id).is_(None),
                col(PlannedPayment.elsewhere).is_(False),
            ),
        ),
        extras=_one(
            work,
            select(sa.func.count(expense)).where(
                ProjectExpense.project_id == project_id,
                col(ProjectExpense.billable).is_(True),
                col(ProjectExpense.included).is_(False),
                ProjectExpense.status != ExpenseStatus.REJECTED,
                col(ProjectExpense.invoice_line_id).is_(None),
            ),
        )
        + _one(
            work,
            select(sa.func.count(product)).where(
                ProjectProduct.project_id == project_id,
                col(ProjectProduct.invoice_line_id).is_(None),
            ),
        ),
        drafts=_one(work, _drafts(project_id)),
    )


def _minutes(project_id: int) -> Any:
    """Billable time that no invoice bills, on what is billed by the hour or has no price model."""
    first = (
        select(PriceModel.id)
        .where(PriceModel.project_id == project_id, col(PriceModel.active).is_(True))
        .order_by(col(PriceModel.position), col(PriceModel.id))
        .limit(1)
        .scalar_subquery()
    )
    model = sa.func.coalesce(col(Activity.price_model_id), first)
    return (
        sa.select(sa.func.coalesce(sa.func.sum(col(TimeRecord.billable_minutes)), 0))
        .select_from(TimeRecord)
        .join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
        .join(PriceModel, col(PriceModel.id) == model, isouter=True)
        .where(
            col(TimeRecord.project_id) == project_id,
            col(TimeRecord.invoice_line_id).is_(None),
            col(TimeRecord.status) != HoursStatus.INVOICED,
            col(Activity.billable).is_(True),
            sa.or_(col(PriceModel.id).is_(None), col(PriceModel.kind).in_(BILLED_BY_THE_HOUR)),
        )
    )


def _drafts(project_id: int) -> Any:
    """Invoices without a number that are the project's, or bill something of it."""
    lines = select(InvoiceLine.invoice_id).where(InvoiceLine.project_id == project_id)
    return sa.select(sa.func.count(col(Invoice.id))).where(
        col(Invoice.number).is_(None),
        sa.or_(col(Invoice.project_id) == project_id, col(Invoice.id).in_(lines)),
    )


def _one(work: Work, query: Any) -> int:
    return int(work.session.scalars(query).one() or 0)
