"""Finding what a filter shall be set to: customers, projects and co-workers by a few letters."""

from itertools import islice

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.folding import folded
from moment_ui.db.lists import contains, every_word, records, starts_with_digits
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.survivors import survivors
from moment_ui.models.customer import Customer
from moment_ui.models.project import CoWorker, Project

MOST = 8


@needs(Permission.VIEW_CUSTOMERS)
def customers_found(work: Work, text: str) -> dict[int, str]:
    """Customers whose number or search text holds every word; by name, at most MOST.

    What a merged one was called finds the one it is by now.
    """
    wanted = every_word(
        text,
        lambda word: sa.or_(
            contains(col(Customer.search), word), starts_with_digits(col(Customer.number), word)
        ),
    )
    statement = (
        sa.select(col(Customer.id), col(Customer.name))
        .where(wanted)
        .order_by(col(Customer.name), col(Customer.id))
        .limit(MOST)
    )
    ids = survivors(work, [row[0] for row in records(work, statement)])
    named = sa.select(col(Customer.id), col(Customer.name)).where(col(Customer.id).in_(ids))
    found = records(work, named.order_by(col(Customer.name), col(Customer.id)))
    return dict(row for row in found)


@needs(Permission.VIEW_PROJECTS)
def projects_found(work: Work, text: str) -> dict[int, str]:
    """Projects whose number or search text holds every word; by number, at most MOST."""
    wanted = every_word(text, lambda word: contains(col(Project.search), word))
    statement = (
        sa.select(col(Project.id), col(Project.number), col(Project.name))
        .where(wanted)
        .order_by(col(Project.number))
        .limit(MOST)
    )
    return {number: f"{code} {name}" for number, code, name in records(work, statement)}


@needs(Permission.VIEW_PROJECTS)
def co_workers_found(work: Work, text: str) -> dict[int, str]:
    """Co-workers whose name holds every word; by name, at most MOST. They are few: read whole."""
    words = folded(text).split()
    statement = sa.select(col(CoWorker.id), col(CoWorker.name)).order_by(col(CoWorker.name))
    hits = (
        (number, name)
        for number, name in records(work, statement)
        if all(word in folded(name) for word in words)
    )
    return dict(islice(hits, MOST))
