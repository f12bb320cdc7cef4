"""Whether the hours of shared projects can be invoiced with an easy mind: both sides agree, and are signed off."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.hours_control import sign_offs
from moment_ui.domain.hours_control.comparing import controlled
from moment_ui.domain.hours_control.pairs import Together, partners
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Project


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What speaks against invoicing a shared project's hours: rows that differ, or no sign-off that holds."""

    project_id: int
    partner: str
    rows: int
    signed: bool
    changed: bool


def unsettled(work: Work, project_ids: Collection[int], until: dt.date) -> list[Unsettled]:
    """What is not settled of these projects up to and with a day; ordinary ones cost two statements.

    The caller has asked for permission. Projects without hours that wait to be invoiced are left out.
    """
    found: list[Unsettled] = []
    for together in partners(work, col(Project.id).in_(project_ids)):
        waiting = _last_open_days(work, together, until)
        signed = sign_offs.latest(work, together.company_id, waiting)
        for project_id, last in waiting.items():
            its = together.of(project_id)
            [one] = controlled(work, its, Period.including(None, until))
            mark = signed.get(project_id)
            covers = mark is not None and (mark.period.end is None or last < mark.period.end)
            stands = covers and one.line.signed is not None and one.line.signed.stands
            if one.line.open and (one.line.rows or not stands):
                found.append(
                    Unsettled(
                        project_id, together.name, one.line.rows, covers, covers and not stands
                    )
                )
    return found


def _last_open_days(work: Work, together: Together, until: dt.date) -> dict[int, dt.date]:
    """By project the last day with hours of the partner's that wait to be invoiced."""
    of_partner = (
        col(TimeRecord.origin_company_id) == together.company_id
        if together.is_main
        else col(TimeRecord.mirror_company_id) == together.company_id
    )
    query = (
        sa.select(col(TimeRecord.project_id), sa.func.max(col(TimeRecord.day)))
        .where(
            col(TimeRecord.project_id).in_(together.projects.values()),
            of_partner,
            col(TimeRecord.status) != HoursStatus.INVOICED,
            col(TimeRecord.day) <= until,
        )
        .group_by(col(TimeRecord.project_id))
    )
    return {key: last for key, last in records(work, query) if last is not None}
