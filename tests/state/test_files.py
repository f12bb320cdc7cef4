"""The Files tab without a browser: what is shown, looked at, deleted and put back."""

import io

import pytest
from PIL import Image

from moment_ui.core import media
from moment_ui.core.files import random_name, written_whole
from moment_ui.core.writing import writer
from moment_ui.db.work import writing
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.folders import commands
from moment_ui.domain.folders.folder import CUSTOMERS, PROJECTS
from moment_ui.domain.folders.storing import Brought
from moment_ui.reports.files import size_in_words
from moment_ui.state.base import NoticeState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.file_form import CustomerFileState, ProjectFileState
from moment_ui.state.files import SHOWN_AT_ONCE, CustomerFilesState, ProjectFilesState
from moment_ui.state.invoices.invoice import InvoiceState
from tests.tabs import HYDRATE


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


async def at(tabs, actor, fjord):
    tab = tabs.open(actor, f"/nord/customers/{fjord}/files")
    await tab.call(HYDRATE)
    return tab


def bring(actor, owner_id, title="plan.txt", content=b"text", kind=media.TEXT, *, folder=CUSTOMERS):
    brought = Brought(random_name(), title, len(content), kind, "")
    with written_whole(folder.shelf.folder() / brought.name) as out:
        out.write(content)
    with writing(actor) as work:
        commands.add_version(work, folder, owner_id, brought)
    return brought.name


def photo():
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "green").save(out, "PNG")
    return out.getvalue()


async def test_the_files_stand_there_with_their_versions(tabs, world, fjord):
    old = bring(world.nord.economy, fjord)
    new = bring(world.nord.project_leader, fjord, content=b"text again")
    tab = await at(tabs, world.nord.co_worker, fjord)
    shown = (await tab.call(CustomerFilesState.load)).vars
    view = shown["view"]
    (line,) = view.lines
    assert (line.name, line.version, line.kind, line.size) == (
        "plan.txt",
        "Version 2",
        "Text",
        "10 bytes",
    )
    assert (line.href, line.picture) == (f"/api/files/nord/{new}", "")
    assert [version.href for version in line.older] == [f"/api/files/nord/{old}"]
    assert (view.note, view.may_edit, view.more, view.is_empty) == ("1 file", False, False, False)
    assert shown["address"] == f"/api/uploads/nord/customers/{fjord}/files"
    head = (await tab.call(CustomerProfileState.load)).vars["view"]
    assert (head.files, head.may_see_files) == ("1", True)


async def test_files_are_found_sorted_and_shown_by_the_hundred(tabs, world, fjord):
    for number in range(SHOWN_AT_ONCE + 1):
        bring(world.nord.economy, fjord, f"{number:03}.txt")
    tab = await at(tabs, world.nord.economy, fjord)
    view = (await tab.call(CustomerFilesState.load)).vars["view"]
    assert (len(view.lines), view.more, view.note) == (SHOWN_AT_ONCE, True, "101 files")
    view = (await tab.call(CustomerFilesState.show_more)).vars["view"]
    assert (len(view.lines), view.more) == (SHOWN_AT_ONCE + 1, False)
    view = (await tab.call(CustomerFilesState.sort_by, key="name")).vars["view"]
    assert view.lines[0].name == "000.txt"
    view = (await tab.call(CustomerFilesState.find, text="07")).vars["view"]
    assert len(view.lines) == 11  # 007 and 070 to 079
    assert view.note == "11 of 101 files"
    tab.path = f"/nord/customers/{world.nord.customers[10002]}/files"
    view = (await tab.call(CustomerFilesState.load)).vars["view"]
    assert (view.lines, view.is_empty) == ([], True)


async def test_what_is_found_and_how_it_is_sorted_stands_in_the_address(tabs, world, fjord):
    for name in ("b.txt", "a.txt", "c.pdf"):
        bring(world.nord.economy, fjord, name)
    tab = await at(tabs, world.nord.economy, fjord)
    tab.path += "?list=status%3Dactive"
    await tab.call(CustomerFilesState.load)
    sorted_by_name = await tab.call(CustomerFilesState.sort_by, key="name")
    found = await tab.call(CustomerFilesState.find, text="txt")
    assert found.address == f"{tab.path}&find=txt&sort=name"
    bars = [answer.vars["bar"].replace for answer in (sorted_by_name, found)]
    assert bars == [False, True]  # words being typed leave no steps to go back to
    colleague = await at(tabs, world.nord.co_worker, fjord)
    colleague.path = found.address
    shown = (await colleague.call(CustomerFilesState.load)).vars
    assert [line.name for line in shown["view"].lines] == ["a.txt", "b.txt"]
    assert (shown["text"], shown["sort"]) == ("txt", "name")
    colleague.path = f"/nord/customers/{fjord}/files?sort=nonsense&find={'x' * 9000}"
    shown = (await colleague.call(CustomerFilesState.load)).vars
    assert (shown["view"].lines, shown["sort"]) == ([], "changed")


async def test_a_deleted_file_can_be_put_back_from_the_message_and_from_the_list(
    tabs, world, fjord
):
    bring(world.nord.economy, fjord)
    tab = await at(tabs, world.nord.economy, fjord)
    (line,) = (await tab.call(CustomerFilesState.load)).vars["view"].lines
    gone = await tab.call(CustomerFilesState.delete, file_id=line.id)
    assert gone.vars["view"].lines == []
    assert [file.name for file in gone.vars["view"].deleted] == ["plan.txt"]
    assert gone.notices == ["plan.txt is deleted."]
    back = await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][0].id)
    assert [file.name for file in back.vars["view"].lines] == ["plan.txt"]
    await tab.call(CustomerFilesState.delete, file_id=line.id)
    back = await tab.call(CustomerFilesState.restore, file_id=line.id)
    assert [file.name for file in back.vars["view"].lines] == ["plan.txt"]


async def test_a_projects_file_is_marked_goes_with_a_draft_and_is_taken_off_it(tabs, world, fjord):
    project = world.nord.projects["P-100"]
    bring(world.nord.economy, project, folder=PROJECTS)
    bring(world.nord.economy, fjord)
    tab = tabs.open(world.nord.economy, f"/nord/projects/{project}/files")
    await tab.call(HYDRATE)
    (line,) = (await tab.call(ProjectFilesState.load)).vars["view"].lines
    marked = await tab.call(ProjectFilesState.mark, file_id=line.id, with_invoices=True)
    assert [file.with_invoices for file in marked.vars["view"].lines] == [True]
    opened = await tab.call(ProjectFileState.start, file_id=line.id)
    assert opened.vars["values"]["name"] == "plan.txt"
    with writing(world.nord.economy) as work:
        draft = create_draft(work, fjord, project)
    tab = tabs.open(world.nord.economy, f"/nord/finances/invoices/{draft}")
    await tab.call(HYDRATE)
    (file,) = (await tab.call(InvoiceState.load)).vars["shown"].attachments
    assert (file.title, file.about) == ("plan.txt", "Text · 4 bytes")
    off = await tab.call(InvoiceState.detach, attachment_id=file.id)
    assert off.vars["shown"].attachments == []
    assert off.notices == ["plan.txt does not go with the invoice."]
    back = await tab.call(NoticeState.undo, notice_id=off.vars["notices"][0].id)
    assert [file.title for file in back.vars["shown"].attachments] == ["plan.txt"]


async def test_one_looks_at_pictures_and_not_at_what_is_another_companys(tabs, world, fjord):
    stored = bring(world.nord.economy, fjord, "photo.png", photo(), "image/png")
    theirs = bring(world.sor.economy, world.sor.customers[10001], "photo.png", photo(), "image/png")
    tab = await at(tabs, world.nord.co_worker, fjord)
    shown = (await tab.call(CustomerFilesState.look, stored=stored)).vars
    assert shown["looking"] is True
    assert shown["preview"].picture == f"/api/files/nord/{stored}/large"
    assert (await tab.call(CustomerFilesState.set_looking, looking=False)).vars["looking"] is False
    for name in (theirs, "", "../../moment.db", next(iter(world.nord.files))):
        answer = await tab.call(CustomerFilesState.look, stored=name)
        assert answer.vars.get("looking") is not True
        assert "was not found" in answer.notices[-1]


async def test_a_damaged_picture_says_so_instead_of_showing_nothing(tabs, world, fjord):
    stored = bring(world.nord.economy, fjord, "photo.png", photo()[:40], "image/png")
    tab = await at(tabs, world.nord.co_worker, fjord)
    shown = (await tab.call(CustomerFilesState.look, stored=stored)).vars
    assert (shown["looking"], shown["preview"].picture) == (True, "")


async def test_a_damaged_pdf_file_says_so_instead_of_showing_nothing(tabs, world, fjord):
    stored = bring(world.nord.economy, fjord, "plan.pdf", b"%PDF-1.7 cut", media.PDF)
    tab = await at(tabs, world.nord.co_worker, fjord)
    shown = (await tab.call(CustomerFilesState.look, stored=stored)).vars
    assert (shown["looking"], shown["preview"].picture) == (True, "")
    assert "preview" not in (await tab.call(CustomerFilesState.turn, step=1)).vars


async def test_a_file_is_renamed_and_described_in_its_form(tabs, world, fjord):
    bring(world.nord.economy, fjord)
    bring(world.nord.economy, fjord, "other.txt")
    tab = await at(tabs, world.nord.economy, fjord)
    lines = (await tab.call(CustomerFilesState.load)).vars["view"].lines
    wanted = next(line.id for line in lines if line.name == "plan.txt")
    opened = await tab.call(CustomerFileState.start, file_id=wanted)
    assert opened.vars["values"] == {"name": "plan.txt", "description": ""}
    wrong = await tab.call(CustomerFileState.submit, form={"name": "OTHER.txt", "description": ""})
    assert "OTHER.txt already" in wrong.vars["errors"]["name"]
    form = {"name": "Plan.txt", "description": "Første utkast"}
    saved = await tab.call(CustomerFileState.submit, form=form)
    assert saved.vars["opened"] is False
    line = next(line for line in saved.vars["view"].lines if line.id == wanted)
    assert (line.name, line.description) == ("Plan.txt", "Første utkast")


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KB"), (1025, "2 KB"), (1 << 20, "1,0 MB"), ((50 << 20) - 9, "50,0 MB")],
)  # fmt: skip
def test_sizes_are_said_as_file_managers_do(size, words):
    assert size_in_words(size, writer("nb_NO", "UTC")).replace("\N{NO-BREAK SPACE}", " ") == words
