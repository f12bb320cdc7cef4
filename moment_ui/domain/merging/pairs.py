"""The two customers of a merge, held while it is done; and the pairs that are no duplicates."""

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.survivors import called, survivor_of
from moment_ui.domain.merging.errors import (
    AlreadyMerged,
    Busy,
    CannotStandTogether,
    SameCustomer,
)
from moment_ui.models.customer import Customer
from moment_ui.models.merging import NotDuplicates

ONE_MERGE = 24
_SERIALISATION = frozenset({"40001", "40P01", "55P03"})
"""What PostgreSQL says when it gives up on one of two transactions."""


def two_locked(work: Work, survivor_id: int, loser_id: int) -> tuple[Customer, Customer]:
    """Both customers, locked in the order of their ids.

    Raises NotFound, SameCustomer, and AlreadyMerged for one that is merged.
    """
    rows = {
        row.key: row
        for row in locked_rows(work, Customer, [survivor_id, loser_id], _("The customer"))
    }
    check_pair(work, rows[survivor_id], rows[loser_id])
    return rows[survivor_id], rows[loser_id]


def check_pair(work: Work, stays: Customer, goes: Customer) -> None:
    """Whether these can be merged at all. Raises SameCustomer, AlreadyMerged.

    A customer tied to a partner company's database will be refused here: that tie is a column which
    comes with partner companies.
    """
    if stays.key == goes.key:
        raise SameCustomer(called(stays))
    for customer in (stays, goes):
        if customer.merged_into_id is not None:
            survivor = survivor_of(work, customer)
            raise AlreadyMerged(called(customer), called(survivor), survivor.key)


@contextmanager
def alone(work: Work) -> Generator[None]:
    """One merge or undo of a company at a time.

    Raises Busy where the database gives up waiting, and CannotStandTogether where it refuses a row:
    nothing is done then.
    """
    try:
        references.one_at_a_time(work, ONE_MERGE)
        yield
        work.session.flush()
    except IntegrityError as error:
        raise CannotStandTogether from error
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _SERIALISATION:
            raise Busy from error
        raise


@dataclass(frozen=True, slots=True)
class Called:
    """A customer by id, number and name."""

    id: int
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Dismissed:
    """Two customers that somebody found to be two."""

    one: Called
    other: Called
    by: str
    at: dt.datetime


@needs(Permission.MERGE_CUSTOMERS)
def dismissed(work: Work, *, offset: int = 0, limit: int = 25) -> list[Dismissed]:
    """The answers “not duplicates”, the latest first."""
    one, other = aliased(Customer), aliased(Customer)
    query = (
        select(NotDuplicates, one, other)
        .join(one, col(one.id) == col(NotDuplicates.one_id))
        .join(other, col(other.id) == col(NotDuplicates.other_id))
        .order_by(col(NotDuplicates.at).desc(), col(NotDuplicates.id).desc())
    )
    rows = work.session.exec(query.offset(offset).limit(limit))
    return [Dismissed(_named(a), _named(b), row.user_name, row.at) for row, a, b in rows]


def _named(customer: Customer) -> Called:
    return Called(customer.key, customer.number, customer.name)


@needs(Permission.MERGE_CUSTOMERS)
def count_dismissed(work: Work) -> int:
    """How many pairs were found to be two."""
    return work.session.exec(select(sa.func.count(col(NotDuplicates.id)))).one()


def dismissed_pairs(work: Work, customer_ids: list[int] | None = None) -> set[tuple[int, int]]:
    """The pairs that were found to be two, the lower id first; among some customers, or all."""
    query = select(col(NotDuplicates.one_id), col(NotDuplicates.other_id))
    if customer_ids is not None:
        query = query.where(
            col(NotDuplicates.one_id).in_(customer_ids),
            col(NotDuplicates.other_id).in_(customer_ids),
        )
    return {(min(pair), max(pair)) for pair in work.session.exec(query)}
