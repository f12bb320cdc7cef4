"""Hours as a list for those who approve them."""

import datetime as dt
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition
from moment_ui.db.lists import Join, by, contains
from moment_ui.db.work import Work
from moment_ui.domain.hours.scope import WAITING, may_approve
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import days, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project

_PROJECT = Join(Project, col(Project.id) == col(TimeRecord.project_id))
_CO_WORKER = Join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
_ACTIVITY = Join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
_CUSTOMER = Join(Customer, col(Customer.id) == col(Project.customer_id), outer=True)


class HoursRow(NamedTuple):
    """A time record in a list; whole minutes."""

    id: int
    day: dt.date
    co_worker: str
    is_external: bool
    home: str | None
    project_id: int
    number: str
    project: str
    customer: str | None
    activity: str
    minutes: int
    billable_minutes: int
    comment: str
    internal_note: str
    status: HoursStatus
    returned: str


class HoursList(ListSource[HoursRow]):
    """Nobody sees hours here that somebody else approves."""

    @override
    def conditions(
        self, work: Work, selection: Selection, *, counting: str = ""
    ) -> list[Condition]:
        """The WHERE of a selection, among what the actor may approve."""
        own = may_approve(work)
        return [own, *super().conditions(work, selection, counting=counting)]


def _named(found: Mapped[str], key: Mapped[int], table: type[Any]) -> Any:
    its = col(table.id) == key
    return sa.func.lower(sa.select(found).where(its).scalar_subquery())


def _word(word: str) -> Condition:
    projects = sa.select(col(Project.id)).where(contains(col(Project.search), word))
    return sa.or_(
        col(TimeRecord.project_id).in_(projects),
        col(TimeRecord.comment).icontains(word, autoescape=True),
    )


def _customers() -> Any:
    its = col(Project.id) == col(TimeRecord.project_id)
    return sa.select(col(Project.customer_id)).where(its).scalar_subquery()


def _home() -> Any:
    """The partner company where the hours were written; None for our own."""
    its = col(Company.id) == col(TimeRecord.origin_company_id)
    return sa.select(col(Company.name)).where(its).scalar_subquery()


HOURS_LIST = HoursList(
    needs=Permission.APPROVE_HOURS,
    table=TimeRecord,
    row=HoursRow,
    joins=(_PROJECT, _CO_WORKER, _ACTIVITY, _CUSTOMER),
    columns={
        "id": col(TimeRecord.id),
        "day": col(TimeRecord.day),
        "co_worker": col(CoWorker.name),
        "is_external": col(CoWorker.is_external),
        "home": _home(),
        "project_id": col(TimeRecord.project_id),
        "number": col(Project.number),
        "project": col(Project.name),
        "customer": col(Customer.name),
        "activity": col(Activity.name),
        "minutes": col(TimeRecord.minutes),
        "billable_minutes": col(TimeRecord.billable_minutes),
        "comment": col(TimeRecord.comment),
        "internal_note": col(TimeRecord.internal_note),
        "status": col(TimeRecord.status),
        "returned": col(TimeRecord.returned),
    },
    meanings={
        "text": words(_word),
        "status": one_of(col(TimeRecord.status)),
        "project": one_of(col(TimeRecord.project_id)),
        "co_worker": one_of(col(TimeRecord.co_worker_id)),
        "customer": one_of(_customers()),
        "period": days(col(TimeRecord.day)),
    },
    usual={"status": WAITING},
    facets={"status": Facet(col(TimeRecord.status))},
    sortings={
        "day": by(col(TimeRecord.day), quick=True),  # few wait
        "co_worker": by(_named(col(CoWorker.name), col(TimeRecord.co_worker_id), CoWorker)),
        "project": by(_named(col(Project.number), col(TimeRecord.project_id), Project)),
        "activity": by(_named(col(Activity.name), col(TimeRecord.activity_id), Activity)),
        "hours": by(col(TimeRecord.minutes)),
        "billable": by(col(TimeRecord.billable_minutes)),
        "status": by(col(TimeRecord.status)),
    },
    plain_sums={"hours": col(TimeRecord.minutes), "billable": col(TimeRecord.billable_minutes)},
    guarded={"customer": Permission.VIEW_CUSTOMERS},
)
