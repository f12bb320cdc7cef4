"""A project's team and its activities: every act, its undo, what is refused, and the borders."""

import datetime as dt

import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.price_models.commands import create_model
from moment_ui.domain.price_models.rules import ModelDraft
from moment_ui.domain.projects import activities, team
from moment_ui.domain.projects.activities import ActivityDraft
from moment_ui.domain.projects.errors import (
    ActivityChanged,
    ActivityInUse,
    ActivityNameTaken,
    AlreadyInTeam,
    LeaderStays,
    MemberHasHours,
)
from moment_ui.domain.projects.page import activities as shown_activities
from moment_ui.domain.projects.page import team as shown_team
from moment_ui.models.audit import AuditEntry
from moment_ui.models.price_model import PriceModelKind
from moment_ui.models.project import Activity
from tests import factories


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@pytest.fixture
def person(world):
    """A co-worker of the same name in each company; the one of Nord."""
    ids = []
    for place in world.places:
        with writing(place.administrator) as work:
            ids.append(factories.co_worker(work, "Åse Ødegård", is_external=True).key)
    return ids[0]


def activity_called(work, project, name="Prosjektering"):
    query = select(Activity).where(Activity.project_id == project, Activity.name == name)
    return work.session.exec(query).one()


def place_of(work, project, name):
    return next(row.id for row in shown_team(work, project) if row.name == name)


def test_somebody_joins_changes_roles_leaves_and_comes_back(world, project, person):
    with writing(world.nord.project_leader) as work:
        assert person in {row.id for row in team.candidates(work, project)}
        place = team.add_member(work, project, person, "  Arkitekt  MNAL ")
        assert person not in {row.id for row in team.candidates(work, project)}
        assert "Arkitekt MNAL" in team.roles_in_use(work)
        change = team.set_role(work, place, "Sivilarkitekt")
        assert (change.before, change.after) == ("Arkitekt MNAL", "Sivilarkitekt")
        removed = team.remove_member(work, place)
        assert len(shown_team(work, project)) == 1
        team.restore_member(work, removed)
        assert ("Åse Ødegård", "Sivilarkitekt") in {
            (row.name, row.role) for row in shown_team(work, project)
        }
        with pytest.raises(AlreadyInTeam):
            team.restore_member(work, removed)
        with pytest.raises(Invalid):
            team.set_role(work, place_of(work, project, "Åse Ødegård"), "x" * 101)
    with reading(world.nord.administrator) as work:
        entries = work.session.exec(select(AuditEntry).where(AuditEntry.subject == "project"))
        assert [row.changes["member"] for row in entries if "member" in row.changes] == [
            ["", "Åse Ødegård, Arkitekt MNAL"],
            ["Åse Ødegård, Arkitekt MNAL", "Åse Ødegård, Sivilarkitekt"],
            ["Åse Ødegård, Sivilarkitekt", ""],
            ["", "Åse Ødegård, Sivilarkitekt"],
        ]


def test_whoever_has_hours_leaves_only_when_asked_and_the_leader_stays(world, project, person):
    with writing(world.nord.project_leader) as work:
        (leader,) = shown_team(work, project)
        with pytest.raises(LeaderStays):
            team.remove_member(work, leader.id)
        place = team.add_member(work, project, person, "")
        day = dt.date(2026, 11, 3)
        factories.hours(work, activity_called(work, project), person, day, 95)
        with pytest.raises(MemberHasHours, match="1:35") as asked:
            team.remove_member(work, place)
        team.remove_member(work, place, confirmed=frozenset({asked.value.key}))
        assert [row.id for row in shown_team(work, project)] == [leader.id]


def test_an_activity_is_added_changed_ordered_put_aside_and_taken_back(world, project):
    with writing(world.nord.project_leader) as work:
        model = create_model(work, project, ModelDraft(PriceModelKind.NON_BILLABLE, "Egeninnsats"))
        key = activities.add_activity(work, project, ActivityDraft("Møter", billable=False))
        with pytest.raises(ActivityNameTaken):
            activities.add_activity(work, project, ActivityDraft("MØTER"))
        shown = activities.activity_draft(work, key)
        edit = activities.edit_activity(
            work, key, shown, ActivityDraft("Byggemøter", price_model_id=model)
        )
        with pytest.raises(ActivityChanged):
            activities.edit_activity(work, key, shown, ActivityDraft("Kundemøter"))
        assert activities.activity_draft(work, key).price_model_id == model
        activities.undo_edit(work, edit)
        assert activities.activity_draft(work, key) == shown
        activities.move_activity(work, key, -1)
        assert [row.name for row in shown_activities(work, project)] == ["Møter", "Prosjektering"]
        activities.move_activity(work, key, -1)
        activities.set_active(work, key, active=False)
        assert [row.name for row in shown_activities(work, project)] == ["Prosjektering", "Møter"]
        removed = activities.remove_activity(work, key)
        assert len(shown_activities(work, project)) == 1
        activities.restore_activity(work, removed)
        back = shown_activities(work, project)[1]
        assert (back.name, back.billable, back.active) == ("Møter", False, False)


def test_an_activity_with_hours_is_put_aside_and_not_removed(world, project):
    with writing(world.nord.project_leader) as work:
        key = activity_called(work, project).key
        with pytest.raises(ActivityInUse, match="Put it aside"):
            activities.remove_activity(work, key)
        activities.set_active(work, key, active=False)
        assert [row.minutes for row in shown_activities(work, project)] == [450]


def test_a_price_model_of_another_project_does_not_fit(world, project):
    with writing(world.nord.project_leader) as work:
        draft = ModelDraft(PriceModelKind.NON_BILLABLE, "x")
        other = create_model(work, world.nord.projects["P-200"], draft)
        with pytest.raises(Invalid):
            activities.add_activity(work, project, ActivityDraft("Møter", price_model_id=other))


def test_the_other_companys_team_and_activities_do_not_exist(world, project, person):
    theirs = world.sor.projects["P-100"]
    with reading(world.sor.administrator) as work:
        place = shown_team(work, theirs)[0].id
        activity = activity_called(work, theirs).key
    draft = ActivityDraft("Møter")
    with writing(world.nord.administrator) as work:
        stranger = next(key for key in world.sor.co_workers.values())
        for act in (
            lambda: team.add_member(work, theirs, person, ""),
            lambda: team.add_member(work, project, stranger, ""),
            lambda: team.set_role(work, place, ""),
            lambda: team.remove_member(work, place),
            lambda: activities.add_activity(work, theirs, draft),
            lambda: activities.edit_activity(work, activity, draft, draft),
            lambda: activities.activity_draft(work, activity),
            lambda: activities.set_active(work, activity, active=False),
            lambda: activities.move_activity(work, activity, 1),
            lambda: activities.remove_activity(work, activity),
        ):
            with pytest.raises(NotFound):
                act()
        assert stranger not in {row.id for row in team.candidates(work, project)}
        assert activities.model_choices(work, theirs) == []


def test_who_may_not_edit_projects_changes_neither(world, project, person):
    for actor in (world.nord.co_worker, world.nord.external):
        with writing(actor) as work:
            for act in (
                lambda: team.add_member(work, project, person, ""),
                lambda: team.candidates(work, project),
                lambda: activities.add_activity(work, project, ActivityDraft("x")),
            ):
                with pytest.raises(NotPermitted):
                    act()
