"""The whole plan of one merge: what moves, what is printed, and how the two customers change."""

from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.moving import CUSTOMER, Fill, Lost, Plan, plan_moves
from moment_ui.domain.merging.printed import clear_drafts, keep_printed, searched_projects
from moment_ui.models.base import following
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.project import Project, ProjectParticipant
from moment_ui.models.rates import PriceList
from moment_ui.models.tag import CustomerTag


def merge_plan(work: Work, stays: Customer, goes: Customer, choice: Choice) -> Plan:
    """Everything that merging these two does to other rows: what is previewed, and what is done."""
    lost = _lost(work, stays, goes, choice)
    plan = plan_moves(work, goes.key, stays.key, others=choice.others, lost=lost)
    for customer in (stays, goes):
        plan.fills += keep_printed(work, customer)
    plan.fills += clear_drafts(work, goes)
    plan.fills += searched_projects(work, plan, stays, goes.name if _renames(choice) else "")
    return plan


def rates_currency(work: Work, stays: Customer, goes: Customer, choice: Choice) -> str:
    """The currency of the own hourly rates that will hold; "" without any, or where nothing changes."""
    both = col(PriceList.customer_id).in_([stays.key, goes.key])
    query = select(col(PriceList.customer_id), PriceList.currency).where(both)
    own = dict(work.session.exec(query).all())
    first, second = (goes, stays) if "price_list" in choice.others else (stays, goes)
    held = own.get(first.key) or own.get(second.key) or ""
    as_before = held == own.get(stays.key) and "currency" not in choice.taken
    return "" if as_before and stays.currency != held else held


def _renames(choice: Choice) -> bool:
    return "name" in choice.taken


def _lost(work: Work, stays: Customer, goes: Customer, choice: Choice) -> Lost:
    """Rows that say nothing any more: whoever orders a project does not also take part in it."""
    both = [stays.key, goes.key]
    query = (
        select(col(ProjectParticipant.id))
        .join(Project, col(Project.id) == col(ProjectParticipant.project_id))
        .where(
            col(ProjectParticipant.customer_id).in_(both),
            col(Project.customer_id).in_(both),
            col(ProjectParticipant.customer_id) != col(Project.customer_id),
        )
    )
    lost = {"project_participant": [key or 0 for key in work.session.exec(query)]}
    if not choice.keep_tags:
        tags = select(col(CustomerTag.id)).where(CustomerTag.customer_id == goes.key)
        lost["customer_tag"] = [key or 0 for key in work.session.exec(tags)]
    return lost


def customers_become(stays: Customer, goes: Customer, draft: CustomerDraft) -> list[Fill]:
    """How the two customers' own rows change."""
    now = clock.now()
    columns = rules.columns_of(draft)
    after = columns | following(Customer, columns)
    after |= {"version": stays.version + 1, "updated_at": now}
    gone: dict[str, Any] = {
        "status": CustomerStatus.INACTIVE,
        "merged_into_id": stays.key,
        "version": goes.version + 1,
        "updated_at": now,
    }
    return [_changed(stays, after), _changed(goes, gone)]


def _changed(customer: Customer, after: dict[str, Any]) -> Fill:
    before = {name: getattr(customer, name) for name in after}
    changed = {name for name in after if after[name] != before[name]}
    return Fill(
        CUSTOMER,
        (customer.key,),
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
    )
