"""Setup → Partner companies as two administrators use it, and as nobody else can."""

from decimal import Decimal

import pytest

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import reading, writing
from moment_ui.domain.news.queries import news
from moment_ui.models.expense import ProjectExpense
from moment_ui.state.base import NoticeState
from moment_ui.state.bell import lines_of
from moment_ui.state.customers.new_customer import NewCustomerState
from moment_ui.state.partners.asking import GroupActsState
from moment_ui.state.partners.forms import AttachState, GroupNameState, InheritState
from moment_ui.state.partners.older import OlderExpensesState
from moment_ui.state.partners.setup import PartnersState
from moment_ui.state.shell import ShellState
from tests import factories, group
from tests.tabs import HYDRATE, Tab, Tabs
from tests.world import World


async def opened(tabs: Tabs, actor: Actor, slug: str) -> Tab:
    """The page of an administrator."""
    tab = tabs.open(actor, f"/{slug}/setup/partners")
    await tab.call(HYDRATE)
    await tab.call(PartnersState.load)
    return tab


async def test_two_administrators_go_the_whole_way(tabs: Tabs, world: World) -> None:
    """Switched on, added with an error beside the field first, confirmed, attached, checked, finished."""
    nord = await opened(tabs, world.nord.administrator, "nord")
    hidden = (await nord.call(ShellState.load)).vars["hidden"]
    assert hidden == ["setup/partners"]
    shown = await nord.call(PartnersState.switch_on)
    assert shown.vars["hidden"] == []
    assert shown.vars["view"].stage == "add"
    wrong = await nord.call(PartnersState.add, form={"slug": "vardøl", "name": "Gruppen"})
    assert "No company has the database name" in wrong.vars["slug_error"]
    asked = await nord.call(PartnersState.add, form={"slug": "sor", "name": "Gruppen"})
    [waiting] = asked.vars["view"].waiting
    assert (waiting.slug, waiting.word) == ("sor", "Waiting for their administrator")
    assert asked.vars["slug_error"] == ""

    await _answered(tabs, world)
    again = await nord.call(PartnersState.load)
    [line] = again.vars["view"].confirmed
    assert again.vars["view"].attach[0].theirs == "10001 Fjord Eiendom AS"
    made = await nord.call(AttachState.make, company_id=line.id)
    assert made.vars["view"].missing == 0
    assert made.vars["view"].confirmed[0].word == "Linked both ways"
    done = await nord.call(PartnersState.finish)
    assert done.vars["view"].checked != ""


async def _answered(tabs: Tabs, world: World) -> None:
    """The other side: switched on, confirmed, and a customer chosen."""
    sor = await opened(tabs, world.sor.administrator, "sor")
    there = await sor.call(PartnersState.switch_on)
    [request] = there.vars["view"].requests
    answer = {"group_id": request.id, "version": request.version}
    confirmed = await sor.call(PartnersState.confirm, **answer)
    assert confirmed.notices[-1] == "You are in Gruppen now."
    [line] = confirmed.vars["view"].confirmed
    await sor.call(AttachState.start, company_id=line.id)
    nothing = await sor.call(AttachState.submit, form={"customer_id": ""})
    assert nothing.vars["errors"] == {"customer_id": "Choose a customer."}
    chosen = {"customer_id": str(world.sor.customers[10001])}
    await sor.call(AttachState.submit, form=chosen)


async def test_what_is_shared_and_what_an_act_will_do(tabs: Tabs, world: World) -> None:
    group.link(world)
    group.share(world)
    tab = await opened(tabs, world.sor.administrator, "sor")
    off = await tab.call(PartnersState.share, key="tasks", wanted=False)
    assert {line.key for line in off.vars["view"].flags if not line.on} == {"tasks"}
    asked = await tab.call(GroupActsState.ask, act="leave", about=0, version=1)
    assert any("become ordinary projects" in line for line in asked.vars["question"].lines)
    await tab.call(GroupActsState.ask, act="pause", about=0, version=0)
    paused = await tab.call(GroupActsState.do)
    assert paused.vars["view"].paused
    twice = await tab.call(GroupActsState.do)
    assert twice.notices == []
    gone = await tab.call(PartnersState.resume)
    assert not gone.vars["view"].paused


async def test_a_series_is_inherited_after_the_report(tabs: Tabs, world: World) -> None:
    group.link(world)
    tab = await opened(tabs, world.sor.administrator, "sor")
    report = await tab.call(InheritState.start, kind="invoice")
    assert report.vars["told"].startswith("5 numbers are given on both sides")
    assert len(report.vars["rows"]) == 5
    silent = await tab.call(InheritState.submit, form={"reason": " "})
    assert "reason" in silent.vars["errors"]
    asked = await tab.call(InheritState.submit, form={"reason": "Revisor er enig"})
    assert "legal entity" in asked.vars["question"]
    done = await tab.call(InheritState.confirm)
    series = {line.key: line.inherited for line in done.vars["view"].series}
    assert series["invoice"]
    back = await tab.call(PartnersState.own_series, kind="invoice")
    assert not any(line.inherited for line in back.vars["view"].series)


async def test_only_the_main_company_renames(tabs: Tabs, world: World) -> None:
    group.link(world)
    nord = await opened(tabs, world.nord.administrator, "nord")
    await nord.call(GroupNameState.start)
    named = await nord.call(GroupNameState.submit, form={"name": "Nytt navn"})
    assert named.vars["view"].group == "Nytt navn"
    sor = await opened(tabs, world.sor.administrator, "sor")
    await sor.call(GroupNameState.start)
    refused = await sor.call(GroupNameState.submit, form={"name": "Mitt navn"})
    assert "main company" in refused.vars["problem"]


HOSTILE = [
    (PartnersState.share, {"key": "ledger", "wanted": True}),
    (PartnersState.own_series, {"kind": "salary"}),
    (PartnersState.confirm, {"group_id": -1, "version": 1}),
    (GroupActsState.ask, {"act": "delete", "about": 0, "version": 0}),
    (InheritState.start, {"kind": "x"}),
    (NewCustomerState.use_known, {"company_id": "x", "customer_id": 1}),
]


@pytest.mark.parametrize(("handler", "payload"), HOSTILE)
async def test_made_up_arguments_change_nothing(
    tabs: Tabs, world: World, handler: object, payload: dict[str, object]
) -> None:
    group.link(world)
    tab = await opened(tabs, world.nord.administrator, "nord")
    answer = await tab.call(handler, **payload)
    assert "did not understand" in answer.notices[-1]


async def test_the_bell_tells_of_a_request(tabs: Tabs, world: World) -> None:
    """Also where partner companies is off: it is answered there."""
    nord = await opened(tabs, world.nord.administrator, "nord")
    await nord.call(PartnersState.switch_on)
    await nord.call(PartnersState.add, form={"slug": "sor", "name": "Gruppen"})
    with reading(world.sor.administrator) as work:
        [line] = [line for line in lines_of("sor", news(work)) if line.kind == "partner"]
    assert (line.title, line.count) == ("Tegnestuen AS asks you to be partners", "1")
    with reading(world.sor.economy) as work:
        assert not [line for line in lines_of("sor", news(work)) if line.kind == "partner"]


async def test_older_expenses_are_brought_over_and_taken_back(tabs: Tabs, world: World) -> None:
    group.link(world)
    shared = group.share(world)
    with writing(world.sor.administrator) as work:
        factories.stored(
            work,
            ProjectExpense(
                project_id=shared.project,
                day=group.DAY,
                text="Tog",
                price=Decimal(500),
                created_at=clock.now(),
            ),
        )
    tab = await opened(tabs, world.sor.administrator, "sor")
    assert (await tab.call(PartnersState.load)).vars["view"].older != []
    brought = await tab.call(OlderExpensesState.bring)
    assert brought.notices == ["1 expense is brought over."]
    assert (await tab.call(PartnersState.load)).vars["view"].older == []
    await tab.call(NoticeState.undo, notice_id=brought.vars["notices"][-1].id)
    assert (await tab.call(PartnersState.load)).vars["view"].older != []
