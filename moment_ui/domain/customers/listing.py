"""The list of customers.

A row's amounts are in the customer's own currency and count its invoices in that currency;
`other_currencies` names those in which it has open items besides.
"""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.table import TagName
from moment_ui.db.elements import Expression, unindexed
from moment_ui.db.joined import distinct
from moment_ui.db.lists import by
from moment_ui.db.work import Work
from moment_ui.domain.customers import measures
from moment_ui.domain.customers.filters import FACETS, MEANINGS, invoiced
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.tags.links import OF_CUSTOMERS, tags_in
from moment_ui.models.customer import Customer, CustomerStatus


class CustomerRow(NamedTuple):
    """A customer in a list. Amounts are None for those who may not see them."""

    id: int
    number: int
    name: str
    status: CustomerStatus
    kind: str
    org_number: str
    country: str
    city: str
    email: str
    phone: str
    currency: str
    active_projects: int
    last_activity: dt.date | None
    tag_names: str | None
    invoiced: Decimal | None
    outstanding: Decimal | None
    overdue: Decimal | None
    other: str | None

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The customer's tags, by name."""
        return tags_in(self.tag_names)

    @property
    def other_currencies(self) -> tuple[str, ...]:
        """Currencies of open items besides its own."""
        return distinct(self.other)


def _overdue(work: Work) -> Expression:
    return measures.overdue(work.today())


def _last_activity(work: Work) -> Expression:
    """The day of the latest invoice or hour written, of those that the actor may know of."""
    may = work.actor.may
    invoiced_on = [measures.last_invoiced()] if may(Permission.VIEW_INVOICES) else []
    worked_on = [measures.last_worked()] if may(Permission.VIEW_PROJECTS) else []
    return measures.latest_of(*invoiced_on, *worked_on)


CUSTOMER_LIST = ListSource(
    needs=Permission.VIEW_CUSTOMERS,
    table=Customer,
    row=CustomerRow,
    columns={
        "id": col(Customer.id),
        "number": col(Customer.number),
        "name": col(Customer.name),
        "status": col(Customer.status),
        "kind": measures.kind(),
        "org_number": col(Customer.org_number),
        "country": col(Customer.country),
        "city": col(Customer.postal_city),
        "email": col(Customer.email),
        "phone": col(Customer.phone),
        "currency": col(Customer.currency),
        "active_projects": measures.active_projects(),
        "last_activity": _last_activity,
        "tag_names": OF_CUSTOMERS.names(col(Customer.id)),
        "invoiced": invoiced,
        "outstanding": measures.outstanding(),
        "overdue": _overdue,
        "other": measures.other_currencies(),
    },
    meanings=MEANINGS,
    always=(unindexed(col(Customer.merged_into_id)).is_(None),),
    facets=FACETS,
    sortings={
        "number": by(col(Customer.number), quick=True),
        "name": by(col(Customer.sort_name), quick=True),
        "status": by(col(Customer.status), quick=True),
        "org_number": by(col(Customer.org_number), quick=True),
        "country": by(col(Customer.country), quick=True),
        "city": by(col(Customer.postal_city), quick=True),
        "email": by(col(Customer.email), quick=True),
        "phone": by(col(Customer.phone), quick=True),
        "currency": by(col(Customer.currency), quick=True),
        "kind": by(measures.kind()),
        "active_projects": by(measures.active_projects()),
        "last_activity": lambda work: by(_last_activity(work)),
        "invoiced": lambda work: by(invoiced(work)),
        "outstanding": by(measures.outstanding()),
        "overdue": lambda work: by(_overdue(work)),
    },
    currency=col(Customer.currency),
    sums={"invoiced": invoiced, "outstanding": measures.outstanding(), "overdue": _overdue},
    plain_sums={"active_projects": measures.active_projects()},
    guarded=dict.fromkeys(
        ("invoiced", "outstanding", "overdue", "other"), Permission.VIEW_CUSTOMER_ECONOMY
    ),
)
