"""The task board in a tab: filters in the address, moving with undo, forms, and news from partners."""

import asyncio

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.tasks import commands
from moment_ui.domain.tasks.queries import task
from moment_ui.domain.tasks.rules import TaskDraft
from moment_ui.models.project import CoWorker
from moment_ui.models.task import Task
from moment_ui.models.task import TaskState as Column
from moment_ui.state.base import NoticeState
from moment_ui.state.live import HUB
from moment_ui.state.tasks.board import TaskBoardState
from moment_ui.state.tasks.task_details import TaskDetailsState
from moment_ui.state.tasks.task_forms import TaskColumnsState, TaskState
from tests import factories, group
from tests.tabs import HYDRATE, Answer


def add(place, title, **fields):
    with writing(place.administrator) as work:
        return commands.create_task(work, TaskDraft(title, **fields))


async def board(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(TaskBoardState.load)


def shown(answer):
    return {
        column.state: [card.title for card in column.cards]
        for column in answer.vars["view"].columns
        if column.cards
    }


async def test_a_card_is_moved_announced_and_put_back(tabs, world):
    keys = [add(world.nord, name) for name in ("b", "a")]
    tab, opened = await board(tabs, world.nord.co_worker, "/nord/tasks")
    assert shown(opened) == {"to-do": ["a", "b"]}
    sent = {"card": str(keys[1]), "column": "to-do", "after": str(keys[0])}
    answer = await tab.call(TaskBoardState.move, form=sent)
    assert shown(answer) == {"to-do": ["b", "a"]}
    assert answer.vars["said"] == "a: To do, 2 of 2"
    assert answer.notices == []
    answer = await tab.call(TaskBoardState.move, form=sent | {"column": "done", "after": ""})
    assert shown(answer) == {"to-do": ["b"], "done": ["a"]}
    assert answer.notices == ["a: Done"]
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert shown(answer) == {"to-do": ["b", "a"]}
    for form in ({}, sent | {"column": "x"}, sent | {"card": "sor-1"}, sent | {"card": "x-y-z"}):
        answer = await tab.call(TaskBoardState.move, form=form)
        assert answer.notices


async def test_the_form_writes_changes_and_deletes_with_a_way_back(tabs, world):
    project = world.nord.projects["P-100"]
    tab, _opened = await board(tabs, world.nord.co_worker, f"/nord/tasks?project={project}")
    await tab.call(TaskState.start, column="waiting")
    form = {"title": "Send tegning", "project_id": str(project), "state": "waiting", "items": "a"}
    answer = await tab.call(TaskState.submit, form=form)
    assert shown(answer) == {"waiting": ["Send tegning"]}
    key = answer.vars["view"].columns[2].cards[0].key
    await tab.call(TaskState.edit, task_id=key)
    answer = await tab.call(TaskState.submit, form=form | {"title": "Send to tegninger"})
    assert shown(answer) == {"waiting": ["Send to tegninger"]}
    await tab.call(TaskState.edit, task_id=key)
    answer = await tab.call(TaskState.delete)
    assert shown(answer) == {}
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert shown(answer) == {"waiting": ["Send to tegninger"]}


async def test_filters_stand_in_the_address(tabs, world):
    group.link(world)
    tab, opened = await board(tabs, world.nord.co_worker, "/nord/tasks?find=skisse")
    assert [(one.slug, one.ticked) for one in opened.vars["view"].partners] == [("sor", False)]
    ticked = await tab.call(TaskBoardState.tick_company, slug="sor", ticked=True)
    assert ticked.redirects == ["/nord/tasks?find=skisse&companies=sor"]
    mine = await tab.call(TaskBoardState.show_whose, whose="mine")
    assert mine.redirects == ["/nord/tasks?whose=mine&find=skisse"]


async def test_a_partners_tasks_arrive_by_themselves_and_nothing_else_of_it(tabs, world, live):
    group.link(world)
    tab, _opened = await board(tabs, world.nord.co_worker, "/nord/tasks?companies=sor")
    name = f"{TaskBoardState.get_full_name()}.watch"
    await tabs.processor.enqueue(tab.token, tab.event(name, {}))
    await asyncio.sleep(0)
    for _round in range(300):  # until the watch stands, and then until it has read
        if companies_watched() >= {world.sor.company_id}:
            break
        await asyncio.sleep(0.01)
    await asyncio.to_thread(add, world.sor, "Fra Sør", description="SOR-ONLY")
    cards = []
    for _round in range(300):
        sent = Answer([update for token, update in tabs.sent if token == tab.token]).vars
        cards = [card for column in sent["view"].columns for card in column.cards]
        if cards:
            break
        await asyncio.sleep(0.01)
    assert [(card.title, card.company, card.about) for card in cards] == [
        ("Fra Sør", "Tegnestuen AS", "")
    ]


def companies_watched():
    return {company for watch in HUB._watches for company in watch.companies}


async def test_one_moves_ones_own_task_of_a_partner_from_its_card(tabs, world):
    group.link(world)
    me = world.nord.co_worker
    with writing(world.sor.administrator) as work:
        person = factories.co_worker(work, "Kari", me.user_id, is_external=True).key
    own, others = add(world.sor, "Min der", assignee_id=person), add(world.sor, "Andres")
    tab, opened = await board(tabs, me, "/nord/tasks?whose=mine")
    assert shown(opened) == {"to-do": ["Min der"]}
    card = await tab.call(TaskDetailsState.show, key=f"sor-{own}")
    assert card.vars["card"].may_move
    answer = await tab.call(TaskDetailsState.move_to, column="done")
    assert shown(answer) == {"done": ["Min der"]}
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert shown(answer) == {"to-do": ["Min der"]}
    sent = {"card": f"sor-{others}", "column": "done", "after": ""}
    answer = await tab.call(TaskBoardState.move, form=sent)
    assert "is not yours" in answer.notices[-1]
    with reading(world.sor.administrator) as work:
        assert task(work, others).state is Column.TO_DO


@pytest.mark.parametrize("handler", ["edit", "delete", "start"])
async def test_an_external_cannot_open_or_change_what_is_not_theirs(tabs, world, handler):
    key = add(world.nord, "Hemmelig", description="NORD-ONLY")
    tab, opened = await board(tabs, world.nord.external, "/nord/tasks")
    assert shown(opened) == {}
    arguments = {"edit": {"task_id": str(key)}, "start": {"column": "to-do"}, "delete": {}}[handler]
    answer = await tab.call(getattr(TaskState, handler), **arguments)
    assert answer.notices
    assert "NORD-ONLY" not in str(answer.vars)
    answer = await tab.call(TaskDetailsState.open_row, task_id=str(key))
    assert "not found" in answer.notices[-1]
    with reading(world.nord.administrator) as work:
        assert len(work.session.exec(select(Task)).all()) == 1
        assert work.session.exec(select(CoWorker)).all()


async def test_columns_are_renamed_and_ordered_with_a_way_back(tabs, world):
    tab, _opened = await board(tabs, world.nord.project_leader, "/nord/tasks")
    await tab.call(TaskColumnsState.start)
    form = {f"{state.value}-place": str(place) for place, state in enumerate(Column, 1)}
    twice = await tab.call(TaskColumnsState.submit, form=form | {"done-place": "1"})
    assert twice.vars["errors"]
    answer = await tab.call(TaskColumnsState.submit, form=form | {"waiting": "Hos kunden"})
    assert [column.name for column in answer.vars["view"].columns][2] == "Hos kunden"
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert [column.name for column in answer.vars["view"].columns][2] == "Waiting"
