"""Drafts of the demo, made of what projects have to be invoiced, and where they stand in their approval."""

import datetime as dt
from collections.abc import Iterable, Mapping

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.approvals.commands import approve_draft, ask_approval, return_draft
from moment_ui.domain.billing.commands import create_drafts, planned_drafts
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.queries import sheet
from moment_ui.domain.composing.rows import Seen
from moment_ui.models.invoice import DraftApproval, Invoice


def draft_all(
    work: Work, project_id: int, until: dt.date, payers: Mapping[int, int] | None = None
) -> list[int]:
    """Make drafts of everything a project has to be invoiced up to a day; returns their ids.

    `payers` are the customers who pay for activities, where lines are divided between customers.
    """
    items = sheet(work, project_id, until).items
    receivers = {item.key: (payers or {}).get(item.activity_id or 0, 0) for item in items}
    return _draft(work, Order(project_id, receivers=receivers), until)


def draft_in_advance(work: Work, project_id: int, texts: Iterable[str]) -> list[int]:
    """Make a draft of planned payments that are not due yet, by what they are called."""
    wanted, until = set(texts), work.today()
    later = sheet(work, project_id, until).later
    keys = frozenset(item.key for item in later if item.text in wanted)
    return _draft(work, Order(project_id, keys), until)


def in_approval(work: Work, draft_ids: Iterable[int], state: DraftApproval, reason: str) -> None:
    """Let drafts wait for approval, be approved, or be returned for a reason."""
    if state is DraftApproval.NONE:
        return
    for draft_id in draft_ids:
        ask_approval(work, _seen(work, draft_id))
        if state is DraftApproval.APPROVED:
            approve_draft(work, _seen(work, draft_id))
        elif state is DraftApproval.RETURNED:
            return_draft(work, _seen(work, draft_id), reason)


def _draft(work: Work, order: Order, until: dt.date) -> list[int]:
    plan = planned_drafts(work, [order], until)
    made = create_drafts(work, [order], until, plan.seen)
    for row in work.session.exec(select(Invoice).where(col(Invoice.id).in_(made))):
        if row.split_group:
            way = row.split_group.partition("-")[0]  # the rest is by chance, here always the same
            row.split_group = f"{way}-demo-{order.project_id}"
            work.session.add(row)
    work.session.flush()
    return made


def _seen(work: Work, draft_id: int) -> Seen:
    return Seen(draft_id, work.session.get_one(Invoice, draft_id).version)
