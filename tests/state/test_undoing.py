"""An undo that is refused can be tried again: the act it takes back is kept until it is taken back."""

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.drafts.removing import remove_draft
from moment_ui.models.expense import ExpenseStatus, ProjectExpense
from moment_ui.state.base import NoticeState
from moment_ui.state.projects.project_expenses import ProjectExpensesState
from tests.domain.billing_world import drafts, expense, hourly
from tests.tabs import HYDRATE, server


@pytest.fixture
async def tabs(world):
    async with server() as opened:
        yield opened


def status(world, key):
    with reading(world.nord.economy) as work:
        return work.session.exec(
            select(ProjectExpense.status).where(ProjectExpense.id == key)
        ).one()


async def test_a_refused_undo_is_tried_again_by_its_own_message(tabs, world):
    project = world.nord.projects["P-100"]
    with writing(world.nord.economy) as work:
        hourly(work, project)
        key = expense(work, project, status=ExpenseStatus.REGISTERED).key
    tab = tabs.open(world.nord.economy, f"/nord/projects/{project}/expenses")
    await tab.call(HYDRATE)
    answer = await tab.call(ProjectExpensesState.accept, expense_id=key)
    with writing(world.nord.economy) as work:
        _plan, (draft_id,) = drafts(work, project)
    answer = await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    refused = answer.vars["notices"][-1]
    assert (refused.kind, refused.undo) == ("error", True)
    assert status(world, key) is ExpenseStatus.ACCEPTED
    with writing(world.nord.economy) as work:
        remove_draft(work, draft_id)
    for _click in range(2):  # the second changes nothing
        await tab.call(NoticeState.undo, notice_id=refused.id)
        assert status(world, key) is ExpenseStatus.REGISTERED
