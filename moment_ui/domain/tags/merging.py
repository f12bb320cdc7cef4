"""Deleting a tag and making two of them one: with a count before, and a way back."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.tags import traces
from moment_ui.domain.tags.arranging import locked_group, tag_called, tags_of, told
from moment_ui.domain.tags.errors import NameInUse
from moment_ui.domain.tags.traces import ASKING, Values
from moment_ui.models.tag import Tag, TagGroup


@dataclass(frozen=True, slots=True)
class Removed:
    """What deleting or merging a tag took away: enough to put it back as it was.

    `rows` are those that pointed at it, by table; `given` those that the other tag got for it;
    `queries` what saved filters said before, by table and id.
    """

    tag: Values
    tag_id: int
    rows: dict[str, list[Values]]
    into_id: int = 0
    given: dict[str, list[Values]] = field(default_factory=dict[str, list[Values]])
    queries: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])

    @property
    def name(self) -> str:
        """The name of the tag."""
        return str(self.tag["name"])


@dataclass(frozen=True, slots=True)
class Use:
    """How much points at a tag, by table; `shared` of it points at the other one too."""

    counts: dict[str, int]
    shared: dict[str, int] = field(default_factory=dict[str, int])


@needs(Permission.EDIT_TAGS)
def tag_use(work: Work, tag_id: int, into_id: int = 0) -> Use:
    """What would lose the tag, or get another one for it. Raises NotFound."""
    if work.session.exec(select(Tag.id).where(Tag.id == tag_id)).first() is None:
        raise NotFound(_("The tag"))
    counts: dict[str, int] = {}
    shared: dict[str, int] = {}
    for trace in traces.traces():
        count = select(sa.func.count()).select_from(trace.model).where(trace.model.tag_id == tag_id)
        counts[trace.table] = work.session.exec(count).one()
        if into_id and trace.owner:
            owner: Any = getattr(trace.model, trace.owner)
            has_other = sa.select(owner).where(trace.model.tag_id == into_id)
            shared[trace.table] = work.session.exec(count.where(owner.in_(has_other))).one()
    return Use(counts, shared)


@needs(Permission.EDIT_TAGS)
def delete_tag(work: Work, tag_id: int) -> Removed:
    """Remove a tag from everything that has it; returns what `restore_tag` takes. Raises NotFound."""
    tag = tag_called(work, tag_id)
    removed = Removed(tag.model_dump(), tag_id, _taken_off(work, tag_id))
    record(work, "delete_tag", tag, tag.name, {"objects": (_count(removed), "")})
    work.session.delete(tag)
    told(work)
    return removed


@needs(Permission.EDIT_TAGS)
def merge_tags(work: Work, tag_id: int, into_id: int) -> Removed:
    """Give everything with one tag another of the same kind instead, and remove the first.

    Saved views and mailing lists that asked for it ask for the other. Returns what `restore_tag`
    takes. Raises NotFound, and Invalid when they are one or of different kinds.
    """
    by_id = {key: tag_called(work, key) for key in sorted({tag_id, into_id})}
    tag, into = by_id[tag_id], by_id[into_id]
    groups = {_group(work, one.group_id).kind for one in (tag, into)}
    if tag_id == into_id or len(groups) > 1:
        raise Invalid(into=_("Choose another tag of the same kind."))
    rows = _taken_off(work, tag_id)
    given: dict[str, list[Values]] = {}
    for trace in traces.traces():
        moved = [{**row, "tag_id": into_id} for row in rows[trace.table]]
        given[trace.table] = traces.put_back(work, trace, moved)
    queries = traces.ask_for_another(work, tag_id, into_id)
    removed = Removed(tag.model_dump(), tag_id, rows, into_id, given, queries)
    record(
        work, "merge_tags", into, f"{tag.name} → {into.name}", {"objects": ("", _count(removed))}
    )
    work.session.delete(tag)
    told(work)
    return removed


@needs(Permission.EDIT_TAGS)
def restore_tag(work: Work, removed: Removed) -> int:
    """Put a removed tag back on what had it and is still there; returns its id.

    What the other tag got at a merge it loses again. Raises NotFound when the group is gone,
    NameInUse when there is a tag of the name by now.
    """
    group = locked_group(work, removed.tag["group_id"])
    if any(tag.name == removed.name for tag in tags_of(work, group.key)):
        raise NameInUse(removed.name)
    tag = Tag(**{key: value for key, value in removed.tag.items() if key != "id"})
    if work.session.exec(select(Tag.id).where(Tag.id == removed.tag_id)).first() is None:
        tag.id = removed.tag_id  # the same id, so that addresses that ask for it still do
    work.session.add(tag)
    work.session.flush()
    for trace in traces.traces():
        traces.take_again(work, trace, removed.given.get(trace.table, []))
        rows = [{**row, "tag_id": tag.key} for row in removed.rows.get(trace.table, [])]
        traces.put_back(work, trace, rows)
    _ask_again(work, removed)
    record(work, "restore_tag", tag, removed.name)
    told(work)
    return tag.key


def _taken_off(work: Work, tag_id: int) -> dict[str, list[Values]]:
    rows: dict[str, list[Values]] = {}
    for trace in traces.traces():
        rows[trace.table] = traces.rows_of(work, trace, tag_id)
        traces.erase(work, trace, tag_id)
    return rows


def _ask_again(work: Work, removed: Removed) -> None:
    for model in ASKING:
        for (table, key), query in removed.queries.items():
            if table != str(model.__tablename__):
                continue
            row = work.session.exec(select(model).where(col(model.id) == key)).first()
            if row is not None:
                row.query = query


def _group(work: Work, group_id: int) -> TagGroup:
    return work.session.exec(select(TagGroup).where(TagGroup.id == group_id)).one()


def _count(removed: Removed) -> str:
    counts = {table: len(rows) for table, rows in removed.rows.items()}
    return ", ".join(traces.in_words(counts))
