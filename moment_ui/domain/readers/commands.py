"""Changes a reader's own settings."""

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.readers.rules import check_locale, check_theme
from moment_ui.models.access import User


@needs(Permission.VIEW_OWN_SETTINGS)
def choose_theme(work: Work, theme: str) -> None:
    """Keep the reader's theme for every company and device. Raises Invalid."""
    check_theme(theme)
    work.leave_figures()
    work.session.exec(sa.update(User).where(col(User.id) == work.actor.user_id).values(theme=theme))


@needs(Permission.VIEW_OWN_SETTINGS)
def choose_locale(work: Work, locale: str) -> None:
    """Keep how numbers and dates are written for the reader. Raises Invalid."""
    check_locale(locale)
    work.leave_figures()
    work.session.exec(
        sa.update(User).where(col(User.id) == work.actor.user_id).values(locale=locale)
    )
