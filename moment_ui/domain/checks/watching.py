"""Which customers the register is to be asked about by itself, each by one server process."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.checks.commands import locked, register_check
from moment_ui.domain.checks.filters import WATCHED
from moment_ui.domain.files.commands import housekeepers
from moment_ui.models.check import RegisterCheck
from moment_ui.models.customer import Customer

A_ROUND = dt.timedelta(minutes=30)
"""Who was asked about so lately is not asked about again, whatever came of it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A customer whose last answer is old, and the number to ask about."""

    customer_id: int
    country: str
    org_number: str


@before_log_in("housekeeping: one for each company, who may keep answers of registers")
def watchers() -> list[Actor]:
    """Who asks the registers: nobody, in each company."""
    may = frozenset({Permission.EDIT_CUSTOMERS})
    return [replace(nobody, permissions=may) for nobody in housekeepers()]


@needs(Permission.EDIT_CUSTOMERS)
def due_customers(work: Work, countries: Collection[str], days: int, most: int) -> list[Due]:
    """At most so many customers without an answer of the last `days` days, the longest unasked first."""
    asked = sa.func.coalesce(col(RegisterCheck.asked_at), col(RegisterCheck.answered_at))
    last_asked = sa.select(sa.func.max(asked)).where(_about_it()).scalar_subquery()
    lately = sa.select(col(RegisterCheck.id)).where(_about_it(), _lately(days)).exists()
    query = (
        select(Customer.id, Customer.country, Customer.org_number)
        .where(
            col(Customer.merged_into_id).is_(None),
            col(Customer.status).in_(WATCHED),
            col(Customer.country).in_(countries),
            col(Customer.org_number) != "",
            ~lately,
        )
        .order_by(last_asked.asc().nulls_first(), col(Customer.id))
        .limit(most)
    )
    rows = work.session.exec(query).all()
    return [Due(key, country, number) for key, country, number in rows if key is not None]


@needs(Permission.EDIT_CUSTOMERS)
def claim(work: Work, due: Due, days: int) -> bool:
    """Whether it is for the caller to ask: nobody else has begun to meanwhile. Raises NotFound."""
    work.leave_figures()
    customer = locked(work, due.customer_id)
    if (customer.country, customer.org_number) != (due.country, due.org_number):
        return False
    check = register_check(work, customer)
    asked, answered = check.asked_at, check.answered_at
    if (asked and asked > clock.now() - A_ROUND) or (answered and answered > _limit(days)):
        return False
    check.asked_at = clock.now()
    return True


def _about_it() -> sa.ColumnElement[bool]:
    return sa.and_(
        col(RegisterCheck.customer_id) == col(Customer.id),
        col(RegisterCheck.country) == col(Customer.country),
        col(RegisterCheck.org_number) == col(Customer.org_number),
    )


def _lately(days: int) -> sa.ColumnElement[bool]:
    return sa.or_(
        col(RegisterCheck.answered_at) > _limit(days),
        col(RegisterCheck.asked_at) > clock.now() - A_ROUND,
    )


def _limit(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days)
