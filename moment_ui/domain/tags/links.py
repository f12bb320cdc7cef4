"""How objects have tags: one line per kind, for lists that show tags, filter by them and count them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.table import TagName
from moment_ui.db.elements import Expression
from moment_ui.db.joined import joined, parts
from moment_ui.db.lists import any_of
from moment_ui.domain.lists.declared import Facet, Meaning
from moment_ui.models.base import CompanyScoped
from moment_ui.models.contact import ContactTag
from moment_ui.models.offer import OfferTag
from moment_ui.models.tag import CustomerTag, ProjectTag, Tag, TagKind

COLOUR = "\x1e"
"""Stands between a tag's colour and its name."""


@dataclass(frozen=True, slots=True)
class TagLink:
    """The table that says which objects of a kind have which tag, and its columns."""

    table: type[CompanyScoped]
    owner: Any
    tag: Expression

    def names(self, key: Expression) -> Expression:
        """The tags of the object with this id, for `tags_in` to read. A column of a list."""
        coloured: Any = col(Tag.colour) + COLOUR + col(Tag.name)
        return joined(coloured).where(self.owner == key, self.tag == col(Tag.id)).scalar_subquery()

    def any_of(self, key: Expression) -> Meaning:
        """The object with this id has one of the tags asked for. A filter of a list.

        Give the key `unindexed` where most rows are left (decision 14).
        """
        return lambda _work, ids: key.in_(sa.select(self.owner).where(any_of(self.tag, ids)))

    def each(self, key: Expression) -> Facet:
        """Each tag of the object with this id. The counts of a filter's choices."""
        return Facet(self.tag, joined=self.owner == key)


OF_CUSTOMERS = TagLink(CustomerTag, col(CustomerTag.customer_id), col(CustomerTag.tag_id))
OF_PROJECTS = TagLink(ProjectTag, col(ProjectTag.project_id), col(ProjectTag.tag_id))
OF_CONTACTS = TagLink(ContactTag, col(ContactTag.contact_id), col(ContactTag.tag_id))
OF_OFFERS = TagLink(OfferTag, col(OfferTag.offer_id), col(OfferTag.tag_id))
LINKS = {
    TagKind.CUSTOMER: OF_CUSTOMERS,
    TagKind.PROJECT: OF_PROJECTS,
    TagKind.CONTACT: OF_CONTACTS,
    TagKind.OFFER: OF_OFFERS,
}
"""By what a tag group is for. Co-workers have no page yet that could show theirs."""


def tags_in(text: str | None) -> tuple[TagName, ...]:
    """What `TagLink.names` found: the tags by name, each with its colour."""
    found = (part.partition(COLOUR) for part in parts(text))
    return tuple(sorted(TagName(name, colour) for colour, _mark, name in found))
