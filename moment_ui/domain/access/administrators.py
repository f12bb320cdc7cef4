"""Who may set partner companies up, here and in the companies one works with."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.access.rules import permissions_of
from moment_ui.models.access import Membership, Role, User


@needs(Permission.SETUP_PARTNERS)
def administrators(work: Work, company_ids: Iterable[int]) -> dict[int, list[str]]:
    """The names of those who may set partners up, by company. Ask for companies in one's group only."""
    rows = _who(work, col(Membership.company_id).in_(sorted(set(company_ids))))
    found: dict[int, list[str]] = {}
    for company_id, _user_id, name in rows:
        found.setdefault(company_id, []).append(name)
    return found


@needs(Permission.SETUP_PARTNERS)
def administered(work: Work) -> frozenset[int]:
    """The companies in which the reader may set partners up."""
    rows = _who(work, col(Membership.user_id) == work.actor.user_id)
    return frozenset(company_id for company_id, _user_id, _name in rows)


def _who(work: Work, which: sa.ColumnElement[bool]) -> list[tuple[int, int, str]]:
    statement = (
        sa.select(
            col(Membership.company_id),
            col(User.id),
            col(User.name),
            col(Role.key),
            col(Role.permissions),
        )
        .join(Membership, col(Membership.user_id) == col(User.id))
        .join(Role, col(Role.id) == col(Membership.role_id))
        .where(which, col(Membership.active), col(User.active))
        .order_by(col(User.name), col(User.id))
    )
    return [
        (company_id, user_id, name)
        for company_id, user_id, name, key, stored in records(work, statement)
        if Permission.SETUP_PARTNERS in permissions_of(key, stored or ())
    ]
