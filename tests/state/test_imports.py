"""The import page's handlers: from file to import and back, and what they refuse."""

import asyncio
import io

import openpyxl
import pytest
from sqlmodel import col, select

from moment_ui.core.files import random_name
from moment_ui.db.work import reading, writing
from moment_ui.domain.uploads import files
from moment_ui.domain.uploads.commands import keep_upload
from moment_ui.imports.job import Order, carry_out
from moment_ui.models.customer import Customer
from moment_ui.state.imports.import_jobs import ImportJob
from moment_ui.state.imports.imports import ImportState
from tests.tabs import HYDRATE, Answer, server

LEDGER = "Kundenr;Firmanavn;Poststed\n20001;Nytt Bygg AS;Tromsø\n20002;;Bodø\n"


@pytest.fixture
def brought(world):
    """A file that Nord's economy has uploaded; its id."""

    def bring(text=LEDGER, who=None):
        name = random_name()
        path = files.path_of(name)
        assert path is not None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("cp1252"))
        with writing(who or world.nord.economy) as work:
            return keep_upload(work, name, "kunder.csv", path.stat().st_size)

    return bring


@pytest.fixture
def jobs_here(monkeypatch):
    """Jobs run in this process: what a process of its own adds is tested by the journey."""

    async def work(self):
        message = {"result": (await asyncio.to_thread(carry_out, self.order)).model_dump()}
        self.hear(message)

    monkeypatch.setattr(ImportJob, "_work", work)
    monkeypatch.setattr(ImportJob, "turn", asyncio.Semaphore(1))


async def opened(tabs, who, path):
    tab = tabs.open(who, path)
    await tab.call(HYDRATE)
    return tab


def names(actor):
    with reading(actor) as work:
        return set(work.session.exec(select(Customer.name).where(col(Customer.number) > 20000)))


async def test_a_file_is_mapped_checked_imported_and_undone(world, brought, jobs_here):
    file_id = brought()
    async with server() as tabs:
        tab = await opened(
            tabs, world.nord.economy, f"/nord/setup/import?file={file_id}&kind=customers"
        )
        shown = await tab.call(ImportState.load)
        assert (shown.vars["phase"], shown.vars["file_name"]) == ("columns", "kunder.csv")
        assert [column.field for column in shown.vars["columns"]] == [
            "number",
            "name",
            "postal_city",
        ]

        checked = await tab.call(ImportState.check_file)
        assert checked.vars["phase"] == "checked"
        outcome = checked.vars["outcome"]
        assert (outcome.created, outcome.refused) == ("1", "1")
        assert [(p.row, p.column, p.said, p.reason) for p in outcome.problems] == [
            ("3", "Firmanavn", "", "This is missing.")
        ]
        assert names(world.nord.economy) == set()

        refused = await tab.call(ImportState.import_file, valid_rows=False)
        assert refused.vars["phase"] == "checked"
        assert names(world.nord.economy) == set()

        done = await tab.call(ImportState.import_file, valid_rows=True)
        assert done.vars["phase"] == "done"
        assert names(world.nord.economy) == {"Nytt Bygg AS"}
        newest = done.vars["history"][0]
        assert (newest.file_name, newest.undone) == ("kunder.csv", False)

        asked = await tab.call(ImportState.ask_undo, batch_id=newest.id)
        assert asked.vars["undoing"].lines == ["1 customer will be removed"]
        undone = await tab.call(ImportState.undo, batch_id=newest.id)
        assert undone.vars["history"][0].undone
        assert names(world.nord.economy) == set()


async def test_what_a_job_found_is_not_shown_over_another_file(
    world, brought, jobs_here, monkeypatch
):
    first, second = brought(), brought("Kundenr;Firmanavn\n20005;Annet Bygg AS\n")
    begun, gate, carry_on = asyncio.Event(), asyncio.Event(), ImportJob._work

    async def wait(job):
        begun.set()
        await gate.wait()
        await carry_on(job)

    monkeypatch.setattr(ImportJob, "_work", wait)
    async with server() as tabs:
        tab = await opened(
            tabs, world.nord.economy, f"/nord/setup/import?file={first}&kind=customers"
        )
        await tab.call(ImportState.load)
        name = ImportState.get_full_name()
        job = await tab.processor.enqueue(tab.token, tab.event(f"{name}.check_file", {}))
        await begun.wait()
        tab.path = f"/nord/setup/import?file={second}&kind=customers"
        await (await tab.processor.enqueue(tab.token, tab.event(f"{name}.load", {})))
        gate.set()
        await job
        shown = Answer([update for _token, update in tabs.sent]).vars
    assert (shown["phase"], shown["outcome"].rows) == ("columns", "")


async def test_columns_can_be_chosen_and_a_field_is_used_once(world, brought):
    file_id = brought()
    async with server() as tabs:
        tab = await opened(
            tabs, world.nord.economy, f"/nord/setup/import?file={file_id}&kind=customers"
        )
        await tab.call(ImportState.load)
        moved = await tab.call(ImportState.choose_field, place=2, field="name")
        assert [column.field for column in moved.vars["columns"]] == ["number", "", "name"]
        left_out = await tab.call(ImportState.choose_field, place=2, field="")
        assert "Name" in left_out.vars["missing"]
        other = await tab.call(ImportState.choose_kind, kind="projects")
        assert other.vars["choices"][0] == ("number", "Number *")


async def test_the_columns_chosen_are_kept_for_the_mended_file(world, brought):
    first, second, other = brought(), brought(), brought("Nr;Navn\n1;Annet AS\n")
    async with server() as tabs:
        where = "/nord/setup/import?file={}&kind=customers"
        tab = await opened(tabs, world.nord.economy, where.format(first))
        await tab.call(ImportState.load)
        await tab.call(ImportState.choose_field, place=2, field="visiting_city")
        for file_id, fields in (
            (second, ["number", "name", "visiting_city"]),
            (other, ["number", "name"]),
            (first, ["number", "name", "visiting_city"]),
        ):
            tab.path = "/nord/setup/import"
            await tab.call(ImportState.load)
            tab.path = where.format(file_id)
            shown = await tab.call(ImportState.load)
            assert [column.field for column in shown.vars["columns"]] == fields


async def test_a_broken_file_is_told_and_leaves_the_page_where_it_was(world, brought):
    file_id = brought(b"PK\x03\x04 no workbook")
    async with server() as tabs:
        tab = await opened(tabs, world.nord.economy, f"/nord/setup/import?file={file_id}")
        shown = await tab.call(ImportState.load)
        assert shown.vars["phase"] == "choose"
        assert "damaged" in shown.vars["problem"]


async def test_a_workbook_is_read_and_imported(world, brought, jobs_here):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for cells in (("Kundenr", "Firmanavn"), (20001, "Fra Excel AS"), (20002, "=A2")):
        book.worksheets[0].append(cells)
    book.save(content)
    file_id = brought(content.getvalue())
    async with server() as tabs:
        tab = await opened(
            tabs, world.nord.economy, f"/nord/setup/import?file={file_id}&kind=customers"
        )
        shown = await tab.call(ImportState.load)
        assert [column.samples for column in shown.vars["columns"]] == [
            "20001 · 20002", "Fra Excel AS · (formula)"
        ]  # fmt: skip
        done = await tab.call(ImportState.import_file, valid_rows=True)
        (problem,) = done.vars["outcome"].problems
        assert (problem.row, problem.column, problem.said) == ("3", "Firmanavn", "(formula)")
        assert names(world.nord.economy) == {"Fra Excel AS"}


async def test_files_and_imports_of_others_are_not_found(world, brought):
    file_id = brought()
    async with server() as tabs:
        other = await opened(tabs, world.sor.economy, f"/sor/setup/import?file={file_id}")
        shown = await other.call(ImportState.load)
        assert (shown.vars["phase"], shown.vars.get("columns", [])) == ("choose", [])
        assert "not found" in shown.vars["problem"]
        refused = await other.call(ImportState.ask_undo, batch_id=world.nord.imports[0])
        assert "NORD-ONLY" not in refused.everything
        assert "not found" in refused.notices[-1]


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (ImportState.choose_field, {"place": 99, "field": "name"}),
        (ImportState.choose_field, {"place": 0, "field": "company_id"}),
        (ImportState.choose_field, {"place": -1, "field": "name"}),
        (ImportState.choose_kind, {"kind": "users"}),
        (ImportState.choose_decimal, {"sign": ";"}),
        (ImportState.import_file, {"valid_rows": "yes"}),
        (ImportState.ask_undo, {"batch_id": -1}),
        (ImportState.undo, {"batch_id": None}),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused(world, brought, handler, payload):
    file_id = brought()
    async with server() as tabs:
        tab = await opened(
            tabs, world.nord.economy, f"/nord/setup/import?file={file_id}&kind=customers"
        )
        before = (await tab.call(ImportState.load)).vars["columns"]
        refused = await tab.call(handler, **payload)
        assert refused.notices
        assert refused.vars.get("columns", before) == before


def test_an_order_for_somebody_who_left_or_for_anothers_file_does_nothing(world, brought):
    file_id = brought()
    order = Order(
        user_id=world.nord.project_leader.user_id,
        company_id=world.nord.company_id,
        file_id=file_id,
        kind="customers",
        mapped={"number": 0, "name": 1},
        dry_run=False,
        valid_rows=True,
    )
    with pytest.raises(Exception, match="role does not allow"):
        carry_out(order)
    stranger = order.model_copy(update={"user_id": world.sor.economy.user_id})
    with pytest.raises(Exception, match="role does not allow"):
        carry_out(stranger)
    assert names(world.nord.economy) == set()
