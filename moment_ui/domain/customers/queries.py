"""Reading one customer: the profile page, the edit form, what a new one starts with, its history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers import numbers
from moment_ui.domain.customers.draft import CustomerDraft, draft_from
from moment_ui.domain.customers.errors import NumberTaken
from moment_ui.domain.customers.survivors import check_own
from moment_ui.domain.numbering.errors import SeriesUsedUp
from moment_ui.models.audit import AuditEntry
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer

SUBJECT = "customer"
CREATED = "create_customer"
OWN_ACTS = ("edit_customer", "set_status", "merge_customers")
"""Acts whose changes are of the customer's own fields; a contact's e-mail is none of them."""


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer as stored, with the version that an edit must name."""

    id: int
    version: int
    number: int
    draft: CustomerDraft
    created_at: dt.datetime
    created_by: str
    merged_into_id: int | None


@dataclass(frozen=True, slots=True)
class Blank:
    """What the form for a new customer starts with. `number` is None when the series is used up."""

    number: int | None
    country: str
    currency: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a customer's history: who did what when, and each field's old and new value."""

    id: int
    at: dt.datetime
    by: str
    action: str
    fields: tuple[tuple[str, str, str], ...]


@needs(Permission.VIEW_CUSTOMERS)
def customer(work: Work, customer_id: int) -> CustomerRecord:
    """One customer. Raises NotFound, and MergedAway when it is another one by now."""
    row = work.session.exec(select(Customer).where(Customer.id == customer_id)).first()
    if row is None:
        raise NotFound(_("The customer"))
    check_own(work, row)
    return CustomerRecord(
        id=row.key,
        version=row.version,
        number=row.number,
        draft=draft_from(row),
        created_at=row.created_at,
        created_by=_created_by(work, customer_id),
        merged_into_id=row.merged_into_id,
    )


@needs(Permission.CREATE_CUSTOMERS)
def blank_customer(work: Work) -> Blank:
    """The number, country and currency that a new customer would get."""
    company = work.session.get(Company, work.company_id)
    if company is None:
        raise NotFound(_("The company"))
    try:
        number = numbers.next_number(work)
    except SeriesUsedUp:
        number = None
    return Blank(number, company.country, company.currency)


@needs(Permission.CREATE_CUSTOMERS)
def number_problem(work: Work, typed: str) -> str:
    """Why a number as typed cannot be a new customer's; "" when it is free. Raises Unfit."""
    number = fields.whole_number(typed)
    if number is None:
        return ""
    try:
        numbers.check_free(work, number)
    except NumberTaken as taken:
        return taken.fields["number"]
    return ""


@needs(Permission.CREATE_CUSTOMERS)
def number_warning(work: Work, typed: str) -> str:
    """What to think of before a number as typed is used: "" for one of the series. Raises Unfit."""
    number = fields.whole_number(typed)
    return "" if number is None else numbers.outside_series(work, number)


@needs(Permission.VIEW_CUSTOMERS)
def customer_changes(
    work: Work, customer_id: int, limit: int = 100, *, keys: Sequence[str] = ()
) -> list[Change]:
    """What was done to a customer, newest first, at most `limit` (100) entries.

    `keys`: only where one of the customer's own fields changed; a contact's e-mail is another one.
    """
    query = select(AuditEntry).where(
        AuditEntry.subject == SUBJECT, AuditEntry.subject_id == customer_id
    )
    if keys:
        changed = [col(AuditEntry.changes)[key].as_string().is_not(None) for key in keys]
        own = col(AuditEntry.action).in_((CREATED, *OWN_ACTS))
        query = query.where(own, sa.or_(*changed))
    query = query.order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc()).limit(
        min(max(limit, 1), 1000)
    )
    return [
        Change(
            entry.key,
            entry.at,
            entry.user_name,
            entry.action,
            tuple(
                (field, str(old), str(new))
                for field, (old, new) in entry.changes.items()
                if not keys or field in keys
            ),
        )
        for entry in work.session.exec(query)
    ]


@needs(Permission.VIEW_CUSTOMERS)
def last_change(work: Work, customer_id: int) -> str:
    """Who changed the customer last, "" when nobody has."""
    changes = customer_changes(work, customer_id, 1)
    return changes[0].by if changes else ""


def _created_by(work: Work, customer_id: int) -> str:
    query = select(AuditEntry.user_name).where(
        AuditEntry.subject == SUBJECT,
        AuditEntry.subject_id == customer_id,
        AuditEntry.action == CREATED,
    )
    return work.session.exec(query).first() or ""
