"""Milestones of a project: every act, its undo, what is refused, and the borders."""

import datetime as dt

import pytest

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.milestones import commands, rules
from moment_ui.domain.milestones.commands import MilestoneChanged
from moment_ui.domain.milestones.queries import milestone_draft, milestones
from moment_ui.domain.milestones.rules import MilestoneDraft

SKETCH = MilestoneDraft("Skisseprosjekt", dt.date(2026, 11, 15))
BUILD = MilestoneDraft("Byggestart", dt.date(2027, 3, 1))


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


def shown(work, project):
    return [(row.name, row.done_on is not None, row.is_late) for row in milestones(work, project)]


def test_milestones_are_set_reached_moved_and_removed_with_the_way_back(world, project):
    leader = next(iter(world.nord.co_workers.values()))
    with writing(world.nord.project_leader) as work:
        first = commands.add_milestone(work, project, SKETCH)
        second = commands.add_milestone(
            work, project, MilestoneDraft(BUILD.name, BUILD.due_on, leader)
        )
        assert shown(work, project) == [
            ("Skisseprosjekt", False, True),
            ("Byggestart", False, False),
        ]
        commands.set_done(work, first, done=True)
        assert milestones(work, project)[0].done_on == dt.date(2026, 11, 16)
        commands.set_done(work, first, done=False)
        commands.move_milestone(work, second, -1)
        removed = commands.remove_milestone(work, second)
        assert [name for name, *_ in shown(work, project)] == ["Skisseprosjekt"]
        commands.restore_milestone(work, removed)
        back = milestones(work, project)[0]
        assert (back.name, back.responsible) == ("Byggestart", "Kari Project-Leader")


def test_two_who_edit_the_same_milestone_do_not_overwrite_each_other(world, project):
    with writing(world.nord.project_leader) as work:
        key = commands.add_milestone(work, project, SKETCH)
        draft, version = milestone_draft(work, key)
        assert draft == SKETCH
        seen = Seen(key, version)
        assert commands.edit_milestone(work, seen, BUILD) == SKETCH
        with pytest.raises(MilestoneChanged):
            commands.edit_milestone(work, seen, SKETCH)


def test_a_milestone_has_a_name_and_a_date_that_exists():
    with pytest.raises(Invalid) as refused:
        rules.read({"name": " ", "due_on": "31.02.2027", "responsible_id": "x"})
    assert set(refused.value.fields) == {"name", "due_on", "responsible_id"}


def test_the_other_companys_milestones_do_not_exist(world, project):
    theirs = world.sor.projects["P-100"]
    with writing(world.sor.administrator) as work:
        key = commands.add_milestone(work, theirs, SKETCH)
    stranger = next(iter(world.sor.co_workers.values()))
    with writing(world.nord.administrator) as work:
        for act in (
            lambda: commands.add_milestone(work, theirs, SKETCH),
            lambda: commands.add_milestone(work, project, MilestoneDraft("x", None, stranger)),
            lambda: commands.edit_milestone(work, Seen(key, 1), BUILD),
            lambda: commands.set_done(work, key, done=True),
            lambda: commands.move_milestone(work, key, 1),
            lambda: commands.remove_milestone(work, key),
            lambda: milestone_draft(work, key),
        ):
            with pytest.raises(NotFound):
                act()
        assert milestones(work, theirs) == []


def test_who_may_not_edit_projects_sets_none(world, project):
    with reading(world.nord.co_worker) as work:
        assert milestones(work, project) == []
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.add_milestone(work, project, SKETCH)
