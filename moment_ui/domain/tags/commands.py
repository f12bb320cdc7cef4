"""Putting tags on customers and taking them off."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.models.customer import Customer
from moment_ui.models.tag import CustomerTag, Tag, TagGroup, TagKind

MANY = 500


@dataclass(frozen=True, slots=True)
class TagChange:
    """What putting a tag on, or taking it off, changed: the tag and the customers concerned."""

    tag_id: int
    tag: str
    customer_ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many customers changed."""
        return len(self.customer_ids)


@needs(Permission.EDIT_CUSTOMERS)
def add_tag(work: Work, customer_ids: Sequence[int], tag_id: int) -> TagChange:
    """Put a tag on customers; those who have it already are left alone. Raises NotFound."""
    tag = _customer_tag(work, tag_id)
    customers = locked_rows(work, Customer, customer_ids, _("A customer"))
    have = {row.customer_id for row in _tagged(work, tag_id, customer_ids)}
    new = [customer for customer in customers if customer.key not in have]
    for customer in new:
        work.session.add(CustomerTag(customer_id=customer.key, tag_id=tag_id))
        _note(work, customer, ("", tag.name))
    return TagChange(tag_id, tag.name, tuple(customer.key for customer in new))


@needs(Permission.EDIT_CUSTOMERS)
def remove_tag(work: Work, customer_ids: Sequence[int], tag_id: int) -> TagChange:
    """Take a tag off customers; those without it are left alone. Raises NotFound."""
    tag = _customer_tag(work, tag_id)
    by_id = {
        customer.key: customer
        for customer in locked_rows(work, Customer, customer_ids, _("A customer"))
    }
    rows = _tagged(work, tag_id, customer_ids)
    for row in rows:
        work.session.delete(row)
        _note(work, by_id[row.customer_id], (tag.name, ""))
    return TagChange(tag_id, tag.name, tuple(row.customer_id for row in rows))


@needs(Permission.EDIT_CUSTOMERS)
def set_tags(work: Work, customer_id: int, tag_ids: Sequence[int]) -> int:
    """Give one customer exactly these tags; returns how many were put on or taken off."""
    rows = work.session.exec(select(CustomerTag).where(CustomerTag.customer_id == customer_id))
    have = {row.tag_id for row in rows}
    wanted = set(tag_ids)
    for tag_id in sorted(have - wanted):
        remove_tag(work, [customer_id], tag_id)
    for tag_id in sorted(wanted - have):
        add_tag(work, [customer_id], tag_id)
    return len(have ^ wanted)


@needs(Permission.CREATE_CUSTOMERS)
def put_on_new(work: Work, customer: Customer, tag_ids: Sequence[int]) -> None:
    """Put tags on a customer that is being created; raises NotFound for a tag that is not there."""
    for tag_id in dict.fromkeys(tag_ids):
        _customer_tag(work, tag_id)
        work.session.add(CustomerTag(customer_id=customer.key, tag_id=tag_id))


def _customer_tag(work: Work, tag_id: int) -> Tag:
    in_group = (col(Tag.group_id) == col(TagGroup.id)) & (col(TagGroup.kind) == TagKind.CUSTOMER)
    query = select(Tag).join(TagGroup, in_group).where(Tag.id == tag_id)
    tag = work.session.exec(query).first()
    if tag is None:
        raise NotFound(_("The tag"))
    return tag


def _tagged(work: Work, tag_id: int, customer_ids: Sequence[int]) -> list[CustomerTag]:
    wanted = sorted(set(customer_ids))
    rows: list[CustomerTag] = []
    for start in range(0, len(wanted), MANY):
        some = wanted[start : start + MANY]
        query = select(CustomerTag).where(CustomerTag.tag_id == tag_id)
        rows.extend(work.session.exec(query.where(col(CustomerTag.customer_id).in_(some))))
    return rows


def _note(work: Work, customer: Customer, change: tuple[str, str]) -> None:
    summary = f"{customer.number} {customer.name}"
    record(work, "set_tags", customer, summary, {"tags": change})
    work.emit("customers")
