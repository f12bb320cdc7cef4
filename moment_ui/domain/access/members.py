"""Who works in the company, and what their roles permit."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.access.rules import permissions_of
from moment_ui.models.access import Membership, Role, RoleKey, User


@dataclass(frozen=True, slots=True)
class Member:
    """A person who can log in to the company."""

    user_id: int
    name: str
    email: str
    role_id: int
    role: str
    external: bool
    permissions: frozenset[Permission]


@needs(Permission.VIEW_CUSTOMERS)
def members(work: Work) -> list[Member]:
    """Everybody with an open account and an active membership in the actor's company, by name."""
    statement = (
        sa.select(
            col(User.id),
            col(User.name),
            col(User.email),
            col(Role.id),
            col(Role.name),
            col(Role.key),
            col(Role.permissions),
        )
        .join(Membership, col(Membership.user_id) == col(User.id))
        .join(Role, col(Role.id) == col(Membership.role_id))
        .where(
            col(Membership.company_id) == work.company_id,
            col(Membership.active),
            col(User.active),
        )
        .order_by(col(User.name), col(User.id))
    )
    return [
        Member(
            user_id=user_id,
            name=name,
            email=email,
            role_id=role_id,
            role=role,
            external=key is RoleKey.EXTERNAL,
            permissions=permissions_of(key, stored or ()),
        )
        for user_id, name, email, role_id, role, key, stored in records(work, statement)
    ]
