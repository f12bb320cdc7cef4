"""The cogwheel of the invoices: a range, live preview, undo, and rows ticked."""

import pytest

from moment_ui.state.customer_invoices import CustomerInvoicesState
from moment_ui.state.export_status import ExportStatusState
from moment_ui.state.invoices import InvoicesState
from tests.state.lists import sit_down
from tests.tabs import HYDRATE, server


@pytest.fixture
async def tabs(world):
    async with server() as opened:
        yield opened


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
