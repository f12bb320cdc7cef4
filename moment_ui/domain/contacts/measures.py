"""What a contact's row shows beside the person, as SQL: customers, titles, addresses, tags, projects."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.elements import Condition, Expression
from moment_ui.db.joined import joined, parts
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    CustomerContact,
    ProjectContact,
)
from moment_ui.models.customer import Customer

PLACE = "\x1e"
_PLACED = col(CustomerContact.contact_id) == col(Contact.id)
_AT = col(CustomerContact.customer_id) == col(Customer.id)


def customer_names() -> Expression:
    """The customers' names, joined."""
    return joined(col(Customer.name)).where(_AT, _PLACED).scalar_subquery()


def titles() -> Expression:
    """The job titles in customers, joined, some repeated."""
    return joined(col(CustomerContact.title)).where(_PLACED).scalar_subquery()


def addresses() -> Expression:
    """The person's own addresses, joined, each after its place and `PLACE`."""
    own = col(ContactEmail.contact_id) == col(Contact.id)
    position, number = (
        sa.cast(column, sa.String) for column in (col(ContactEmail.position), col(ContactEmail.id))
    )
    placed: Any = position + "." + number + PLACE + col(ContactEmail.email)
    return joined(placed).where(own).scalar_subquery()


def in_places(text: str | None) -> tuple[str, ...]:
    """The addresses of `addresses` in order."""
    found = (part.partition(PLACE) for part in parts(text))
    placed = sorted((tuple(map(int, place.split("."))), email) for place, _mark, email in found)
    return tuple(email for _place, email in placed)


def employed_from() -> Expression:
    """The first day with any customer; NULL when it is not known."""
    return (
        sa.select(sa.func.min(col(CustomerContact.employed_from))).where(_PLACED).scalar_subquery()
    )


def employed_to() -> Expression:
    """The last day with the last customer; NULL while the person is with one."""
    last = col(CustomerContact.employed_to)
    left = sa.case((sa.func.count(last) == sa.func.count(), sa.func.max(last)))
    return sa.select(left).where(_PLACED).scalar_subquery()


def projects() -> Expression:
    """In how many projects the person is a contact."""
    return (
        sa.select(sa.func.count(col(ProjectContact.id)))
        .where(col(ProjectContact.contact_id) == col(Contact.id))
        .scalar_subquery()
    )


def places_in_projects(*conditions: Condition) -> Expression:
    """How many places in projects the contacts have for whom the conditions hold, all together."""
    places = sa.select(sa.func.count(col(ProjectContact.id))).join(
        Contact, col(ProjectContact.contact_id) == col(Contact.id)
    )
    return places.where(*conditions).correlate(None).scalar_subquery()


def first_customer() -> Expression:
    """What the customers' names are sorted by: the first of them."""
    return sa.select(sa.func.min(col(Customer.sort_name))).where(_AT, _PLACED).scalar_subquery()


def first_title() -> Expression:
    """What job titles are sorted by."""
    return sa.select(sa.func.min(col(CustomerContact.title))).where(_PLACED).scalar_subquery()


def first_address() -> Expression:
    """The person's first own address."""
    return (
        sa.select(col(ContactEmail.email))
        .where(col(ContactEmail.contact_id) == col(Contact.id))
        .order_by(col(ContactEmail.position), col(ContactEmail.id))
        .limit(1)
        .scalar_subquery()
    )
