"""The whole plan of one merge: what moves, what is printed, and how the two customers change."""

from typing import Any

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.moving import CUSTOMER, Fill, Plan, plan_moves
from moment_ui.domain.merging.printed import clear_drafts, keep_printed, searched_projects
from moment_ui.models.customer import Customer, CustomerStatus


def merge_plan(work: Work, stays: Customer, goes: Customer, choice: Choice) -> Plan:
    """Everything that merging these two does to other rows: what is previewed, and what is done."""
    left = () if choice.keep_tags else ("customer_tag",)
    plan = plan_moves(work, goes.key, stays.key, left=left)
    for customer in (stays, goes):
        plan.fills += keep_printed(work, customer)
    plan.fills += clear_drafts(work, goes)
    name = goes.name if "name" in choice.taken else stays.name
    plan.fills += searched_projects(work, plan, name)
    return plan


def customers_become(stays: Customer, goes: Customer, draft: CustomerDraft) -> list[Fill]:
    """How the two customers' own rows change."""
    now = clock.now()
    columns = rules.columns_of(draft)
    after = columns | rules.following_columns(columns)
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
