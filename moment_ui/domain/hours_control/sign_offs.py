"""Signing hours off: somebody found both sides right, and a digest tells when a row changed since."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.period import Period
from moment_ui.db.work import Work
from moment_ui.models.partner import HoursSignOff


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Who found the hours of a period right, and when; `stands` unless a row changed since."""

    by: str
    at: dt.datetime
    period: Period
    home_minutes: int
    main_minutes: int
    digest: str
    note: str
    stands: bool = True


def latest(work: Work, partner_id: int, project_ids: Collection[int]) -> dict[int, SignedOff]:
    """The last sign-off of each project with a partner."""
    newest = (
        sa.select(sa.func.max(col(HoursSignOff.id)))
        .where(
            col(HoursSignOff.partner_company_id) == partner_id,
            col(HoursSignOff.project_id).in_(project_ids),
        )
        .group_by(col(HoursSignOff.project_id))
    )
    query = select(HoursSignOff).where(col(HoursSignOff.id).in_(newest))
    return {row.project_id: _told(row) for row in work.session.exec(query)}


def _told(row: HoursSignOff) -> SignedOff:
    return SignedOff(
        row.by_name,
        row.at,
        Period(row.from_day, row.until_day),
        row.home_minutes,
        row.main_minutes,
        row.digest,
        row.note,
    )
