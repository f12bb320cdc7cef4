"""Adding companies to the group: asking, withdrawing, reminding, asking again."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.partners import rules
from moment_ui.domain.partners.errors import CannotAdd, NotTheirs, PartnerChanged, RemindedToday
from moment_ui.domain.partners.group import (
    Held,
    find_group,
    group_by_id,
    held_group,
    hold_enabled,
    member,
    name_of,
)
from moment_ui.domain.partners.telling import Told, tell
from moment_ui.models.company import Company
from moment_ui.models.partner import IN_GROUP, MemberState, PartnerGroup, PartnerMember


@dataclass(frozen=True, slots=True)
class Asked:
    """A company that was asked into the group, and the version of its place there."""

    company_id: int
    name: str
    version: int


@needs(Permission.SETUP_PARTNERS)
def ask(work: Work, typed: str, group_name: str = "") -> Asked:
    """Ask a company, by its database name, to be in our group.

    The first one asked begins the group, named `group_name`, with our company as the main one. Raises
    CannotAdd for a name that leads nowhere, to ourselves, to a company that is known in the group or is
    in another one, and Invalid for a group's name; PartnersOff.
    """
    hold_enabled(work)
    company = _company(work, typed)
    held = find_group(work, lock=True)
    if held is None:
        _answer_first(work)
        held = _begun(work, group_name)
    row = held.members.get(company.id or 0)
    if row is not None and (why := rules.already(company.name, row.state)):
        raise CannotAdd(why)
    if in_another_group(work, company.id or 0, held.group.id or 0):
        raise CannotAdd(
            _(
                "{company} is in another group. A company is in one group at a time: it has to leave "
                "that one first."
            ).format(company=company.name)
        )
    row = _asked(work, held, company.id or 0)
    tell(work, group_by_id(work, row.group_id), Told("ask_partner_company", company.name))
    return Asked(row.company_id, company.name, row.version)


@needs(Permission.SETUP_PARTNERS)
def withdraw(work: Work, company_id: int, version: int) -> str:
    """Take back an invitation that was not answered; returns the company's name.

    Raises NotTheirs unless our company asked or is the main one, PartnerChanged.
    """
    held, row = _asked_by_us(work, company_id, version)
    name = name_of(work, company_id)
    tell(work, held, Told("withdraw_partner_invitation", name))
    work.session.delete(row)
    work.session.flush()
    return name


@needs(Permission.SETUP_PARTNERS)
def remind(work: Work, company_id: int) -> str:
    """Ring the bell of those who were asked, once more; returns the company's name.

    Raises NotTheirs, RemindedToday, PartnerChanged.
    """
    held, row = _asked_by_us(work, company_id, None)
    if not rules.may_remind(clock.now(), row.reminded_at):
        raise RemindedToday
    row.reminded_at = clock.now()
    work.session.add(row)
    name = name_of(work, company_id)
    tell(work, held, Told("remind_partner_company", name))
    return name


@needs(Permission.SETUP_PARTNERS)
def ask_again(work: Work, company_id: int, version: int) -> Asked:
    """Ask a company once more that declined or has left. Raises PartnerChanged, CannotAdd."""
    held = held_group(work)
    row = member(held, company_id, version)
    if row.state not in (MemberState.DECLINED, MemberState.LEFT):
        raise PartnerChanged
    name = name_of(work, company_id)
    if in_another_group(work, company_id, row.group_id):
        raise CannotAdd(_("{company} is in another group now.").format(company=name))
    row = _asked(work, held, company_id)
    tell(work, held, Told("ask_partner_company", name))
    return Asked(company_id, name, row.version)


def in_another_group(work: Work, company_id: int, group_id: int) -> bool:
    """Whether a company works with others in another group; being alone in one does not count."""
    theirs = select(PartnerMember.group_id).where(
        PartnerMember.company_id == company_id,
        col(PartnerMember.state).in_(IN_GROUP),
        PartnerMember.group_id != group_id,
    )
    other = work.session.exec(theirs).first()
    if other is None:
        return False
    with_it = select(PartnerMember.id).where(
        PartnerMember.group_id == other,
        PartnerMember.company_id != company_id,
        col(PartnerMember.state).in_((*IN_GROUP, MemberState.INVITED)),
    )
    return work.session.exec(with_it.limit(1)).first() is not None


def _company(work: Work, typed: str) -> Company:
    slug = rules.slug_of(typed)
    if not slug:
        raise CannotAdd(_("Type the company’s database name."))
    company = work.session.exec(select(Company).where(Company.slug == slug)).first()
    if company is None:
        raise CannotAdd(
            _(
                "No company has the database name “{slug}”. It stands in their address, after the "
                "server’s name."
            ).format(slug=slug[:40])
        )
    if company.id == work.company_id:
        raise CannotAdd(_("That is your own company. Type the other company’s database name."))
    return company


def _answer_first(work: Work) -> None:
    """A company that is asked answers before it begins a group of its own."""
    waiting = (
        select(Company.name)
        .join(PartnerMember, col(PartnerMember.asked_by_company_id) == col(Company.id))
        .where(
            PartnerMember.company_id == work.company_id,
            col(PartnerMember.state) == MemberState.INVITED,
        )
    )
    by = work.session.exec(waiting).first()
    if by is not None:
        raise CannotAdd(
            _("{company} has asked you into its group. Confirm or decline that first.").format(
                company=by
            )
        )


def _begun(work: Work, typed_name: str) -> Held:
    """A new group with our company in it."""
    named = rules.group_name(typed_name or rules.proposed_name(name_of(work, work.company_id)))
    group = PartnerGroup(name=named, main_company_id=work.company_id, created_at=clock.now())
    work.session.add(group)
    work.session.flush()
    own = PartnerMember(
        group_id=group.id or 0,
        company_id=work.company_id,
        state=MemberState.CONFIRMED,
        asked_by_company_id=work.company_id,
        asked_by_name=work.actor.name,
        asked_at=clock.now(),
        answered_by_name=work.actor.name,
        answered_at=clock.now(),
    )
    work.session.add(own)
    work.session.flush()
    return group_by_id(work, group.id or 0)


def _asked(work: Work, held: Held, company_id: int) -> PartnerMember:
    """The place of a company in the group, asked by us now."""
    row = held.members.get(company_id) or PartnerMember(
        group_id=held.group.id or 0,
        company_id=company_id,
        asked_by_company_id=work.company_id,
        asked_at=clock.now(),
    )
    row.state, row.version = MemberState.INVITED, row.version + 1
    row.asked_by_company_id, row.asked_by_name = work.company_id, work.actor.name
    row.asked_at, row.reminded_at = clock.now(), None
    row.answered_at, row.answered_by_name = None, ""
    work.session.add(row)
    work.session.flush()
    held.members[company_id] = row
    return row


def _asked_by_us(work: Work, company_id: int, version: int | None) -> tuple[Held, PartnerMember]:
    held = held_group(work)
    row = member(held, company_id, version)
    if row.state is not MemberState.INVITED:
        raise PartnerChanged
    if work.company_id not in (row.asked_by_company_id, held.group.main_company_id):
        raise NotTheirs(name_of(work, row.asked_by_company_id))
    return held, row
