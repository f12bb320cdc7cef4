"""Reading tags."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.tags.choices import TagChoice, tags_for, tags_on
from moment_ui.domain.tags.links import LINKS
from moment_ui.domain.tags.rules import TagDraft
from moment_ui.models.tag import Tag, TagGroup, TagKind


@needs(Permission.VIEW_CUSTOMERS)
def customer_tags(work: Work) -> list[TagChoice]:
    """Every tag that customers may have, by group and place in it."""
    return tags_for(work, TagKind.CUSTOMER)


@needs(Permission.VIEW_CUSTOMERS)
def tags_of_customer(work: Work, customer_id: int) -> list[TagChoice]:
    """The tags one customer has, in the order of the choices."""
    return tags_on(work, TagKind.CUSTOMER, customer_id)


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag in the set-up, and how many objects have it."""

    id: int
    name: str
    code: str
    colour: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of tags in the set-up."""

    id: int
    name: str
    tags: tuple[TagRow, ...]


@needs(Permission.EDIT_TAGS)
def tag_groups(work: Work, kind: TagKind) -> list[GroupRow]:
    """The groups for one kind of object with their tags, both in order."""
    groups = work.session.exec(
        select(TagGroup)
        .where(TagGroup.kind == kind)
        .order_by(col(TagGroup.position), col(TagGroup.name), col(TagGroup.id))
    ).all()
    tags = work.session.exec(
        select(Tag)
        .where(col(Tag.group_id).in_([group.key for group in groups]))
        .order_by(col(Tag.position), col(Tag.name), col(Tag.id))
    ).all()
    counts = _counts(work, kind)
    return [
        GroupRow(
            group.key,
            group.name,
            tuple(
                TagRow(tag.key, tag.name, tag.code, tag.colour, counts.get(tag.key, 0))
                for tag in tags
                if tag.group_id == group.key
            ),
        )
        for group in groups
    ]


@needs(Permission.EDIT_TAGS)
def tag_draft(work: Work, tag_id: int) -> tuple[TagDraft, TagKind]:
    """A tag as one edits it, and what it is for. Raises NotFound."""
    query = select(Tag, TagGroup.kind).join(TagGroup, col(Tag.group_id) == col(TagGroup.id))
    found = work.session.exec(query.where(Tag.id == tag_id)).first()
    if found is None:
        raise NotFound(_("The tag"))
    tag, kind = found
    return TagDraft(tag.name, tag.code, tag.colour, tag.group_id), TagKind(kind)


def _counts(work: Work, kind: TagKind) -> dict[int, int]:
    link = LINKS.get(kind)
    if link is None:
        return {}
    query = sa.select(link.tag, sa.func.count()).group_by(link.tag)
    return {row[0]: row[1] for row in records(work, query)}
