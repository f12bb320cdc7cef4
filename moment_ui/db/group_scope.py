"""The door between partner companies: the only way from one company's work into another's rows.

`acting_for(work, company)` opens a second session for the partner on the same connection: one
transaction, its own identity map, the partner's criteria. It opens between two companies that are both
confirmed in one group and have both switched the module on; what may pass is the caller's business, which
is why only the domain nouns named in the import contract may use it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _
from moment_ui.db.mirrored import DOOR
from moment_ui.db.session import ScopedSession
from moment_ui.db.work import Work
from moment_ui.models.company import Company
from moment_ui.models.partner import MemberState, PartnerMember, PartnerSettings

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


@contextmanager
def _inside(work: Work, company_id: int) -> Generator[Work]:
    work.session.flush()
    actor = replace(work.actor, company_id=company_id, permissions=frozenset())
    with ScopedSession(work.session.connection(), company_id=company_id) as session:
        session.info[DOOR] = True
        yield work.beside(session, actor)
        session.flush()


def _enabled(work: Work) -> bool:
    query = select(col(PartnerSettings.enabled)).limit(1)
    return bool(work.session.exec(query).first())


def _name_of(work: Work, company_id: int) -> str:
    named = sa.select(col(Company.name)).where(col(Company.id) == company_id)
    return work.session.scalars(named).first() or ""
