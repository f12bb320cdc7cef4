"""The door between partner companies: the only way from one company's work into another's rows.

`acting_for(work, company)` opens a second session for the partner on the same connection: one
transaction, its own identity map, the partner's criteria. It opens between two companies that are both
confirmed in one group and have both switched the module on; what may pass is the caller's business, which
is why only the domain nouns named in the import contract may use it.

Beside it there are two smaller ones for the group itself. `at_the_doorstep(work, company)` reads nothing: a
company that was asked, or has left, is told there, in its audit log and its news. `while_parting(work,
company)` opens between two members whatever is paused or switched off, for undoing what they had together.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, aliased
from sqlmodel import col, select

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _
from moment_ui.db.mirrored import DOOR
from moment_ui.db.session import EscapesCompany, ScopedSession
from moment_ui.db.work import Work
from moment_ui.models.audit import AuditEntry
from moment_ui.models.company import Company
from moment_ui.models.partner import IN_GROUP, MemberState, PartnerMember, PartnerSettings

_SETTINGS: sa.Table = vars(PartnerSettings)["__table__"]


class NotPartners(Conflict):
    """Nothing passes between the two companies: no group, not confirmed yet, paused, or switched off."""

    def __init__(self, name: str = "") -> None:
        super().__init__(
            _("{company} is not a partner company now: nothing is shared with it.").format(
                company=name or _("The other company")
            )
        )


@contextmanager
def acting_for(work: Work, company_id: int) -> Generator[Work]:
    """Work in a partner company, within this transaction; what it writes is committed with ours.

    Its actor has no permissions: commands and queries that ask for one refuse. Raises NotPartners.
    """
    if company_id not in open_partners(work):
        raise NotPartners(_name_of(work, company_id))
    with _inside(work, company_id) as theirs:
        yield theirs


def open_partners(work: Work) -> list[int]:
    """The companies confirmed beside ours in our group, while both have the module on; ascending."""
    if not _enabled(work):
        return []
    ours, theirs = aliased(PartnerMember), aliased(PartnerMember)
    switched_on = sa.select(_SETTINGS.c.company_id).where(_SETTINGS.c.enabled)
    query = (
        select(theirs.company_id)
        .join(ours, col(ours.group_id) == col(theirs.group_id))
        .where(
            ours.company_id == work.company_id,
            col(ours.state) == MemberState.CONFIRMED,
            col(theirs.state) == MemberState.CONFIRMED,
            theirs.company_id != work.company_id,
        )
        .order_by(col(theirs.company_id))
    )
    found = list(work.session.exec(query))
    if not found:
        return []
    # Past the session's criteria: whether a company takes part is all that is looked at.
    both = switched_on.where(_SETTINGS.c.company_id.in_(found))
    on = set(work.session.connection().scalars(both))
    return [company_id for company_id in found if company_id in on]


class DoorstepSession(ScopedSession):
    """A session that only adds to the audit log: it reads nothing and writes nothing else."""


@event.listens_for(DoorstepSession, "do_orm_execute")
def _read_nothing(_state: ORMExecuteState) -> None:
    raise EscapesCompany("Nothing is read at the doorstep")


@event.listens_for(DoorstepSession, "before_flush")
def _only_notes(session: Session, _context: object, _instances: object) -> None:
    others = [row for row in session.new if not isinstance(row, AuditEntry)]
    if others or session.dirty or session.deleted:
        raise EscapesCompany("Only the audit log is written at the doorstep")


@contextmanager
def at_the_doorstep(work: Work, company_id: int) -> Generator[Work]:
    """Tell a company of our group, in whatever state: its audit log, and what it watches.

    Raises NotPartners for one that has never been asked by the group.
    """
    if not _known_together(work, company_id, tuple(MemberState)):
        raise NotPartners
    with _inside(work, company_id, DoorstepSession) as theirs:
        yield theirs


@contextmanager
def while_parting(work: Work, company_id: int) -> Generator[Work]:
    """Work in another member of our group though it is paused or switched off, to undo what was shared.

    Raises NotPartners unless both are members still.
    """
    if not _known_together(work, company_id, IN_GROUP):
        raise NotPartners(_name_of(work, company_id))
    with _inside(work, company_id) as theirs:
        yield theirs


def _known_together(work: Work, company_id: int, states: tuple[MemberState, ...]) -> bool:
    ours, theirs = aliased(PartnerMember), aliased(PartnerMember)
    query = (
        select(theirs.id)
        .join(ours, col(ours.group_id) == col(theirs.group_id))
        .where(
            ours.company_id == work.company_id,
            theirs.company_id == company_id,
            theirs.company_id != work.company_id,
            col(ours.state).in_(states),
            col(theirs.state).in_(states),
        )
        .limit(1)
    )
    return work.session.exec(query).first() is not None


@contextmanager
def _inside(
    work: Work, company_id: int, kind: type[ScopedSession] = ScopedSession
) -> Generator[Work]:
    """The second session joins the transaction whole, also within a savepoint of ours.

    While it is open, both sides may write what one has of the other: what was there before it opened,
    and what comes after, is an ordinary session's again.
    """
    work.session.flush()
    actor = replace(work.actor, company_id=company_id, permissions=frozenset())
    connection = work.session.connection()
    with kind(connection, company_id=company_id, join_transaction_mode="rollback_only") as session:
        session.info[DOOR] = True
        was_open = work.session.info.get(DOOR, False)
        work.session.info[DOOR] = True
        try:
            yield work.beside(session, actor)
            session.flush()
            work.session.flush()
        finally:
            work.session.info[DOOR] = was_open


def _enabled(work: Work) -> bool:
    query = select(col(PartnerSettings.enabled)).limit(1)
    return bool(work.session.exec(query).first())


def _name_of(work: Work, company_id: int) -> str:
    named = sa.select(col(Company.name)).where(col(Company.id) == company_id)
    return work.session.scalars(named).first() or ""
