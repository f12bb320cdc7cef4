"""A main project and its secondary ones: made at once, kept in step, and let go."""

from threading import Barrier, Thread

import pytest
from sqlmodel import col, select

from moment_ui.core import events
from moment_ui.core.actor import Actor
from moment_ui.db.work import reading, writing
from moment_ui.domain.milestones import commands as milestones
from moment_ui.domain.milestones.rules import MilestoneDraft
from moment_ui.domain.projects import activities, closing, editing, team
from moment_ui.domain.projects.activities import ActivityDraft
from moment_ui.domain.projects.editing import FieldEdit
from moment_ui.domain.sharing.errors import CannotShare, FollowsMain
from moment_ui.domain.sharing.following import catch_up
from moment_ui.models.partner import MemberState, PartnerCustomer, PartnerSettings, ProjectShare
from moment_ui.models.price_model import PriceModel, RateBase
from moment_ui.models.project import (
    Activity,
    CoWorker,
    Milestone,
    Project,
    ProjectMember,
    ProjectStatus,
)
from tests import factories, group
from tests.world import Place, World

MEMBER, CLOSE = frozenset({"member-hours"}), frozenset({"close"})


def external(world: World, name: str = "Kari Co-Worker") -> int:
    """A co-worker of Sør among Nord's, as an invitation leaves them; the id there."""
    with reading(world.sor.administrator) as work:
        person = work.session.exec(select(CoWorker).where(CoWorker.name == name)).one()
        found = (person.key, person.user_id)
    with writing(world.nord.administrator) as work:
        row = factories.co_worker(
            work,
            name,
            found[1],
            is_external=True,
            home_company_id=world.sor.company_id,
            home_co_worker_id=found[0],
        )
        return row.key


def add(world: World, person: int, number: str = "P-100", role: str = "Modellør") -> int:
    with writing(world.nord.project_leader) as work:
        return team.add_member(work, world.nord.projects[number], person, role)


def secondaries(place: Place) -> list[Project]:
    with reading(place.administrator) as work:
        query = select(Project).where(col(Project.main_project_id).is_not(None))
        found = list(work.session.exec(query.order_by(col(Project.id))))
        work.session.expunge_all()
        return found


def shares(place: Place) -> list[ProjectShare]:
    with reading(place.administrator) as work:
        found = list(work.session.exec(select(ProjectShare)))
        work.session.expunge_all()
        return found


def names(actor: Actor, project_id: int) -> list[tuple[str, bool, bool]]:
    with reading(actor) as work:
        query = select(Activity).where(Activity.project_id == project_id)
        rows = work.session.exec(query.order_by(col(Activity.position), col(Activity.id)))
        return [(row.name, row.billable, row.active) for row in rows]


def people(actor: Actor, project_id: int) -> list[tuple[str, str]]:
    with reading(actor) as work:
        query = (
            select(CoWorker.name, ProjectMember.role)
            .join(ProjectMember, col(ProjectMember.co_worker_id) == col(CoWorker.id))
            .where(ProjectMember.project_id == project_id)
        )
        return list(work.session.exec(query.order_by(col(CoWorker.name))))


def main_id(world: World) -> int:
    return world.nord.projects["P-100"]


def test_adding_an_external_makes_the_secondary_project_at_once(world: World) -> None:
    """In the home company: same name, activities and milestones, our company as customer, the role."""
    group.link(world)
    person = external(world)
    with writing(world.nord.project_leader) as work:
        milestones.add_milestone(work, main_id(world), MilestoneDraft("Råbygg"))
    heard: list[tuple[int, str]] = []
    stop = events.subscribe(lambda event: heard.append((event.company_id, event.topic)))
    try:
        add(world, person)
    finally:
        stop()
    [secondary] = secondaries(world.sor)
    [share] = shares(world.nord)
    assert (secondary.main_company_id, secondary.main_project_id) == (
        world.nord.company_id,
        main_id(world),
    )
    assert secondary.customer_id == world.sor.customers[10002]
    assert (secondary.number, secondary.main_number) == ("1001", "P-100")
    assert secondary.main_leader == "Kari Project-Leader"
    assert (share.secondary_project_id, share.secondary_number) == (secondary.id, "1001")
    assert people(world.sor.administrator, secondary.key) == [("Kari Co-Worker", "Modellør")]
    assert names(world.sor.administrator, secondary.key) == names(
        world.nord.administrator, main_id(world)
    )
    with reading(world.sor.administrator) as work:
        reached = work.session.exec(select(Milestone)).one()
        model = work.session.exec(
            select(PriceModel).where(PriceModel.project_id == secondary.key)
        ).one()
        assert (reached.name, reached.project_id) == ("Råbygg", secondary.id)
        assert model.rate_base == RateBase.MAIN_PROJECT
    assert {(place.company_id, "projects") for place in world.places} <= set(heard)
    assert secondaries(world.nord) == []
    assert shares(world.sor) == []


def test_without_shared_rates_the_price_model_is_the_homes_own(world: World) -> None:
    group.link(world)
    person = external(world)
    with writing(world.nord.administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_rates = False
    add(world, person)
    with reading(world.sor.administrator) as work:
        model = work.session.exec(
            select(PriceModel).where(PriceModel.project_id == secondaries(world.sor)[0].key)
        ).one()
        assert model.rate_base == RateBase.PRICE_LIST


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ("group", "is not a partner company"),
        ("theirs paused", "paused"),
        ("off there", "must switch on partner companies there"),
        ("no customer", "must attach Tegnestuen AS to a customer"),
        ("no sharing", "must choose to share projects"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_half_done(
    world: World, lacking: str, words: str
) -> None:
    person = external(world)
    if lacking != "group":
        group.link(world)
    else:
        with writing(world.nord.administrator) as work:
            factories.stored(work, PartnerSettings(enabled=True))
    with writing(world.sor.administrator) as work:
        if lacking == "no customer":
            work.session.delete(work.session.exec(select(PartnerCustomer)).one())
        elif lacking == "no sharing":
            work.session.exec(select(PartnerSettings)).one().share_projects = False
        elif lacking == "off there":
            work.session.exec(select(PartnerSettings)).one().enabled = False
    if lacking == "theirs paused":
        group.set_state(world.sor.company_id, MemberState.PAUSED)
    with pytest.raises(CannotShare, match=words):
        add(world, person)
    assert secondaries(world.sor) == []
    assert "Kari Co-Worker" not in dict(people(world.nord.administrator, main_id(world)))


def _follows(world: World) -> None:
    """The activities of both are the same, in their order."""
    [secondary] = secondaries(world.sor)
    ours = names(world.nord.administrator, main_id(world))
    assert names(world.sor.administrator, secondary.key) == ours


def test_activities_follow_and_so_does_undo(world: World) -> None:
    group.link(world)
    add(world, external(world))
    with writing(world.nord.project_leader) as work:
        new = activities.add_activity(work, main_id(world), ActivityDraft("Tegning"))
    _follows(world)
    with writing(world.nord.project_leader) as work:
        before = activities.activity_draft(work, new)
        edit = activities.edit_activity(work, new, before, ActivityDraft("Detalj", billable=False))
        activities.move_activity(work, new, -1)
    _follows(world)
    with writing(world.nord.project_leader) as work:
        activities.undo_edit(work, edit)
        activities.set_active(work, new, active=False)
    _follows(world)
    with writing(world.nord.project_leader) as work:
        removed = activities.remove_activity(work, new)
    _follows(world)
    with writing(world.nord.project_leader) as work:
        activities.restore_activity(work, removed)
    _follows(world)


def test_the_rest_follows_its_main_project(world: World) -> None:
    """Milestones, name, status and roles; and undo does, too."""
    group.link(world)
    place = add(world, external(world))
    with writing(world.nord.project_leader) as work:
        key = milestones.add_milestone(work, main_id(world), MilestoneDraft("Innflytting"))
        milestones.set_done(work, key, done=True)
        team.set_role(work, place, "Tegner")
        shown = editing.field_texts(work, main_id(world))
        saved = editing.edit_field(work, FieldEdit(main_id(world), "name", shown["name"], "Nytt"))
        change = closing.set_status(work, main_id(world), ProjectStatus.CLOSED, confirmed=CLOSE)
    [secondary] = secondaries(world.sor)
    assert people(world.sor.administrator, secondary.key) == [("Kari Co-Worker", "Tegner")]
    assert (secondary.name, secondary.status) == ("Nytt", ProjectStatus.CLOSED)
    with reading(world.sor.administrator) as work:
        assert work.session.exec(select(Milestone)).one().done_on is not None
    with writing(world.nord.project_leader) as work:
        closing.undo_status(work, change)
        editing.undo_edit(work, saved)
        milestones.remove_milestone(work, key)
    [secondary] = secondaries(world.sor)
    assert (secondary.name, secondary.status) == (shown["name"], ProjectStatus.ACTIVE)
    with reading(world.sor.administrator) as work:
        assert work.session.exec(select(Milestone)).all() == []


def test_two_activities_that_change_names_in_a_pause(world: World) -> None:
    """Catching up gets there, though each name is taken until the other one lets it go."""
    group.link(world)
    add(world, external(world))
    [secondary] = secondaries(world.sor)
    with writing(world.nord.project_leader) as work:
        one, two = (
            activities.add_activity(work, main_id(world), ActivityDraft(name)) for name in "AB"
        )
    group.set_state(world.sor.company_id, MemberState.PAUSED)
    with writing(world.nord.project_leader) as work:
        for key, name in ((one, "C"), (two, "A"), (one, "B")):
            activities.edit_activity(
                work, key, activities.activity_draft(work, key), ActivityDraft(name)
            )
    assert [name for name, *_rest in names(world.sor.administrator, secondary.key)][1:] == [
        "A",
        "B",
    ]
    group.set_state(world.sor.company_id, MemberState.CONFIRMED)
    with writing(world.sor.administrator) as work:
        catch_up(work, world.nord.company_id)
    assert [name for name, *_rest in names(world.sor.administrator, secondary.key)][1:] == [
        "B",
        "A",
    ]


def test_an_activity_with_hours_is_put_aside_at_home(world: World) -> None:
    """When it goes in the main project: nothing that was written is lost."""
    group.link(world)
    add(world, external(world))
    with writing(world.nord.project_leader) as work:
        key = activities.add_activity(work, main_id(world), ActivityDraft("Befaring"))
    [secondary] = secondaries(world.sor)
    with writing(world.sor.administrator) as work:
        row = work.session.exec(select(Activity).where(Activity.main_activity_id == key)).one()
        factories.hours(work, row, world.sor.co_workers["Kari Co-Worker"], group.DAY, 60)
    with writing(world.nord.project_leader) as work:
        removed = activities.remove_activity(work, key)
    assert ("Befaring", True, False) in names(world.sor.administrator, secondary.key)
    with writing(world.nord.project_leader) as work:
        new = activities.restore_activity(work, removed)
    with reading(world.sor.administrator) as work:
        again = work.session.exec(select(Activity).where(Activity.name == "Befaring")).one()
        assert (again.id, again.main_activity_id, again.active) == (row.id, new, True)


def test_the_secondary_has_no_say(world: World) -> None:
    """What comes from the main project is refused at home, with the way there; the rest is its own."""
    group.link(world)
    add(world, external(world))
    [secondary] = secondaries(world.sor)
    with writing(world.nord.project_leader) as work:
        milestones.add_milestone(work, main_id(world), MilestoneDraft("Råbygg"))
    with reading(world.sor.administrator) as work:
        activity = work.session.exec(
            select(Activity).where(Activity.project_id == secondary.key)
        ).one()
        member = work.session.exec(
            select(ProjectMember).where(ProjectMember.project_id == secondary.key)
        ).one()
        reached = work.session.exec(select(Milestone)).one()
        shown = editing.field_texts(work, secondary.key)
        draft = activities.activity_draft(work, activity.key)
        work.session.expunge_all()
    leader = world.sor.co_workers["Kari Project-Leader"]
    refused = [
        lambda work: team.add_member(work, secondary.key, leader, ""),
        lambda work: team.set_role(work, member.key, "Sjef"),
        lambda work: team.remove_member(work, member.key, confirmed=MEMBER),
        lambda work: activities.add_activity(work, secondary.key, ActivityDraft("Egen")),
        lambda work: activities.edit_activity(work, activity.key, draft, ActivityDraft("Egen")),
        lambda work: activities.set_active(work, activity.key, active=False),
        lambda work: activities.move_activity(work, activity.key, 1),
        lambda work: activities.remove_activity(work, activity.key),
        lambda work: milestones.add_milestone(work, secondary.key, MilestoneDraft("Egen")),
        lambda work: milestones.set_done(work, reached.key, done=True),
        lambda work: milestones.remove_milestone(work, reached.key),
        lambda work: closing.set_status(work, secondary.key, ProjectStatus.ON_HOLD),
        lambda work: editing.edit_field(
            work, FieldEdit(secondary.key, "name", shown["name"], "Vårt navn")
        ),
    ]
    for act in refused:
        with pytest.raises(FollowsMain) as caught, writing(world.sor.administrator) as work:
            act(work)
        assert caught.value.href == f"/nord/projects/{main_id(world)}"
    with writing(world.sor.administrator) as work:
        for key, text in (
            ("number", "S-77"),
            ("description", "Vår del"),
            ("leader_id", str(leader)),
        ):
            editing.edit_field(work, FieldEdit(secondary.key, key, shown[key], text))
        model = work.session.exec(
            select(PriceModel).where(PriceModel.project_id == secondary.key)
        ).one()
        activities.edit_activity(
            work, activity.key, draft, ActivityDraft(draft.name, draft.billable, model.key)
        )
    assert shares(world.nord)[0].secondary_number == "S-77"
    assert people(world.sor.administrator, secondary.key) == [("Kari Co-Worker", "Modellør")]


def test_the_last_one_out_closes_it_and_adding_again_opens_it(world: World) -> None:
    """The same secondary project, with its hours; once, however often somebody is added."""
    group.link(world)
    person = external(world)
    place = add(world, person)
    [secondary] = secondaries(world.sor)
    with writing(world.nord.project_leader) as work:
        removed = team.remove_member(work, place)
    assert people(world.sor.administrator, secondary.key) == []
    assert secondaries(world.sor)[0].status == ProjectStatus.CLOSED
    assert shares(world.nord)[0].removed_at is not None
    with writing(world.nord.project_leader) as work:
        team.restore_member(work, removed)
    [again] = secondaries(world.sor)
    assert (again.id, again.status) == (secondary.id, ProjectStatus.ACTIVE)
    [share] = shares(world.nord)
    assert share.removed_at is None
    assert people(world.sor.administrator, secondary.key) == [("Kari Co-Worker", "Modellør")]


def test_two_leaders_at_once_make_one_secondary_project(world: World) -> None:
    group.link(world)
    both = [external(world), external(world, "Kari Project-Leader")]
    ready = Barrier(2)
    failed: list[Exception] = []

    def join(person: int) -> None:
        ready.wait()
        try:
            add(world, person)
        except Exception as error:
            failed.append(error)

    threads = [Thread(target=join, args=(person,)) for person in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    [secondary] = secondaries(world.sor)
    assert len(shares(world.nord)) == 1
    assert [name for name, _role in people(world.sor.administrator, secondary.key)] == [
        "Kari Co-Worker",
        "Kari Project-Leader",
    ]


def test_a_pause_stops_nobody_at_home_or_here(world: World) -> None:
    """The main project is changed; the secondary stays as it was until the catching up."""
    group.link(world)
    add(world, external(world))
    group.set_state(world.nord.company_id, MemberState.PAUSED)
    with writing(world.nord.project_leader) as work:
        activities.add_activity(work, main_id(world), ActivityDraft("Tegning"))
    [secondary] = secondaries(world.sor)
    assert len(names(world.sor.administrator, secondary.key)) == 1
    with pytest.raises(FollowsMain), writing(world.sor.administrator) as work:
        activities.add_activity(work, secondary.key, ActivityDraft("Tegning"))
    group.set_state(world.nord.company_id, MemberState.LEFT)
    with writing(world.sor.administrator) as work:
        activities.add_activity(work, secondary.key, ActivityDraft("Vår egen"))
