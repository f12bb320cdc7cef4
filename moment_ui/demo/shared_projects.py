"""Shared projects of the demo: people of partner companies in a main project, and their hours at home."""

import datetime as dt
from dataclasses import dataclass
from random import Random

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.folding import search_text
from moment_ui.db.group_scope import acting_for
from moment_ui.db.work import Work, writing
from moment_ui.demo.dice import dice
from moment_ui.domain.mirrors.hours import follow
from moment_ui.domain.mirrors.people import external_for
from moment_ui.domain.sharing.following import keep_in_step
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.partner import PartnerCustomer, ProjectShare
from moment_ui.models.price_model import PriceModel, PriceModelKind, RateBase
from moment_ui.models.project import Activity, CoWorker, Milestone, Project, ProjectMember

WEEKS = 7
APPROVED_AFTER_DAYS = 10
COMMENTS = (
    "Detaljering av trapp 2 og rekkverk",
    "Avklaring dagslys, akse C",
    "Statiske beregninger, dekke over kjeller",
    "Befaring og referat",
    "Modell oppdatert etter byggemøte",
    "",
)


@dataclass(frozen=True, slots=True)
class DemoShare:
    """A main project, the partner company, who works in it from there, and on which of its activities."""

    main: str
    project: str
    home: str
    people: tuple[str, ...]
    hours: int


SHARES = (
    DemoShare(
        "lysgard", "Fjordgata 8, ombygging", "vardal", ("Nora Aas", "Per Vardal", "Torjus Bakke"), 5
    ),
    DemoShare("lysgard", "Fjordgata 8, ombygging", "landskap", ("Eva Tangen",), 3),
    DemoShare("vardal", "Kvartal B3", "lysgard", ("Jonas Eide", "Sunniva Lie"), 3),
    DemoShare("lysgard", "Rådhus, tilbygg", "vardal", ("Ida Kvam", "Per Vardal"), 2),
)


def share_projects(actors: dict[str, Actor]) -> bool:
    """Make the secondary projects that are missing; whether there were any."""
    made = False
    for share in SHARES:
        with writing(actors[share.home]) as work:
            made |= _share(work, share, actors[share.main].company_id)
    return made


def _share(home: Work, share: DemoShare, main_id: int) -> bool:
    with acting_for(home, main_id) as main:
        project = main.session.exec(
            select(Project).where(Project.name == share.project).order_by(col(Project.id))
        ).first()
        if project is None or _is_shared(main, project, home.company_id):
            return False
        people = _people(home, share)
        secondary = _secondary(home, main, project, people)
        known = {person.key: external_for(home, main, person.key) for person in people}
        _join(main, project, list(known.values()))
        _bring_home(home, main, secondary, {key: person for person, key in known.items()})
        shared = ProjectShare(
            project_id=project.key,
            partner_company_id=home.company_id,
            secondary_project_id=secondary.key,
            created_at=clock.now(),
        )
        main.session.add(shared)
        keep_in_step(main, project)
    _write(home, secondary, people, share)
    return True


def _is_shared(main: Work, project: Project, partner: int) -> bool:
    query = select(ProjectShare.id).where(
        ProjectShare.project_id == project.key, ProjectShare.partner_company_id == partner
    )
    return main.session.exec(query).first() is not None


def _people(home: Work, share: DemoShare) -> list[CoWorker]:
    query = select(CoWorker).where(
        col(CoWorker.name).in_(share.people), col(CoWorker.is_external).is_(False)
    )
    return list(home.session.exec(query.order_by(col(CoWorker.id))))


def _secondary(home: Work, main: Work, project: Project, people: list[CoWorker]) -> Project:
    """The partner's project: the same activities and milestones, the main company as its customer."""
    customer = home.session.exec(
        select(PartnerCustomer.customer_id).where(
            PartnerCustomer.partner_company_id == main.company_id
        )
    ).one()
    number = _next_number(home)
    row = Project(
        number=number,
        name=project.name,
        customer_id=customer,
        leader_id=people[0].key,
        start_on=project.start_on,
        end_on=project.end_on,
        search=search_text(project.name, number),
        main_company_id=main.company_id,
        main_project_id=project.key,
        created_at=clock.now(),
    )
    home.session.add(row)
    home.session.flush()
    for each in _activities(main, project):
        home.session.add(
            Activity(
                project_id=row.key,
                main_activity_id=each.key,
                **each.model_dump(include={"name", "billable", "active", "position"}),
            )
        )
    for each in _milestones(main, project):
        home.session.add(
            Milestone(
                project_id=row.key,
                main_milestone_id=each.key,
                created_at=clock.now(),
                **each.model_dump(include={"name", "due_on", "done_on", "position"}),
            )
        )
    _join(home, row, [person.key for person in people])
    model = PriceModel(
        project_id=row.key,
        kind=PriceModelKind.HOURLY,
        name="Timer",
        currency="NOK",
        rate_base=RateBase.MAIN_PROJECT,
        created_at=clock.now(),
    )
    home.session.add(model)
    return row


def _activities(work: Work, project: Project) -> list[Activity]:
    query = select(Activity).where(Activity.project_id == project.key)
    return list(work.session.exec(query.order_by(col(Activity.position), col(Activity.id))))


def _milestones(work: Work, project: Project) -> list[Milestone]:
    query = select(Milestone).where(Milestone.project_id == project.key)
    return list(work.session.exec(query.order_by(col(Milestone.position), col(Milestone.id))))


def _next_number(home: Work) -> str:
    query = select(NumberSeries).where(col(NumberSeries.kind) == SeriesKind.PROJECT)
    series = home.session.exec(query).one()
    series.next_number += 1
    return str(series.next_number - 1)


def _join(work: Work, project: Project, co_workers: list[int]) -> None:
    query = select(ProjectMember.co_worker_id).where(ProjectMember.project_id == project.key)
    missing = set(co_workers) - set(work.session.exec(query))
    for co_worker_id in sorted(missing):
        work.session.add(ProjectMember(project_id=project.key, co_worker_id=co_worker_id))
    work.session.flush()


def _bring_home(home: Work, main: Work, secondary: Project, people: dict[int, int]) -> None:
    """What externals had written in the main company gets its origin at home.

    `people` are the home company's co-workers by their ids in the main company.
    """
    activities = {row.main_activity_id: row.key for row in _activities(home, secondary)}
    query = select(TimeRecord).where(
        TimeRecord.project_id == secondary.main_project_id,
        col(TimeRecord.co_worker_id).in_(people),
    )
    for mirror in main.session.exec(query.order_by(col(TimeRecord.id))):
        origin = TimeRecord(
            co_worker_id=people[mirror.co_worker_id],
            project_id=secondary.key,
            activity_id=activities[mirror.activity_id],
            status=HoursStatus.APPROVED,
            mirror_company_id=main.company_id,
            created_at=clock.now(),
            **mirror.model_dump(include={"day", "minutes", "billable_minutes", "comment"}),
        )
        home.session.add(origin)
        home.session.flush()
        mirror.origin_company_id, mirror.origin_id = home.company_id, origin.key
    main.session.flush()


def _write(home: Work, secondary: Project, people: list[CoWorker], share: DemoShare) -> None:
    """Hours of the last weeks, yesterday's too, as their co-workers would write them."""
    chance, today = dice(share.home, f"shared {share.project}"), home.today()
    activities = _activities(home, secondary)
    for day in _days(today):
        evening = dt.datetime.combine(day, dt.time(14, chance.randrange(60)), dt.UTC)
        with clock.frozen(evening):
            rows = [
                _hours(person, activities, day, chance)
                for person in people
                if chance.random() < share.hours / 6
            ]
            home.session.add_all(rows)
            home.session.flush()
            follow(home, rows)
    _approve(home, secondary.key, today)
    with acting_for(home, secondary.main_company_id or 0) as main:
        _approve(main, secondary.main_project_id or 0, today)


def _approve(work: Work, project_id: int, today: dt.date) -> None:
    waiting = sa.update(TimeRecord).where(
        col(TimeRecord.project_id) == project_id,
        col(TimeRecord.status) == HoursStatus.NOT_APPROVED,
        col(TimeRecord.day) < today - dt.timedelta(days=APPROVED_AFTER_DAYS),
    )
    work.session.exec(waiting.values(status=HoursStatus.APPROVED))


def _hours(
    person: CoWorker, activities: list[Activity], day: dt.date, chance: Random
) -> TimeRecord:
    activity = activities[min(len(activities) - 1, chance.choice((1, 2, 2, 2, 3)))]
    minutes = 30 * chance.randrange(2, 12)
    return TimeRecord(
        co_worker_id=person.key,
        project_id=activity.project_id,
        activity_id=activity.key,
        day=day,
        minutes=minutes,
        billable_minutes=minutes if activity.billable else 0,
        comment=chance.choice(COMMENTS),
        created_at=clock.now(),
    )


def _days(today: dt.date) -> list[dt.date]:
    before = (today - dt.timedelta(days=offset) for offset in range(1, 7 * WEEKS))
    return sorted(day for day in before if day.weekday() < 5)
