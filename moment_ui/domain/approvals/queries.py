"""Whose approval drafts wait for."""

from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import DraftApproval, Invoice, InvoiceState
from moment_ui.models.project import CoWorker, Project

SHOWN = 5


@needs(Permission.VIEW_INVOICES)
def may_approve(work: Work, invoice_id: int) -> bool:
    """Whether the reader may approve this draft: all of them, or as the leader of its project."""
    query = select(Invoice).where(Invoice.id == invoice_id)
    draft = work.session.exec(query).first()
    if draft is None or work.actor.may(Permission.APPROVE_DRAFTS):
        return draft is not None
    own = (
        select(Project)
        .join(CoWorker, col(CoWorker.id) == col(Project.leader_id))
        .where(Project.id == draft.project_id, CoWorker.user_id == work.actor.user_id)
    )
    return work.session.exec(own).first() is not None


@needs(Permission.VIEW_INVOICES)
def drafts_of_mine_to_approve(work: Work) -> list[tuple[int, str]]:
    """Drafts of the reader's own projects that wait for approval, by id, project and customer; at most SHOWN."""
    own = select(col(CoWorker.id)).where(CoWorker.user_id == work.actor.user_id)
    return _waiting(work, col(Project.leader_id).in_(own))


@needs(Permission.APPROVE_DRAFTS)
def drafts_to_approve(work: Work) -> list[tuple[int, str]]:
    """All drafts that wait for approval, by id, project and customer; at most SHOWN."""
    return _waiting(work)


def _waiting(work: Work, *more: Any) -> list[tuple[int, str]]:
    """The drafts that wait, in a company that asks for approval yet."""
    if not finance_settings(work).drafts_need_approval:
        return []
    query = (
        select(col(Invoice.id), Project.number, Project.name, Customer.name)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .outerjoin(Project, col(Project.id) == col(Invoice.project_id))
        .where(Invoice.state == InvoiceState.DRAFT, Invoice.approval == DraftApproval.TO_APPROVE)
        .where(*more)
        .order_by(col(Invoice.id))
        .limit(SHOWN)
    )
    return [
        (key or 0, " · ".join(filter(None, (" ".join(filter(None, (number, name))), customer))))
        for key, number, name, customer in work.session.exec(query)
    ]
