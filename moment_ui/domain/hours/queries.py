"""Reading how much waits to be approved, of everybody at once: one reading serves every bell of a company."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core.actor import Actor, Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.scope import APPROVER, BELL, BY_APPROVER, BY_ECONOMY, WAITING
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.project import CoWorker, Project

Returned = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class WaitingHours:
    """The time records of a company that wait for somebody.

    `asked`: how many each user is asked to approve; `for_economy`: how many are left to the economy.
    `returned`: those given back to the user who wrote them, by id and reason, newest day first.
    """

    asked: Mapping[int, int]
    for_economy: int
    returned: Mapping[int, Returned]

    def of(self, actor: Actor) -> tuple[int, Returned]:
        """How many wait for the actor, and the actor's own that were given back; as far as the role shows it."""
        count = self.asked.get(actor.user_id, 0)
        if actor.may(Permission.SETUP_INVOICING):
            count += self.for_economy
        own = self.returned.get(actor.user_id, ())
        return (
            count if actor.may(Permission.APPROVE_HOURS) else 0,
            own if actor.may(Permission.WRITE_HOURS) else (),
        )


@needs(Permission.VIEW_OWN_SETTINGS)
def waiting_hours(work: Work) -> WaitingHours:
    """What waits for whom. None to approve where the company does not want each registration told.

    It names everybody: only `of` goes to a reader.
    """
    said = _said(work)
    asked: dict[int, int] = {}
    for_economy = 0
    if said.get(BELL) != "no":
        if said.get(APPROVER) == BY_ECONOMY:
            query = select(sa.func.count(col(TimeRecord.id))).where(WAITING)
            for_economy = work.session.exec(query).one()
        else:
            asked = _asked(work, by_approver=said.get(APPROVER) == BY_APPROVER)
    return WaitingHours(asked, for_economy, _returned(work))


def _said(work: Work) -> dict[str, str]:
    """What the company has chosen of both options."""
    query = select(col(InvoicingOption.option), col(InvoicingOption.value)).where(
        col(InvoicingOption.option).in_((APPROVER, BELL)),
        col(InvoicingOption.customer_id).is_(None),
        col(InvoicingOption.project_id).is_(None),
    )
    return dict(work.session.exec(query).all())


def _asked(work: Work, *, by_approver: bool) -> dict[int, int]:
    """Hours to approve by user: of projects led, or of people answered for."""
    whose, asked = aliased(CoWorker), aliased(CoWorker)
    leader = col(Project.leader_id)
    who = sa.func.coalesce(col(whose.approver_id), leader) if by_approver else leader
    query = (
        select(col(asked.user_id), sa.func.count())
        .select_from(TimeRecord)
        .join(Project, col(Project.id) == col(TimeRecord.project_id))
        .join(whose, col(whose.id) == col(TimeRecord.co_worker_id))
        .join(asked, col(asked.id) == who)
        .where(WAITING, col(asked.user_id).is_not(None))
        .group_by(col(asked.user_id))
    )
    return {user or 0: count for user, count in work.session.exec(query)}


def _returned(work: Work) -> dict[int, Returned]:
    query = (
        select(col(CoWorker.user_id), col(TimeRecord.id), col(TimeRecord.returned))
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .where(WAITING, col(TimeRecord.returned) != "", col(CoWorker.user_id).is_not(None))
        .order_by(col(TimeRecord.day).desc(), col(TimeRecord.id))
    )
    found: dict[int, Returned] = {}
    for user, key, reason in work.session.exec(query):
        found[user or 0] = (*found.get(user or 0, ()), (key or 0, reason))
    return found
