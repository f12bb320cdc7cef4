"""Reads a reader's own settings."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.access import User


@dataclass(frozen=True, slots=True)
class MySettings:
    """Who the reader is, and how things should look for that person."""

    name: str
    email: str
    locale: str
    theme: str


@needs(Permission.VIEW_OWN_SETTINGS)
def my_settings(work: Work) -> MySettings:
    """The reader's own settings."""
    statement = select(User.name, User.email, User.locale, User.theme).where(
        col(User.id) == work.actor.user_id
    )
    return MySettings(*work.session.exec(statement).one())
