import pytest

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import writing
from moment_ui.domain.customers.queries import customer_changes
from moment_ui.domain.notes import of_customers as commands
from moment_ui.domain.notes import of_projects
from moment_ui.domain.notes.of_customers import customer_notes


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


def test_pinned_notes_stand_first_then_the_newest(work, fjord):
    first = commands.add_note(work, fjord, "one invoice per project")
    commands.add_note(work, fjord, "second")
    commands.pin_note(work, first, pinned=True)
    work.session.flush()
    texts = [note.text for note in customer_notes(work, fjord)]
    assert texts == ["one invoice per project", "second", "NORD-ONLY: ring før fredag"]
    assert customer_notes(work, fjord)[0].author == "Kari Administrator"


def test_editing_keeps_the_old_text_in_the_history(work, fjord):
    note = commands.add_note(work, fjord, "before")
    assert commands.edit_note(work, note, " after ") == fjord
    assert customer_changes(work, fjord)[0].fields == (("note", "before", "after"),)


def test_a_removed_note_comes_back_as_it_was(work, fjord):
    note = commands.add_note(work, fjord, "keep me")
    commands.pin_note(work, note, pinned=True)
    work.session.flush()
    before = customer_notes(work, fjord)[0]
    removed = commands.remove_note(work, note)
    work.session.flush()
    assert "keep me" not in [row.text for row in customer_notes(work, fjord)]
    commands.restore_note(work, removed)
    after = customer_notes(work, fjord)[0]
    assert (after.text, after.pinned, after.author, after.at) == (
        before.text,
        before.pinned,
        before.author,
        before.at,
    )


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 10_001])
def test_a_note_says_something_and_fits(work, fjord, text):
    with pytest.raises(Invalid):
        commands.add_note(work, fjord, text)


def test_notes_of_another_company_do_not_exist(work, world):
    (theirs, *_rest) = world.sor.notes
    for act in (
        lambda: commands.add_note(work, world.sor.customers[10001], "hello"),
        lambda: commands.edit_note(work, theirs, "hello"),
        lambda: commands.pin_note(work, theirs, pinned=True),
        lambda: commands.remove_note(work, theirs),
    ):
        with pytest.raises(NotFound):
            act()
    assert customer_notes(work, world.sor.customers[10001]) == []


def test_notes_need_the_right(world, fjord):
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.add_note(work, fjord, "hello")


def test_a_project_has_notes_of_its_own_with_the_same_acts(world):
    project, theirs = (place.projects["P-100"] for place in world.places)
    with writing(world.nord.project_leader) as work:
        first = of_projects.add_note(work, project, "Nøkkel i postkassen")
        second = of_projects.add_note(work, project, "Parker bak")
        of_projects.pin_note(work, first, pinned=True)
        of_projects.edit_note(work, second, "Parkér bak bygget")
        work.session.flush()
        shown = [note.text for note in of_projects.project_notes(work, project)]
        assert shown == ["Nøkkel i postkassen", "Parkér bak bygget"]
        removed = of_projects.remove_note(work, first)
        of_projects.restore_note(work, removed)
        assert of_projects.project_notes(work, project)[0].pinned
        with pytest.raises(NotFound):
            of_projects.add_note(work, theirs, "hello")
    with writing(world.sor.administrator) as work:
        assert of_projects.project_notes(work, project) == []
        with pytest.raises(NotFound):
            of_projects.remove_note(work, second)
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        of_projects.add_note(work, project, "hello")
