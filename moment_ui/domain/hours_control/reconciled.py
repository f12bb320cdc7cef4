"""Whether the hours of shared projects can be invoiced with an easy mind: both sides agree, and are signed off."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.period import Period
from moment_ui.core.words import _, plural
from moment_ui.db.elements import Condition
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours_control import sign_offs
from moment_ui.domain.hours_control.comparing import controlled
from moment_ui.domain.hours_control.pairs import Together, partners
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.project import Project

Spans = Mapping[int, tuple[dt.date, dt.date]]
"""By project the first and the last day of hours that are asked about."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What speaks against invoicing a shared project's hours: rows that differ, or no sign-off that holds.

    `period`: what was compared.
    """

    project_id: int
    partner: str
    rows: int
    signed: bool
    changed: bool
    period: Period

    def said(self) -> str:
        """The same in a sentence."""
        if self.rows:
            rows = plural("{count} row of hours differs", "{count} rows of hours differ", self.rows)
            return _("{rows} from {partner}’s.").format(rows=rows, partner=self.partner)
        if self.changed:
            said = _("Hours changed since {partner}’s were signed off.")
        else:
            said = _("The hours of {partner} are not signed off.")
        return said.format(partner=self.partner)


def unsettled(work: Work, project_ids: Collection[int], until: dt.date) -> list[Unsettled]:
    """What is not settled of these projects up to and with a day; ordinary ones cost two statements.

    The caller has asked for permission. Projects without hours that wait to be invoiced are left out.
    """
    found: list[Unsettled] = []
    for together in partners(work, col(Project.id).in_(project_ids)):
        waiting = _spans(
            work,
            together,
            col(TimeRecord.status) != HoursStatus.INVOICED,
            col(TimeRecord.day) <= until,
        )
        everything = {key: Period.including(None, until) for key in waiting}
        found += _of_partner(work, together, waiting, everything)
    return found


@needs(Permission.CREATE_INVOICES)
def unsettled_on(work: Work, invoice_id: int) -> list[Unsettled]:
    """What is not settled of the hours that a draft bills, of their days; one without such costs a statement."""
    lines = sa.select(col(InvoiceLine.id)).where(col(InvoiceLine.invoice_id) == invoice_id)
    billed = col(TimeRecord.invoice_line_id).in_(lines)
    crossed = col(TimeRecord.origin_id).is_not(None) | col(TimeRecord.mirror_company_id).is_not(
        None
    )
    query = sa.select(col(TimeRecord.project_id)).where(billed, crossed).distinct()
    project_ids = [key for (key,) in records(work, query)]
    found: list[Unsettled] = []
    if not project_ids:
        return found
    for together in partners(work, col(Project.id).in_(project_ids)):
        spans = _spans(work, together, billed)
        days = {key: Period.including(*span) for key, span in spans.items()}
        found += _of_partner(work, together, spans, days)
    return found


def _of_partner(
    work: Work, together: Together, spans: Spans, periods: Mapping[int, Period]
) -> Iterator[Unsettled]:
    signed = sign_offs.latest(work, together.company_id, spans)
    for project_id, (_first, last) in spans.items():
        period = periods[project_id]
        [one] = controlled(work, together.of(project_id), period)
        mark = signed.get(project_id)
        covers = mark is not None and (mark.period.end is None or last < mark.period.end)
        stands = covers and one.line.signed is not None and one.line.signed.stands
        if one.line.open and (one.line.rows or not stands):
            changed = covers and not stands
            yield Unsettled(project_id, together.name, one.line.rows, covers, changed, period)


def _spans(work: Work, together: Together, *asked: Condition) -> Spans:
    """The first and last day of the partner's hours among those asked for, by project."""
    of_partner = (
        col(TimeRecord.origin_company_id) == together.company_id
        if together.is_main
        else col(TimeRecord.mirror_company_id) == together.company_id
    )
    query = (
        sa.select(
            col(TimeRecord.project_id),
            sa.func.min(col(TimeRecord.day)),
            sa.func.max(col(TimeRecord.day)),
        )
        .where(col(TimeRecord.project_id).in_(together.projects.values()), of_partner, *asked)
        .group_by(col(TimeRecord.project_id))
    )
    return {key: (first, last) for key, first, last in records(work, query)}
