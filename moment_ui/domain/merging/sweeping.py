"""What an undo needs is kept for as long as it can be undone: it holds personal data."""

from typing import cast

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import global_reading, reading, writing
from moment_ui.domain.access.needs import before_log_in
from moment_ui.domain.merging.review import UNDO
from moment_ui.models.company import Company
from moment_ui.models.merging import CustomerMerge


@before_log_in("housekeeping of every company's old merges; nobody reads anything")
def sweep_snapshots() -> int:
    """Empty the snapshots of merges that can no longer be undone; returns how many."""
    with global_reading() as session:
        companies = list(session.exec(select(Company.id)))
    swept = 0
    for company_id in companies:
        housekeeper = Actor(0, cast("int", company_id), frozenset())
        old = select(CustomerMerge).where(
            col(CustomerMerge.at) <= clock.now() - UNDO, col(CustomerMerge.undone_at).is_(None)
        )
        with reading(housekeeper) as work:
            due = [merge.key for merge in work.session.exec(old) if merge.snapshot]
        if due:
            with writing(housekeeper) as work:
                work.leave_figures()
                for key in due:
                    work.session.get_one(CustomerMerge, key).snapshot = {}
            swept += len(due)
    return swept
