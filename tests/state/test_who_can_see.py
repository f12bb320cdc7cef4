import pytest

from moment_ui.state.customers.who_can_see import WhoCanSeeState
from tests.tabs import HYDRATE

HOSTILE = [None, 5, True, [], {}, "x" * 5000]


async def at(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


async def test_the_dialog_opens_with_everybody_and_narrows_by_name(tabs, world):
    path = f"/nord/customers/{world.nord.customers[10001]}/invoices"
    tab = await at(tabs, world.nord.co_worker, path)
    opened = await tab.call(WhoCanSeeState.start)
    assert opened.vars["opened"] is True
    assert opened.vars["found"].inside[0].role == "Administrator"
    found = (await tab.call(WhoCanSeeState.find, text="economy")).vars["found"]
    assert [line.role for line in found.inside] == ["Economy"]
    assert (await tab.call(WhoCanSeeState.set_open, opened=False)).vars["opened"] is False


@pytest.mark.parametrize("text", HOSTILE, ids=lambda value: repr(value)[:20])
async def test_a_search_takes_short_texts_only(tabs, world, text):
    path = f"/nord/customers/{world.nord.customers[10001]}"
    tab = await at(tabs, world.nord.co_worker, path)
    answer = await tab.call(WhoCanSeeState.find, text=text)
    assert answer.notices
    assert "found" not in answer.vars


async def test_customers_of_another_company_tell_nothing(tabs, world):
    path = f"/nord/customers/{world.sor.customers[10001]}"
    tab = await at(tabs, world.nord.administrator, path)
    answer = await tab.call(WhoCanSeeState.start)
    assert {"opened", "found"}.isdisjoint(answer.vars)
    assert "kari" not in answer.everything.lower()
