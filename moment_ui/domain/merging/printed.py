"""What is printed on invoices stays there; drafts get what the merged customer is called."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from sqlmodel import col, select

from moment_ui.core.folding import search_text
from moment_ui.db.work import Work
from moment_ui.domain.invoices.printed import printed_address
from moment_ui.domain.merging.moving import Fill, Plan
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.project import Project

NOTHING: dict[str, Any] = {"printed_name": "", "printed_number": None, "printed_address": ""}


def keep_printed(work: Work, customer: Customer) -> Iterator[Fill]:
    """Write on issued invoices that say nothing what they have shown so far: today's customer."""
    after = {
        "printed_name": customer.name,
        "printed_number": customer.number,
        "printed_address": printed_address(customer),
    }
    query = select(
        col(Invoice.id), col(Invoice.printed_number), col(Invoice.printed_address)
    ).where(
        col(Invoice.customer_id) == customer.id,
        col(Invoice.state) != InvoiceState.DRAFT,
        col(Invoice.printed_name) == "",
    )
    groups: dict[tuple[int | None, str], list[int]] = {}
    for key, number, address in work.session.exec(query):
        groups.setdefault((number, address), []).append(key or 0)
    for (number, address), ids in groups.items():
        before = {"printed_name": "", "printed_number": number, "printed_address": address}
        yield Fill("invoice", tuple(ids), before, after)


def clear_drafts(work: Work, customer: Customer) -> Iterator[Fill]:
    """Drafts that name the customer that goes name nobody: they show the one that stays."""
    query = select(
        col(Invoice.id),
        col(Invoice.printed_name),
        col(Invoice.printed_number),
        col(Invoice.printed_address),
    ).where(
        col(Invoice.customer_id) == customer.id,
        col(Invoice.state) == InvoiceState.DRAFT,
        col(Invoice.printed_name) != "",
    )
    for key, *values in work.session.exec(query):
        before = dict(zip(NOTHING, values, strict=True))
        yield Fill("invoice", (key or 0,), before, NOTHING)


def issued_since(work: Work, ids: Collection[int], at: dt.datetime) -> dict[int, str]:
    """Those of the invoices that were issued after an instant: their numbers, by id."""
    found: dict[int, str] = {}
    keys = sorted(ids)
    for start in range(0, len(keys), 500):
        query = select(col(Invoice.id), col(Invoice.number)).where(
            col(Invoice.id).in_(keys[start : start + 500]), col(Invoice.finalised_at) > at
        )
        found |= {key or 0: str(number) for key, number in work.session.exec(query)}
    return found


def searched_projects(work: Work, plan: Plan, stays: Customer, name: str) -> Iterator[Fill]:
    """Projects that move are found by the name of the customer they come to; all, when it changes."""
    moved = sorted(plan.ids_moved("project"))
    mine: list[Any] = [
        col(Project.id).in_(moved[start : start + 500]) for start in range(0, len(moved), 500)
    ]
    if name:
        mine.append(col(Project.customer_id) == stays.key)
    for condition in mine:
        for project in work.session.exec(select(Project).where(condition)):
            words = search_text(project.name, project.number, name or stays.name)
            if words != project.search:
                yield Fill("project", (project.key,), {"search": project.search}, {"search": words})
