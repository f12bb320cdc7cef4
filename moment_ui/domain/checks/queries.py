"""Reading what was found out about a customer's number and address."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.checks.filters import WATCHED, Says, says_one_of
from moment_ui.models.check import ReceiverCheck, RegisterCheck
from moment_ui.models.customer import Customer
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import Standing


@dataclass(frozen=True, slots=True)
class Registered:
    """The last answer of the register, and when a later question got none.

    `said` is what it has in the customer's fields; `otherwise`: nobody has answered yet what differs.
    """

    standing: Standing | None
    deleted_on: dt.date | None
    answered_at: dt.datetime | None
    failed_at: dt.datetime | None
    said: dict[str, str]
    otherwise: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """The last answer about an e-invoice address, and when a later question got none."""

    receiving: Receiving | None
    answered_at: dt.datetime | None
    failed_at: dt.datetime | None


@needs(Permission.VIEW_CUSTOMERS)
def registered(work: Work, customer_id: int, country: str, org_number: str) -> Registered | None:
    """What the country's register said of the number; None when nobody asked."""
    check = RegisterCheck
    query = (
        select(check)
        .where(check.customer_id == customer_id, check.country == country)
        .where(check.org_number == org_number)
        .order_by(col(check.answered_at).desc().nulls_last(), col(check.id).desc())
        .limit(1)
    )
    row = work.session.exec(query).first()
    if row is None:
        return None
    return Registered(
        row.standing, row.deleted_on, row.answered_at, row.failed_at, row.said, row.otherwise
    )


@needs(Permission.EDIT_CUSTOMERS)
def otherwise_count(work: Work) -> int:
    """Of how many watched customers the register says something else, unanswered."""
    query = select(sa.func.count()).where(
        says_one_of(work, [Says.OTHERWISE]),
        col(Customer.status).in_(WATCHED),
        col(Customer.merged_into_id).is_(None),
    )
    return work.session.exec(query).one()


@needs(Permission.VIEW_CUSTOMERS)
def receiver(work: Work, customer_id: int, address: str) -> Receiver | None:
    """What was found out about the e-invoice address; None when nobody asked."""
    check = ReceiverCheck
    query = (
        select(check)
        .where(check.customer_id == customer_id, check.address == address)
        .order_by(col(check.answered_at).desc().nulls_last(), col(check.id).desc())
        .limit(1)
    )
    row = work.session.exec(query).first()
    return None if row is None else Receiver(row.receiving, row.answered_at, row.failed_at)
