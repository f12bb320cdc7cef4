"""Logging in and out, passwords, and who belongs to a company.

What happens before there is an actor opens its own unit of work over global tables; Argon2 runs
outside of it, so that a slow hash never holds the database.
"""

import datetime as dt
import secrets
from dataclasses import dataclass
from functools import lru_cache

import argon2
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.settings import settings
from moment_ui.db.session import GlobalSession
from moment_ui.db.work import global_reading, global_writing
from moment_ui.domain.access.errors import UnknownUser
from moment_ui.domain.access.needs import before_log_in
from moment_ui.domain.access.queries import digest_of
from moment_ui.domain.access.rules import (
    MAX_PASSWORD,
    ROLE_NAMES,
    STANDARD_ROLES,
    check_password,
    session_length,
)
from moment_ui.models.access import LoginSession, Membership, Role, RoleKey, User

_hasher = argon2.PasswordHasher()


@dataclass(frozen=True, slots=True)
class Attempt:
    """How a log-in went; `user_id` is known also when the password was wrong, for the audit log."""

    user_id: int | None
    succeeded: bool


@before_log_in("hashes what the caller gave")
def hash_password(password: str) -> str:
    """The Argon2id hash of a password, with a salt of its own."""
    return _hasher.hash(password)


@before_log_in("checks a password")
def authenticate(email: str, password: str) -> Attempt:
    """Check a password. Unknown and closed users take as long as a wrong password."""
    account = _account(email)
    stored = account.password_hash if account and account.password_hash else _nobodys_hash()
    matches = _matches(stored, password[: MAX_PASSWORD + 1])
    if account is None:
        return Attempt(None, succeeded=False)
    succeeded = matches and account.active and bool(account.password_hash)
    if succeeded and _hasher.check_needs_rehash(stored):
        _store_hash(account.user_id, hash_password(password))
    return Attempt(account.user_id, succeeded)


@before_log_in("the password was checked just before")
def open_session(user_id: int, *, remember: bool = False, client: str = "") -> str:
    """Begin a log-in; returns the random id for the cookie, of which only a digest is stored."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    length = session_length(
        remember=remember, days=settings().session_days, hours=settings().session_hours
    )
    with global_writing() as session:
        _sweep(session, now)
        session.add(
            LoginSession(
                digest=digest_of(token),
                user_id=user_id,
                created_at=now,
                expires_at=now + length,
                client=client[:200],
            )
        )
    return token


@before_log_in("whoever holds the cookie may end it")
def revoke_session(token: str) -> int | None:
    """End the log-in behind a cookie; returns whose it was, None when there was none to end."""
    statement = (
        sa.update(LoginSession)
        .where(col(LoginSession.digest) == digest_of(token), col(LoginSession.revoked_at).is_(None))
        .values(revoked_at=clock.now())
        .returning(col(LoginSession.user_id))
    )
    with global_writing() as session:
        return session.exec(statement).scalar()


@before_log_in("used by the operator's command line")
def set_password(email: str, password: str) -> int:
    """Give a user a new password and end every log-in of theirs; returns the user's id.

    Raises PasswordRefused for a poor password and UnknownUser for an unknown address.
    """
    check_password(password, email)
    account = _account(email)
    if account is None:
        raise UnknownUser(email)
    _store_hash(account.user_id, hash_password(password))
    revoke_sessions_of(account.user_id)
    return account.user_id


@before_log_in("used where a password changes or an account is closed")
def revoke_sessions_of(user_id: int) -> None:
    """End every log-in of a user, on every device."""
    statement = (
        sa.update(LoginSession)
        .where(col(LoginSession.user_id) == user_id, col(LoginSession.revoked_at).is_(None))
        .values(revoked_at=clock.now())
    )
    with global_writing() as session:
        session.exec(statement)


@before_log_in("remembers where the reader was; no authority comes from it")
def remember_company(user_id: int, company_id: int) -> None:
    """Note the company a user works in, so that the next log-in opens it."""
    statement = (
        sa.update(Membership)
        .where(col(Membership.user_id) == user_id, col(Membership.company_id) == company_id)
        .values(last_used_at=clock.now())
    )
    with global_writing() as session:
        session.exec(statement)


@before_log_in("sets up a company that nobody is in yet")
def add_standard_roles(session: GlobalSession, company_id: int) -> dict[RoleKey, int]:
    """Give a new company its five roles; returns their ids."""
    roles = [
        Role(
            company_id=company_id,
            key=key,
            name=ROLE_NAMES[key],
            permissions=sorted(STANDARD_ROLES[key]),
        )
        for key in RoleKey
    ]
    session.add_all(roles)
    session.flush()
    return {role.key: role.id for role in roles if role.key and role.id}


@before_log_in("sets up a company that nobody is in yet")
def join_company(session: GlobalSession, user_id: int, company_id: int, role_id: int) -> None:
    """Make a user a member of a company, with a role there."""
    session.add(Membership(user_id=user_id, company_id=company_id, role_id=role_id))


@dataclass(frozen=True, slots=True)
class _Account:
    user_id: int
    password_hash: str
    active: bool


def _account(email: str) -> _Account | None:
    address = email.strip().lower()[:254]
    statement = select(User.id, User.password_hash, User.active).where(col(User.email) == address)
    with global_reading() as session:
        row = session.exec(statement).first()
    return _Account(row[0] or 0, row[1], row[2]) if row else None


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _store_hash(user_id: int, hashed: str) -> None:
    statement = sa.update(User).where(col(User.id) == user_id).values(password_hash=hashed)
    with global_writing() as session:
        session.exec(statement)


def _sweep(session: GlobalSession, now: dt.datetime) -> None:
    """Sessions that ended a month ago say nothing any more."""
    old = col(LoginSession.expires_at) < now - dt.timedelta(days=30)
    session.exec(sa.delete(LoginSession).where(old))
