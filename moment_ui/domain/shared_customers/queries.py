"""Which partners know a company already, and what they say of a customer of ours that is kept in step."""

from dataclasses import dataclass

from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import name_key
from moment_ui.core.words import _
from moment_ui.db.group_scope import NotPartners, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.partners.group import is_enabled, name_of
from moment_ui.domain.shared_customers.people import new_people
from moment_ui.domain.shared_customers.source import (
    FIELDS,
    Person,
    customer_there,
    is_same,
    people_there,
    sharing,
    texts_there,
)
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.partner import SharedCustomer

SHOWN = 5


@dataclass(frozen=True, slots=True)
class KnownThere:
    """A partner's customer that may be the one being registered: what the box about it says.

    `by_number`: the org number is the same, not the name alone. `people`: how many contact persons.
    """

    company_id: int
    company: str
    customer_id: int
    name: str
    org_number: str
    city: str
    status: CustomerStatus
    people: int
    by_number: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """What comes along from a partner's customer, by field, and its contact persons."""

    company: str
    texts: dict[str, str]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A customer of ours that came from a partner, and what is otherwise there now.

    `changes`: field, ours, theirs. `reachable` is False while nothing passes between the two.
    """

    link_id: int
    company: str
    in_step: bool
    reachable: bool = True
    changes: tuple[tuple[str, str, str], ...] = ()
    people: tuple[Person, ...] = ()


@needs(Permission.CREATE_CUSTOMERS)
def known_there(work: Work, name: str, org_number: str) -> list[KnownThere]:
    """At most five customers of partners with the org number, else with the name; none is surer said."""
    found: list[KnownThere] = []
    if not (org_number or name_key(name)):
        return found
    for company_id in open_partners(work):
        try:
            with sharing(work, company_id) as theirs:
                found += _known_in(theirs, name, org_number)
        except NotPartners:
            continue
    return sorted(found, key=lambda row: not row.by_number)[:SHOWN]


@needs(Permission.CREATE_CUSTOMERS)
def brought(work: Work, company_id: int, customer_id: int, name: str, org_number: str) -> Brought:
    """What would come along from a partner's customer that has this name or org number.

    Raises NotPartners, and NotFound also for another one: a partner's customers are not leafed through.
    """
    with sharing(work, company_id) as theirs:
        row = customer_there(theirs, customer_id)
        if not is_same(row, name, org_number):
            raise NotFound(_("The customer"))
        people = people_there(theirs, row.key)
        return Brought(name_of(work, company_id), texts_there(row), tuple(people))


@needs(Permission.VIEW_CUSTOMERS)
def followed(work: Work, customer_id: int) -> Followed | None:
    """How a customer stands to the partner's that it came from; None when it came from nowhere.

    None, too, while partner companies is switched off.
    """
    query = (
        select(SharedCustomer)
        .where(SharedCustomer.customer_id == customer_id)
        .order_by(col(SharedCustomer.id).desc())
    )
    link = work.session.exec(query).first()
    if link is None or not is_enabled(work):
        return None
    company = name_of(work, link.partner_company_id)
    try:
        with sharing(work, link.partner_company_id) as theirs:
            row = customer_there(theirs, link.partner_customer_id)
            said, people = texts_there(row), people_there(theirs, row.key)
    except (NotPartners, NotFound):
        return Followed(link.key, company, link.in_step, reachable=False)
    if not link.in_step:
        return Followed(link.key, company, in_step=False)
    return Followed(
        link.key,
        company,
        in_step=True,
        changes=_changes(work, link, said),
        people=tuple(new_people(work, link, people)),
    )


def _changes(
    work: Work, link: SharedCustomer, said: dict[str, str]
) -> tuple[tuple[str, str, str], ...]:
    ours = work.session.exec(select(Customer).where(Customer.id == link.customer_id)).first()
    if ours is None:
        raise NotFound(_("The customer"))
    mine = texts_there(ours)
    return tuple(
        (field, mine[field], said[field])
        for field in FIELDS
        if said[field] and said[field] != mine[field] and link.passed_over.get(field) != said[field]
    )


def _known_in(theirs: Work, name: str, org_number: str) -> list[KnownThere]:
    by_number = _same(theirs, col(Customer.org_number), org_number)
    rows = by_number or _same(theirs, col(Customer.name_key), name_key(name))
    return [
        KnownThere(
            company_id=theirs.company_id,
            company=name_of(theirs, theirs.company_id),
            customer_id=row.key,
            name=row.name,
            org_number=row.org_number,
            city=row.visiting_city or row.postal_city,
            status=row.status,
            people=len(people_there(theirs, row.key)),
            by_number=bool(by_number),
        )
        for row in rows
        if not (row.org_number and org_number and row.org_number != org_number)
    ]


def _same(theirs: Work, column: Mapped[str], value: str) -> list[Customer]:
    if not value:
        return []
    query = select(Customer).where(
        column == value,
        col(Customer.merged_into_id).is_(None),
    )
    return list(theirs.session.exec(query.order_by(col(Customer.number)).limit(SHOWN)))
