"""Setup → Tags: kinds of objects, their groups, and the tags in each."""

from typing import Any

import reflex as rx

from moment_ui.components.card import card, nothing_yet
from moment_ui.components.link import page_link
from moment_ui.components.lists.report_elements import DraggableItem
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.reports.setup.tag_setup import KINDS, GroupLine, TagLine
from moment_ui.state.setup.tag_forms import MergeTagState, TagGroupState, TagState
from moment_ui.state.setup.tag_setup import TagSetupState as Tags
from moment_ui.state.shell import ShellState


def kind_tabs() -> rx.Component:
    """What the tags are for, as links."""
    return rx.el.nav(
        *[_kind(kind.value, word) for kind, (word, _list) in KINDS.items()],
        class_name="tabs page",
        aria_label=_("What the tags are for"),
    )


def _kind(kind: str, word: str) -> rx.Component:
    to = f"/{ShellState.company.slug}/setup/tags?kind={kind}"
    here = page_link(word, to=to, aria_current="page")
    return rx.cond(Tags.kind == kind, here, page_link(word, to=to))


def new_group_button() -> rx.Component:
    """Makes a group for the kind that is shown."""
    return rx.el.button(
        rx.icon("plus"),
        _("New group"),
        type="button",
        class_name="btn solid",
        on_click=TagGroupState.start(Tags.kind),
    )


def tag_groups() -> rx.Component:
    """The groups in their order."""
    return rx.cond(
        Tags.groups,
        rx.el.ul(rx.foreach(Tags.groups, _group), class_name="tag-groups"),
        empty(
            "tag",
            _("No tags yet"),
            _("Make a group first, such as Sector or Relation; tags stand in groups."),
            new_group_button(),
        ),
    )


def _group(group: GroupLine) -> rx.Component:
    return DraggableItem.create(
        card(
            group.name,
            rx.cond(
                group.tags,
                rx.el.ul(
                    rx.foreach(group.tags, lambda tag: _tag(group, tag)), class_name="tag-rows"
                ),
                nothing_yet(_("No tags in this group yet. Drag one here, or make one.")),
            ),
            note=group.note,
            actions=(_group_acts(group),),
        ),
        key=group.id,
        draggable=False,
        on_drag_over=rx.prevent_default,
        on_drop=Tags.drop(group.id, group.size),
    )


def _group_acts(group: GroupLine) -> rx.Component:
    return rx.el.span(
        rx.el.button(
            rx.icon("plus"),
            _("New tag"),
            type="button",
            class_name="btn ghost s1",
            aria_label=_said(_("New tag in "), group.name),
            on_click=TagState.start(group.id),
        ),
        _act(
            "chevron-up",
            _("Move up "),
            group.name,
            Tags.move_group(group.id, -1),
            at_end=group.place == 0,
        ),
        _act(
            "chevron-down",
            _("Move down "),
            group.name,
            Tags.move_group(group.id, 1),
            at_end=group.is_last,
        ),
        _act("pencil", _("Rename "), group.name, TagGroupState.edit(group.id)),
        _act("trash-2", _("Delete "), group.name, Tags.delete_group(group.id)),
        class_name="row",
    )


def _tag(group: GroupLine, tag: TagLine) -> rx.Component:
    return DraggableItem.create(
        rx.el.span(rx.icon("grip-vertical"), class_name="grip", aria_hidden="true"),
        rx.el.span(rx.el.span(tag.name, class_name=tag.css)),
        rx.el.span(tag.code, class_name="code"),
        rx.cond(
            tag.href != "",
            page_link(
                tag.count,
                to=tag.href,
                class_name="tn",
                aria_label=_said(_("Show those with "), tag.name),
            ),
            rx.el.span("0", class_name="quiet tn"),
        ),
        rx.el.span(
            _act(
                "chevron-up", _("Move up "), tag.name, Tags.move(tag.id, -1), at_end=tag.place == 0
            ),
            _act(
                "chevron-down", _("Move down "), tag.name, Tags.move(tag.id, 1), at_end=tag.is_last
            ),
            _act("pencil", _("Edit "), tag.name, TagState.edit(tag.id)),
            _act("merge", _("Merge "), tag.name, MergeTagState.start(tag.id)),
            _act("trash-2", _("Delete "), tag.name, Tags.ask_delete(tag.id)),
            class_name="acts",
        ),
        key=tag.id,
        class_name=rx.cond(Tags.held == tag.id, "held", ""),
        draggable=True,
        on_drag_start=Tags.hold(tag.id),
        on_drag_over=rx.prevent_default,
        on_drag_end=Tags.hold(0),
        on_drop=Tags.drop(group.id, tag.place),
    )


def _act(icon: str, words: str, name: str, chosen: Any, *, at_end: Any = False) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=_said(words, name),
        title=words.strip(),
        disabled=at_end,
        on_click=chosen,
    )


def _said(words: str, name: str) -> rx.Var[str]:
    return rx.Var.create(words).to(str) + rx.Var.create(name).to(str)
