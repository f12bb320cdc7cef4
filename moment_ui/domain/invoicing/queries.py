"""Reading invoicing options: what holds where, who says otherwise, and what can be chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoicing import reading
from moment_ui.domain.invoicing.option import Level, OptionKind
from moment_ui.domain.invoicing.options import BY_KEY, OPTIONS
from moment_ui.domain.invoicing.reading import Place, Surroundings, place_for
from moment_ui.domain.invoicing.rules import Effective, may_see, resolve
from moment_ui.models import invoicing as tables
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.invoicing import AccountKind, BookkeepingAccount
from moment_ui.models.project import Project
from moment_ui.models.tag import Tag, TagGroup

NAMED = 3
"""How many of those who say otherwise are named."""


@dataclass(frozen=True, slots=True)
class Named:
    """A customer or project that says otherwise."""

    level: Level
    id: int
    title: str


@dataclass(slots=True)
class Others:
    """Who says otherwise below a place about one option: how many, and the first of them."""

    count: int = 0
    first: list[Named] = field(default_factory=list[Named])


Names = dict[OptionKind, dict[str, str]]
"""What rows that options refer to are called, by kind and by id in digits."""


@needs(Permission.VIEW_CUSTOMERS)
def effective(
    work: Work, *, customer_id: int | None = None, project_id: int | None = None
) -> dict[str, Effective]:
    """Every option's value and who says so, for a project, else a customer, else the company.

    A project belongs to its customer: `customer_id` says nothing beside it. Raises NotFound.
    """
    return resolve(OPTIONS, options_at(work, place_for(customer_id, project_id)).said)


@needs(Permission.VIEW_CUSTOMERS)
def options_at(work: Work, place: Place) -> Surroundings:
    """What each level says that concerns a place. Raises NotFound."""
    return reading.surroundings(work, place)


@needs(Permission.VIEW_CUSTOMERS)
def count_set_here(work: Work, place: Place) -> int:
    """How many options a place sets itself, of those the actor may see. Raises NotFound."""
    return sum(may_see(work.actor, BY_KEY[key]) for key in options_at(work, place).own)


@needs(Permission.VIEW_CUSTOMERS)
def others_below(work: Work, place: Place) -> dict[str, Others]:
    """Who below a place says something about an option, by option: projects, and customers.

    Two statements for the company, one for a customer, none for a project.
    """
    found: dict[str, Others] = {}
    if place.level is Level.PROJECT:
        return found
    own = col(tables.InvoicingOption.project_id) == col(Project.id)
    query = _named(Project, Project.number).join(tables.InvoicingOption, own)
    if place.level is Level.CUSTOMER:
        query = query.where(col(Project.customer_id) == place.row_id)
    _collect(work, query, Level.PROJECT, found)
    if place.level is Level.COMPANY:
        own = col(tables.InvoicingOption.customer_id) == col(Customer.id)
        query = _named(Customer, Customer.number).join(tables.InvoicingOption, own)
        _collect(work, query, Level.CUSTOMER, found)
        _count_columns(work, found)
    return found


@needs(Permission.VIEW_CUSTOMERS)
def names(work: Work, texts: Iterable[tuple[str, str]]) -> Names:
    """What the rows are called that pairs of option and value refer to."""
    wanted: dict[OptionKind, set[int]] = {kind: set() for kind in reading.ROW_OF_KIND}
    for key, text in texts:
        kind = BY_KEY[key].kind if key in BY_KEY else OptionKind.LINE
        if kind in wanted and text.isdecimal():
            wanted[kind].add(int(text))
    contacts = select(col(Contact.id), Contact.name)
    tags = select(col(Tag.id), Tag.name, Tag.code)
    accounts = select(
        col(BookkeepingAccount.id), BookkeepingAccount.number, BookkeepingAccount.name
    )
    found: Names = {}
    for kind, key, query in (
        (OptionKind.CONTACT, col(Contact.id), contacts),
        (OptionKind.TAG, col(Tag.id), tags),
        (OptionKind.ACCOUNT, col(BookkeepingAccount.id), accounts),
    ):
        ids = wanted[kind]
        rows = work.session.exec(query.where(key.in_(ids))) if ids else ()
        found[kind] = {str(row[0]): " ".join(filter(None, row[1:])) for row in rows}
    return found


@needs(Permission.VIEW_CUSTOMERS)
def choices(work: Work, place: Place, kind: OptionKind) -> list[tuple[str, str]]:
    """The rows an option that refers to one can choose among in a place: id in digits, and name.

    Raises NotPermitted for accounts, when the actor may not see what is booked on them.
    """
    if kind is OptionKind.CONTACT:
        return _contacts(work, place)
    if kind is OptionKind.TAG:
        query = (
            select(col(Tag.id), Tag.name, Tag.code)
            .join(TagGroup, col(TagGroup.id) == col(Tag.group_id))
            .order_by(col(TagGroup.position), col(TagGroup.name), col(Tag.position), col(Tag.name))
        )
        return [(str(key), " ".join(filter(None, rest))) for key, *rest in work.session.exec(query)]
    if not work.actor.may(Permission.VIEW_INVOICES):
        raise NotPermitted
    accounts = (
        select(BookkeepingAccount)
        .where(col(BookkeepingAccount.active).is_(True))
        .where(BookkeepingAccount.kind == AccountKind.REVENUE)
        .order_by(col(BookkeepingAccount.number))
    )
    return [(str(row.key), f"{row.number} {row.name}") for row in work.session.exec(accounts)]


def _contacts(work: Work, place: Place) -> list[tuple[str, str]]:
    customer = options_at(work, place).customer
    query = (
        select(col(Contact.id), Contact.name)
        .join(CustomerContact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.customer_id == (customer.id if customer else None))
        .order_by(col(Contact.name), col(Contact.id))
    )
    return [(str(key), name) for key, name in work.session.exec(query)]


def _named(model: type[Customer] | type[Project], number: object) -> sa.Select[Any]:
    """Who says otherwise about each option, by name, with how many there are."""
    option = col(tables.InvoicingOption.option)
    place = sa.func.row_number().over(partition_by=option, order_by=col(model.name))
    parts: dict[str, Any] = {
        "option": option,
        "id": col(model.id),
        "number": col(number),
        "name": col(model.name),
        "place": place,
        "count": sa.func.count().over(partition_by=option),
    }
    named = [sa.label(name, part) for name, part in parts.items()]
    return sa.select(*named).select_from(model)


def _collect(work: Work, query: sa.Select[Any], level: Level, found: dict[str, Others]) -> None:
    each = query.subquery()
    first: Any = sa.select(each).where(each.c.place <= NAMED)
    rows: Iterable[Any] = cast("Any", work.session).exec(first)
    for key, row_id, number, name, place, count in rows:
        others = found.setdefault(key, Others())
        others.count += count if place == 1 else 0
        others.first.append(Named(level, row_id, f"{number} {name}"))


def _count_columns(work: Work, found: dict[str, Others]) -> None:
    """Customers whose own columns say otherwise: counted, there may be very many."""
    counts = {
        "credit_days": sa.func.count(col(Customer.credit_days)),
        "language": _count_if(col(Customer.language) != ""),
        "external_receiver": _count_if(col(Customer.external_receiver) != ""),
        "invoice_type": _count_if(col(Customer.invoice_type) != InvoiceType.EMAIL),
    }
    counted: Any = sa.select(*counts.values()).select_from(Customer)
    row: Sequence[int] = cast("Any", work.session).exec(counted).one()
    for key, count in zip(counts, row, strict=True):
        if count:
            found.setdefault(key, Others()).count += int(count)


def _count_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)
