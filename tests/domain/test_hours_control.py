"""Differences planted on either side are found, told of row by row, and mended; signing off notices changes."""

import datetime as dt

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.period import Period
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.queries import sheets
from moment_ui.domain.billing.sheet import Why
from moment_ui.domain.hours_control import commands, queries
from moment_ui.domain.hours_control.commands import Chosen
from moment_ui.domain.hours_control.differences import Field, Kind
from moment_ui.domain.hours_control.errors import ChangedSinceShown, LedByAnother, StillDiffers
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.partner import MemberState
from moment_ui.models.project import Activity
from moment_ui.reports.invoices.draft_page import draft_page
from tests import factories, group
from tests.domain.billing_world import drafts, hourly

NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 12, 1))
DAYS = [dt.date(2026, 11, day) for day in range(2, 10)]


@pytest.fixture
def shared(world):
    """A shared project with eight mirrored rows of Sør's co-worker, an hour more each day."""
    group.link(world)
    found = group.share(world)
    with writing(world.sor.administrator) as work:
        follow(work, [group.written(work, found, 60 * n, day) for n, day in enumerate(DAYS, 1)])
    return found


def side(world, shared, *, main=True):
    """The actor and the project of one side, and the partner's id."""
    if main:
        return world.nord.administrator, shared.main_project, world.sor.company_id
    return world.sor.administrator, shared.project, world.nord.company_id


def seen(world, shared, *, main=True):
    actor, project, _partner = side(world, shared, main=main)
    with reading(actor) as work:
        [found] = queries.of_project(work, project, NOVEMBER)
    return found


def mended(world, shared, *, main=True):
    actor, project, partner = side(world, shared, main=main)
    with writing(actor) as work:
        return commands.mend(work, Chosen(project, partner, NOVEMBER))


def digest(world, shared):
    actor, project, partner = side(world, shared)
    with reading(actor) as work:
        return queries.digest_of(work, project, partner, NOVEMBER)


def plant(work: Work, statement) -> None:
    """Any SQL, straight into the tables."""
    work.session.connection().execute(statement)


TABLE = vars(TimeRecord)["__table__"]


def mirrors_of(world):
    return sa.and_(TABLE.c.company_id == world.nord.company_id, TABLE.c.origin_id.is_not(None))


def on(world, shared, where, **values):
    """Change one side's row of the third day by force."""
    company = world.nord.company_id if where == "main" else world.sor.company_id
    project = shared.main_project if where == "main" else shared.project
    return (
        sa.update(TABLE)
        .where(
            TABLE.c.company_id == company,
            TABLE.c.project_id == project,
            TABLE.c.day == DAYS[2],
        )
        .values(**values)
    )


def _deleted_mirror(world, shared, work):
    plant(work, sa.delete(TABLE).where(mirrors_of(world), TABLE.c.day == DAYS[2]))


def _deleted_origin(world, shared, work):
    ours = TABLE.c.company_id == world.sor.company_id
    plant(
        work,
        sa.delete(TABLE).where(ours, TABLE.c.day == DAYS[2], TABLE.c.project_id == shared.project),
    )


def _changed(where, **values):
    return lambda world, shared, work: plant(work, on(world, shared, where, **values))


def _other_activity(where):
    def act(world, shared, work):
        main = where == "main"
        actor = (world.nord if main else world.sor).administrator
        project = shared.main_project if main else shared.project
        with writing(actor) as inner:
            other = factories.stored(inner, Activity(project_id=project, name="Befaring"))
            key = other.key
        with writing(actor) as inner:
            plant(inner, on(world, shared, where, activity_id=key))

    vars(act)["alone"] = True
    return act


def _wrong_person(world, shared, work):
    person = next(iter(world.nord.co_workers.values()))
    plant(work, on(world, shared, "main", co_worker_id=person))


def _extra(origin):
    def act(world, shared, work):
        values = {
            "company_id": world.nord.company_id,
            "project_id": shared.main_project,
            "activity_id": shared.main_activity,
            "co_worker_id": shared.external,
            "day": dt.date(2026, 11, 20),
            "minutes": 120,
            "billable_minutes": 120,
            "comment": "",
            "internal_note": "",
            "status": HoursStatus.NOT_APPROVED,
            "corrected": False,
            "returned": "",
            "version": 1,
            "created_at": dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
            **origin(world),
        }
        plant(work, sa.insert(TABLE).values(values))

    return act


def _twin(world, shared, work):
    _extra(lambda _world: {"day": DAYS[2], "minutes": 180})(world, shared, work)


def _nowhere(world):
    return {"origin_company_id": world.sor.company_id, "origin_id": 987654}


PLANTED = {
    "a mirror deleted": (_deleted_mirror, Kind.MISSING, ()),
    "an origin deleted": (_deleted_origin, Kind.EXTRA, ()),
    "minutes in main": (_changed("main", minutes=1), Kind.CHANGED, (Field.MINUTES,)),
    "minutes at home": (_changed("home", minutes=1), Kind.CHANGED, (Field.MINUTES,)),
    "day in main": (_changed("main", day=dt.date(2026, 11, 27)), Kind.CHANGED, (Field.DAY,)),
    "day at home": (_changed("home", day=dt.date(2026, 11, 27)), Kind.CHANGED, (Field.DAY,)),
    "a month away in main": (_changed("main", day=dt.date(2026, 9, 1)), Kind.CHANGED, (Field.DAY,)),
    "a month away at home": (_changed("home", day=dt.date(2026, 9, 1)), Kind.CHANGED, (Field.DAY,)),
    "activity in main": (_other_activity("main"), Kind.CHANGED, (Field.ACTIVITY,)),
    "the wrong co-worker": (_wrong_person, Kind.CHANGED, (Field.CO_WORKER,)),
    "the tie lost": (_changed("home", mirror_company_id=None), Kind.UNTIED, ()),
    "an origin that is nowhere": (_extra(_nowhere), Kind.EXTRA, ()),
    "a duplicate": (_twin, Kind.DUPLICATE, ()),
    "written in main": (_extra(lambda _world: {}), Kind.DIRECT, ()),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_found_from_both_sides_and_mended(world, shared, planted):
    act, kind, fields = PLANTED[planted]
    assert seen(world, shared).line.agrees
    if hasattr(act, "alone"):
        act(world, shared, None)
    else:
        with writing(world.nord.administrator) as work:
            act(world, shared, work)
    for main in (True, False):
        found = seen(world, shared, main=main)
        [one] = found.differences
        assert (one.kind, one.fields, found.line.rows) == (kind, fields, 1)
    main = "at home" not in planted
    assert mended(world, shared, main=main) == commands.Mended(1, 0, 0)
    for main in (True, False):
        line = seen(world, shared, main=main).line
        assert line.agrees
        assert line.home_minutes == line.main_minutes
    assert mended(world, shared) == commands.Mended(0, 0, 0)


def test_an_activity_the_main_project_does_not_know_stays_and_says_so(world, shared):
    _other_activity("home")(world, shared, None)
    [one] = seen(world, shared).differences
    assert one.fields == (Field.ACTIVITY,)
    assert mended(world, shared) == commands.Mended(0, 0, 1)


def test_invoiced_rows_stay_and_are_shown_as_conflicts(world, shared):
    with writing(world.nord.administrator) as work:
        plant(work, on(world, shared, "main", minutes=1, status=HoursStatus.INVOICED))
    found = seen(world, shared)
    assert (found.line.rows, found.line.blocked) == (1, 1)
    assert mended(world, shared) == commands.Mended(0, 1, 0)
    assert seen(world, shared).line.difference == 1 - 180


def test_a_sign_off_stands_until_a_row_changes(world, shared):
    actor, project, partner = side(world, shared)
    chosen = Chosen(project, partner, NOVEMBER)
    shown = digest(world, shared)
    with writing(actor) as work:
        commands.sign_off(work, chosen, shown)
    signed = seen(world, shared).line.signed
    assert signed is not None
    assert (signed.stands, signed.home_minutes, signed.by) == (True, 60 * 36, actor.name)
    with writing(actor) as work:
        plant(work, on(world, shared, "main", minutes=1))
    line = seen(world, shared).line
    assert line.signed is not None
    assert not line.signed.stands
    now = digest(world, shared)
    with writing(actor) as work, pytest.raises(StillDiffers):
        commands.sign_off(work, chosen, now)
    with writing(actor) as work, pytest.raises(ChangedSinceShown):
        commands.sign_off(work, chosen, shown, "Avtalt med Sør")
    with writing(actor) as work:
        commands.sign_off(work, chosen, now, "Avtalt med Sør")


def test_nothing_is_read_or_mended_where_it_is_not_theirs(world, shared):
    """A leader of other projects, a co-worker, the wrong company, and a partnership that is paused."""
    _actor, project, partner = side(world, shared)
    chosen = Chosen(project, partner, NOVEMBER)
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        commands.mend(work, chosen)
    with writing(world.sor.administrator) as work, pytest.raises(NotFound):
        commands.mend(work, Chosen(project, world.nord.company_id, NOVEMBER))
    with writing(world.nord.administrator) as work:
        group.project_of(work, project).leader_id = None
    with reading(world.nord.project_leader) as work:
        assert queries.overview(work, NOVEMBER) == []
        with pytest.raises(LedByAnother):
            queries.of_project(work, project, NOVEMBER)
    with reading(world.sor.project_leader) as work, pytest.raises(NotFound):
        queries.of_project(work, project, NOVEMBER)
    group.set_state(world.sor.company_id, MemberState.PAUSED)
    with reading(world.nord.administrator) as work:
        [line] = queries.overview(work, NOVEMBER)
    assert (line.open, line.agrees, line.home_minutes) == (False, False, 0)


ACTS = [name for name in PLANTED if name not in {"activity in main", "a duplicate"}]


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=5, unique=True))
def test_mending_makes_both_sides_equal_and_again_changes_nothing(world, shared, acts):
    with writing(world.nord.administrator) as work:
        for name in acts:
            PLANTED[name][0](world, shared, work)
            work.session.flush()
    mended(world, shared)
    line = seen(world, shared).line
    assert line.agrees
    assert line.home_minutes == line.main_minutes
    assert mended(world, shared).mended == 0
    with reading(world.sor.administrator) as work:
        at_home = select(sa.func.sum(col(TimeRecord.minutes))).where(
            TimeRecord.project_id == shared.project
        )
        in_period = at_home.where(
            col(TimeRecord.day) >= NOVEMBER.start, col(TimeRecord.day) < NOVEMBER.end
        )
        assert (work.session.exec(in_period).one() or 0) == line.home_minutes


def test_to_be_invoiced_warns_until_the_hours_agree_and_are_signed_off(world, shared):
    """It stops nothing; ordinary projects are not warned of."""
    actor, project, partner = side(world, shared)
    until = dt.date(2026, 11, 30)

    def said():
        with reading(actor) as work:
            sheet = sheets(work, [project, world.nord.projects["P-200"]], until)
            assert not [one for one in sheet[world.nord.projects["P-200"]].blockers if told(one)]
            return [one.text for one in sheet[project].blockers if told(one)]

    def told(one):
        assert not (one.why is Why.HOURS_CONTROL and one.stops)
        return one.why is Why.HOURS_CONTROL

    assert said() == ["The hours of Tegnestuen AS are not signed off."]
    with writing(actor) as work:
        plant(work, on(world, shared, "main", minutes=1))
    assert said() == ["1 row of hours differs from Tegnestuen AS’s."]
    mended(world, shared)
    with writing(actor) as work:
        commands.sign_off(work, Chosen(project, partner, NOVEMBER), digest(world, shared))
    assert said() == []
    with writing(world.sor.administrator) as work:
        follow(work, [group.written(work, shared, 60, DAYS[0])])
    assert said() == ["Hours changed since Tegnestuen AS’s were signed off."]


def test_a_draft_warns_of_the_days_that_it_bills(world, shared):
    """What is planted outside these days is another draft's; who does not control the project has no link."""
    actor, project, partner = side(world, shared)
    with writing(actor) as work:
        group.project_of(work, project).leader_id = None
        hourly(work, project)
        for row in work.session.exec(select(TimeRecord).where(col(TimeRecord.day) <= DAYS[3])):
            row.status = HoursStatus.APPROVED
    with writing(actor) as work:
        _plan, [draft] = drafts(work, Order(project), until=DAYS[3])

    def warned(who=actor):
        with reading(who) as work:
            return [(one.text, one.link) for one in draft_page(work, draft).unsettled]

    link = f"/projects/{project}/hours-control?period=2026-11-02..2026-11-05"
    assert warned() == [("The hours of Tegnestuen AS are not signed off.", link)]
    days = Period.including(DAYS[0], DAYS[3])
    with writing(actor) as work:
        shown = queries.digest_of(work, project, partner, days)
        commands.sign_off(work, Chosen(project, partner, days), shown)
        plant(work, sa.delete(TABLE).where(mirrors_of(world), TABLE.c.day == DAYS[6]))
    assert warned() == []
    with writing(actor) as work:
        plant(work, on(world, shared, "main", minutes=1))
    assert warned() == [("1 row of hours differs from Tegnestuen AS’s.", link)]
    assert [link for _text, link in warned(world.nord.project_leader)] == [""]
