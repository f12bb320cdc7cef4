"""What each filter of the customer list means in SQL, and what its choices are counted by."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.core.selection import period_of
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.lists import contains, starts_with, starts_with_digits
from moment_ui.db.work import Work
from moment_ui.domain.checks.filters import says_one_of
from moment_ui.domain.customers import measures
from moment_ui.domain.lists.declared import Facet, Meaning
from moment_ui.domain.lists.meanings import amounts, numbers, one_of, words
from moment_ui.domain.tags.links import OF_CUSTOMERS
from moment_ui.models.customer import Customer

Alias = aliased(Customer)


def invoiced(work: Work) -> Expression:
    """Invoiced this year: to and with today, as in the balance strip and the rows it leads to."""
    return measures.invoiced(Period.year_to(work.today()))


def _word(word: str) -> Condition:
    """The word is in the customer's search text, or in that of one merged into it, or begins a number."""
    merged = sa.select(col(Alias.merged_into_id)).where(
        col(Alias.merged_into_id).is_not(None), contains(col(Alias.search), word)
    )
    return sa.or_(
        contains(col(Customer.search), word),
        col(Customer.id).in_(merged),
        starts_with_digits(col(Customer.number), word),
        starts_with(col(Customer.org_number), word),
    )


def _org_number(_work: Work, text: str) -> Condition:
    return starts_with(col(Customer.org_number), "".join(text.split()))


def _late(work: Work) -> Expression:
    return sa.case((measures.has_overdue(work.today()), "yes"))


_OWN: dict[str, Expression] = {
    "status": col(Customer.status),
    "kind": measures.kind(),
    "country": col(Customer.country),
    "currency": col(Customer.currency),
}
"""What is filtered by and counted alike."""

MEANINGS: dict[str, Meaning] = {
    "text": words(_word),
    "number": numbers(col(Customer.number)),
    "org_number": _org_number,
    "register": says_one_of,
    "tags": OF_CUSTOMERS.any_of(col(Customer.id)),
    "invoiced": amounts(invoiced),
    "outstanding": amounts(measures.outstanding()),
    "overdue": lambda work, _on: measures.has_overdue(work.today()),
    "invoiced_in": lambda work, value: measures.has_invoice_in(period_of(value, work.today())),
    **{key: one_of(value) for key, value in _OWN.items()},
}
FACETS = {
    **{key: Facet(value) for key, value in _OWN.items()},
    "tags": OF_CUSTOMERS.each(col(Customer.id)),
    "overdue": Facet(_late),
}
