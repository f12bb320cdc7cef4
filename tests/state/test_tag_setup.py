"""Setup → Tags without a browser: order, forms, deleting and merging with their way back."""

from dataclasses import replace

import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.tags.arranging import edit_tag
from moment_ui.domain.tags.queries import tag_draft, tags_of_customer
from moment_ui.models.tag import TagKind
from moment_ui.state.base import NoticeState
from moment_ui.state.setup.tag_forms import MergeTagState, TagGroupState, TagState
from moment_ui.state.setup.tag_setup import TagSetupState
from tests.tabs import HYDRATE


@pytest.fixture
async def tab(tabs, world):
    opened = tabs.open(world.nord.economy, "/nord/setup/tags")
    await opened.call(HYDRATE)
    await opened.call(TagSetupState.load)
    return opened


def drawn(groups):
    return {group.name: [tag.name for tag in group.tags] for group in groups}


def has(world, number=10001):
    with reading(world.nord.economy) as work:
        return [tag.name for tag in tags_of_customer(work, world.nord.customers[number])]


async def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(tab, world):
    bolig = world.nord.tags["Bolig"]
    with reading(world.nord.economy) as work:
        draft, _kind = tag_draft(work, bolig)
    await tab.call(TagState.edit, tag_id=bolig)
    with writing(world.nord.administrator) as work:
        edit_tag(work, bolig, replace(draft, name="Boliger", colour="teal"))
    mine = {"name": "Bolig", "code": "77", "colour": draft.colour, "group": str(draft.group_id)}
    refused = await tab.call(TagState.submit, form=mine)
    assert "Boliger was changed" in refused.vars["problem"]
    await tab.call(TagState.submit, form=mine)  # seen, and meant
    with reading(world.nord.economy) as work:
        assert tag_draft(work, bolig)[0] == replace(draft, code="77")


async def test_groups_and_tags_are_made_named_and_put_in_order(tab, world):
    await tab.call(TagGroupState.start, kind="customer")
    made = await tab.call(TagGroupState.submit, form={"name": "Sektor"})
    group = made.vars["groups"][-1]
    assert (group.name, group.tags) == ("Sektor", [])
    for name, code in (("Én", "1"), ("To", "2")):
        await tab.call(TagState.start, group_id=group.id)
        form = {"name": name, "code": code, "colour": "pink"}
        made = await tab.call(TagState.submit, form=form)
    first, second = made.vars["groups"][-1].tags
    assert (first.css, first.code, first.count, first.href) == ("badge tag pink", "1", "0", "")
    moved = await tab.call(TagSetupState.move, tag_id=second.id, step=-1)
    assert drawn(moved.vars["groups"])["Sektor"] == ["To", "Én"]
    await tab.call(TagState.start, group_id=group.id)
    wrong = await tab.call(TagState.submit, form={"name": "Tre", "code": "1", "colour": "pink"})
    assert "Én has the code 1" in wrong.vars["errors"]["code"]
    await tab.call(TagState.edit, tag_id=first.id)
    form = {"name": "Uno", "code": "9", "colour": "red", "group": str(world_group(moved))}
    saved = await tab.call(TagState.submit, form=form)
    assert "Uno" in drawn(saved.vars["groups"])["Bransje Bolig"]
    await tab.call(TagGroupState.edit, group_id=group.id)
    renamed = await tab.call(TagGroupState.submit, form={"name": "Område"})
    assert drawn(renamed.vars["groups"])["Område"] == ["To"]


def world_group(answer):
    return next(group.id for group in answer.vars["groups"] if group.name == "Bransje Bolig")


async def test_a_tag_is_dragged_to_another_group(tab, world):
    bolig = world.nord.tags["Bolig"]
    await tab.call(TagSetupState.hold, tag_id=bolig)
    groups = (await tab.call(TagSetupState.load)).vars
    target = next(g.id for g in groups["groups"] if g.name == "Bransje Næring") if groups else 0
    dropped = await tab.call(TagSetupState.drop, group_id=target, place=0)
    assert drawn(dropped.vars["groups"]) == {
        "Bransje Bolig": [],
        "Bransje Næring": ["Bolig", "Næring"],
    }


async def test_a_deleted_tag_says_who_loses_it_and_comes_back(tab, world):
    bolig = world.nord.tags["Bolig"]
    asked = await tab.call(TagSetupState.ask_delete, tag_id=bolig)
    assert (asked.vars["removal"].title, asked.vars["removal"].uses) == (
        "Delete Bolig?",
        "1 customer lose it.",
    )
    gone = await tab.call(TagSetupState.delete)
    assert drawn(gone.vars["groups"])["Bransje Bolig"] == []
    assert has(world) == []
    back = await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    assert drawn(back.vars["groups"])["Bransje Bolig"] == ["Bolig"]
    assert has(world) == ["Bolig"]


async def test_two_tags_are_merged_and_both_had_back(tab, world):
    bolig, naering = world.nord.tags["Bolig"], world.nord.tags["Næring"]
    opened = await tab.call(MergeTagState.start, tag_id=bolig)
    assert (str(naering), "Næring · Bransje Næring") in opened.vars["choices"]
    chosen = await tab.call(MergeTagState.choose, into=str(naering))
    assert chosen.vars["uses"] == "1 customer change."
    merged = await tab.call(MergeTagState.submit, form={"into": str(naering)})
    assert has(world) == ["Næring"]
    await tab.call(NoticeState.undo, notice_id=merged.vars["notices"][-1].id)
    assert has(world) == ["Bolig"]


async def test_each_kind_has_its_groups(tabs, world):
    tab = tabs.open(world.nord.economy, f"/nord/setup/tags?kind={TagKind.PROJECT}")
    await tab.call(HYDRATE)
    shown = (await tab.call(TagSetupState.load)).vars
    assert shown["kind"] == "project"
    assert shown.get("groups", []) == []


async def test_a_group_is_deleted_when_empty_and_made_anew(tab, world):
    await tab.call(TagGroupState.start, kind="customer")
    made = await tab.call(TagGroupState.submit, form={"name": "Tom"})
    group = next(group for group in made.vars["groups"] if group.name == "Tom")
    gone = await tab.call(TagSetupState.delete_group, group_id=group.id)
    assert "Tom" not in drawn(gone.vars["groups"])
    back = await tab.call(NoticeState.undo, notice_id=gone.vars["notices"][-1].id)
    assert drawn(back.vars["groups"])["Tom"] == []
    full = next(group for group in back.vars["groups"] if group.tags)
    refused = await tab.call(TagSetupState.delete_group, group_id=full.id)
    assert "has tags" in refused.notices[-1]
