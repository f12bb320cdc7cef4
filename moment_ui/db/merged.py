"""Nothing is added to a customer that was merged into another one: the other one is meant.

A merge locks both customers. Whoever adds a row to one of them meanwhile waits here, and is then
told; without this the row would stay with a customer that nobody sees any more.
"""

from collections.abc import Collection
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _
from moment_ui.db.elements import among_ids
from moment_ui.models.base import CompanyScoped, tells_of_the_past
from moment_ui.models.customer import Customer

_CUSTOMER: sa.Table = vars(Customer)["__table__"]


class CustomerIsMerged(Conflict):
    """What was to be saved belongs to a customer that is another one by now."""

    def __init__(self, merged: str, survivor: str) -> None:
        super().__init__(
            _("{merged} was merged into {survivor}. Nothing was saved: open that customer.").format(
                merged=merged, survivor=survivor
            )
        )


def refuse_merged(connection: sa.Connection, company_id: int, ids: Collection[int]) -> None:
    """Raises CustomerIsMerged when one of these customers was merged; holds the others as they are."""
    if not ids:
        return
    ours = _CUSTOMER.c.company_id == company_id
    found = connection.execute(
        sa.select(_CUSTOMER.c.id, _CUSTOMER.c.merged_into_id)
        .where(ours, among_ids(_CUSTOMER.c.id))
        .order_by(_CUSTOMER.c.id)
        .with_for_update(read=True, key_share=True),
        {"ids": sorted(ids)},
    ).all()
    merged = next((row for row in found if row.merged_into_id is not None), None)
    if merged is not None:
        two = (merged.id, merged.merged_into_id)
        names = sa.select(_CUSTOMER.c.id, _CUSTOMER.c.number, _CUSTOMER.c.name).where(
            ours, _CUSTOMER.c.id.in_(two)
        )
        called = {row.id: f"{row.number} {row.name}" for row in connection.execute(names)}
        raise CustomerIsMerged(*(called[key] for key in two))


@lru_cache(maxsize=256)
def customer_columns(table: sa.Table) -> tuple[str, ...]:
    """The columns that say which customer a row belongs to; not those that tell of the past."""
    return tuple(
        key.parent.name
        for key in table.foreign_keys
        if key.column is _CUSTOMER.c.id and not tells_of_the_past(key.parent)
    )


def customers_named_by(model: type[CompanyScoped]) -> tuple[str, ...]:
    """The columns of a model that say which customer a row belongs to; none of customers' own."""
    return () if model is Customer else customer_columns(vars(model)["__table__"])


def guard_flush(session: Session, company_id: int) -> None:
    """Look at what a session is about to store: new rows, and rows given to another customer."""
    named: set[int] = set()
    for row in (*session.new, *session.dirty):
        if not isinstance(row, CompanyScoped):
            continue
        for name in customers_named_by(type(row)):
            history = sa.inspect(row).attrs[name].history
            named |= {key for key in history.added or () if key is not None}
    refuse_merged(session.connection(), company_id, named)
