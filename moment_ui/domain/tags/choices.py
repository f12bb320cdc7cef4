"""Tags and one object of any kind: those to choose from, those it has, and giving it others.

These ask for no permission: the commands and queries of each kind of object do.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.tags.links import LINKS
from moment_ui.models.tag import Tag, TagGroup, TagKind


@dataclass(frozen=True, slots=True)
class TagChoice:
    """A tag as one chooses it, with the group it is in."""

    id: int
    name: str
    group: str
    colour: str = "gray"


@dataclass(frozen=True, slots=True)
class TagsChanged:
    """The names of the tags that were taken off and put on, and of all before and after."""

    off: tuple[str, ...]
    on: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many were put on or taken off."""
        return len(self.off) + len(self.on)

    @property
    def sides(self) -> tuple[str, str]:
        """Before and after, as the audit log keeps them."""
        return ", ".join(self.before), ", ".join(self.after)


def tags_for(work: Work, kind: TagKind) -> list[TagChoice]:
    """Every tag that objects of this kind may have, by group and place in it."""
    query = (
        select(Tag, TagGroup.name)
        .join(TagGroup, col(Tag.group_id) == col(TagGroup.id))
        .where(TagGroup.kind == kind)
        .order_by(col(TagGroup.position), col(TagGroup.name), col(Tag.position), col(Tag.name))
    )
    found = work.session.exec(query)
    return [TagChoice(tag.key, tag.name, group, tag.colour) for tag, group in found]


def tags_on(work: Work, kind: TagKind, object_id: int) -> list[TagChoice]:
    """The tags one object has, in the order of the choices."""
    has = _rows(work, kind, object_id).keys()
    return [tag for tag in tags_for(work, kind) if tag.id in has]


def give_tags(work: Work, kind: TagKind, object_id: int, tag_ids: Collection[int]) -> TagsChanged:
    """Give one object exactly these tags. Raises NotFound for a tag that is not for its kind."""
    names = {tag.id: tag.name for tag in tags_for(work, kind)}
    wanted = set(tag_ids)
    if wanted - names.keys():
        raise NotFound(_("The tag"))
    link, had = LINKS[kind], _rows(work, kind, object_id)
    for tag_id in sorted(had.keys() - wanted):
        work.session.delete(had[tag_id])
    for tag_id in sorted(wanted - had.keys()):
        work.session.add(link.table(**{link.owner.key: object_id, "tag_id": tag_id}))
    work.session.flush()
    sets = (had.keys() - wanted, wanted - had.keys(), had.keys(), wanted)
    return TagsChanged(*(tuple(sorted(names.get(tag_id, "") for tag_id in ids)) for ids in sets))


def _rows(work: Work, kind: TagKind, object_id: int) -> dict[int, Any]:
    link = LINKS[kind]
    found = work.session.exec(select(link.table).where(link.owner == object_id))
    return {cast("Any", row).tag_id: row for row in found}
