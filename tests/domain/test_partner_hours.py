"""Hours and a group that changes: catching up after a pause, and what leaving makes of shared projects."""

import datetime as dt

from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.db.work import reading, writing
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.mirrors.resync import CHUNK, Resynced
from moment_ui.domain.partners import membership
from moment_ui.domain.partners.parting import parting
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import Activity, Project
from tests import group
from tests.world import World


def mirrored(actor: Actor) -> dict[int, int]:
    """Minutes of the mirrors in a company, by the id of their origin."""
    with reading(actor) as work:
        query = select(TimeRecord.origin_id, TimeRecord.minutes).where(
            col(TimeRecord.origin_id).is_not(None)
        )
        return {key or 0: minutes for key, minutes in work.session.exec(query)}


def test_after_a_pause_hours_catch_up_once(world: World) -> None:
    """Written, changed, deleted meanwhile; what is invoiced stays; by whichever side goes on."""
    group.link(world)
    shared = group.share(world)
    nord, sor = world.nord.administrator, world.sor.administrator
    with writing(sor) as work:
        rows = [group.written(work, shared, 60 * n) for n in (1, 2, 3)]
        mirrors.follow(work, rows)
    with writing(nord) as work:
        membership.pause(work)
        invoiced = select(TimeRecord).where(TimeRecord.origin_id == rows[2].id)
        work.session.exec(invoiced).one().status = HoursStatus.INVOICED
    _meanwhile(sor, shared, [row.key for row in rows])
    assert mirrored(nord) == {rows[0].key: 60, rows[1].key: 120, rows[2].key: 180}
    with writing(nord) as work:
        assert membership.resume(work) == [sor.company_id]
    with writing(nord) as work:
        done = membership.catch_up(work, sor.company_id)
    assert done == Resynced(followed=CHUNK + 2, removed=1, stayed=1)
    there = mirrored(nord)
    assert (there[rows[0].key], there[rows[2].key]) == (30, 180)
    assert rows[1].key not in there
    assert len(there) == CHUNK + 3
    for actor, partner in ((nord, sor), (sor, nord)):
        with writing(actor) as work:
            again = membership.catch_up(work, partner.company_id)
        assert again == Resynced(stayed=1)


def _meanwhile(sor: Actor, shared: group.Shared, keys: list[int]) -> None:
    """The first and third row are shortened, the second deleted, and many are written."""
    with writing(sor) as work:
        kept = {row.key: row for row in work.session.exec(select(TimeRecord)) if row.comment}
        first, second, third = (kept[key] for key in keys)
        first.minutes = third.minutes = 30
        mirrors.follow(work, [first, third])
        mirrors.drop(work, [second])
        work.session.delete(second)
        new = [group.written(work, shared, 15) for _ in range(CHUNK + 1)]
        mirrors.follow(work, new)


def test_leaving_deletes_nothing(world: World) -> None:
    """Told first; then the secondary project is an ordinary one, and the mirrors are history in main."""
    group.link(world)
    shared = group.share(world)
    nord, sor = world.nord.administrator, world.sor.administrator
    with writing(sor) as work:
        row = group.written(work, shared, 450)
        mirrors.follow(work, [row])
    with reading(sor) as work:
        told = parting(work)
    assert (told.secondary.count, told.secondary.minutes, told.main.count) == (1, 450, 0)
    with reading(nord) as work:
        told = parting(work)
    assert (told.secondary.count, told.main.count, told.main.minutes) == (0, 1, 450)
    with writing(nord) as work:  # the other side of the same: the main company takes Sør out
        membership.remove(work, sor.company_id, 1)
    with reading(sor) as work:
        project = work.session.exec(select(Project).where(Project.id == shared.project)).one()
        activity = work.session.exec(select(Activity).where(Activity.id == shared.activity)).one()
        kept = work.session.exec(select(TimeRecord).where(TimeRecord.id == row.id)).one()
        assert (project.main_company_id, project.main_project_id) == (None, None)
        assert activity.main_activity_id is None
        assert (kept.minutes, kept.mirror_company_id) == (450, None)
    assert mirrored(nord) == {row.key: 450}
    with reading(nord) as work:
        assert work.session.exec(select(ProjectShare)).one().removed_at is not None
    _change(sor, row.key)
    assert mirrored(nord) == {row.key: 450}


def _change(sor: Actor, key: int) -> None:
    with writing(sor) as work:
        row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
        row.minutes, row.day = 60, dt.date(2026, 11, 13)
        mirrors.follow(work, [row])
