"""Merging, undoing it and answering the finder, over the real event pipeline."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import col, select

from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.commands import set_status
from moment_ui.domain.customers.queries import customer
from moment_ui.domain.merging.commands import merge_customers
from moment_ui.domain.merging.fields import Choice
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.merging import CustomerMerge, NotDuplicates
from moment_ui.models.project import Project
from moment_ui.state.customers.duplicates import DuplicatesState
from moment_ui.state.customers.merge import MergeState
from moment_ui.state.customers.unmerge import UnmergeState
from tests import factories
from tests.tabs import HYDRATE, server

HOSTILE = [None, -1, 0, 2**70, 1.5, "1 or 1=1", "", [], {}, {"$ne": 1}, ["x"] * 10]


@pytest.fixture
async def tabs(world):
    async with server(MergeState.load, UnmergeState.load, DuplicatesState.load) as opened:
        yield opened


@pytest.fixture
def two(world):
    """The ids of Tindra Bygg, written in twice."""
    with writing(world.nord.administrator) as work:
        stays = factories.customer(work, 20171, "Tindra Bygg AS", email="post@tindra.example")
        goes = factories.customer(
            work, 20233, "Tindra Bygg A/S", email="ny@t.example", phone="73540100"
        )
        factories.project(work, "P7101", goes.key)
        return stays.key, goes.key


async def at(tabs, actor, path, state):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(state.load)


def wizard(two, **more):
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return f"/nord/customers/{two[0]}/merge?with={two[1]}{query}"


def asked(path):
    return {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}


def into(world, key):
    with reading(world.nord.administrator) as work:
        return work.session.exec(select(Customer.merged_into_id).where(Customer.id == key)).one()


def rows(world, model):
    with reading(world.nord.administrator) as work:
        return list(work.session.exec(select(model.id)))


async def test_the_address_holds_what_is_chosen(tabs, world, two):
    tab, shown = await at(tabs, world.nord.economy, wizard(two, step=2), MergeState)
    view = shown.vars["view"]
    taken = {line.key for line in view.fields if line.taken}
    assert (shown.vars["phase"], taken) == ("compare", {"phone"})
    (path,) = (await tab.call(MergeState.take, key="email", other=True)).redirects
    assert asked(path) == {"with": str(two[1]), "step": "2", "take": "email.phone"}
    tab.path = path
    shown = await tab.call(MergeState.load)
    taken = {line.key for line in shown.vars["view"].fields if line.taken}
    assert taken == {"phone", "email"}
    (path,) = (await tab.call(MergeState.keep_tags, keep=False)).redirects
    assert asked(path)["tags"] == "no"


async def test_two_become_one_and_the_message_takes_it_back(tabs, world, two):
    tab, _shown = await at(tabs, world.nord.economy, wizard(two, step=4), MergeState)
    done = await tab.call(MergeState.merge)
    assert done.redirects == [f"/nord/customers/{two[0]}"]
    assert done.notices == ["20233 Tindra Bygg A/S is now part of 20171 Tindra Bygg AS."]
    assert into(world, two[1]) == two[0]
    back = await tab.call(MergeState.undo)
    assert back.redirects == [f"/nord/customers/{two[1]}"]
    assert into(world, two[1]) is None


async def test_the_second_of_two_clicks_does_no_more(tabs, world, two):
    tab, _shown = await at(tabs, world.nord.economy, wizard(two, step=4), MergeState)
    await tab.call(MergeState.merge)
    again = await tab.call(MergeState.merge)
    assert again.redirects == [f"/nord/customers/{two[0]}"]
    assert again.notices == []
    assert len(rows(world, CustomerMerge)) == 1


async def test_what_somebody_changed_meanwhile_is_shown_before_anything_is_merged(tabs, world, two):
    tab, _shown = await at(tabs, world.nord.economy, wizard(two, step=4), MergeState)
    with writing(world.nord.administrator) as work:
        set_status(work, [two[1]], CustomerStatus.BLOCKED)
    told = await tab.call(MergeState.merge)
    assert "was changed by" in told.vars["changed"]
    assert into(world, two[1]) is None
    assert [question.key for question in told.vars["view"].questions] == ["merge-blocked"]
    told = await tab.call(MergeState.merge)
    assert "is blocked" in told.vars["changed"]
    assert into(world, two[1]) is None
    await tab.call(MergeState.confirm, key="merge-blocked", yes=True)
    await tab.call(MergeState.merge)
    assert into(world, two[1]) == two[0]


async def test_the_address_of_a_merged_one_leads_to_its_survivor(tabs, world, two):
    with writing(world.nord.administrator) as work:
        merge_customers(work, two[0], two[1], Choice())
    for path in (wizard(two[::-1]), f"/nord/customers/{two[1]}/merge"):
        _tab, shown = await at(tabs, world.nord.economy, path, MergeState)
        assert shown.redirects == [f"/nord/customers/{two[0]}"]


async def test_one_chooses_among_likely_ones_or_finds_any_other(tabs, world, two):
    path = f"/nord/customers/{two[0]}/merge"
    tab, shown = await at(tabs, world.nord.economy, path, MergeState)
    assert [line.number for line in shown.vars["candidates"]] == ["20233"]
    found = await tab.call(MergeState.find, text="fjord")
    assert [name for _key, name in found.vars["hits"]] == ["Fjord Eiendom AS"]
    found = await tab.call(MergeState.find, text="tindra")
    assert [key for key, _name in found.vars["hits"]] == [two[1]]


async def test_roles_that_do_not_merge_see_and_do_nothing(tabs, world, two):
    for actor in (world.nord.project_leader, world.nord.co_worker, world.nord.external):
        for path, state in (
            (wizard(two, step=4), MergeState),
            ("/nord/customers/duplicates", DuplicatesState),
        ):
            tab, shown = await at(tabs, actor, path, state)
            assert "Tindra" not in shown.everything
        tab, _shown = await at(tabs, actor, wizard(two, step=4), MergeState)
        await tab.call(MergeState.merge)
        await tab.call(DuplicatesState.dismiss, ids=list(two))
    assert into(world, two[1]) is None
    assert rows(world, NotDuplicates) == []


async def test_another_companys_customers_are_not_there(tabs, world, two):
    theirs = world.sor.customers[10001]
    for pair in ((two[0], theirs), (theirs, two[0])):
        _tab, shown = await at(tabs, world.nord.economy, wizard(pair), MergeState)
        assert shown.vars["phase"] == "failed"
        assert "SOR-ONLY" not in shown.everything


@pytest.mark.parametrize("value", HOSTILE)
async def test_hostile_arguments_choose_nothing(tabs, world, two, value):
    tab, _shown = await at(tabs, world.nord.economy, wizard(two, step=2), MergeState)
    answers = [
        await tab.call(MergeState.take, key=value, other=True),
        await tab.call(MergeState.take, key="email", other=value),
        await tab.call(MergeState.pick, table=value, other=True),
        await tab.call(MergeState.confirm, key=value, yes=True),
    ]
    assert [answer.redirects for answer in answers] == [[], [], [], []]
    finder, _shown = await at(
        tabs, world.nord.economy, "/nord/customers/duplicates", DuplicatesState
    )
    for handler, payload in (
        (DuplicatesState.dismiss, {"ids": value}),
        (DuplicatesState.dismiss, {"ids": [two[0], value]}),
        (DuplicatesState.dismiss_one, {"one": value, "ids": list(two)}),
        (DuplicatesState.look_again, {"one": value, "other": two[0]}),
    ):
        await finder.call(handler, **payload)
    assert rows(world, NotDuplicates) == []


async def test_the_undo_page_says_what_goes_back_and_does_it(tabs, world, two):
    with writing(world.nord.administrator) as work:
        merge = merge_customers(work, two[0], two[1], Choice(frozenset({"email", "phone"})))
    path = f"/nord/customers/merged/{merge}"
    tab, shown = await at(tabs, world.nord.economy, path, UnmergeState)
    view = shown.vars["view"]
    assert view.again.endswith("gets back what it had in these fields: E-mail, Phone.")
    assert (view.may_undo, view.survivor) == (True, "20171 Tindra Bygg AS")
    assert [(line.label, line.count) for line in view.back] == [("Projects", "1")]
    done = await tab.call(UnmergeState.undo)
    assert done.redirects == [f"/nord/customers/{two[1]}"]
    assert into(world, two[1]) is None


async def test_what_stands_in_the_way_of_an_undo_is_said_on_the_page(tabs, world, two):
    with writing(world.nord.administrator) as work:
        merge = merge_customers(work, two[0], two[1], Choice())
    path = f"/nord/customers/merged/{merge}"
    tab, _shown = await at(tabs, world.nord.economy, path, UnmergeState)
    with writing(world.nord.administrator) as work:
        row = work.session.exec(select(Project).where(col(Project.number) == "P7101")).one()
        row.customer_id = world.nord.customers[10001]
    told = await tab.call(UnmergeState.undo)
    assert told.redirects == []
    assert not told.vars["view"].may_undo
    assert "P7101 Prosjekt P7101 (now 10001 Fjord Eiendom AS)" in told.vars["view"].reasons[0]
    assert into(world, two[1]) == two[0]
    _tab, shown = await at(tabs, world.sor.economy, path.replace("nord", "sor"), UnmergeState)
    assert shown.vars["phase"] == "failed"


async def test_an_answer_is_listed_and_can_be_taken_back(tabs, world, two):
    path = "/nord/customers/duplicates"
    tab, shown = await at(tabs, world.nord.economy, path, DuplicatesState)
    (group,) = [each for each in shown.vars["view"].groups if set(each.ids) == set(two)]
    told = await tab.call(DuplicatesState.dismiss, ids=group.ids)
    assert told.vars["view"].answer_count == 1
    assert not any(set(each.ids) == set(two) for each in told.vars["view"].groups)
    listed, shown = await at(tabs, world.nord.economy, f"{path}?show=answered", DuplicatesState)
    (answer,) = shown.vars["view"].answers
    assert {answer.number, answer.other_number} == {"20171", "20233"}
    assert answer.said.startswith(world.nord.economy.name)
    told = await listed.call(DuplicatesState.look_again, one=answer.one, other=answer.other)
    assert (told.vars["view"].answers, rows(world, NotDuplicates)) == ([], [])
    await listed.call(DuplicatesState.dismiss_again)
    assert len(rows(world, NotDuplicates)) == 1
    with reading(world.nord.economy) as work:
        assert customer(work, two[0]).number == 20171
