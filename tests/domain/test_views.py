"""Saved views and what a reader chose last."""

import pytest

from moment_ui.core.actor import Actor
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.core.selection import Selection
from moment_ui.db.work import reading, writing
from moment_ui.domain.audit.listing import AUDIT_LIST
from moment_ui.domain.views import commands
from moment_ui.domain.views.errors import TooManyViews, ViewNameInUse
from moment_ui.domain.views.queries import find_view, my_choice, saved_views
from tests.world import World

REPORT = "invoices"


def save(actor: Actor, name: str, *, shared: bool = False) -> int:
    with writing(actor) as work:
        return commands.save_view(work, REPORT, name, "state=overdue", shared=shared)


def names(actor: Actor) -> list[str]:
    with reading(actor) as work:
        return [view.name for view in saved_views(work, REPORT)]


def test_a_view_is_seen_by_its_owner_only(world: World):
    save(world.nord.economy, "Late")
    assert names(world.nord.economy) == ["Late"]
    assert names(world.nord.administrator) == []


def test_a_shared_view_is_seen_by_the_company_and_nobody_else(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    assert names(world.nord.co_worker) == ["Late"]
    assert names(world.sor.administrator) == []
    with reading(world.sor.administrator) as work:
        assert find_view(work, REPORT, view_id) is None


def test_sharing_needs_the_permission(world: World):
    with pytest.raises(NotPermitted):
        save(world.nord.co_worker, "Mine", shared=True)
    view_id = save(world.nord.co_worker, "Mine")
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        commands.share_view(work, view_id, shared=True)


def test_only_the_owner_changes_a_view(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    for actor in (world.nord.project_leader, world.sor.administrator):
        for change in (
            lambda work: commands.rename_view(work, view_id, "Mine now"),
            lambda work: commands.update_view(work, view_id, "state=paid"),
            lambda work: commands.share_view(work, view_id, shared=False),
            lambda work: commands.delete_view(work, view_id),
            lambda work: commands.remove_shared_view(work, view_id),
        ):
            with pytest.raises((NotFound, NotPermitted)), writing(actor) as work:
                change(work)
    assert names(world.nord.economy) == ["Late"]


def test_an_administrator_removes_a_shared_view_whose_owner_left(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    with writing(world.nord.co_worker) as work:
        commands.choose_default(work, REPORT, view_id)
    with reading(world.nord.administrator) as work:
        assert [view.removable for view in saved_views(work, REPORT)] == [True]
    with reading(world.nord.project_leader) as work:
        assert [view.removable for view in saved_views(work, REPORT)] == [False]
    with writing(world.nord.administrator) as work:
        deleted = commands.remove_shared_view(work, view_id)
    assert names(world.nord.co_worker) == []
    with writing(world.nord.administrator) as work:
        commands.restore_shared_view(work, deleted)
    with reading(world.nord.economy) as work:
        (view,) = saved_views(work, REPORT)
    assert (view.mine, view.owner, view.shared) == (True, world.nord.economy.name, True)
    with reading(world.nord.co_worker) as work:
        choice = my_choice(work, REPORT)
    assert choice.default is not None
    with reading(world.nord.administrator) as work:
        logged = {row.action for row in AUDIT_LIST.page(work, Selection((), ()), offset=0, limit=5)}
    assert {"remove_shared_view", "restore_shared_view"} <= logged


def test_nobody_removes_what_a_colleague_keeps_private(world: World):
    view_id = save(world.nord.economy, "Late")
    with pytest.raises(NotFound), writing(world.nord.administrator) as work:
        commands.remove_shared_view(work, view_id)
    with reading(world.nord.economy) as work:
        assert [view.removable for view in saved_views(work, REPORT)] == [True]


def test_an_administrator_cannot_rename_change_or_unshare_it(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    for change in (
        lambda work: commands.rename_view(work, view_id, "Mine now"),
        lambda work: commands.update_view(work, view_id, "state=paid"),
        lambda work: commands.share_view(work, view_id, shared=False),
    ):
        with pytest.raises(NotFound), writing(world.nord.administrator) as work:
            change(work)


def test_a_view_of_somebody_else_is_not_brought_back_without_the_permission(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    with writing(world.nord.administrator) as work:
        deleted = commands.remove_shared_view(work, view_id)
    for restore in (commands.restore_view, commands.restore_shared_view):
        with pytest.raises(NotPermitted), writing(world.nord.project_leader) as work:
            restore(work, deleted)
    assert names(world.nord.economy) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_view_needs_a_name_of_some_length(world: World, name: str):
    with pytest.raises(Invalid):
        save(world.nord.economy, name)


def test_a_reader_has_one_view_of_a_name(world: World):
    save(world.nord.economy, "Late")
    with pytest.raises(ViewNameInUse):
        save(world.nord.economy, " Late ")
    save(world.nord.administrator, "Late")


def test_a_reader_keeps_a_hundred_views_at_most(world: World, monkeypatch):
    monkeypatch.setattr(commands, "MOST_VIEWS", 2)
    save(world.nord.economy, "One")
    save(world.nord.economy, "Two")
    with pytest.raises(TooManyViews):
        save(world.nord.economy, "Three")


def test_a_view_is_renamed_and_updated(world: World):
    view_id = save(world.nord.economy, "Late")
    with writing(world.nord.economy) as work:
        commands.rename_view(work, view_id, "Paid")
        commands.update_view(work, view_id, "state=paid")
    with reading(world.nord.economy) as work:
        view = find_view(work, REPORT, view_id)
    assert view is not None
    assert (view.name, view.query) == ("Paid", "state=paid")


def test_a_deleted_view_comes_back_as_it_was(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    with writing(world.nord.economy) as work:
        commands.choose_default(work, REPORT, view_id)
    with writing(world.nord.economy) as work:
        deleted = commands.delete_view(work, view_id)
    assert names(world.nord.economy) == []
    with writing(world.nord.economy) as work:
        commands.restore_view(work, deleted)
    with reading(world.nord.economy) as work:
        (view,) = saved_views(work, REPORT)
    assert (view.name, view.query, view.shared) == ("Late", "state=overdue", True)
    assert view.is_default


def test_deleting_a_view_leaves_the_columns_of_those_who_had_it_as_default(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    with writing(world.nord.administrator) as work:
        commands.keep_choice(work, REPORT, columns=("number", "gross"))
        commands.choose_default(work, REPORT, view_id)
    with writing(world.nord.economy) as work:
        commands.delete_view(work, view_id)
    with reading(world.nord.administrator) as work:
        choice = my_choice(work, REPORT)
    assert (choice.columns, choice.default) == (("number", "gross"), None)


def test_a_view_nobody_shares_any_more_is_nobodys_default(world: World):
    view_id = save(world.nord.economy, "Late", shared=True)
    with writing(world.nord.administrator) as work:
        commands.choose_default(work, REPORT, view_id)
    with writing(world.nord.economy) as work:
        commands.share_view(work, view_id, shared=False)
    with reading(world.nord.administrator) as work:
        assert my_choice(work, REPORT).default is None


def test_a_view_that_may_not_be_opened_cannot_be_the_default(world: World):
    foreign = save(world.sor.economy, "Late", shared=True)
    private = save(world.nord.economy, "Late")
    for view_id in (foreign, private, 10**9):
        with pytest.raises(NotFound), writing(world.nord.administrator) as work:
            commands.choose_default(work, REPORT, view_id)


def test_keeping_a_view_leaves_the_figures_in_their_caches(world: World):
    with reading(world.nord.economy) as work:
        before = work.data_version()
    save(world.nord.economy, "Late")
    with reading(world.nord.economy) as work:
        assert work.data_version() == before
