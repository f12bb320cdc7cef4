"""Claims in tabs: written by a co-worker, decided on by the economy, each told and each taken back."""

import pytest
from sqlmodel import select

from moment_ui.db.work import reading
from moment_ui.domain.news.queries import news
from moment_ui.models.claim import Claim, ClaimStatus
from moment_ui.models.expense import ProjectExpense
from moment_ui.state.base import NoticeState
from moment_ui.state.bell import lines_of
from moment_ui.state.claims.categories import CategoriesState, CategoryState
from moment_ui.state.claims.claim import ClaimPageState
from moment_ui.state.claims.claim_forms import ClaimLineState, ClaimState, RejectClaimState
from tests.tabs import HYDRATE


async def begun(tabs, world):
    """A co-worker's tab on a travel claim with one line on a project, and the claim's id."""
    tab = tabs.open(world.nord.co_worker, "/nord/claims/new")
    await tab.call(HYDRATE)
    await tab.call(ClaimState.start, kind="travel")
    form = {"title": "Befaring", "day": "10.11.2026", "from_place": "Oslo", "to_place": "Voss"}
    answer = await tab.call(ClaimState.submit, form=form)
    (path,) = answer.redirects
    key = int(path.rpartition("/")[2])
    tab = tabs.open(world.nord.co_worker, path)
    await tab.call(HYDRATE)
    await tab.call(ClaimPageState.load)
    await tab.call(ClaimLineState.start)
    project = str(world.nord.projects["P-100"])
    offered = await tab.call(ClaimLineState.choose_project, project_id=project)
    assert [name for _key, name in offered.vars["activities"]] == ["No activity", "Prosjektering"]
    line = {
        "day": "10.11.2026",
        "text": "Tog",
        "amount": "800",
        "project_id": project,
        "bill": "on",
    }
    answer = await tab.call(ClaimLineState.submit, form=line)
    assert [one.text for one in answer.vars["view"].lines] == ["Tog"]
    return tab, key


def status(world, key):
    with reading(world.nord.administrator) as work:
        return work.session.exec(select(Claim.status).where(Claim.id == key)).one()


def bell(actor):
    with reading(actor) as work:
        return [(line.title, line.note) for line in lines_of("nord", news(work))]


async def test_a_claim_is_sent_approved_and_paid_out_and_each_is_taken_back(tabs, world):
    mine, key = await begun(tabs, world)
    answer = await mine.call(ClaimPageState.do, step="send")
    assert answer.vars["view"].may_take_back
    assert ("Travel & expense", "1 claim to review") in bell(world.nord.economy)
    theirs = tabs.open(world.nord.economy, f"/nord/claims/{key}")
    await theirs.call(HYDRATE)
    await theirs.call(ClaimPageState.load)
    answer = await theirs.call(ClaimPageState.do, step="approve")
    assert status(world, key) is ClaimStatus.APPROVED
    assert ("Befaring", "Approved") in bell(world.nord.co_worker)
    await theirs.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert status(world, key) is ClaimStatus.WAITING
    await theirs.call(ClaimPageState.do, step="approve")
    answer = await theirs.call(ClaimPageState.do, step="pay_out")
    assert answer.vars["view"].may_unpay
    with reading(world.nord.administrator) as work:
        assert len(work.session.exec(select(ProjectExpense)).all()) == 1
    await theirs.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert status(world, key) is ClaimStatus.APPROVED


async def test_a_claim_is_sent_back_with_the_reason_and_the_way_back(tabs, world):
    mine, key = await begun(tabs, world)
    await mine.call(ClaimPageState.do, step="send")
    theirs = tabs.open(world.nord.economy, f"/nord/claims/{key}")
    await theirs.call(HYDRATE)
    await theirs.call(ClaimPageState.load)
    await theirs.call(RejectClaimState.start)
    empty = await theirs.call(RejectClaimState.submit, form={"reason": ""})
    assert empty.vars["errors"]
    answer = await theirs.call(RejectClaimState.submit, form={"reason": "Uten kvittering"})
    assert answer.vars["view"].reason == "Uten kvittering"
    answer = await theirs.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert status(world, key) is ClaimStatus.WAITING


async def test_lines_and_claims_are_removed_with_a_way_back(tabs, world):
    tab, key = await begun(tabs, world)
    line = (await tab.call(ClaimPageState.load)).vars["view"].lines[0].id
    answer = await tab.call(ClaimPageState.remove_line, line_id=line)
    assert answer.vars["view"].lines == []
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert [one.text for one in answer.vars["view"].lines] == ["Tog"]
    copied = await tab.call(ClaimPageState.copy)
    assert copied.redirects[0].startswith("/nord/claims/")
    gone = await tab.call(ClaimPageState.remove)
    assert gone.redirects == ["/nord/claims"]
    back = await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    assert back.redirects[0].startswith("/nord/claims/")
    assert key


@pytest.mark.parametrize("step", ["approve", "pay_out", "send", "reopen", "x"])
async def test_nobody_decides_on_claims_out_of_reach(tabs, world, step):
    tab, key = await begun(tabs, world)
    await tab.call(ClaimPageState.do, step="send")
    for actor, slug in ((world.nord.project_leader, "nord"), (world.sor.administrator, "sor")):
        other = tabs.open(actor, f"/{slug}/claims/{key}")
        await other.call(HYDRATE)
        shown = await other.call(ClaimPageState.load)
        assert "Befaring" not in str(shown.vars)
        assert (await other.call(ClaimPageState.do, step=step)).notices
    assert status(world, key) is ClaimStatus.WAITING


async def test_categories_are_kept_by_who_reviews_claims(tabs, world):
    tab = tabs.open(world.nord.economy, "/nord/claims/categories")
    await tab.call(HYDRATE)
    await tab.call(CategoryState.start)
    answer = await tab.call(CategoryState.submit, form={"name": "Hotell", "account": "7140"})
    (row,) = answer.vars["rows"]
    answer = await tab.call(CategoriesState.set_active, category_id=row.id, active=False)
    assert answer.vars["rows"][0].active is False
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert answer.vars["rows"][0].active is True
    other = tabs.open(world.nord.co_worker, "/nord/claims/categories")
    await other.call(HYDRATE)
    assert (await other.call(CategoriesState.load)).notices
