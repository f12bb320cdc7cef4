"""Who stands behind a session cookie, and in which companies that person works."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.db.lookup import Lookup, all_rows, first_row, prepared
from moment_ui.db.work import Work, global_reading
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.access.rules import permissions_of
from moment_ui.models.access import LoginSession, Membership, Role, User
from moment_ui.models.company import Company


@dataclass(frozen=True, slots=True)
class Access:
    """A valid log-in; `actor` is None where the address names no company of the reader's."""

    digest: str
    user_id: int
    actor: Actor | None


@dataclass(frozen=True, slots=True)
class CompanyChoice:
    """One of the reader's companies, for the switcher."""

    company_id: int
    slug: str
    name: str
    role: str
    permissions: frozenset[Permission]


@before_log_in("pure")
def digest_of(token: str) -> str:
    """What the database keeps of a cookie's random id: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


@before_log_in("asks who the caller is")
def find_access(token: str, slug: str) -> Access | None:
    """The log-in behind a cookie's value, in the company the address asks for.

    None when the session is unknown, revoked or expired, or its user is closed.
    """
    if not token:
        return None
    digest = digest_of(token)
    row = first_row(_access_statement(), {"digest": digest, "slug": slug, "now": clock.now()})
    if row is None:
        return None
    return Access(digest, row.user_id, _actor(row) if row.company_id is not None else None)


@before_log_in("asks who the callers are")
def find_accesses(asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Access]:
    """`find_access` for many at once, by cookie value and company; those without a log-in are missing."""
    if len(asked) == 1:
        found = find_access(*asked[0])
        return {asked[0]: found} if found else {}
    answers: dict[tuple[str, str], Access] = {}
    for slug in {slug for _token, slug in asked}:
        keys = {
            digest_of(token): (token, slug) for token, other in asked if token and other == slug
        }
        values = {"digests": list(keys), "slug": slug, "now": clock.now()}
        for row in all_rows(_accesses_statement(), values):
            actor = _actor(row) if row.company_id is not None else None
            answers[keys[row.digest]] = Access(row.digest, row.user_id, actor)
    return answers


@before_log_in("a job in a process of its own, or a download, acts for a reader by ids")
def member(user_id: int, company_id: int) -> Actor | None:
    """The user as an actor in the company, as of now; None when the membership has ended."""
    statement: Any = (
        sa.select(*_ACTOR)
        .join(Membership, col(Membership.user_id) == col(User.id))
        .join(Company, col(Company.id) == col(Membership.company_id))
        .join(Role, col(Role.id) == col(Membership.role_id))
        .where(
            col(User.id) == user_id,
            col(User.active),
            col(Company.id) == company_id,
            col(Membership.active),
        )
    )
    with global_reading() as session:
        row: Any = cast("Any", session).exec(statement).first()
    return _actor(row) if row else None


@before_log_in("sends a reader who has just logged in to a company")
def home_path(user_id: int) -> str | None:
    """Where a reader starts: in the company worked in last, else the first by name; None without one.

    That is the customers, or the timesheet for whoever may not open them.
    """
    statement = (
        select(Company.slug, Role)
        .join(Membership, col(Membership.company_id) == col(Company.id))
        .join(Role, col(Role.id) == col(Membership.role_id))
        .where(col(Membership.user_id) == user_id, col(Membership.active))
        .order_by(
            col(Membership.last_used_at).is_(None),
            col(Membership.last_used_at).desc(),
            col(Company.name),
        )
        .limit(1)
    )
    with global_reading() as session:
        found = session.exec(statement).first()
        if found is None:
            return None
        slug, role = found
        return f"/{slug}/{start_page(permissions_of(role.key, role.permissions))}"


@before_log_in("pure")
def start_page(permissions: frozenset[Permission]) -> str:
    """The page that a reader with these permissions starts at, after the company in the address."""
    return "customers" if Permission.VIEW_CUSTOMERS in permissions else "timesheet"


@before_log_in("lists whom a log-in is told to; ids only")
def companies_of(user_id: int) -> list[int]:
    """The ids of the companies in which the user is active."""
    statement = select(Membership.company_id).where(
        col(Membership.user_id) == user_id, col(Membership.active)
    )
    with global_reading() as session:
        return list(session.exec(statement))


@before_log_in("looks at one's own name")
def user_name(user_id: int) -> str:
    """The user's name, empty for nobody."""
    with global_reading() as session:
        return session.exec(select(User.name).where(col(User.id) == user_id)).first() or ""


@needs(Permission.VIEW_OWN_SETTINGS)
def my_companies(work: Work) -> list[CompanyChoice]:
    """The companies the reader belongs to, by name."""
    statement = (
        select(Company.id, Company.slug, Company.name, Role)
        .join(Membership, col(Membership.company_id) == col(Company.id))
        .join(Role, col(Role.id) == col(Membership.role_id))
        .where(col(Membership.user_id) == work.actor.user_id, col(Membership.active))
        .order_by(col(Company.name))
    )
    rows = work.session.exec(statement)
    return [
        CompanyChoice(key or 0, slug, name, role.name, permissions_of(role.key, role.permissions))
        for key, slug, name, role in rows
    ]


@lru_cache(maxsize=1)
def _access_statement() -> Lookup:
    return prepared(_valid(_ACTOR).where(col(LoginSession.digest) == sa.bindparam("digest")))


_DIGESTS: Any = sa.bindparam("digests", expanding=True)  # pyright: ignore[reportUnknownVariableType]


@lru_cache(maxsize=1)
def _accesses_statement() -> Lookup:
    columns: list[Any] = [col(LoginSession.digest).label("digest"), *_ACTOR]
    return prepared(_valid(columns).where(col(LoginSession.digest).in_(_DIGESTS)))


def _valid(columns: list[Any]) -> sa.Select[*tuple[Any, ...]]:
    """Log-ins that hold, with the actor in a company of its address where there is one."""
    here = sa.and_(
        col(Membership.user_id) == col(User.id),
        col(Membership.active),
        col(Company.slug) == sa.bindparam("slug"),
    )
    place = _join(_join(Membership, Company, Membership.company_id), Role, Membership.role_id)
    whole = sa.outerjoin(_join(LoginSession, User, LoginSession.user_id), place, here)
    return (
        sa.select(*columns)
        .select_from(whole)
        .where(
            col(LoginSession.revoked_at).is_(None),
            col(LoginSession.expires_at) > sa.bindparam("now"),
            col(User.active),
        )
    )


def _join(left: Any, right: Any, reference: Any) -> sa.Join:
    return sa.join(left, right, right.id == reference)


_ACTOR: list[Any] = [
    col(User.id).label("user_id"),
    col(User.name).label("user_name"),
    col(User.locale).label("locale"),
    col(Company.id).label("company_id"),
    col(Company.timezone).label("timezone"),
    col(Role.key).label("role_key"),
    col(Role.permissions).label("permissions"),
]
"""What `_actor` is made of."""


def _actor(row: Any) -> Actor:
    return Actor(
        user_id=row.user_id,
        company_id=row.company_id,
        permissions=permissions_of(row.role_key, row.permissions or ()),
        name=row.user_name,
        timezone=row.timezone,
        locale=row.locale,
    )
