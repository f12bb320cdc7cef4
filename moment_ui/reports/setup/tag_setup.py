"""Setup → Tags as the page shows it: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.tags.queries import TagRow, tag_groups
from moment_ui.domain.tags.rules import PALETTE
from moment_ui.models.tag import TagKind
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.marks import tag_look

KINDS = {
    TagKind.CUSTOMER: (_("Customers"), "customers"),
    TagKind.PROJECT: (_("Projects"), "projects"),
    TagKind.CONTACT: (_("Contacts"), "contacts"),
    TagKind.OFFER: (_("Offers"), "offers"),
}
"""What tags are for, and the list that shows who has one; those of co-workers wait for their page."""


@dataclass
class TagLine:
    """A tag: how it looks, its colour in words, how many have it, and where they are listed."""

    id: int = 0
    name: str = ""
    css: str = ""
    code: str = ""
    count: str = ""
    href: str = ""
    place: int = 0
    is_last: bool = False


@dataclass
class GroupLine:
    """A group with its tags; `place` is where it stands, from 0."""

    id: int = 0
    name: str = ""
    note: str = ""
    place: int = 0
    size: int = 0
    is_last: bool = False
    tags: list[TagLine] = field(default_factory=list[TagLine])


def groups_view(work: Work, slug: str, kind: TagKind) -> list[GroupLine]:
    """The groups for one kind of object. Raises NotPermitted."""
    groups = tag_groups(work, kind)
    write = writer_for(work)
    base = f"/{slug}/{KINDS[kind][1]}?tags="

    def line(tag: TagRow, place: int, last: int) -> TagLine:
        return TagLine(
            id=tag.id,
            name=tag.name,
            css=tag_look(tag.colour),
            code=tag.code,
            count=write.number(tag.count, 0),
            href=f"{base}{tag.id}" if tag.count else "",
            place=place,
            is_last=place == last,
        )

    return [
        GroupLine(
            id=group.id,
            name=group.name,
            note=write.number(len(group.tags), 0),
            place=place,
            size=len(group.tags),
            is_last=place == len(groups) - 1,
            tags=[line(tag, at, len(group.tags) - 1) for at, tag in enumerate(group.tags)],
        )
        for place, group in enumerate(groups)
    ]


COLOURS = tuple(PALETTE.items())
