"""Erasing a person with everything that belongs to the person, and bringing one back."""

from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.merging.forgetting import forget
from moment_ui.models.base import CompanyScoped
from moment_ui.models.contact import (
    Contact,
    ContactEmail,
    ContactTag,
    CustomerContact,
    ProjectContact,
)
from moment_ui.models.customer import Customer
from moment_ui.models.importing import ImportChange
from moment_ui.models.mailing import MailingList, MailingListContact
from moment_ui.models.project import Project
from moment_ui.models.tag import Tag

Values = dict[str, Any]
Row = TypeVar("Row", bound=CompanyScoped)


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """A person who was erased, and all that belonged: rows as values, without ids of their own."""

    person: Values
    emails: tuple[Values, ...] = ()
    tags: tuple[Values, ...] = ()
    customers: tuple[Values, ...] = ()
    projects: tuple[Values, ...] = ()
    lists: tuple[Values, ...] = field(default=())

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.person["name"])


def belongs_elsewhere(work: Work, place: CustomerContact | ProjectContact) -> bool:
    """Whether the person of this place is in another customer or project too."""
    key = place.contact_id
    places = (*rows_of(work, CustomerContact, key), *rows_of(work, ProjectContact, key))
    return any(other is not place for other in places)


def erase(work: Work, person: Contact) -> ErasedPerson:
    """Remove the person and all that belongs; returns what `recreated` takes."""
    key = person.key
    customers = rows_of(work, CustomerContact, key)
    projects = rows_of(work, ProjectContact, key)
    kept = ErasedPerson(
        values_of(person),
        _all(rows_of(work, ContactEmail, key)),
        _all(rows_of(work, ContactTag, key)),
        _all(customers),
        _all(projects),
        _all(rows_of(work, MailingListContact, key)),
    )
    forget(work, "contact", key, {"customer_contact": {place.key for place in customers}})
    for place in (*customers, *projects):
        disown(work, place)
        work.session.delete(place)
    disown(work, person)
    work.session.flush()
    work.session.delete(person)
    work.session.flush()
    return kept


def recreated(work: Work, erased: ErasedPerson) -> int:
    """Bring an erased person back under a new id; what is gone meanwhile is left out.

    A customer merged into another one is followed there.
    """
    person = Contact(**erased.person)
    work.session.add(person)
    work.session.flush()
    for model, rows in ((ContactEmail, erased.emails), (ContactTag, _with(work, Tag, erased.tags))):
        _add(work, model, rows, person.key)
    places = [
        row | {"customer_id": _survivor(work, row["customer_id"])} for row in erased.customers
    ]
    _add(
        work,
        CustomerContact,
        tuple({row["customer_id"]: row for row in places}.values()),
        person.key,
    )
    _add(work, ProjectContact, _with(work, Project, erased.projects), person.key)
    lists = _with(work, MailingList, erased.lists, "list_id")
    _add(work, MailingListContact, lists, person.key)
    work.session.flush()
    return person.key


def rows_of(work: Work, model: type[Row], contact_id: int) -> list[Row]:
    """The rows of a table that belong to the person, in the order they came."""
    table = cast("Any", model)
    query = select(model).where(table.contact_id == contact_id).order_by(col(table.id))
    return list(work.session.exec(query))


def disown(work: Work, row: CompanyScoped) -> None:
    """Let no undo of an import look for the row: SQLite gives its id to the next one."""
    changes = select(ImportChange).where(
        ImportChange.table == str(row.__tablename__), ImportChange.row_id == row.key
    )
    for change in work.session.exec(changes):
        work.session.delete(change)


def values_of(row: CompanyScoped) -> Values:
    """The row as values, without ids of its own."""
    return row.model_dump(exclude={"id", "company_id", "contact_id"})


def _all(rows: list[Row]) -> tuple[Values, ...]:
    return tuple(values_of(row) for row in rows)


def _add(work: Work, model: Any, rows: tuple[Values, ...], contact_id: int) -> None:
    for values in rows:
        work.session.add(model(**values, contact_id=contact_id))


def _with(
    work: Work, model: type[CompanyScoped], rows: tuple[Values, ...], name: str = ""
) -> tuple[Values, ...]:
    """Those of the rows whose tag, project or list is still there."""
    column = name or f"{model.__tablename__}_id"
    key: Any = cast("Any", model).id
    wanted = [row[column] for row in rows]
    there = set(work.session.exec(select(key).where(col(key).in_(wanted))))
    return tuple(row for row in rows if row[column] in there)


def _survivor(work: Work, customer_id: int) -> int:
    found = work.session.exec(select(Customer.merged_into_id).where(Customer.id == customer_id))
    merged_into = found.first()
    return _survivor(work, merged_into) if merged_into else customer_id
