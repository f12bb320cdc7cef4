"""Tasks of one's own company, and those of partners through the door."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.tasks import commands
from moment_ui.domain.tasks.columns import columns, set_columns
from moment_ui.domain.tasks.errors import NotYourTask, TaskChanged
from moment_ui.domain.tasks.partners import move_partner_task
from moment_ui.domain.tasks.queries import board, task, task_choices
from moment_ui.domain.tasks.rules import Due, TaskDraft, Wanted, read_names, read_task
from moment_ui.models.partner import MemberState, PartnerSettings
from moment_ui.models.project import CoWorker
from moment_ui.models.task import Task, TaskState
from tests import factories, group
from tests.world import Place, World

BOTH = Wanted(companies=("nord", "sor"))


def add(place: Place, title: str, **fields) -> int:
    with writing(place.administrator) as work:
        return commands.create_task(work, TaskDraft(title, **fields))


def titles(actor: Actor, wanted: Wanted | None = None, state: TaskState | None = None) -> list[str]:
    with reading(actor) as work:
        return [
            card.title
            for card in board(work, wanted or Wanted()).cards
            if state in {None, card.state}
        ]


def person_of(place: Place, actor: Actor) -> int:
    with reading(place.administrator) as work:
        return (
            work.session.exec(select(CoWorker).where(CoWorker.user_id == actor.user_id)).one().key
        )


def outside(place: Place, actor: Actor, name: str = "Ekstern Eva") -> int:
    """Somebody with a log-in of another company, known here as an external."""
    with writing(place.administrator) as work:
        return factories.co_worker(work, name, actor.user_id, is_external=True).key


def test_cards_keep_their_order_however_often_they_are_moved(world: World) -> None:
    ids = {name: add(world.nord, name) for name in "cba"}
    assert titles(world.nord.administrator) == ["a", "b", "c"]
    with writing(world.nord.co_worker) as work:
        for _round in range(60):  # more than there are halves between two cards
            commands.move_task(work, ids["c"], TaskState.TO_DO, ids["a"])
            commands.move_task(work, ids["b"], TaskState.TO_DO, ids["a"])
    assert titles(world.nord.administrator) == ["a", "b", "c"]
    with writing(world.nord.co_worker) as work:
        moved = commands.move_task(work, ids["b"], TaskState.DONE)
        assert task(work, ids["b"]).state is TaskState.DONE
        commands.undo_move(work, moved)
    assert titles(world.nord.administrator, state=TaskState.TO_DO) == ["a", "b", "c"]


def test_two_who_move_cards_behind_the_same_one_at_once_both_get_a_place(world: World) -> None:
    anchor = add(world.nord, "anchor")
    ids = [add(world.nord, f"card {number}") for number in range(8)]

    def move(key: int) -> None:
        with writing(world.nord.co_worker) as work:
            commands.move_task(work, key, TaskState.TO_DO, anchor)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(move, ids))
    with reading(world.nord.administrator) as work:
        rows = work.session.exec(select(Task).order_by(col(Task.position))).all()
        assert rows[0].key == anchor
        assert len({row.position for row in rows}) == len(rows) == 9


def test_a_task_is_changed_deleted_and_brought_back_with_its_checklist(world: World) -> None:
    key = add(world.nord, "Ring kommunen", items=("finn nummer", "ring"))
    with writing(world.nord.co_worker) as work:
        before = task(work, key)
        commands.tick_item(work, before.items[0][0], done=True)
        draft = TaskDraft("Ring igjen", items=("finn nummer", "noter"), due_on=group.DAY)
        commands.edit_task(work, key, before.version, draft)
        with pytest.raises(TaskChanged):
            commands.edit_task(work, key, before.version, draft)
        after = task(work, key)
        assert [(text, done) for _id, text, done in after.items] == [
            ("finn nummer", True),
            ("noter", False),
        ]
        again = commands.restore_task(work, commands.delete_task(work, key))
        assert [line[1:] for line in task(work, again).items] == [line[1:] for line in after.items]
        wrong = TaskDraft("X", project_id=world.sor.projects["P-100"])
        with pytest.raises(Invalid):
            commands.create_task(work, wrong)


def test_the_filter_narrows_by_people_project_due_date_and_words(world: World) -> None:
    me = person_of(world.nord, world.nord.co_worker)
    project, today = world.nord.projects["P-100"], clock.today()
    add(world.nord, "Sjekk Åpning", assignee_id=me, due_on=today - dt.timedelta(1))
    add(world.nord, "Tegn trapp", project_id=project, due_on=today + dt.timedelta(3))
    add(world.nord, "Gammel", due_on=today - dt.timedelta(9), state=TaskState.DONE)
    actor = world.nord.co_worker
    assert titles(actor, Wanted(mine=True)) == ["Sjekk Åpning"]
    assert titles(actor, Wanted(assignee_id=me)) == ["Sjekk Åpning"]
    assert titles(actor, Wanted(project_id=project)) == ["Tegn trapp"]
    assert titles(actor, Wanted(due=Due.OVERDUE)) == ["Sjekk Åpning"]
    assert set(titles(actor, Wanted(due=Due.WEEK))) == {"Sjekk Åpning", "Tegn trapp"}
    assert titles(actor, Wanted(text="apn SJEKK")) == ["Sjekk Åpning"]
    assert titles(world.sor.co_worker) == []


def test_an_external_sees_own_tasks_and_those_of_own_projects_and_moves_own(world: World) -> None:
    group.link(world)
    shared = group.share(world)
    visitor = replace(world.nord.external, user_id=world.sor.co_worker.user_id)
    own = add(world.nord, "Min", assignee_id=shared.external)
    other = add(world.nord, "I prosjektet", project_id=shared.main_project)
    hidden = add(world.nord, "Hemmelig", project_id=world.nord.projects["P-200"])
    assert set(titles(visitor)) == {"Min", "I prosjektet"}
    with reading(visitor) as work:
        choices = task_choices(work)
        assert [key for key, _name in choices.projects] == [shared.main_project]
        assert [key for key, _name in choices.people] == [shared.external]
        with pytest.raises(NotFound):
            task(work, hidden)
    with writing(visitor) as work:
        commands.move_task(work, own, TaskState.DONE)
        with pytest.raises(NotPermitted):
            commands.move_task(work, other, TaskState.DONE)
        with pytest.raises(NotFound):
            commands.move_task(work, hidden, TaskState.DONE)


def test_tasks_of_a_partner_show_where_all_and_the_company_are_ticked(world: World) -> None:
    group.link(world)
    add(world.nord, "Nord sin")
    key = add(world.sor, "Sør sin", description="SOR-ONLY")
    asked = Wanted(companies=("sor",))
    assert titles(world.nord.co_worker) == ["Nord sin"]
    with reading(world.nord.co_worker) as work:
        shown = board(work, asked)
    assert [(card.title, card.company) for card in shown.cards] == [
        ("Nord sin", ""),
        ("Sør sin", "Tegnestuen AS"),
    ]
    theirs = shown.cards[1]
    assert (theirs.description, theirs.may_move, theirs.may_edit) == ("", False, False)
    assert titles(world.nord.external, asked) == []
    assert titles(world.sor.co_worker, Wanted(companies=("nord",))) == ["Sør sin", "Nord sin"]
    with writing(world.nord.administrator) as work, pytest.raises(NotYourTask):
        move_partner_task(work, "sor", key, TaskState.DONE)
    with writing(world.nord.administrator) as work, pytest.raises(NotFound):
        commands.move_task(work, key, TaskState.DONE)


@pytest.mark.parametrize("who", ["nord", "sor"])
def test_with_the_setting_off_at_one_side_nothing_of_a_partner_is_there(world, who) -> None:
    group.link(world)
    key = add(world.sor, "Sør sin")
    with writing(getattr(world, who).administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_tasks = False
    assert titles(world.nord.administrator, BOTH) == []
    with writing(world.nord.administrator) as work, pytest.raises(NotFound):
        move_partner_task(work, "sor", key, TaskState.DONE)


def test_a_paused_partner_shares_nothing(world: World) -> None:
    group.link(world)
    add(world.sor, "Sør sin")
    group.set_state(world.sor.company_id, MemberState.PAUSED)
    assert titles(world.nord.administrator, BOTH) == []


def test_ones_own_task_at_a_partner_shows_among_mine_and_is_moved_there(world: World) -> None:
    group.link(world)
    me = world.nord.co_worker
    key = add(world.sor, "Tegn fasade", description="Se notat", assignee_id=outside(world.sor, me))
    add(world.sor, "Andres")
    with reading(me) as work:
        (card,) = board(work, Wanted(mine=True)).cards
        assert (card.title, card.description, card.may_move) == ("Tegn fasade", "Se notat", True)
    with writing(me) as work:
        move_partner_task(work, "sor", key, TaskState.WAITING)
    with reading(world.sor.administrator) as work:
        assert task(work, key).state is TaskState.WAITING
    with writing(world.sor.administrator) as work:  # the invitation is withdrawn
        person = work.session.exec(select(CoWorker).where(CoWorker.user_id == me.user_id)).one()
        person.active = False
    with reading(me) as work:
        assert board(work, Wanted(mine=True)).cards == []
        (card,) = [one for one in board(work, BOTH).cards if one.id == key]
        assert (card.description, card.may_move) == ("", False)
    with writing(me) as work, pytest.raises(NotYourTask):
        move_partner_task(work, "sor", key, TaskState.DONE)


def test_a_project_filter_means_the_shared_project_at_the_partner(world: World) -> None:
    group.link(world)
    shared = group.share(world)
    add(world.sor, "I sekundærprosjektet", project_id=shared.project)
    add(world.sor, "I et annet", project_id=world.sor.projects["P-100"])
    asked = replace(BOTH, project_id=shared.main_project)
    assert titles(world.nord.co_worker, asked) == ["I sekundærprosjektet"]
    add(world.nord, "I hovedprosjektet", project_id=shared.main_project)
    back = replace(BOTH, project_id=shared.project)
    assert titles(world.sor.co_worker, back) == ["I sekundærprosjektet", "I hovedprosjektet"]


def test_columns_are_named_and_ordered_by_the_company(world: World) -> None:
    with writing(world.nord.project_leader) as work:
        order = [TaskState.DONE, TaskState.TO_DO, TaskState.IN_PROGRESS, TaskState.WAITING]
        before = set_columns(work, {TaskState.WAITING: "Hos kunden"}, order)
        assert columns(work) == [
            (TaskState.DONE, "Done"),
            (TaskState.TO_DO, "To do"),
            (TaskState.IN_PROGRESS, "In progress"),
            (TaskState.WAITING, "Hos kunden"),
        ]
        set_columns(work, *before)
        assert [name for _state, name in columns(work)][3] == "Done"
    with reading(world.sor.project_leader) as work:
        assert next(name for _state, name in columns(work)) == "To do"
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        set_columns(work, {}, list(TaskState))


def test_what_was_typed_becomes_a_task() -> None:
    draft = read_task({"title": " Ring  kunden ", "due_on": "3.12.2026", "items": "a\n\n b  c "})
    assert (draft.title, draft.due_on, draft.items) == (
        "Ring kunden",
        dt.date(2026, 12, 3),
        ("a", "b c"),
    )
    with pytest.raises(Invalid) as wrong:
        read_task({"title": "", "due_on": "31.2.", "state": "x", "items": "a\n" * 51})
    assert set(wrong.value.fields) == {"title", "due_on", "state", "items"}
    with pytest.raises(Invalid):
        read_names({"to-do": "Done"})
