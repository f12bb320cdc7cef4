"""Groups and tags in the set-up: made, named, given codes and colours, put in order."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, Invalid, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.tags import rules
from moment_ui.domain.tags.errors import CodeInUse, NameInUse, TagChanged
from moment_ui.domain.tags.rules import TagDraft
from moment_ui.models.tag import Tag, TagGroup, TagKind

TOPICS = ("tags", "customers", "projects", "contacts", "offers")


@needs(Permission.EDIT_TAGS)
def create_tag_group(work: Work, kind: TagKind, name: str) -> int:
    """A new, empty group of tags for one kind of object, after the others; returns its id. Raises Invalid."""
    name = _name(name)
    groups = _groups(work, kind)
    if any(group.name == name for group in groups):
        raise NameInUse(name)
    group = TagGroup(kind=kind, name=name, position=len(groups))
    work.session.add(group)
    work.session.flush()
    record(work, "create_tag_group", group, name)
    told(work)
    return group.key


@needs(Permission.EDIT_TAGS)
def rename_tag_group(work: Work, group_id: int, name: str, seen: str = "") -> None:
    """Give a group another name. Raises Invalid, NotFound, and TagChanged unless it is as `seen`."""
    group, name = locked_group(work, group_id), _name(name)
    if seen and seen != group.name:
        raise TagChanged(group.name)
    if any(other.name == name and other.key != group_id for other in _groups(work, group.kind)):
        raise NameInUse(name)
    record(work, "rename_tag_group", group, name, {"name": (group.name, name)})
    group.name = name
    told(work)


@needs(Permission.EDIT_TAGS)
def move_tag_group(work: Work, group_id: int, place: int) -> None:
    """Put a group at a place among those of its kind, counted from 0. Raises NotFound."""
    group = locked_group(work, group_id)
    _set_places(_groups(work, group.kind), group_id, place)
    told(work)


@needs(Permission.EDIT_TAGS)
def delete_tag_group(work: Work, group_id: int) -> tuple[TagKind, str]:
    """Remove an empty group; returns its kind and name, to make it anew. Raises NotFound, Conflict."""
    group = locked_group(work, group_id)
    if tags_of(work, group_id):
        raise Conflict(_("{name} has tags. Move or delete them first.").format(name=group.name))
    record(work, "delete_tag_group", group, group.name)
    work.session.delete(group)
    told(work)
    return group.kind, group.name


@needs(Permission.EDIT_TAGS)
def create_tag(
    work: Work, group_id: int, name: str, *, code: str = "", colour: str = "gray"
) -> int:
    """A new tag at the end of a group; returns its id. Raises Invalid, and NotFound for the group."""
    draft = rules.read({"name": name, "code": code, "colour": colour})
    locked_group(work, group_id)
    there = tags_of(work, group_id)
    _check(draft, there)
    tag = Tag(
        group_id=group_id,
        name=draft.name,
        code=draft.code,
        colour=draft.colour,
        position=len(there),
    )
    work.session.add(tag)
    work.session.flush()
    record(work, "create_tag", tag, draft.name)
    told(work)
    return tag.key


@needs(Permission.EDIT_TAGS)
def edit_tag(work: Work, tag_id: int, draft: TagDraft, seen: TagDraft | None = None) -> None:
    """Change a tag's name, code and colour, and its group when the draft names one.

    `seen` is what the form was opened with. Raises Invalid, NotFound for the tag and for a group of
    another kind of object, and TagChanged when the tag does not stand as `seen` any more.
    """
    tag = tag_called(work, tag_id)
    before = TagDraft(tag.name, tag.code, tag.colour, tag.group_id)
    if seen is not None and seen != before:
        raise TagChanged(tag.name)
    group = locked_group(work, draft.group_id or tag.group_id)
    if group.kind != locked_group(work, tag.group_id).kind:
        raise NotFound(_("The tag group"))
    others = [other for other in tags_of(work, group.key) if other.key != tag_id]
    _check(draft, others)
    after = TagDraft(draft.name, draft.code, draft.colour, group.key)
    changes = differences(asdict(before), asdict(after))
    if not changes:
        return
    if group.key != tag.group_id:
        tag.group_id, tag.position = group.key, len(others)
    tag.name, tag.code, tag.colour = draft.name, draft.code, draft.colour
    record(work, "edit_tag", tag, draft.name, changes)
    told(work)


@needs(Permission.EDIT_TAGS)
def move_tag(work: Work, tag_id: int, group_id: int, place: int) -> None:
    """Put a tag at a place in a group of its kind, counted from 0. Raises Invalid, NotFound."""
    tag = tag_called(work, tag_id)
    if tag.group_id != group_id:
        edit_tag(work, tag_id, TagDraft(tag.name, tag.code, tag.colour, group_id))
        work.session.flush()
    _set_places(tags_of(work, group_id), tag_id, place)
    told(work)


def tag_called(work: Work, tag_id: int) -> Tag:
    """The tag with this id, locked. Raises NotFound."""
    tag = work.session.exec(select(Tag).where(Tag.id == tag_id).with_for_update()).first()
    if tag is None:
        raise NotFound(_("The tag"))
    return tag


def locked_group(work: Work, group_id: int) -> TagGroup:
    """The group with this id, locked: nobody else names a tag in it meanwhile. Raises NotFound."""
    query = select(TagGroup).where(TagGroup.id == group_id).with_for_update()
    group = work.session.exec(query).first()
    if group is None:
        raise NotFound(_("The tag group"))
    return group


def tags_of(work: Work, group_id: int) -> list[Tag]:
    """The tags of a group in their order."""
    order = col(Tag.position), col(Tag.name), col(Tag.id)
    return list(work.session.exec(select(Tag).where(Tag.group_id == group_id).order_by(*order)))


def told(work: Work) -> None:
    """Tags stand on everything: whoever shows them is told."""
    for topic in TOPICS:
        work.emit(topic)


def _groups(work: Work, kind: TagKind) -> list[TagGroup]:
    order = col(TagGroup.position), col(TagGroup.name), col(TagGroup.id)
    return list(work.session.exec(select(TagGroup).where(TagGroup.kind == kind).order_by(*order)))


def _set_places(rows: Sequence[Any], key: int, place: int) -> None:
    by_key = {row.key: row for row in rows}
    for position, one in enumerate(rules.moved(list(by_key), key, place)):
        by_key[one].position = position


def _check(draft: TagDraft, others: Sequence[Tag]) -> None:
    """Name and code are unique in a group: an export writes the code of the tag in one group."""
    if any(other.name == draft.name for other in others):
        raise NameInUse(draft.name)
    same = next((other for other in others if draft.code and other.code == draft.code), None)
    if same:
        raise CodeInUse(draft.code, same.name)


def _name(name: str) -> str:
    try:
        return fields.required_line(name, rules.NAME_LENGTH)
    except Unfit as unfit:
        raise Invalid(name=unfit.message) from None
