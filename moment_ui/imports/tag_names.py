"""Tags by the names that files call them."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.tags.links import LINKS
from moment_ui.imports.fields import Row
from moment_ui.imports.lookups import chunks
from moment_ui.models.tag import Tag, TagGroup, TagKind


class TagNames:
    """The tags for one kind of object, and which objects have them. The field of a file is "tags"."""

    def __init__(self, work: Work, kind: TagKind) -> None:
        self._work, self._link = work, LINKS[kind]
        statement = (
            sa.select(col(Tag.name), col(Tag.id))
            .join(TagGroup, col(TagGroup.id) == col(Tag.group_id))
            .where(col(TagGroup.kind) == kind)
        )
        self._ids: dict[str, int] = {folded(name): key for name, key in records(work, statement)}

    def check(self, row: Row) -> None:
        """Say on the row which of its tags are not there."""
        unknown = [name for name in row.get("tags") or () if folded(name) not in self._ids]
        if unknown:
            row.problems["tags"] = _("There is no tag “{name}”. Make it first.").format(
                name=", ".join(unknown)
            )

    def chosen(self, row: Row) -> list[int]:
        """The ids of the tags that a checked row names."""
        return [self._ids[folded(name)] for name in row.get("tags") or ()]

    def of(self, owners: Sequence[int]) -> dict[int, set[int]]:
        """The tags that objects have, by their ids; objects without any are left out."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for some in chunks(owners):
            statement = sa.select(self._link.owner, self._link.tag)
            for owner, tag in records(self._work, statement.where(self._link.owner.in_(some))):
                found[owner].add(tag)
        return dict(found)
