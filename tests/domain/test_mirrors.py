"""Hours written at home and followed in the main company: one transaction, once, and locked when invoiced."""

import pytest
from sqlmodel import col, select

from moment_ui.core import events
from moment_ui.db.group_scope import NotPartners, acting_for
from moment_ui.db.work import Work, data_versions, reading, writing
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.mirrors.errors import InvoicedByMain
from moment_ui.models.customer import Customer
from moment_ui.models.hours import HoursNews, HoursStatus, TimeRecord
from moment_ui.models.partner import MemberState
from tests import group
from tests.world import Place, World


def _mirrors(place: Place) -> list[TimeRecord]:
    with reading(place.administrator) as work:
        query = select(TimeRecord).where(col(TimeRecord.origin_id).is_not(None))
        found = list(work.session.exec(query.order_by(col(TimeRecord.id))))
        work.session.expunge_all()
        return found


def test_written_changed_and_taken_away(world: World) -> None:
    """The mirror follows at once, in the main project, by the external co-worker; following twice is once."""
    group.link(world)
    shared = group.share(world)
    with writing(world.sor.administrator) as work:
        row = group.written(work, shared, 450)
        mirrors.follow(work, [row])
        mirrors.follow(work, [row])
    [mirror] = _mirrors(world.nord)
    assert (mirror.project_id, mirror.activity_id) == (shared.main_project, shared.main_activity)
    assert (mirror.co_worker_id, mirror.minutes) == (shared.external, 450)
    assert (mirror.comment, mirror.internal_note) == ("Rekkverk", "")

    with writing(world.nord.administrator) as work:
        kept = work.session.exec(select(TimeRecord).where(TimeRecord.id == mirror.id)).one()
        kept.status, kept.billable_minutes, kept.corrected = HoursStatus.APPROVED, 400, True
    with writing(world.sor.administrator) as work:
        again = work.session.exec(select(TimeRecord).where(TimeRecord.id == row.id)).one()
        again.minutes = again.billable_minutes = 300
        mirrors.follow(work, [again])
    [mirror] = _mirrors(world.nord)
    assert (mirror.minutes, mirror.billable_minutes) == (300, 300)
    assert mirror.status == HoursStatus.NOT_APPROVED

    with writing(world.sor.administrator) as work:
        again = work.session.exec(select(TimeRecord).where(TimeRecord.id == row.id)).one()
        mirrors.drop(work, [again])
        work.session.delete(again)
    assert _mirrors(world.nord) == []
    with reading(world.nord.administrator) as work:
        columns = col(HoursNews.minutes_before), col(HoursNews.minutes_after)
        news = work.session.exec(
            select(*columns)
            .where(HoursNews.co_worker_id == shared.external)
            .order_by(col(HoursNews.id))
        ).all()
    assert news == [(0, 450), (450, 300), (300, 0)]


def test_invoiced_by_the_main_company_stays(world: World) -> None:
    """A visible conflict, and neither side is changed."""
    group.link(world)
    shared = group.share(world)
    with writing(world.sor.administrator) as work:
        row = group.written(work, shared, 450)
        mirrors.follow(work, [row])
    with writing(world.nord.administrator) as work:
        mirror = work.session.exec(
            select(TimeRecord).where(col(TimeRecord.origin_id).is_not(None))
        ).one()
        mirror.status = HoursStatus.INVOICED
    for change in (_shorten, _delete):
        with pytest.raises(InvoicedByMain), writing(world.sor.administrator) as work:
            change(work, row.key)
    [mirror] = _mirrors(world.nord)
    with reading(world.sor.administrator) as work:
        kept = work.session.exec(select(TimeRecord.minutes).where(TimeRecord.id == row.id)).one()
    assert mirror.minutes == kept == 450


def _shorten(work: Work, key: int) -> None:
    row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
    row.minutes = 60
    mirrors.follow(work, [row])


def _delete(work: Work, key: int) -> None:
    row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
    mirrors.drop(work, [row])
    work.session.delete(row)


@pytest.mark.parametrize("state", [MemberState.PAUSED, MemberState.INVITED, MemberState.LEFT])
def test_the_door_opens_between_confirmed_companies_only(world: World, state: MemberState) -> None:
    nord = world.nord.company_id
    with reading(world.sor.administrator) as work, pytest.raises(NotPartners):
        acting_for(work, nord).__enter__()
    group.link(world)
    shared = group.share(world)
    with reading(world.sor.administrator) as work, acting_for(work, world.nord.company_id) as main:
        cities = set(main.session.exec(select(Customer.postal_city)))
        assert cities == {"NORD-ONLY"}
        assert not main.actor.permissions
        assert set(work.session.exec(select(Customer.postal_city))) == {"SOR-ONLY"}
    group.set_state(world.nord.company_id, state)
    with writing(world.sor.administrator) as work:
        row = group.written(work, shared, 450)
        mirrors.follow(work, [row])
        assert row.mirror_company_id is None
        with pytest.raises(NotPartners):
            acting_for(work, nord).__enter__()


def test_both_companies_are_told_after_the_commit(world: World) -> None:
    """And nobody when it fails; both data versions rise, so that no cache shows what was."""
    group.link(world)
    shared = group.share(world)
    heard: list[tuple[int, str]] = []
    stop = events.subscribe(lambda event: heard.append((event.company_id, event.topic)))
    before = data_versions()
    try:
        with writing(world.sor.administrator) as work:
            mirrors.follow(work, [group.written(work, shared, 450)])
            assert heard == []
    finally:
        stop()
    nord = world.nord.company_id
    assert {(nord, "hours"), (nord, f"hours/{shared.main_project}")} <= set(heard)
    after = data_versions()
    for place in world.places:
        assert after[place.company_id] == before[place.company_id] + 1
