"""What two companies need before a project can be shared: what is missing, and who must act."""

from collections.abc import Iterator

from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.models.company import Company
from moment_ui.models.partner import (
    IN_GROUP,
    MemberState,
    PartnerCustomer,
    PartnerMember,
    PartnerSettings,
)


def missing(work: Work, company_id: int) -> list[str]:
    """Sentences about what keeps a project from being shared with a company; none when nothing does."""
    ours, theirs = company_name(work, work.company_id), company_name(work, company_id)
    if company_id not in open_partners(work):
        return [_why_closed(work, company_id, theirs)]
    found = list(_on_one_side(work, company_id, (ours, theirs)))
    with acting_for(work, company_id) as home:
        return [*found, *_on_one_side(home, work.company_id, (theirs, ours))]


def company_name(work: Work, company_id: int) -> str:
    """The name of a company, "" when there is none."""
    query = select(Company.name).where(Company.id == company_id)
    return work.session.exec(query).first() or ""


def company_slug(work: Work, company_id: int) -> str:
    """The database code of a company, "" when there is none."""
    query = select(Company.slug).where(Company.id == company_id)
    return work.session.exec(query).first() or ""


def customer_for(work: Work, company_id: int) -> int | None:
    """The customer by which a company keeps a partner; None when none is attached."""
    query = select(PartnerCustomer.customer_id).where(
        PartnerCustomer.partner_company_id == company_id
    )
    return work.session.exec(query).first()


def are_linked(work: Work, company_id: int) -> bool:
    """Whether a company and ours are in one group, confirmed or paused: what follows, follows."""
    mine = select(PartnerMember.group_id).where(
        PartnerMember.company_id == work.company_id, col(PartnerMember.state).in_(IN_GROUP)
    )
    query = select(PartnerMember.id).where(
        PartnerMember.company_id == company_id,
        col(PartnerMember.state).in_(IN_GROUP),
        col(PartnerMember.group_id).in_(mine),
    )
    return work.session.exec(query).first() is not None


def shares_rates(work: Work) -> bool:
    """Whether the company lets partners base their internal prices on its rates."""
    query = select(col(PartnerSettings.share_rates)).limit(1)
    return bool(work.session.exec(query).first())


def _on_one_side(work: Work, other_id: int, names: tuple[str, str]) -> Iterator[str]:
    name, other = names
    if customer_for(work, other_id) is None:
        text = _("An administrator of {company} must attach {other} to a customer there.")
        yield text.format(company=name, other=other)
    query = select(col(PartnerSettings.share_projects)).limit(1)
    if not work.session.exec(query).first():
        text = _("An administrator of {company} must choose to share projects there.")
        yield text.format(company=name)


def _why_closed(work: Work, company_id: int, theirs: str) -> str:
    query = select(col(PartnerSettings.enabled)).limit(1)
    if not work.session.exec(query).first():
        return _("An administrator of your company must switch on partner companies under Setup.")
    states = _states(work, company_id)
    if MemberState.PAUSED in states.values():
        text = _("The partnership is paused: an administrator must let it go on first.")
    elif are_linked(work, company_id):
        text = _("An administrator of {company} must switch on partner companies there.")
    elif states.get(company_id) == MemberState.INVITED:
        text = _("An administrator of {company} must confirm the partnership first.")
    else:
        text = _(
            "{company} is not a partner company: an administrator must add it under "
            "Setup → Partner companies."
        )
    return text.format(company=theirs)


def _states(work: Work, company_id: int) -> dict[int, MemberState]:
    query = select(PartnerMember.company_id, PartnerMember.state).where(
        col(PartnerMember.company_id).in_({work.company_id, company_id}),
        col(PartnerMember.state).in_((*IN_GROUP, MemberState.INVITED)),
    )
    return {company: MemberState(state) for company, state in work.session.exec(query)}
