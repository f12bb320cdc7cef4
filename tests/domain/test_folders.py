import datetime as dt
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from sqlmodel import select

from moment_ui.core import clock, media
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.core.files import random_name, written_whole
from moment_ui.core.media import Glimpse
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.queries import customer_changes
from moment_ui.domain.folders import commands, pictures, rules
from moment_ui.domain.folders.errors import (
    EmptyFile,
    FileChanged,
    NoRoomForFiles,
    NotTaken,
    SameName,
)
from moment_ui.domain.folders.folder import CUSTOMERS
from moment_ui.domain.folders.queries import (
    Wanted,
    file_count,
    file_draft,
    files_in,
    find_download,
)
from moment_ui.domain.folders.rules import FileDraft
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.folders.sweeping import sweep_folders
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.folder import CustomerFile, CustomerFileVersion
from moment_ui.models.invoice import InvoiceAttachment
from tests.world import NOW

ALL = Wanted()
MONTH = rules.KEPT_AFTER_DELETION


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


def brought(title="plan.pdf", content=b"%PDF-1.7") -> Brought:
    """A file that lies on the shelf."""
    name = random_name()
    with written_whole(CUSTOMERS.shelf.folder() / name) as out:
        out.write(content)
    return Brought(name, title, len(content), media.PDF, "0" * 64)


def add(work, customer_id, title="plan.pdf", content=b"%PDF-1.7"):
    added = commands.add_version(work, CUSTOMERS, customer_id, brought(title, content))
    work.session.flush()
    return added


def listed(work, customer_id, wanted=ALL):
    return files_in(work, CUSTOMERS, customer_id, wanted, 100)


def test_the_same_name_again_is_the_next_version(work, fjord):
    first = add(work, fjord, "Plan Å.pdf", b"%PDF- one")
    again = add(work, fjord, "PLAN A\u030a.PDF", b"%PDF- two!")  # as macOS writes it
    other = add(work, fjord, "plan 2.pdf")
    assert (first.number, again.number, other.number) == (1, 2, 1)
    assert again.file_id == first.file_id != other.file_id
    (row,) = (row for row in listed(work, fjord) if row.id == first.file_id)
    assert row.name == "Plan Å.pdf"
    assert [(one.number, one.size, one.by) for one in row.versions] == [
        (2, 10, "Kari Administrator"),
        (1, 9, "Kari Administrator"),
    ]
    titles = []
    for version in row.versions:
        found = find_download(work, version.stored)
        assert found
        assert found.path.read_bytes().startswith(b"%PDF-")
        titles.append(found.title)
    assert titles == ["Plan Å.pdf", "Plan Å (v1).pdf"]
    assert file_count(work, CUSTOMERS, fjord) == 2
    assert customer_changes(work, fjord)[1].fields == (("file", "", "Plan Å.pdf, version 2"),)


def test_two_who_bring_the_same_name_at_once_make_two_versions(world, fjord):
    numbers, gate = [], Barrier(4)

    def bring(actor):
        mine = brought()
        gate.wait()
        with writing(actor) as work:
            numbers.append(commands.add_version(work, CUSTOMERS, fjord, mine).number)

    people = (
        world.nord.administrator,
        world.nord.economy,
        world.nord.project_leader,
        world.nord.both,
    )
    threads = [Thread(target=bring, args=(actor,)) for actor in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2, 3, 4]
    with reading(world.nord.administrator) as work:
        (row,) = listed(work, fjord)
        assert [version.number for version in row.versions] == [4, 3, 2, 1]


def test_files_are_found_by_words_and_sorted(work, fjord):
    with clock.frozen(NOW):
        add(work, fjord, "Åpning.pdf", b"%PDF-123")
    with clock.frozen(NOW + dt.timedelta(hours=1)):
        add(work, fjord, "Zeta.pdf", b"%PDF-")
    with clock.frozen(NOW + dt.timedelta(hours=2)):
        added = add(work, fjord, "befaring.pdf", b"%PDF-12")
        commands.edit_file(
            work, CUSTOMERS, added.file_id, 1, FileDraft("befaring.pdf", "Skade på taket")
        )

    def names(**wanted):
        return [row.name for row in listed(work, fjord, Wanted(**wanted))]

    assert names() == ["befaring.pdf", "Zeta.pdf", "Åpning.pdf"]
    assert names(sort="name") == ["befaring.pdf", "Zeta.pdf", "Åpning.pdf"]
    assert names(sort="size") == ["Åpning.pdf", "befaring.pdf", "Zeta.pdf"]
    assert names(sort="by") == names()
    assert names(text="TAKET befar") == ["befaring.pdf"]
    assert names(text="taket zeta") == []
    assert file_count(work, CUSTOMERS, fjord, Wanted("taket")) == 1
    assert len(files_in(work, CUSTOMERS, fjord, ALL, 2)) == 2


def test_a_deleted_file_is_gone_for_everybody_and_can_be_put_back(work, fjord):
    added = add(work, fjord)
    (row,) = listed(work, fjord)
    assert commands.delete_file(work, CUSTOMERS, added.file_id) == "plan.pdf"
    work.session.flush()
    assert listed(work, fjord) == []
    assert file_count(work, CUSTOMERS, fjord) == 0
    assert find_download(work, row.versions[0].stored) is None
    assert [gone.name for gone in listed(work, fjord, Wanted(deleted=True))] == ["plan.pdf"]
    with pytest.raises(NotFound):
        commands.delete_file(work, CUSTOMERS, added.file_id)
    anew = add(work, fjord)
    assert (anew.number, anew.file_id != added.file_id) == (1, True)
    assert (
        commands.restore_file(work, CUSTOMERS, added.file_id) == "plan (2).pdf"
    )  # the name is taken
    work.session.flush()
    assert file_count(work, CUSTOMERS, fjord) == 2
    with pytest.raises(NotFound):
        commands.restore_file(work, CUSTOMERS, added.file_id)


def test_of_two_files_of_one_name_the_one_changed_last_gets_the_next_version(work, world, fjord):
    """As two customers leave them that become one."""
    add(work, fjord)
    with clock.frozen(NOW + dt.timedelta(hours=1)):
        later = add(work, world.nord.customers[10002])
    row = work.session.exec(select(CustomerFile).where(CustomerFile.id == later.file_id)).one()
    row.customer_id = fjord
    work.session.flush()
    with clock.frozen(NOW + dt.timedelta(hours=2)):
        again = add(work, fjord)
    assert (again.file_id, again.number) == (later.file_id, 2)


def test_what_was_deleted_goes_for_good_after_a_month_with_its_bytes(world, fjord):
    with writing(world.nord.economy) as work:
        kept, gone = add(work, fjord, "kept.pdf"), add(work, fjord, "gone.pdf")
        commands.delete_file(work, CUSTOMERS, gone.file_id)
        (row,) = listed(work, fjord, Wanted(deleted=True))
        (stays,) = listed(work, fjord)
    picture = pictures.shelf.folder() / f"{row.versions[0].stored}.small"
    with written_whole(picture) as out:
        out.write(b"drawn")
    with clock.frozen(NOW + MONTH - dt.timedelta(seconds=1)):
        assert sweep_folders() == 0
    with clock.frozen(NOW + MONTH):
        assert sweep_folders() == 2  # the file and its picture
    assert not picture.exists()
    assert [path.name for path in CUSTOMERS.shelf.folder().iterdir()] == [stays.versions[0].stored]
    with writing(world.nord.economy) as work:
        assert [file.key for file in work.session.exec(select(CustomerFile))] == [kept.file_id]
        assert len(work.session.exec(select(CustomerFileVersion)).all()) == 1
        with pytest.raises(NotFound):
            commands.restore_file(work, CUSTOMERS, gone.file_id)


def test_what_goes_with_an_invoice_stays_when_it_is_deleted_from_the_customer(world, fjord):
    with writing(world.nord.administrator) as work:
        added = add(work, fjord, "with-the-invoice.pdf")
        version = work.session.exec(select(CustomerFileVersion)).one()
        work.session.add(
            InvoiceAttachment(
                invoice_id=world.nord.invoices[5001],
                stored_file_id=version.stored_file_id,
                title="with-the-invoice.pdf",
            )
        )
        commands.delete_file(work, CUSTOMERS, added.file_id)
    with clock.frozen(NOW + MONTH + MONTH):
        assert sweep_folders() == 0
        assert sweep_folders() == 0
    assert len(list(CUSTOMERS.shelf.folder().iterdir())) == 1
    with reading(world.nord.administrator) as work:
        assert work.session.exec(select(CustomerFile)).all() == []


def test_the_bytes_of_what_nobody_names_go_too(world, fjord):
    with writing(world.nord.economy) as work:
        added = add(work, fjord)
        work.session.delete(work.session.exec(select(CustomerFile)).one())
    assert added.number == 1
    assert sweep_folders() == 0, "it may be on its way"
    with clock.frozen(NOW + dt.timedelta(hours=2)):
        assert sweep_folders() == 1
    assert list(CUSTOMERS.shelf.folder().iterdir()) == []


def test_a_name_and_a_description_can_be_changed_once_by_each_form(work, fjord):
    added, other = add(work, fjord), add(work, fjord, "other.pdf")
    draft, version = file_draft(work, CUSTOMERS, added.file_id)
    assert draft == FileDraft("plan.pdf")
    commands.edit_file(
        work, CUSTOMERS, added.file_id, version, FileDraft("Plan.pdf", "Første utkast")
    )
    work.session.flush()
    with pytest.raises(FileChanged):
        commands.edit_file(work, CUSTOMERS, added.file_id, version, FileDraft("third.pdf"))
    with pytest.raises(SameName):
        commands.edit_file(work, CUSTOMERS, other.file_id, 1, FileDraft("PLAN.pdf"))
    assert customer_changes(work, fjord)[0].fields == (
        ("file_name", "plan.pdf", "Plan.pdf"),
        ("file_description", "", "Første utkast"),
    )
    assert add(work, fjord, "plan.PDF").file_id == added.file_id


def test_a_company_has_the_room_it_is_given(world, fjord, monkeypatch):
    monkeypatch.setenv("MAX_FILES_MB", "1")
    settings.cache_clear()
    large = b"%PDF-" + b"x" * (600 << 10)
    with writing(world.nord.economy) as work:
        add(work, fjord, "one.pdf", large)
        commands.check_may_bring(work, CUSTOMERS, fjord, 400 << 10)
        with pytest.raises(NoRoomForFiles):
            commands.check_may_bring(work, CUSTOMERS, fjord, 600 << 10)
        with pytest.raises(NoRoomForFiles):
            commands.add_version(work, CUSTOMERS, fjord, brought("two.pdf", large))
        work.session.rollback()
    with writing(world.sor.economy) as work:
        add(work, world.sor.customers[10001], "one.pdf", large)


def test_another_companys_files_are_not_there(world, fjord):
    with writing(world.nord.administrator) as work:
        added = add(work, fjord)
        stored = listed(work, fjord)[0].versions[0].stored
    with writing(world.sor.administrator) as work:
        assert find_download(work, stored) is None
        assert listed(work, fjord) == []
        for act in (
            lambda: commands.delete_file(work, CUSTOMERS, added.file_id),
            lambda: commands.restore_file(work, CUSTOMERS, added.file_id),
            lambda: commands.edit_file(work, CUSTOMERS, added.file_id, 1, FileDraft("mine.pdf")),
            lambda: commands.check_may_bring(work, CUSTOMERS, fjord, 1),
            lambda: commands.add_version(work, CUSTOMERS, fjord, brought()),
            lambda: file_draft(work, CUSTOMERS, added.file_id),
        ):
            with pytest.raises(NotFound):
                act()


def test_roles_see_and_bring_as_they_may(world, fjord):
    with writing(world.nord.project_leader) as work:
        added = add(work, fjord)
    with reading(world.nord.co_worker) as work:
        assert len(listed(work, fjord)) == 1
        for act in (
            lambda: commands.delete_file(work, CUSTOMERS, added.file_id),
            lambda: commands.add_version(work, CUSTOMERS, fjord, brought()),
        ):
            with pytest.raises(NotPermitted):
                act()
    blind = replace(world.nord.economy, permissions=frozenset({Permission.VIEW_CUSTOMERS}))
    for actor in (blind, world.nord.external):
        with reading(actor) as work, pytest.raises(NotPermitted):
            listed(work, fjord)


def test_stored_files_of_other_purposes_are_no_customers_files(work, world):
    assert all(find_download(work, name) is None for name in world.nord.files)
    assert work.session.exec(select(StoredFile.purpose)).first() == FilePurpose.EXPORT


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.txt", b"", EmptyFile),
        ("setup.EXE", b"text", NotTaken),
        ("plan.pdf", b"MZ\x90\x00", NotTaken),
        ("run.js", b"alert(1)", NotTaken),
        ("run.bat. .", b"del", NotTaken),
    ],
)
def test_programs_and_empty_files_are_refused(name, content, error):
    with pytest.raises(error):
        rules.checked_type(name, len(content), Glimpse(content, content))


def test_the_ending_tells_kinds_of_text_apart_and_nothing_else():
    table = b"a;b\n1;2\n"
    assert rules.checked_type("list.csv", 8, Glimpse(table, table)) == "text/csv"
    assert rules.checked_type("list.pdf", 8, Glimpse(table, table)) == media.TEXT


def test_what_is_typed_of_a_file_is_read_with_its_errors():
    assert rules.read({"name": " ../../Plan.pdf ", "description": ""}) == FileDraft("Plan.pdf")
    with pytest.raises(Invalid) as refused:
        rules.read({"name": " ", "description": "x" * 501})
    assert set(refused.value.fields) == {"name", "description"}
    with pytest.raises(Invalid, match="Programs are not taken"):
        rules.read({"name": "plan.EXE ."})
