"""Which customer a merged one is by now. Chains are followed to their end."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.elements import among_ids
from moment_ui.db.kept import kept
from moment_ui.db.work import Work
from moment_ui.domain.customers.errors import MergedAway
from moment_ui.models.customer import Customer

LONGEST_CHAIN = 100


def called(customer: Customer) -> str:
    """A customer by number and name."""
    return f"{customer.number} {customer.name}"


def survivor_of(work: Work, customer: Customer) -> Customer:
    """The customer that this one is by now: itself unless it was merged."""
    for _step in range(LONGEST_CHAIN):
        if customer.merged_into_id is None:
            break
        query = select(Customer).where(Customer.id == customer.merged_into_id)
        customer = work.session.exec(query).one()
    return customer


def check_own(work: Work, customer: Customer) -> None:
    """Raises MergedAway, which names the survivor, for a customer that was merged."""
    if customer.merged_into_id is not None:
        survivor = survivor_of(work, customer)
        raise MergedAway(called(customer), called(survivor), survivor.key)


def survivors(work: Work, customer_ids: Iterable[int]) -> tuple[int, ...]:
    """The ids with merged customers' in place of their own, each once; unknown ones stay."""
    ids = list(dict.fromkeys(customer_ids))
    into = dict(map(tuple, _merged(work).rows(work.session, ids=ids)))
    if not into:
        return tuple(ids)
    return survivors(work, (into.get(key, key) for key in ids))


@kept
def _merged(_work: Work) -> sa.SelectBase:
    merged = col(Customer.merged_into_id)
    return sa.select(col(Customer.id), merged).where(
        among_ids(col(Customer.id)), merged.is_not(None)
    )
