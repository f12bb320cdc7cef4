"""Whose series a number is drawn from, and who else draws from it.

A company that inherits a series draws from the main company of its group, through the door. The main
company's row is the one that is locked, so whoever draws waits there; free is what none of those has who
draw from it. While the partnership is paused the door is shut, and a company goes on in its own series.
"""

import heapq
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.db.group_scope import NotPartners, acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.numbering.rows import find_row
from moment_ui.domain.numbering.used import highest, is_used, used_from
from moment_ui.models.company import Company
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.partner import MemberState, PartnerGroup, PartnerMember


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where numbers of a kind come from: `run` has the series, `everyone` draws from it, `own` among them.

    `least`: no number below this one is taken.
    """

    kind: SeriesKind
    own: Work
    run: Work
    everyone: tuple[Work, ...]
    least: int = 0

    def used_from(self, start: int) -> Iterable[int]:
        """The numbers in use by anybody from `start` on, ascending."""
        return heapq.merge(*(used_from(work, self.kind, start) for work in self.everyone))

    def partner_with(self, number: int) -> str:
        """The name of another company that has the number, "" when none has."""
        others = (work for work in self.everyone if work.company_id != self.own.company_id)
        holder = next((work for work in others if is_used(work, self.kind, number)), None)
        if holder is None:
            return ""
        named = select(Company.name).where(Company.id == holder.company_id)
        return self.own.session.exec(named).first() or ""


@contextmanager
def drawn_from(work: Work, kind: SeriesKind) -> Generator[Drawn]:
    """The series that the company's numbers of a kind are drawn from; its doors close with the block."""
    with ExitStack() as doors:
        yield _drawn(work, kind, doors)


def main_company(work: Work) -> int | None:
    """The main company of the group that ours is confirmed in; None without a group."""
    query = (
        select(PartnerGroup.main_company_id)
        .join(PartnerMember, col(PartnerMember.group_id) == col(PartnerGroup.id))
        .where(
            PartnerMember.company_id == work.company_id,
            col(PartnerMember.state) == MemberState.CONFIRMED,
        )
    )
    return work.session.exec(query).first()


def inherits(work: Work, kind: SeriesKind) -> bool:
    """Whether the company has chosen to draw from the main company's series."""
    query = select(NumberSeries.inherited).where(col(NumberSeries.kind) == kind)
    return bool(work.session.exec(query).first())


def _drawn(work: Work, kind: SeriesKind, doors: ExitStack) -> Drawn:
    main = main_company(work)
    if main == work.company_id:
        return Drawn(kind, work, work, (work, *_inheriting(work, kind, doors, work.company_id)))
    if not inherits(work, kind):
        return Drawn(kind, work, work, (work,))
    try:
        run = doors.enter_context(acting_for(work, main or 0))
    except NotPartners:
        return Drawn(kind, work, work, (work,), least=after_own(work, kind))
    others = _inheriting(run, kind, doors, work.company_id)
    return Drawn(kind, work, run, (work, run, *others))


def after_own(work: Work, kind: SeriesKind) -> int:
    """The number after the highest of the company's own that its own series holds."""
    row = find_row(work, kind)
    return highest(work, kind, row.first, row.last) + 1 if row else 0


def _inheriting(main: Work, kind: SeriesKind, doors: ExitStack, asks: int) -> Iterable[Work]:
    """The other companies that draw from the main company's series, and can be looked into now."""
    found: list[Work] = []
    for company_id in open_partners(main):
        if company_id == asks:
            continue
        try:
            theirs = doors.enter_context(acting_for(main, company_id))
        except NotPartners:
            continue
        if inherits(theirs, kind):
            found.append(theirs)
    return found
