"""Hours of another company stay as they are there, whoever writes here and however."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.group_scope import acting_for
from moment_ui.db.mirrored import DECIDED, IsMirrored
from moment_ui.db.work import Work, writing
from moment_ui.domain.hours.commands import correct
from moment_ui.domain.hours.rules import Correction
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.models.hours import HoursStatus, TimeRecord
from tests import group
from tests.world import World

DECISIONS = {
    "billable_minutes": 60,
    "comment": "Til kunden",
    "status": HoursStatus.APPROVED,
    "returned": "Kari: feil dag",
    "invoice_line_id": None,
    "corrected": True,
    "version": 7,
}


@pytest.fixture
def mirror(world: World) -> int:
    """Two hours of Sør's co-worker, as they stand in Nord."""
    group.link(world)
    shared = group.share(world)
    with writing(world.sor.administrator) as work:
        mirrors.follow(work, [group.written(work, shared, 120)])
    with writing(world.nord.administrator) as work:
        query = select(TimeRecord.id).where(col(TimeRecord.origin_id).is_not(None))
        return work.session.exec(query).one() or 0


def _another(value: object) -> object:
    if isinstance(value, dt.datetime | dt.date):
        return value + dt.timedelta(days=1)
    if isinstance(value, str):
        return f"{value}x"
    return (value or 0) + 1 if isinstance(value, int | None) else value


def _set(work: Work, key: int, name: str, value: object) -> None:
    setattr(work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one(), name, value)
    work.session.flush()


def _update(work: Work, key: int, name: str, value: object) -> None:
    mine = col(TimeRecord.id) == key
    work.session.exec(sa.update(TimeRecord).where(mine).values(**{name: value}))


def _update_rows(work: Work, key: int, name: str, value: object) -> None:
    work.update_rows(TimeRecord, [{"id": key, name: value}])


WAYS = (_set, _update, _update_rows)


@pytest.mark.parametrize("way", WAYS)
def test_a_mirror_changes_in_what_the_main_company_decides_alone(
    world: World, mirror: int, way
) -> None:
    """Each other column is refused by each way to write, the origin among them."""
    assert set(DECISIONS) == DECIDED
    with writing(world.nord.administrator) as work:
        before = work.session.exec(select(TimeRecord).where(TimeRecord.id == mirror)).one()
        values = before.model_dump()
    for name in values.keys() - DECIDED - {"id", "company_id"}:
        with pytest.raises(IsMirrored), writing(world.nord.administrator) as work:
            way(work, mirror, name, _another(values[name]))
    for name, value in DECISIONS.items():
        with writing(world.nord.administrator) as work:
            way(work, mirror, name, value)


def _delete(work: Work, key: int) -> None:
    work.session.delete(work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one())
    work.session.flush()


def _delete_many(work: Work, key: int) -> None:
    work.session.exec(sa.delete(TimeRecord).where(col(TimeRecord.minutes) == 120))


def _plant(work: Work, key: int) -> None:
    row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
    work.session.add(TimeRecord(**{**row.model_dump(), "id": None, "origin_id": 99}))
    work.session.flush()


def _plant_many(work: Work, key: int) -> None:
    row = work.session.exec(select(TimeRecord).where(TimeRecord.id == key)).one()
    values = {**row.model_dump(exclude={"id", "company_id"}), "origin_id": 99}
    work.insert_rows(TimeRecord, [values])


@pytest.mark.parametrize("act", [_delete, _delete_many, _plant, _plant_many])
def test_mirrors_come_and_go_through_the_door(world: World, mirror: int, act) -> None:
    with pytest.raises(IsMirrored), writing(world.nord.administrator) as work:
        act(work, mirror)


def test_own_hours_are_the_companys_own(world: World, mirror: int) -> None:
    """The same statements are let through where they reach no mirror."""
    with writing(world.nord.administrator) as work:
        own = select(TimeRecord).where(col(TimeRecord.origin_id).is_(None))
        row = work.session.exec(own).first()
        assert row is not None
        for way in WAYS:
            way(work, row.key, "minutes", 30)
        work.session.exec(sa.delete(TimeRecord).where(col(TimeRecord.id) == row.id))


def test_what_the_main_company_corrects_it_goes_on_deciding(world: World, mirror: int) -> None:
    with writing(world.nord.administrator) as work:
        correct(work, mirror, Correction(120, "Rekkverk"), Correction(90, "Trapp"))
        row = work.session.exec(select(TimeRecord).where(TimeRecord.id == mirror)).one()
        assert row.corrected
        own = work.session.exec(select(TimeRecord).where(col(TimeRecord.origin_id).is_(None)))
        mine = own.first()
        assert mine is not None
        row = mine
        correct(work, row.key, Correction(row.billable_minutes, row.comment), Correction(0, "x"))
        assert not row.corrected


def _before(work: Work, row: TimeRecord) -> None:
    row.minutes = 2
    acting_for(work, row.origin_company_id or 0).__enter__()


def _after(work: Work, row: TimeRecord) -> None:
    with acting_for(work, row.origin_company_id or 0):
        pass
    row.minutes = 2
    work.session.flush()


def _meanwhile(work: Work, row: TimeRecord) -> None:
    with acting_for(work, row.origin_company_id or 0):
        row.minutes = 1


@pytest.mark.parametrize("act", [_before, _after])
def test_an_open_door_lets_through_what_is_written_meanwhile(
    world: World, mirror: int, act
) -> None:
    """And nothing that was changed before it opened, or after it was shut."""
    with writing(world.nord.administrator) as work:
        row = work.session.exec(select(TimeRecord).where(TimeRecord.id == mirror)).one()
        _meanwhile(work, row)
        row.comment = "Etterpå"
    with writing(world.nord.administrator) as work:
        row = work.session.exec(select(TimeRecord).where(TimeRecord.id == mirror)).one()
        with pytest.raises(IsMirrored):
            act(work, row)
        work.session.expire_all()
