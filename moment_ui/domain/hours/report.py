"""Hours as a report: of the company, of the projects one leads, or one's own. One declaration, two doors."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition
from moment_ui.db.lists import Join, by, contains
from moment_ui.db.work import Work
from moment_ui.domain.hours.moved import is_moved, newest_move
from moment_ui.domain.hours.scope import is_mine, may_see
from moment_ui.domain.lists.declared import Facet, Meaning
from moment_ui.domain.lists.meanings import days, holding, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.tags.links import OF_PROJECTS
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.hours import HoursMove, HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.project import Activity, CoWorker, Project
from moment_ui.models.rates import CoWorkerRate, CoWorkerRateKind
from moment_ui.models.timesheet import HoursType

INTERNAL, EXTERNAL = "internal", "external"
ORDINARY, OVERTIME = "ordinary", "overtime"
YES, NO = "yes", "no"


class ReportedHours(NamedTuple):
    """A time record in the report; whole minutes. `cost_rate` is what an hour costs the company, if known."""

    id: int
    day: dt.date
    co_worker: str
    is_external: bool
    company: str | None
    project_id: int
    number: str
    project: str
    customer: str | None
    activity: str
    type: str | None
    minutes: int
    billable_minutes: int
    comment: str
    internal_note: str
    status: HoursStatus
    returned: str
    invoice_id: int | None
    invoice: int | None
    price_rate: Decimal | None
    cost_rate: Decimal | None
    currency: str
    mirrored: bool
    moved_from: str | None
    moved_by: str | None
    moved_at: dt.datetime | None


@dataclass(frozen=True, kw_only=True, eq=False)
class HoursReport(ListSource[ReportedHours]):
    """Everything the actor may see, or with `own` what he or she has written."""

    own: bool = field(default=False)

    @override
    def conditions(
        self, work: Work, selection: Selection, *, counting: str = ""
    ) -> list[Condition]:
        """The WHERE of a selection, among what the actor sees."""
        seen = is_mine(work) if self.own else may_see(work)
        return [seen, *super().conditions(work, selection, counting=counting)]


def _named(found: Any, key: Any, table: Any) -> Any:
    return sa.func.lower(sa.select(found).where(col(table.id) == key).scalar_subquery())


def _of_project(found: Any) -> Any:
    its = col(Project.id) == col(TimeRecord.project_id)
    return sa.select(found).where(its).scalar_subquery()


def _rate(kind: CoWorkerRateKind) -> Any:
    """What an hour of the co-worker is worth on the day."""
    return (
        sa.select(col(CoWorkerRate.amount))
        .where(
            col(CoWorkerRate.co_worker_id) == col(TimeRecord.co_worker_id),
            col(CoWorkerRate.kind) == kind,
            col(CoWorkerRate.starts_on) <= col(TimeRecord.day),
        )
        .order_by(col(CoWorkerRate.starts_on).desc())
        .limit(1)
        .scalar_subquery()
    )


def _slug() -> Any:
    """The database code of the company the co-worker comes from."""
    home = col(Company.id) == col(CoWorker.home_company_id)
    his = col(CoWorker.id) == col(TimeRecord.co_worker_id)
    return sa.select(col(Company.slug)).join(CoWorker, home).where(his).scalar_subquery()


def _currency(work: Work) -> Any:
    its = aliased(Company)
    query = sa.select(col(its.currency)).where(col(its.id) == work.company_id)
    return query.scalar_subquery()


def _word(word: str) -> Condition:
    projects = sa.select(col(Project.id)).where(contains(col(Project.search), word))
    return sa.or_(
        col(TimeRecord.project_id).in_(projects),
        col(TimeRecord.comment).icontains(word, autoescape=True),
        col(TimeRecord.internal_note).icontains(word, autoescape=True),
    )


def _among(choices: dict[str, Condition]) -> Meaning:
    """One of some choices, each with a condition of its own."""

    def chosen(_work: Work, values: Sequence[str]) -> Condition:
        return sa.or_(sa.false(), *(choices[value] for value in values))

    return chosen


def _activities(_work: Work, text: str) -> Condition:
    named = holding(col(Activity.name))(_work, text)
    return col(TimeRecord.activity_id).in_(sa.select(col(Activity.id)).where(named))


_EXTERNALS = sa.select(col(CoWorker.id)).where(col(CoWorker.is_external).is_(True))
_LAST_MOVE = aliased(HoursMove)  # the subquery that finds its id is over the table itself
_BY: Mapped[int] = col(TimeRecord.co_worker_id)

HOURS_OVERVIEW_LIST = HoursReport(
    needs=Permission.VIEW_HOURS,
    table=TimeRecord,
    row=ReportedHours,
    joins=(
        Join(Project, col(Project.id) == col(TimeRecord.project_id)),
        Join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id)),
        Join(Activity, col(Activity.id) == col(TimeRecord.activity_id)),
        Join(Customer, col(Customer.id) == col(Project.customer_id), outer=True),
        Join(HoursType, col(HoursType.id) == col(TimeRecord.hours_type_id), outer=True),
        Join(Company, col(Company.id) == col(CoWorker.home_company_id), outer=True),
        Join(InvoiceLine, col(InvoiceLine.id) == col(TimeRecord.invoice_line_id), outer=True),
        Join(_LAST_MOVE, col(_LAST_MOVE.id) == newest_move(), outer=True),
        Join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id), outer=True),
    ),
    columns={
        "id": col(TimeRecord.id),
        "day": col(TimeRecord.day),
        "co_worker": col(CoWorker.name),
        "is_external": col(CoWorker.is_external),
        "company": col(Company.name),
        "project_id": col(TimeRecord.project_id),
        "number": col(Project.number),
        "project": col(Project.name),
        "customer": col(Customer.name),
        "activity": col(Activity.name),
        "type": col(HoursType.name),
        "minutes": col(TimeRecord.minutes),
        "billable_minutes": col(TimeRecord.billable_minutes),
        "comment": col(TimeRecord.comment),
        "internal_note": col(TimeRecord.internal_note),
        "status": col(TimeRecord.status),
        "returned": col(TimeRecord.returned),
        "invoice_id": col(Invoice.id),
        "invoice": col(Invoice.number),
        "price_rate": _rate(CoWorkerRateKind.PRICE),
        "cost_rate": _rate(CoWorkerRateKind.COST),
        "currency": _currency,
        "mirrored": col(TimeRecord.origin_id).is_not(None),
        "moved_from": col(_LAST_MOVE.from_name),
        "moved_by": col(_LAST_MOVE.by_name),
        "moved_at": col(_LAST_MOVE.at),
    },
    meanings={
        "text": words(_word),
        "period": days(col(TimeRecord.day)),
        "status": one_of(col(TimeRecord.status)),
        "invoiced": _among(
            {
                YES: col(TimeRecord.status) == HoursStatus.INVOICED,
                NO: col(TimeRecord.status) != HoursStatus.INVOICED,
            }
        ),
        "who": _among({INTERNAL: _BY.not_in(_EXTERNALS), EXTERNAL: _BY.in_(_EXTERNALS)}),
        "company": one_of(_slug()),
        "project": one_of(col(TimeRecord.project_id)),
        "customer": one_of(_of_project(col(Project.customer_id))),
        "co_worker": one_of(col(TimeRecord.co_worker_id)),
        "activity": _activities,
        "type": _among(
            {
                ORDINARY: col(TimeRecord.hours_type_id).is_(None),
                OVERTIME: col(TimeRecord.hours_type_id).is_not(None),
            }
        ),
        "moved": _among({YES: is_moved(), NO: sa.not_(is_moved())}),
        "tags": OF_PROJECTS.any_of(col(TimeRecord.project_id)),
    },
    facets={
        "status": Facet(col(TimeRecord.status)),
        "company": Facet(_slug()),
    },
    sortings={
        "day": by(col(TimeRecord.day), quick=True),  # a page is found sooner than an order is kept
        "co_worker": by(_named(col(CoWorker.name), col(TimeRecord.co_worker_id), CoWorker)),
        "company": by(_slug()),
        "project": by(_named(col(Project.number), col(TimeRecord.project_id), Project)),
        "activity": by(_named(col(Activity.name), col(TimeRecord.activity_id), Activity)),
        "hours": by(col(TimeRecord.minutes)),
        "billable": by(col(TimeRecord.billable_minutes)),
        "status": by(col(TimeRecord.status)),
    },
    plain_sums={"hours": col(TimeRecord.minutes), "billable": col(TimeRecord.billable_minutes)},
    guarded={
        "customer": Permission.VIEW_CUSTOMERS,
        "tags": Permission.VIEW_CUSTOMERS,
        "price_rate": Permission.VIEW_RATES,
        "cost_rate": Permission.VIEW_RATES,
        "price": Permission.VIEW_RATES,
        "cost": Permission.VIEW_RATES,
    },
)
"""Company → Hours overview, and the report of a project."""

OF_OTHERS = frozenset({"who", "company", "co_worker"})
"""Filters that say whose hours: of no use for one's own."""

OWN_HOURS_LIST = replace(
    HOURS_OVERVIEW_LIST,
    needs=Permission.WRITE_HOURS,
    own=True,
    meanings={k: each for k, each in HOURS_OVERVIEW_LIST.meanings.items() if k not in OF_OTHERS},
    facets={k: each for k, each in HOURS_OVERVIEW_LIST.facets.items() if k not in OF_OTHERS},
)
"""My pages → Hours report."""
