"""The group that a company is in, read and held. For this noun's operations, which declare the permission.

Whoever acts on a group holds the company's settings and then the group: two administrators wait for each
other there, of one company and of two.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.partners.errors import NoGroup, NotTheMain, PartnerChanged, PartnersOff
from moment_ui.models.company import Company
from moment_ui.models.partner import (
    IN_GROUP,
    MemberState,
    PartnerGroup,
    PartnerMember,
    PartnerSettings,
)


@dataclass(frozen=True, slots=True)
class Held:
    """The group as it stands, and every company that has ever been asked, by id; ours among them."""

    group: PartnerGroup
    members: dict[int, PartnerMember]
    own: PartnerMember

    @property
    def is_main(self) -> bool:
        """Whether our company is the main one."""
        return self.group.main_company_id == self.own.company_id

    def others(self, *states: MemberState) -> list[PartnerMember]:
        """The other companies in these states, by id."""
        found = (row for row in self.members.values() if row.state in states)
        ours = self.own.company_id
        return sorted((row for row in found if row.company_id != ours), key=_company)


def settings_of(work: Work) -> PartnerSettings | None:
    """The company's settings, None before it has ever switched partner companies on."""
    return work.session.exec(select(PartnerSettings)).first()


def is_enabled(work: Work) -> bool:
    """Whether the company has partner companies switched on."""
    found = settings_of(work)
    return found is not None and found.enabled


def hold_settings(work: Work) -> PartnerSettings:
    """The company's settings, made when they are not there, locked until the transaction ends."""
    query = select(PartnerSettings).with_for_update()
    found = work.session.exec(query.execution_options(populate_existing=True)).first()
    if found is not None:
        return found
    try:
        with work.session.begin_nested():
            made = PartnerSettings()
            work.session.add(made)
    except IntegrityError:  # somebody else began in this moment
        return hold_settings(work)
    return made


def hold_enabled(work: Work) -> PartnerSettings:
    """The same, of a company that has partner companies on. Raises PartnersOff."""
    settings = hold_settings(work)
    if not settings.enabled:
        raise PartnersOff
    return settings


def find_group(work: Work, *, lock: bool = False) -> Held | None:
    """The group that our company is in, confirmed or paused; None without one."""
    mine = select(PartnerMember.group_id).where(
        PartnerMember.company_id == work.company_id, col(PartnerMember.state).in_(IN_GROUP)
    )
    group_id = work.session.exec(mine).first()
    if group_id is None:
        return None
    held = group_by_id(work, group_id, lock=lock)
    return held if held.own.state in IN_GROUP else None


def group_by_id(work: Work, group_id: int, *, lock: bool = False) -> Held:
    """A group that our company is in or was asked into. Raises NotFound for any other."""
    query = select(PartnerGroup).where(PartnerGroup.id == group_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    group = work.session.exec(query).first()
    rows = select(PartnerMember).where(PartnerMember.group_id == group_id)
    fresh = rows.execution_options(populate_existing=True) if lock else rows
    members = {row.company_id: row for row in work.session.exec(fresh)}
    own = members.get(work.company_id)
    if group is None or own is None:
        raise NotFound(_("The group"))
    return Held(group, members, own)


def held_group(work: Work) -> Held:
    """The group that our company is in, locked. Raises PartnersOff, NoGroup."""
    hold_enabled(work)
    held = find_group(work, lock=True)
    if held is None:
        raise NoGroup
    return held


def held_as_main(work: Work) -> Held:
    """The same, when our company is the main one. Raises NotTheMain."""
    held = held_group(work)
    if not held.is_main:
        raise NotTheMain(name_of(work, held.group.main_company_id))
    return held


def member(held: Held, company_id: int, version: int | None = None) -> PartnerMember:
    """Another company of the group. Raises NotFound, PartnerChanged when it is not that version."""
    row = held.members.get(company_id)
    if row is None or row.company_id == held.own.company_id:
        raise NotFound(_("The company"))
    if version is not None and row.version != version:
        raise PartnerChanged
    return row


def move(work: Work, row: PartnerMember, state: MemberState) -> None:
    """Put a company's place into a state, and note who did."""
    row.state = state
    row.version += 1
    row.changed_at, row.changed_by_name = clock.now(), work.actor.name
    work.session.add(row)
    work.session.flush()


def companies(work: Work, ids: Iterable[int]) -> dict[int, Company]:
    """Companies by id: what stands in the group's list of them."""
    query = select(Company).where(col(Company.id).in_(sorted(set(ids))))
    return {row.id or 0: row for row in work.session.exec(query)}


def name_of(work: Work, company_id: int) -> str:
    """A company's name."""
    return work.session.exec(select(Company.name).where(Company.id == company_id)).first() or ""


def _company(row: PartnerMember) -> int:
    return row.company_id
