import datetime as dt

import pytest

from moment_ui.core import clock, media
from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.core.files import random_name, written_whole
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.arranging import remove_line, restore_line
from moment_ui.domain.drafts.attaching import attach_again, attach_file, detach_file, files_to_pick
from moment_ui.domain.drafts.commands import create_draft, refresh_draft
from moment_ui.domain.drafts.errors import DraftChanged
from moment_ui.domain.drafts.removing import remove_draft, restore_draft
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.expenses import files as receipts
from moment_ui.domain.expenses.receipts import keep_receipt
from moment_ui.domain.folders import commands, rules
from moment_ui.domain.folders.folder import CUSTOMERS, PROJECTS
from moment_ui.domain.folders.queries import Wanted, files_in, find_download
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.folders.sweeping import sweep_folders
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.papers.attachments import attached_files, find_attachment
from moment_ui.domain.papers.queries import draft_document
from moment_ui.models.invoice import Invoice, LineKind
from tests.domain import billing_world
from tests.domain.billing_world import drafts, expense, hourly
from tests.world import NOW


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


def lying(shelf, title, content=b"%PDF-1.7"):
    name = random_name()
    with written_whole(shelf.folder() / name) as out:
        out.write(content)
    return Brought(name, title, len(content), media.PDF, "0" * 64)


def add(work, folder, owner_id, title, *, marked=True):
    added = commands.add_version(work, folder, owner_id, lying(folder.shelf, title))
    work.session.flush()
    commands.mark_file(work, folder, added.file_id, with_invoices=marked)
    work.session.flush()
    return added.file_id


def option(work, key, value, project_id):
    place = Place(Level.PROJECT, project_id)
    save_options(work, place, {key: Change(before=None, after=value)})
    work.session.flush()


def titles(work, draft_id):
    return [file.title for file in attached_files(work, draft_id)]


def seen(work, draft_id):
    return Seen(draft_id, work.session.get_one(Invoice, draft_id).version)


def test_marked_files_of_the_project_and_then_of_its_customer_go_with_a_draft(
    work, world, fjord, project
):
    add(work, PROJECTS, project, "Referat.pdf")
    add(work, PROJECTS, project, "Avtale.pdf")
    add(work, PROJECTS, project, "Skisse.pdf", marked=False)
    add(work, CUSTOMERS, fjord, "Rammeavtale.pdf")
    add(work, PROJECTS, world.nord.projects["P-200"], "Annet.pdf")
    draft = create_draft(work, fjord, project)
    assert titles(work, draft) == ["Avtale.pdf", "Referat.pdf", "Rammeavtale.pdf"]
    assert [file.title for file in draft_document(work, draft).attachments] == titles(work, draft)
    assert titles(work, create_draft(work, fjord)) == ["Rammeavtale.pdf"]


def test_a_refreshed_draft_has_the_newest_versions_and_none_where_the_option_is_off(
    work, fjord, project
):
    add(work, PROJECTS, project, "Referat.pdf")
    draft = create_draft(work, fjord, project)
    (old,) = attached_files(work, draft)
    add(work, PROJECTS, project, "referat.PDF")
    assert [file.stored for file in attached_files(work, draft)] == [old.stored]
    refresh_draft(work, draft)
    (new,) = attached_files(work, draft)
    assert new.stored != old.stored
    option(work, "attach_files", "no", project)
    refresh_draft(work, draft)
    assert titles(work, draft) == []


def test_a_file_is_taken_off_a_draft_and_put_back_in_its_place(work, fjord, project):
    for name in ("En.pdf", "To.pdf"):
        add(work, PROJECTS, project, name)
    draft = create_draft(work, fjord, project)
    first = attached_files(work, draft)[0]
    before = seen(work, draft)
    removed = detach_file(work, before, first.id)
    assert titles(work, draft) == ["To.pdf"]
    with pytest.raises(DraftChanged):
        detach_file(work, before, first.id)
    with pytest.raises(NotFound):
        detach_file(work, seen(work, draft), first.id)
    attach_again(work, removed, removed.version)
    work.session.flush()
    assert titles(work, draft) == ["En.pdf", "To.pdf"]


def test_receipts_go_with_what_bills_their_expenses_where_the_option_asks(work, project):
    hourly(work, project)
    row = expense(work, project)
    brought = lying(receipts, "Fly.pdf")
    keep_receipt(work, row.key, brought)
    option(work, "attach_receipts", "yes", project)
    _plan, (made,) = drafts(work, project)
    assert titles(work, made) == ["Fly.pdf"]
    assert find_attachment(work, made, brought.name)


def test_a_receipt_leaves_with_its_line_and_comes_back_with_it(work, project):
    hourly(work, project)
    for title, day in (("Fly.pdf", 2), ("Tog.pdf", 1)):
        row = expense(work, project, day=billing_world.TODAY - dt.timedelta(days=day))
        keep_receipt(work, row.key, lying(receipts, title))
    option(work, "attach_receipts", "yes", project)
    _plan, (made,) = drafts(work, project)
    assert titles(work, made) == ["Fly.pdf", "Tog.pdf"]
    line = next(one for one in lines_of(work, made) if one.kind is LineKind.EXPENSE)
    removed = remove_line(work, seen(work, made), line.key)
    assert len(titles(work, made)) == 1
    restore_line(work, removed, removed.version)
    work.session.flush()
    assert titles(work, made) == ["Fly.pdf", "Tog.pdf"]


def test_a_file_that_is_not_marked_is_picked_and_stays_when_the_draft_is_refreshed(
    world, fjord, project
):
    with writing(world.nord.project_leader) as work:
        add(work, PROJECTS, project, "Skisse.pdf", marked=False)
        add(work, CUSTOMERS, fjord, "Rammeavtale.pdf")
        add(work, PROJECTS, world.nord.projects["P-200"], "Annet.pdf", marked=False)
        draft = create_draft(work, fjord, project)
        offered = files_to_pick(work, draft)
        assert list(offered.values()) == ["Skisse.pdf"]
        (skisse,) = offered
        before = seen(work, draft)
        attach_file(work, before, skisse)
        for again in (before, seen(work, draft)):
            with pytest.raises((DraftChanged, NotFound)):
                attach_file(work, again, skisse)
        refresh_draft(work, draft)
        assert titles(work, draft) == ["Rammeavtale.pdf", "Skisse.pdf"]
        picked = attached_files(work, draft)[1]
        removed = detach_file(work, seen(work, draft), picked.id)
        attach_again(work, removed, removed.version)
        refresh_draft(work, draft)
        assert titles(work, draft) == ["Rammeavtale.pdf", "Skisse.pdf"]
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        files_to_pick(work, draft)
    with writing(world.sor.administrator) as work:
        for act in (
            lambda: files_to_pick(work, draft),
            lambda: attach_file(work, Seen(draft, 1), skisse),
        ):
            with pytest.raises(NotFound):
                act()


def test_a_deleted_file_stays_as_long_as_an_invoice_has_it(world, fjord, project):
    with writing(world.nord.economy) as work:
        file_id = add(work, PROJECTS, project, "Referat.pdf")
        draft = create_draft(work, fjord, project)
        commands.delete_file(work, PROJECTS, file_id)
        stored = attached_files(work, draft)[0].stored
    with clock.frozen(NOW + rules.KEPT_AFTER_DELETION):
        assert sweep_folders() == 0
        with writing(world.nord.economy) as work:
            assert files_in(work, PROJECTS, project, Wanted(deleted=True), 9) == []
            assert find_download(work, stored) is None
            assert find_attachment(work, draft, stored)
            removed = remove_draft(work, draft)
        assert sweep_folders() == 1
        with writing(world.nord.economy) as work:
            assert titles(work, restore_draft(work, removed)) == []


def test_files_of_projects_are_the_companys_and_for_who_may_see_them(world, fjord, project):
    with writing(world.nord.project_leader) as work:
        file_id = add(work, PROJECTS, project, "Referat.pdf")
        draft = create_draft(work, fjord, project)
        stored = attached_files(work, draft)[0].stored
    with reading(world.nord.co_worker) as work:
        assert find_download(work, stored)
        for act in (
            lambda: find_attachment(work, draft, stored),
            lambda: commands.mark_file(work, PROJECTS, file_id, with_invoices=False),
        ):
            with pytest.raises(NotPermitted):
                act()
    with reading(world.nord.external) as work, pytest.raises(NotPermitted):
        files_in(work, PROJECTS, project, Wanted(), 9)
    with writing(world.sor.administrator) as work:
        assert find_download(work, stored) is None
        assert find_attachment(work, draft, stored) is None
        assert files_in(work, PROJECTS, project, Wanted(), 9) == []
        for act in (
            lambda: commands.mark_file(work, PROJECTS, file_id, with_invoices=False),
            lambda: commands.delete_file(work, PROJECTS, file_id),
            lambda: commands.check_may_bring(work, PROJECTS, project, 1),
            lambda: detach_file(work, Seen(draft, 1), 1),
        ):
            with pytest.raises(NotFound):
                act()
    with writing(world.nord.economy) as work, pytest.raises(NotFound):
        commands.mark_file(work, CUSTOMERS, file_id, with_invoices=True)
