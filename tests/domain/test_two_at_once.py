"""Two people do the same at the same moment, each in a thread of the database's own: one act counts, nothing is lost."""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.claims import commands as claims
from moment_ui.domain.claims import deciding
from moment_ui.domain.claims.errors import ClaimLocked
from moment_ui.domain.claims.rules import ClaimDraft, LineDraft
from moment_ui.domain.partners import answering, asking, attaching, membership
from moment_ui.domain.partners.errors import NotTheMain, PartnerChanged
from moment_ui.domain.partners.queries import partners_page
from moment_ui.domain.tasks import commands as tasks
from moment_ui.domain.tasks.errors import TaskChanged
from moment_ui.domain.tasks.queries import task
from moment_ui.domain.tasks.rules import TaskDraft
from moment_ui.models.access import RoleKey
from moment_ui.models.audit import AuditEntry
from moment_ui.models.claim import Claim, ClaimKind, ClaimStatus
from moment_ui.models.expense import ProjectExpense
from moment_ui.models.partner import MemberState, PartnerCustomer, PartnerMember
from moment_ui.models.project import CoWorker
from moment_ui.models.task import Task
from tests import group
from tests.world import World

Act = tuple[Actor, Callable[[Work], Any]]


def at_once(*acts: Act) -> list[Any]:
    """What came of acts that begin at one moment: what each returned, or how it was refused."""
    ready = Barrier(len(acts))

    def done(act: Act) -> Any:
        actor, run = act
        ready.wait()
        try:
            with writing(actor) as work:
                return run(work)
        except AppError as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(done, acts))


def refusals(found: list[Any]) -> list[type[AppError]]:
    return [type(one) for one in found if isinstance(one, AppError)]


def written(actor: Actor, action: str) -> int:
    """How often something stands in a company's log."""
    with reading(actor) as work:
        query = select(AuditEntry.id).where(AuditEntry.action == action)
        return len(work.session.exec(query).all())


def two_of(world: World) -> tuple[Actor, Actor]:
    """Two administrators of Sør."""
    group.as_administrator(world.nord.co_worker.user_id, world.sor.company_id)
    first = world.sor.administrator
    other = world.nord.co_worker
    return first, Actor(other.user_id, first.company_id, first.permissions, other.name)


def test_two_administrators_confirm_the_same_link(world: World) -> None:
    nord, both = world.nord.administrator, two_of(world)
    for actor in (nord, both[0]):
        with writing(actor) as work:
            membership.switch_on(work)
    with writing(nord) as work:
        asking.ask(work, "sor")
    with reading(both[0]) as work:
        [request] = partners_page(work).requests
    found = at_once(
        *(
            (actor, lambda work: answering.confirm(work, request.group_id, request.version))
            for actor in both
        )
    )
    assert found[0] == found[1] != ""
    assert written(both[0], "confirm_partner_group") == 1
    with reading(both[0]) as work:
        rows = work.session.exec(
            select(PartnerMember).where(PartnerMember.company_id == world.sor.company_id)
        )
        assert [(row.state, row.answered_by_name != "") for row in rows] == [
            (MemberState.CONFIRMED, True)
        ]


def test_both_companies_attach_each_other(world: World) -> None:
    """Each locks its own side, so neither waits for the other for ever."""
    nord, sor = world.nord.administrator, world.sor.administrator
    group.joined(nord, sor)

    def attaching_to(company_id: int, customer_id: int) -> Callable[[Work], Any]:
        return lambda work: attaching.attach(work, company_id, customer_id)

    found = at_once(
        (nord, attaching_to(sor.company_id, world.nord.customers[10002])),
        (sor, attaching_to(nord.company_id, world.sor.customers[10002])),
    )
    assert refusals(found) == []
    for place in world.places:
        with reading(place.administrator) as work:
            [row] = work.session.exec(select(PartnerCustomer))
            assert row.customer_id == place.customers[10002]


def test_the_group_is_handed_over_to_two(world: World) -> None:
    nord, third = world.nord.administrator, group.company("vest")
    group.joined(nord, world.sor.administrator, third)
    with reading(nord) as work:
        held = partners_page(work).group
        assert held is not None
        version = held.version
    found = at_once(
        *(
            (nord, lambda work, to=to: membership.hand_over(work, to, version))
            for to in (world.sor.company_id, third.company_id)
        )
    )
    assert refusals(found) in ([NotTheMain], [PartnerChanged])
    mains = []
    for actor in (nord, world.sor.administrator, third):
        with reading(actor) as work:
            page = partners_page(work).group
            mains.append(page is not None and page.is_main)
    assert sorted(mains) == [False, False, True]


def test_a_task_is_given_to_two(world: World) -> None:
    """Whoever comes second is told, and does not take it from the first one's choice."""
    place = world.nord
    with writing(place.administrator) as work:
        people = list(work.session.exec(select(CoWorker.id).order_by(col(CoWorker.id)).limit(2)))
        key = tasks.create_task(work, TaskDraft("Ring kommunen"))
        version = task(work, key).version
    found = at_once(
        *(
            (
                actor,
                lambda work, person=person: tasks.edit_task(
                    work, key, version, TaskDraft("Ring kommunen", assignee_id=person)
                ),
            )
            for actor, person in zip(
                (place.administrator, place.project_leader), people, strict=True
            )
        )
    )
    assert refusals(found) == [TaskChanged]
    with reading(place.administrator) as work:
        row = work.session.exec(select(Task).where(Task.id == key)).one()
        assert (row.assignee_id, row.version) == (people[found.index(None)], version + 1)


def test_a_claim_is_approved_by_one_and_rejected_by_the_other(world: World) -> None:
    """It becomes expenses of the project when it was approved first, and only then; once."""
    place, day = world.nord, dt.date(2026, 11, 10)
    for _round in range(3):
        with writing(place.co_worker) as work:
            key = claims.create_claim(work, ClaimDraft(ClaimKind.EXPENSE, "Befaring", day, day))
            line = LineDraft(day, "Tog", Decimal(800), project_id=place.projects["P-100"])
            claims.add_line(work, key, line)
            deciding.send_claim(work, key)
            before = len(work.session.exec(select(ProjectExpense.id)).all())
        found = at_once(
            (place.economy, lambda work, key=key: deciding.approve_claim(work, key)),
            (place.administrator, lambda work, key=key: deciding.approve_claim(work, key)),
            (
                place.actors[RoleKey.ADMINISTRATOR],
                lambda work, key=key: deciding.reject_claim(work, key, "Nei"),
            ),
        )
        with reading(place.administrator) as work:
            status = work.session.exec(select(Claim.status).where(Claim.id == key)).one()
            made = len(work.session.exec(select(ProjectExpense.id)).all()) - before
        assert refusals(found) == [ClaimLocked] * 2
        assert (status, made) in ((ClaimStatus.APPROVED, 1), (ClaimStatus.REJECTED, 0))
