"""One project: what it is, its team and activities with their hours, its tags, and the borders."""

import pytest
from sqlmodel import select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.projects.page import activities, project, team
from moment_ui.domain.tags.arranging import create_tag, create_tag_group
from moment_ui.domain.tags.projects import project_tags, set_project_tags, tags_of_project
from moment_ui.models.audit import AuditEntry
from moment_ui.models.tag import TagKind


@pytest.fixture
def tags(world):
    """Project tags of both companies, alike."""
    made = {}
    for place in (world.nord, world.sor):
        with writing(place.administrator) as work:
            group = create_tag_group(work, TagKind.PROJECT, "Fase")
            made[place.mark] = [create_tag(work, group, name) for name in ("Skisse", "Bygg")]
    return made


def test_a_project_says_whose_it_is_and_how_much_is_written(world):
    with reading(world.nord.project_leader) as work:
        record = project(work, world.nord.projects["P-100"])
    assert (record.number, record.customer_id) == ("P-100", world.nord.customers[10001])
    assert record.minutes == 450


def test_hours_are_told_by_person_and_by_activity_and_add_up(world):
    project_id = world.nord.projects["P-100"]
    with reading(world.nord.project_leader) as work:
        whole = project(work, project_id).minutes
        assert sum(member.minutes for member in team(work, project_id)) == whole
        assert sum(row.minutes for row in activities(work, project_id)) == whole


def test_the_other_companys_project_does_not_exist(world, tags):
    theirs = world.sor.projects["P-100"]
    with writing(world.nord.administrator) as work:
        with pytest.raises(NotFound):
            project(work, theirs)
        assert team(work, theirs) == activities(work, theirs) == tags_of_project(work, theirs) == []
        with pytest.raises(NotFound):
            set_project_tags(work, theirs, tags[world.nord.mark])
        with pytest.raises(NotFound):
            set_project_tags(work, world.nord.projects["P-100"], tags[world.sor.mark])


def test_tags_are_put_on_taken_off_and_noted(world, tags):
    project_id = world.nord.projects["P-100"]
    sketch, build = tags[world.nord.mark]
    with writing(world.nord.project_leader) as work:
        assert set_project_tags(work, project_id, [sketch]) == 1
        assert set_project_tags(work, project_id, [build]) == 2
        assert set_project_tags(work, project_id, [build]) == 0
    with reading(world.nord.administrator) as work:
        assert [tag.name for tag in tags_of_project(work, project_id)] == ["Bygg"]
        assert {tag.name for tag in project_tags(work)} == {"Skisse", "Bygg"}
        entries = work.session.exec(select(AuditEntry).where(AuditEntry.action == "set_tags"))
        assert [entry.changes for entry in entries if entry.subject == "project"] == [
            {"tags": ["", "Skisse"]},
            {"tags": ["Skisse", "Bygg"]},
        ]


def test_a_customers_tag_does_not_fit_a_project(world):
    with writing(world.nord.administrator) as work, pytest.raises(NotFound):
        set_project_tags(work, world.nord.projects["P-100"], [world.nord.tags["Bolig"]])


def test_externals_see_no_project_and_co_workers_change_none(world):
    project_id = world.nord.projects["P-100"]
    with reading(world.nord.external) as work, pytest.raises(NotPermitted):
        project(work, project_id)
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        set_project_tags(work, project_id, [])
