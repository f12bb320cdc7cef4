"""The two customers of a merge, held while it is done; and the pairs that are no duplicates."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.customers.survivors import called, survivor_of
from moment_ui.domain.merging.errors import AlreadyMerged, Busy, SameCustomer
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
    """One merge or undo of a company at a time. Raises Busy where the database gives up waiting."""
    try:
        references.one_at_a_time(work, ONE_MERGE)
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _SERIALISATION:
            raise Busy from error
        raise


def dismissed_pairs(work: Work, customer_ids: list[int] | None = None) -> set[tuple[int, int]]:
    """The pairs that were found to be two, the lower id first; among some customers, or all."""
    query = select(col(NotDuplicates.one_id), col(NotDuplicates.other_id))
    if customer_ids is not None:
        query = query.where(
            col(NotDuplicates.one_id).in_(customer_ids),
            col(NotDuplicates.other_id).in_(customer_ids),
        )
    return {(min(pair), max(pair)) for pair in work.session.exec(query)}
