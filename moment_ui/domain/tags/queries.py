"""Reading tags."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.tag import CustomerTag, Tag, TagGroup, TagKind


@dataclass(frozen=True, slots=True)
class TagChoice:
    """A tag as one chooses it, with the group it is in."""

    id: int
    name: str
    group: str
    colour: str = "gray"


@needs(Permission.VIEW_CUSTOMERS)
def customer_tags(work: Work) -> list[TagChoice]:
    """Every tag that customers may have, by group and place in it."""
    query = (
        select(Tag, TagGroup.name)
        .join(TagGroup, col(Tag.group_id) == col(TagGroup.id))
        .where(TagGroup.kind == TagKind.CUSTOMER)
        .order_by(col(TagGroup.position), col(TagGroup.name), col(Tag.position), col(Tag.name))
    )
    return [
        TagChoice(tag.key, tag.name, group, tag.colour) for tag, group in work.session.exec(query)
    ]


@needs(Permission.VIEW_CUSTOMERS)
def tags_of_customer(work: Work, customer_id: int) -> list[TagChoice]:
    """The tags one customer has, in the order of the choices."""
    has = select(CustomerTag.tag_id).where(CustomerTag.customer_id == customer_id)
    ids = set(work.session.exec(has))
    return [tag for tag in customer_tags(work) if tag.id in ids]
