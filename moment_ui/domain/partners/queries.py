"""The partner set-up as it stands: our company, the others with what each has done, and who has asked us."""

import datetime as dt
from dataclasses import dataclass, field

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.group_scope import NotPartners, acting_for
from moment_ui.db.work import Work
from moment_ui.domain.access.administrators import administered, administrators
from moment_ui.domain.access.needs import needs
from moment_ui.domain.partners.attaching import CustomerChoice, matching
from moment_ui.domain.partners.group import (
    Held,
    companies,
    find_group,
    is_enabled,
    settings_of,
)
from moment_ui.domain.partners.rules import FLAGS
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.partner import (
    IN_GROUP,
    MemberState,
    PartnerCustomer,
    PartnerGroup,
    PartnerMember,
    PartnerSettings,
)


@dataclass(frozen=True, slots=True)
class Theirs:
    """What a confirmed partner has done on its side, seen through the door.

    `customer` is their customer for us, "" while they have chosen none.
    """

    customer: str = ""
    shared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Partner:
    """Another company of the group. `theirs` is None where the door is shut: not confirmed, paused, off.

    `administrators` are named to confirmed partners alone. `administered`: the reader is one of them.
    """

    company_id: int
    slug: str
    name: str
    state: MemberState
    version: int
    asked_by: str
    asked_by_us: bool
    asked_at: dt.datetime
    answered_by: str
    answered_at: dt.datetime | None
    changed_by: str
    changed_at: dt.datetime | None
    reminded_at: dt.datetime | None
    is_main: bool = False
    ours: CustomerChoice | None = None
    attached_at: dt.datetime | None = None
    match: CustomerChoice | None = None
    theirs: Theirs | None = None
    administrators: tuple[str, ...] = ()
    administered: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A group that our company is asked into, by whom, and which companies are in it."""

    group_id: int
    version: int
    group: str
    company_id: int
    company: str
    by: str
    at: dt.datetime
    reminded_at: dt.datetime | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The group that our company is in, and our own place there."""

    id: int
    name: str
    version: int
    main_id: int
    main: str
    is_main: bool
    state: MemberState
    own_version: int


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """Everything the set-up page shows; without a group, `group` is None and `partners` is empty."""

    company_id: int
    company: str
    slug: str
    on: bool
    on_since: dt.datetime | None
    version: int
    shared: frozenset[str]
    checked_at: dt.datetime | None
    group: GroupRow | None = None
    partners: tuple[Partner, ...] = ()
    requests: tuple[Request, ...] = field(default_factory=tuple)


@needs(Permission.SETUP_PARTNERS)
def partners_page(work: Work) -> PartnersPage:
    """The set-up as it stands."""
    company = work.session.exec(select(Company).where(Company.id == work.company_id)).one()
    settings = settings_of(work) or PartnerSettings()
    held = find_group(work)
    return PartnersPage(
        company_id=work.company_id,
        company=company.name,
        slug=company.slug,
        on=settings.enabled,
        on_since=settings.enabled_at if settings.enabled else None,
        version=settings.version,
        shared=_shared(settings),
        checked_at=settings.checked_at,
        group=_group(work, held) if held else None,
        partners=_partners(work, held) if held and settings.enabled else (),
        requests=tuple(requests(work)),
    )


@needs(Permission.SETUP_PARTNERS)
def requests(work: Work) -> list[Request]:
    """The groups that our company is asked into, the newest first."""
    query = (
        select(PartnerMember, PartnerGroup, Company)
        .join(PartnerGroup, col(PartnerGroup.id) == col(PartnerMember.group_id))
        .join(Company, col(Company.id) == col(PartnerMember.asked_by_company_id))
        .where(
            PartnerMember.company_id == work.company_id,
            col(PartnerMember.state) == MemberState.INVITED,
        )
        .order_by(col(PartnerMember.asked_at).desc(), col(PartnerMember.id))
    )
    return [
        Request(
            group_id=row.group_id,
            version=row.version,
            group=group.name,
            company_id=row.asked_by_company_id,
            company=company.name,
            by=row.asked_by_name,
            at=row.asked_at,
            reminded_at=row.reminded_at,
            members=_members(work, row.group_id),
        )
        for row, group, company in work.session.exec(query)
    ]


@needs(Permission.SETUP_PARTNERS)
def to_attach(work: Work) -> list[str]:
    """The confirmed partners that no customer of ours stands for yet, by name; none while it is off."""
    held = find_group(work) if is_enabled(work) else None
    confirmed = [row.company_id for row in held.others(MemberState.CONFIRMED)] if held else []
    if not confirmed or held is None or held.own.state is not MemberState.CONFIRMED:
        return []
    attached = set(work.session.exec(select(PartnerCustomer.partner_company_id)))
    missing = [company_id for company_id in confirmed if company_id not in attached]
    return sorted(company.name for company in companies(work, missing).values())


def _members(work: Work, group_id: int) -> tuple[str, ...]:
    query = (
        select(Company.name)
        .join(PartnerMember, col(PartnerMember.company_id) == col(Company.id))
        .where(PartnerMember.group_id == group_id, col(PartnerMember.state).in_(IN_GROUP))
        .order_by(col(Company.name))
    )
    return tuple(work.session.exec(query))


def _group(work: Work, held: Held) -> GroupRow:
    main = work.session.exec(
        select(Company.name).where(Company.id == held.group.main_company_id)
    ).one()
    return GroupRow(
        id=held.group.id or 0,
        name=held.group.name,
        version=held.group.version,
        main_id=held.group.main_company_id,
        main=main,
        is_main=held.is_main,
        state=held.own.state,
        own_version=held.own.version,
    )


def _partners(work: Work, held: Held) -> tuple[Partner, ...]:
    rows = held.others(*MemberState)
    called = companies(work, [row.company_id for row in rows])
    attached = _attached(work)
    unattached = [called[row.company_id] for row in rows if row.company_id not in attached]
    found = matching(work, unattached)
    named = administrators(work, [row.company_id for row in rows if row.state in IN_GROUP])
    mine = administered(work)
    partners = [
        Partner(
            company_id=row.company_id,
            slug=called[row.company_id].slug,
            name=called[row.company_id].name,
            state=row.state,
            version=row.version,
            asked_by=row.asked_by_name,
            asked_by_us=row.asked_by_company_id == work.company_id,
            asked_at=row.asked_at,
            answered_by=row.answered_by_name,
            answered_at=row.answered_at,
            changed_by=row.changed_by_name,
            changed_at=row.changed_at,
            reminded_at=row.reminded_at,
            is_main=held.group.main_company_id == row.company_id,
            ours=attached.get(row.company_id, (None, None))[0],
            attached_at=attached.get(row.company_id, (None, None))[1],
            match=found.get(row.company_id),
            theirs=_theirs(work, row),
            administrators=tuple(named.get(row.company_id, ())),
            administered=row.company_id in mine,
        )
        for row in rows
    ]
    return tuple(sorted(partners, key=lambda partner: (partner.name, partner.company_id)))


def _attached(work: Work) -> dict[int, tuple[CustomerChoice, dt.datetime]]:
    query = select(PartnerCustomer, Customer).join(
        Customer, col(Customer.id) == col(PartnerCustomer.customer_id)
    )
    return {
        row.partner_company_id: (CustomerChoice(kept.key, kept.number, kept.name), row.attached_at)
        for row, kept in work.session.exec(query)
    }


def _theirs(work: Work, row: PartnerMember) -> Theirs | None:
    if row.state is not MemberState.CONFIRMED:
        return None
    try:
        with acting_for(work, row.company_id) as theirs:
            settings = settings_of(theirs) or PartnerSettings()
            query = (
                select(Customer.number, Customer.name)
                .join(PartnerCustomer, col(PartnerCustomer.customer_id) == col(Customer.id))
                .where(PartnerCustomer.partner_company_id == work.company_id)
            )
            chosen = theirs.session.exec(query).first()
            called = f"{chosen[0]} {chosen[1]}" if chosen else ""
            return Theirs(called, _shared(settings))
    except NotPartners:
        return None


def _shared(settings: PartnerSettings) -> frozenset[str]:
    return frozenset(flag for flag in FLAGS if getattr(settings, f"share_{flag}"))
