"""Log-ins of external co-workers: who has one, and a membership with the role External, given and ended.

Called by whatever invites them, which declares the permission.
Whoever has another role in the company keeps it: inviting somebody never takes away, and never gives more.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.elements import Expression
from moment_ui.db.session import COMPANY
from moment_ui.db.work import Work
from moment_ui.models.access import Membership, Role, RoleKey, User


@dataclass(frozen=True, slots=True)
class Account:
    """An account, and whether one can log in with it."""

    user_id: int
    active: bool


def give_log_in(work: Work, user_id: int) -> None:
    """Let a user switch to this company, as External; one who was shut out comes back as that."""
    membership = _membership(work, user_id)
    if membership is not None and membership.active:
        return
    role_id = _external_role(work)
    if membership is None:
        membership = Membership(user_id=user_id, company_id=work.company_id, role_id=role_id)
    membership.role_id, membership.active = role_id, True
    work.session.add(membership)
    work.session.flush()


def end_log_in(work: Work, user_id: int | None) -> None:
    """Shut a user out who is External here; other roles stay."""
    membership = _membership(work, user_id) if user_id is not None else None
    if membership is not None and membership.role_id == _external_role(work):
        membership.active = False
        work.session.add(membership)


def users_by_email(work: Work, emails: Collection[str]) -> dict[str, tuple[int, str]]:
    """The open accounts with these addresses, all in lower case: id and name."""
    query = select(User).where(col(User.email).in_(emails), col(User.active).is_(True))
    return {user.email: (user.id or 0, user.name) for user in work.session.exec(query)}


def account_of(work: Work, user_id: int | None, email: str) -> Account | None:
    """Somebody's account, open or closed; by the address where the user is not known."""
    whose = User.id == user_id if user_id else User.email == email.lower()
    user = work.session.exec(select(User).where(whose)).first()
    return Account(user.id or 0, user.active) if user is not None else None


def make_account(work: Work, email: str, name: str, password_hash: str) -> Account:
    """An account for an address that has none; the caller has proof that the address is theirs."""
    user = User(email=email.lower(), name=name, password_hash=password_hash, created_at=clock.now())
    work.session.add(user)
    work.session.flush()
    return Account(user.id or 0, active=True)


def own_companies(work: Work) -> set[int]:
    """The companies that the reader may switch to."""
    query = select(Membership.company_id).where(
        Membership.user_id == work.actor.user_id, col(Membership.active).is_(True)
    )
    return set(work.session.exec(query))


def last_used(user_id: Any) -> Expression:
    """When the user of a row was last in the company, as a column of a list; None for never."""
    return (
        sa.select(col(Membership.last_used_at))
        .where(
            col(Membership.user_id) == user_id,
            col(Membership.company_id) == sa.bindparam(COMPANY, type_=sa.Integer()),
        )
        .scalar_subquery()
    )


def _membership(work: Work, user_id: int) -> Membership | None:
    query = select(Membership).where(
        Membership.user_id == user_id, Membership.company_id == work.company_id
    )
    return work.session.exec(query.with_for_update()).first()


def _external_role(work: Work) -> int:
    query = select(Role.id).where(
        Role.company_id == work.company_id, col(Role.key) == RoleKey.EXTERNAL
    )
    return work.session.exec(query).one() or 0
