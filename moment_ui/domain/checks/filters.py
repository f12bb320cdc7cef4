"""What the register says of customers, as conditions on them."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.domain.checks.rules import TAKEN_OVER
from moment_ui.models.check import RegisterCheck
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.registers.register import Standing

WATCHED = (CustomerStatus.ACTIVE, CustomerStatus.POTENTIAL)
"""The customers about whom the register is asked by itself."""

_Known = aliased(Customer)


class Says(StrEnum):
    """What one looks for among the answers of registers.

    OTHERWISE is what nobody has answered yet: a name or address that we have otherwise, or anything
    else than that the company is there.
    """

    OTHERWISE = "otherwise"
    WOUND_UP = "wound-up"
    DELETED = "deleted"


def says_one_of(_work: Work, choices: Any) -> Condition:
    """The register says one of these things of the number that the customer has now."""
    conditions = [_MEANINGS[Says(choice)] for choice in choices]
    asked_about = sa.and_(
        col(_Known.id) == col(RegisterCheck.customer_id),
        col(_Known.country) == col(RegisterCheck.country),
        col(_Known.org_number) == col(RegisterCheck.org_number),
    )
    found = sa.select(col(RegisterCheck.customer_id)).join(_Known, asked_about)
    return col(Customer.id).in_(found.where(sa.or_(*conditions)))


def _differs(key: str) -> Condition:
    said: Any = col(RegisterCheck.said)[key].as_string()
    return sa.func.lower(said) != sa.func.lower(getattr(_Known, key))


_MEANINGS: dict[Says, Condition] = {
    Says.OTHERWISE: sa.and_(
        col(RegisterCheck.otherwise).is_(True),
        sa.or_(
            col(RegisterCheck.standing) != Standing.REGISTERED,
            *(_differs(key) for key in TAKEN_OVER),
        ),
    ),
    Says.WOUND_UP: col(RegisterCheck.standing).in_((Standing.BANKRUPT, Standing.LIQUIDATION)),
    Says.DELETED: col(RegisterCheck.standing) == Standing.DELETED,
}
