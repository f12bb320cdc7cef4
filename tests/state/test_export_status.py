"""The cogwheel of the invoices: a range, live preview, undo, and rows ticked."""

import pytest
from sqlmodel import select

from moment_ui.core.errors import NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.invoices.export_status import set_export_status
from moment_ui.models.audit import AuditEntry
from moment_ui.models.invoice import ExportStatus, Invoice
from moment_ui.reports.view import CHOOSE
from moment_ui.state.base import NoticeState
from moment_ui.state.customers.customer_invoices import CustomerInvoicesState
from moment_ui.state.invoices.export_status import ExportStatusState
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.invoices.one_export_status import OneExportStatusState
from tests.state.lists import sit_down
from tests.tabs import HYDRATE


async def dialog(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    await tab.call(ExportStatusState.start)
    return tab


def exported(reader):
    numbers = reader.column("number")
    return dict(zip(numbers, reader.column("export"), strict=True))


async def test_a_range_is_looked_at_changed_and_taken_back(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    before = exported(reader)
    tab = await dialog(tabs, world.nord.economy, "/nord/finances/invoices")
    await tab.call(ExportStatusState.leave_field, key="first", text="5001")
    await tab.call(ExportStatusState.leave_field, key="last", text="5002")
    looked = await tab.call(ExportStatusState.choose, status="transferred")
    assert "2 invoices will change" in looked.vars["preview"]
    for text, said in (("5001", "1 invoice will change"), ("500x", ""), ("5002", "2 invoices")):
        typing = await tab.call(ExportStatusState.typed, key="last", text=text)
        assert said in typing.vars["preview"]
    form = {"first": "5001", "last": "5002", "status": "transferred", "reason": ""}
    saved = await tab.call(ExportStatusState.submit, form=form)
    assert any("2 invoices are now" in notice for notice in saved.notices)
    await reader.go("/nord/finances/invoices")
    changed = {number for number, text in exported(reader).items() if text != before[number]}
    assert changed == {"5001", "5002"}
    await tab.call(ExportStatusState.undo)
    await reader.go("/nord/finances/invoices")
    assert exported(reader) == before


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("", "", "first"), ("x", "", "first"), ("5002", "5001", "last"), ("1", "2", "last")],
)
async def test_a_range_that_says_nothing_is_told_beside_its_field(tabs, world, first, last, field):
    tab = await dialog(tabs, world.nord.economy, "/nord/finances/invoices")
    form = {"first": first, "last": last, "status": "transferred", "reason": ""}
    answer = await tab.call(ExportStatusState.submit, form=form)
    assert field in answer.vars["errors"]


async def test_on_a_customers_page_the_range_is_that_customers(tabs, world):
    path = f"/nord/customers/{world.nord.customers[10002]}/invoices"
    reader = await sit_down(tabs, world.nord.economy, CustomerInvoicesState, path)
    own = len([number for number in exported(reader) if number.isdigit()])
    tab = await dialog(tabs, world.nord.economy, path)
    form = {"first": "1", "last": "999999", "status": "do-not-transfer", "reason": ""}
    saved = await tab.call(ExportStatusState.submit, form=form)
    assert any(f"{own} invoice" in notice for notice in saved.notices)


async def test_rows_ticked_get_a_status_and_lose_it_again(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    before = exported(reader)
    rows = [str(row.id) for row in reader.screen["rows"][:2]]
    for row in rows:
        await reader.click(InvoicesState.tick, row=row, ranged=False)
    await reader.click(InvoicesState.set_export_status, status="transferred")
    assert exported(reader) != before
    await reader.click(InvoicesState.undo_export_status)
    assert exported(reader) == before


async def test_an_act_that_changes_nothing_leaves_the_one_before_to_be_taken_back(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    before = exported(reader)
    row = str(next(row.id for row in reader.screen["rows"] if row.id == world.nord.invoices[5001]))
    for offered in (True, False):
        await reader.click(InvoicesState.tick, row=row, ranged=False)
        answer = await reader.click(InvoicesState.set_export_status, status="transferred")
        assert answer.vars["notices"][-1].undo is offered
    first = next(one.id for one in answer.vars["notices"] if one.undo)
    await reader.click(NoticeState.undo, notice_id=first)
    assert exported(reader) == before


async def test_without_the_right_there_is_no_way(tabs, world):
    reader = await sit_down(
        tabs, world.nord.project_leader, InvoicesState, "/nord/finances/invoices"
    )
    before = exported(reader)
    assert reader.screen.get("may_change_export", False) is False
    await reader.click(InvoicesState.tick, row=str(reader.screen["rows"][0].id), ranged=False)
    await reader.click(InvoicesState.set_export_status, status="transferred")
    await reader.go("/nord/finances/invoices")
    assert exported(reader) == before


async def test_one_status_is_chosen_in_its_cell_saved_logged_and_taken_back(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    key, others = world.nord.invoices[5001], world.sor.invoices[5001]
    before = exported(reader)["5001"]
    tab = reader.tab
    shown = await tab.call(InvoicesState.press, button=f"{CHOOSE}{key}")
    assert (shown.vars["opened"], shown.vars["name"]) == (True, "Invoice 5001")
    done = await tab.call(OneExportStatusState.choose, status="do-not-transfer")
    await tab.call(OneExportStatusState.choose, status="transferred")  # the second click of two
    assert done.notices == ["Invoice 5001 is now “Do not transfer to accounting”."]
    with reading(world.nord.economy) as work:
        assert work.session.get_one(Invoice, key).export_status is ExportStatus.DO_NOT_TRANSFER
        entry = work.session.exec(
            select(AuditEntry).where(AuditEntry.action == "set_export_status")
        ).one()
        assert entry.changes["export_status"][1] == "do-not-transfer"
    await tab.call(OneExportStatusState.undo)
    await reader.go("/nord/finances/invoices")
    assert exported(reader)["5001"] == before
    await tab.call(InvoicesState.press, button=f"{CHOOSE}{others}")
    assert not (await tab.call(OneExportStatusState.choose, status="transferred")).notices
    with reading(world.sor.economy) as work:
        assert work.session.get_one(Invoice, others).export_status is not ExportStatus.TRANSFERRED


async def test_who_may_not_change_a_status_gets_no_button_for_it(tabs, world):
    leader = await sit_down(
        tabs, world.nord.project_leader, InvoicesState, "/nord/finances/invoices"
    )
    assert leader.screen["around"].choose == ""
    tab = leader.tab
    key = world.nord.invoices[5001]
    refused = await tab.call(OneExportStatusState.start, invoice=str(key))
    assert "opened" not in refused.vars
    refused = await tab.call(OneExportStatusState.choose, status="transferred")
    assert "opened" not in refused.vars
    with pytest.raises(NotPermitted), writing(world.nord.project_leader) as work:
        set_export_status(work, [key], ExportStatus.TRANSFERRED)
