"""Setup → Invoicing → Bookkeeping accounts, over the real event pipeline."""

from moment_ui.db.work import reading, writing
from moment_ui.domain.bookkeeping.commands import add_account
from moment_ui.domain.bookkeeping.queries import accounts
from moment_ui.domain.bookkeeping.rules import AccountDraft
from moment_ui.state.base import NoticeState
from moment_ui.state.setup.accounts import AccountsState, AccountState
from tests.tabs import HYDRATE

PATH = "/nord/setup/invoicing/accounts"


async def at(tabs, actor):
    tab = tabs.open(actor, PATH)
    await tab.call(HYDRATE)
    return tab, await tab.call(AccountsState.load)


def stored(world):
    with reading(world.nord.administrator) as work:
        return [(row.draft.number, row.draft.name, row.active) for row in accounts(work)]


async def test_a_set_is_begun_with_and_an_account_changed(tabs, world):
    tab, _answer = await at(tabs, world.nord.economy)
    answer = await tab.call(AccountsState.begin_with, country="NO")
    assert [line.number for line in answer.vars["lines"]][:2] == ["1500", "3000"]
    assert answer.notices[-1] == "7 accounts are added."
    first = answer.vars["lines"][1]
    opened = await tab.call(AccountState.edit, account_id=first.id)
    assert opened.vars["values"]["vat_code"] == "3"
    await tab.call(AccountState.submit, form=opened.vars["values"] | {"name": "Honorar"})
    assert ("3000", "Honorar", True) in stored(world)


async def test_what_is_wrong_stands_beside_the_field(tabs, world):
    with writing(world.nord.economy) as work:
        add_account(work, AccountDraft("3000", "Salg"))
    tab, _answer = await at(tabs, world.nord.economy)
    await tab.call(AccountState.start)
    answer = await tab.call(AccountState.submit, form={"number": "3000", "name": "x"})
    assert "Taken by Salg" in answer.vars["errors"]["number"]
    answer = await tab.call(AccountState.submit, form={"number": "", "name": ""})
    assert set(answer.vars["errors"]) == {"number", "name"}


async def test_an_account_put_aside_comes_back_by_the_message(tabs, world):
    with writing(world.nord.economy) as work:
        key = add_account(work, AccountDraft("3000", "Salg"))
    tab, _answer = await at(tabs, world.nord.economy)
    answer = await tab.call(AccountsState.put_aside, account_id=key)
    assert stored(world) == [("3000", "Salg", False)]
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert stored(world) == [("3000", "Salg", True)]
    await tab.call(AccountsState.put_aside, account_id=key)
    await tab.call(AccountsState.bring_back, account_id=key)
    assert stored(world) == [("3000", "Salg", True)]


async def test_project_leaders_read_and_neighbours_do_not_exist(tabs, world):
    with writing(world.sor.economy) as work:
        theirs = add_account(work, AccountDraft("3000", world.sor.mark))
    tab, answer = await at(tabs, world.nord.project_leader)
    assert (answer.vars["phase"], answer.vars.get("lines", [])) == ("ready", [])
    refused = await tab.call(AccountsState.begin_with, country="NO")
    assert refused.notices[-1].startswith("Your role does not allow this.")
    tab, _answer = await at(tabs, world.nord.economy)
    for handler in (AccountsState.put_aside, AccountState.edit):
        answer = await tab.call(handler, account_id=theirs)
        assert world.sor.mark not in answer.everything
