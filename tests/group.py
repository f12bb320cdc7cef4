"""The two look-alike companies as partners, and a project they have together."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, global_writing, reading, writing
from moment_ui.domain.access.commands import add_standard_roles, join_company
from moment_ui.domain.access.rules import STANDARD_ROLES
from moment_ui.domain.partners.answering import confirm
from moment_ui.domain.partners.asking import ask
from moment_ui.domain.partners.membership import switch_on
from moment_ui.domain.partners.queries import partners_page, requests
from moment_ui.models.access import Role, RoleKey, User
from moment_ui.models.company import Company
from moment_ui.models.hours import TimeRecord
from moment_ui.models.partner import (
    MemberState,
    PartnerCustomer,
    PartnerGroup,
    PartnerMember,
    PartnerSettings,
    ProjectShare,
)
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember
from tests import factories
from tests.world import Place, World

DAY = dt.date(2026, 11, 12)


@dataclass(frozen=True)
class Shared:
    """A main project of Nord and its secondary project in Sør, with one co-worker from there.

    `writer` is the co-worker in Sør, `external` the same person in Nord; `activity` is the secondary
    project's, `main_activity` the one it follows.
    """

    main_project: int
    main_activity: int
    external: int
    project: int
    activity: int
    writer: int


def link(world: World) -> int:
    """Nord and Sør in one confirmed group, each attached to a customer of the other; its id."""
    nord, sor = world.places
    with global_writing() as session:
        group = PartnerGroup(
            name="Tegnegruppen", main_company_id=nord.company_id, created_at=clock.now()
        )
        session.add(group)
        session.flush()
        group_id = group.id or 0
        for place in world.places:
            session.add(
                PartnerMember(
                    group_id=group_id,
                    company_id=place.company_id,
                    state=MemberState.CONFIRMED,
                    asked_by_company_id=nord.company_id,
                    asked_at=clock.now(),
                )
            )
    for place, other in ((nord, sor), (sor, nord)):
        with writing(place.administrator) as work:
            _attach(work, place, other)
    return group_id


def _attach(work: Work, place: Place, other: Place) -> None:
    flags = ("customers", "projects", "tasks", "expenses", "rates")
    settings = PartnerSettings(enabled=True, enabled_at=clock.now())
    for flag in flags:
        setattr(settings, f"share_{flag}", True)
    factories.stored(work, settings)
    attached = PartnerCustomer(
        partner_company_id=other.company_id,
        customer_id=place.customers[10002],
        attached_at=clock.now(),
    )
    factories.stored(work, attached)


def set_state(company_id: int, state: MemberState) -> None:
    """Put a company's place in the group into another state."""
    with global_writing() as session:
        query = select(PartnerMember).where(PartnerMember.company_id == company_id)
        member = session.exec(query).one()
        member.state = state
        session.add(member)


def share(world: World, number: str = "P-100") -> Shared:
    """Nord's project has a secondary project in Sør, whose project co-worker is in both teams."""
    nord, sor = world.places
    main_project = nord.projects[number]
    with writing(nord.administrator) as work:
        main_activity = _activity_of(work, main_project)
    with writing(sor.administrator) as work:
        project = factories.project(
            work,
            f"S-{number}",
            sor.customers[10002],
            main_company_id=nord.company_id,
            main_project_id=main_project,
        )
        activity = work.session.exec(select(Activity).where(Activity.project_id == project.key))
        following = activity.one()
        following.main_activity_id = main_activity
        writer = work.session.exec(
            select(CoWorker).where(col(CoWorker.user_id) == sor.co_worker.user_id)
        ).one()
        member = ProjectMember(project_id=project.key, co_worker_id=writer.key)
        factories.stored(work, member)
    with writing(nord.administrator) as work:
        external = factories.co_worker(
            work,
            writer.name,
            sor.co_worker.user_id,
            is_external=True,
            home_company_id=sor.company_id,
            home_co_worker_id=writer.key,
        )
        factories.stored(work, ProjectMember(project_id=main_project, co_worker_id=external.key))
        shared = ProjectShare(
            project_id=main_project,
            partner_company_id=sor.company_id,
            secondary_project_id=project.key,
            created_at=clock.now(),
        )
        factories.stored(work, shared)
    return Shared(main_project, main_activity, external.key, project.key, following.key, writer.key)


def written(work: Work, shared: Shared, minutes: int, day: dt.date = DAY) -> TimeRecord:
    """A row at home, not mirrored yet."""
    row = TimeRecord(
        co_worker_id=shared.writer,
        project_id=shared.project,
        activity_id=shared.activity,
        day=day,
        minutes=minutes,
        billable_minutes=minutes,
        comment="Rekkverk",
        internal_note="SOR-ONLY",
        created_at=clock.now(),
    )
    return factories.stored(work, row)


def _activity_of(work: Work, project_id: int) -> int:
    query = select(Activity).where(Activity.project_id == project_id)
    return work.session.exec(query).one().key


def project_of(work: Work, project_id: int) -> Project:
    """A project of the company."""
    return work.session.exec(select(Project).where(Project.id == project_id)).one()


def company(slug: str, name: str = "") -> Actor:
    """One more company with an administrator: for groups of more than two."""
    with global_writing() as session:
        row = Company(slug=slug, name=name or f"{slug.title()} AS", created_at=clock.now())
        session.add(row)
        session.flush()
        company_id = row.id or 0
        roles = add_standard_roles(session, company_id)
        user = User(
            email=f"administrator@{slug}.example",
            name=f"Kari {slug.title()}",
            created_at=clock.now(),
        )
        session.add(user)
        session.flush()
        user_id = user.id or 0
        join_company(session, user_id, company_id, roles[RoleKey.ADMINISTRATOR])
    return Actor(user_id, company_id, STANDARD_ROLES[RoleKey.ADMINISTRATOR], user.name)


def joined(first: Actor, *others: Actor) -> int:
    """A group that the first company began, confirmed by the others; nothing is attached yet. Its id."""
    for actor in (first, *others):
        with writing(actor) as work:
            switch_on(work)
    for actor in others:
        with reading(actor) as work:
            slug = work.session.exec(
                select(Company.slug).where(Company.id == actor.company_id)
            ).one()
        with writing(first) as work:
            ask(work, slug)
        with writing(actor) as work:
            [request] = requests(work)
            confirm(work, request.group_id, request.version)
    with reading(first) as work:
        group = partners_page(work).group
    return group.id if group else 0


def forget(company_id: int) -> None:
    """Take a company's place in its group away, as if it had never been asked."""
    with global_writing() as session:
        query = select(PartnerMember).where(PartnerMember.company_id == company_id)
        session.delete(session.exec(query).one())


def as_administrator(user_id: int, company_id: int) -> None:
    """Let somebody set another company up, too."""
    with global_writing() as session:
        query = select(Role.id).where(
            Role.company_id == company_id, Role.key == RoleKey.ADMINISTRATOR
        )
        join_company(session, user_id, company_id, session.exec(query).one() or 0)
