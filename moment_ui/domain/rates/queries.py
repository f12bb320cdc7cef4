"""Reading price lists, and who works without a rate."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.rates.rules import Rate, RateList, Subject, rate_for
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import CoWorker, Project, ProjectMember
from moment_ui.models.rates import HourlyRate, PriceList


@dataclass(frozen=True, slots=True)
class ListRow:
    """A price list of the company's as choices show it."""

    id: int
    name: str
    currency: str
    standard: bool
    active: bool


@dataclass(frozen=True, slots=True)
class CustomerLists:
    """What holds for a customer: its own list, if any, and the company's list behind it."""

    own: RateList | None
    base: RateList | None

    @property
    def in_order(self) -> list[RateList]:
        """The lists in the order in which they are asked."""
        return [found for found in (self.own, self.base) if found is not None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A list, the customer whose own it is, and the list it falls back on."""

    rates: RateList
    customer_id: int | None
    base_id: int | None


@dataclass(frozen=True, slots=True)
class PriceLists:
    """Price lists by id, the standard one among them, if there is one."""

    by_id: dict[int, Placed]
    standard_id: int | None

    def of_customer(self, customer_id: int | None) -> CustomerLists:
        """What holds for a customer; None is our own work, which the standard list holds for."""
        his = (one for one in self.by_id.values() if one.customer_id == customer_id)
        own = next(his, None) if customer_id is not None else None
        return CustomerLists(own.rates if own else None, self._behind(own))

    def chosen(self, list_id: int) -> list[RateList]:
        """A list that somebody chose, and the one behind it, in the order they are asked.

        Raises NotFound.
        """
        found = self.by_id.get(list_id)
        if found is None:
            raise NotFound(_("The price list"))
        behind = self._behind(found)
        return [found.rates, *([behind] if behind and behind.id != list_id else [])]

    def _behind(self, one: Placed | None) -> RateList | None:
        base_id = one.base_id if one and one.base_id is not None else self.standard_id
        base = self.by_id.get(base_id or 0)
        return base.rates if base else None


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody with hours to invoice that no list has a rate for; `minutes` since `first`."""

    co_worker: str
    role: str
    minutes: int
    first: dt.date
    last: dt.date


@needs(Permission.VIEW_RATES)
def company_lists(work: Work) -> list[ListRow]:
    """The company's lists: the standard one first, then by name, those put aside last."""
    query = (
        select(PriceList)
        .where(col(PriceList.customer_id).is_(None))
        .order_by(col(PriceList.active).desc(), col(PriceList.standard).desc(), col(PriceList.name))
    )
    return [
        ListRow(row.key, row.name, row.currency, row.standard, row.active)
        for row in work.session.exec(query)
    ]


@needs(Permission.VIEW_RATES)
def price_list(work: Work, list_id: int) -> RateList:
    """A list with its rates. Raises NotFound."""
    row = work.session.exec(select(PriceList).where(PriceList.id == list_id)).first()
    if row is None:
        raise NotFound(_("The price list"))
    return _with_rates(work, [row])[row.key]


@needs(Permission.VIEW_RATES)
def customer_lists(work: Work, customer_id: int) -> CustomerLists:
    """The lists that hold for a customer."""
    return price_lists(work, [customer_id]).of_customer(customer_id)


@needs(Permission.VIEW_RATES)
def price_lists(
    work: Work, customer_ids: Collection[int], list_ids: Collection[int] = ()
) -> PriceLists:
    """What is needed to say which lists hold for these customers, and these lists themselves."""
    own = select(col(PriceList.base_id)).where(col(PriceList.customer_id).in_(customer_ids))
    chosen = select(col(PriceList.base_id)).where(col(PriceList.id).in_(list_ids))
    standard = col(PriceList.customer_id).is_(None) & col(PriceList.standard).is_(True)
    wanted = sa.or_(
        standard & col(PriceList.active).is_(True),
        col(PriceList.customer_id).in_(customer_ids),
        col(PriceList.id).in_([*list_ids]),
        col(PriceList.id).in_(own.where(col(PriceList.base_id).is_not(None))),
        col(PriceList.id).in_(chosen.where(col(PriceList.base_id).is_not(None))),
    )
    rows = list(work.session.exec(select(PriceList).where(wanted)))
    filled = _with_rates(work, rows)
    first = next((row.key for row in rows if row.standard and row.active), None)
    return PriceLists(
        {
            row.key: Placed(filled[row.key], row.customer_id, row.base_id)
            for row in sorted(rows, key=lambda row: row.key)
        },
        first,
    )


@needs(Permission.VIEW_RATES)
def roles(work: Work) -> list[str]:
    """The roles people have: in projects, as titles, and in price lists."""
    found: set[str] = set()
    for column in (col(ProjectMember.role), col(CoWorker.title), col(HourlyRate.role)):
        found |= set(work.session.exec(select(column).distinct()))
    return sorted(found - {""})


@needs(Permission.VIEW_RATES)
def co_workers(work: Work) -> dict[int, str]:
    """Everybody by id, by name."""
    query = select(col(CoWorker.id), CoWorker.name).order_by(col(CoWorker.name))
    return {key: name for key, name in work.session.exec(query) if key is not None}


@needs(Permission.VIEW_RATES)
def missing_rates(work: Work, customer_id: int) -> list[Missing]:
    """Who has hours to invoice on the customer's projects, on days without a rate.

    A co-worker's role is the one in the project, else the title.
    """
    lists = customer_lists(work, customer_id).in_order
    role = sa.func.coalesce(sa.func.nullif(col(ProjectMember.role), ""), col(CoWorker.title))
    member = (col(ProjectMember.project_id) == col(TimeRecord.project_id)) & (
        col(ProjectMember.co_worker_id) == col(TimeRecord.co_worker_id)
    )
    query: Any = (
        sa.select(
            col(CoWorker.id),
            col(CoWorker.name),
            role,
            col(TimeRecord.day),
            sa.func.sum(col(TimeRecord.billable_minutes)),
        )
        .select_from(TimeRecord)
        .join(Project, col(Project.id) == col(TimeRecord.project_id))
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .outerjoin(ProjectMember, member)
        .where(
            col(Project.customer_id) == customer_id,
            col(TimeRecord.status) != HoursStatus.INVOICED,
            col(TimeRecord.billable_minutes) > 0,
        )
        .group_by(col(CoWorker.id), col(CoWorker.name), role, col(TimeRecord.day))
        .order_by(col(CoWorker.name), role, col(TimeRecord.day))
    )
    rows: Iterable[Any] = cast("Any", work.session).exec(query)
    return _without_rate(lists, rows)


def _without_rate(lists: list[RateList], rows: Iterable[Any]) -> list[Missing]:
    found: dict[tuple[int, str], Missing] = {}
    for key, name, role, day, minutes in rows:
        if rate_for(lists, role, key, day) is None:
            known = found.get((key, role))
            first, so_far = (known.first, known.minutes) if known else (day, 0)
            found[key, role] = Missing(name, role, so_far + int(minutes), first, day)
    return list(found.values())


def _with_rates(work: Work, rows: Collection[PriceList]) -> dict[int, RateList]:
    """The lists by id, with their rates."""
    rates: dict[int, list[Rate]] = {row.key: [] for row in rows}
    query = select(HourlyRate).where(col(HourlyRate.price_list_id).in_(rates))
    for rate in work.session.exec(query):
        subject = Subject(rate.role, rate.co_worker_id)
        rates[rate.price_list_id].append(Rate(subject, rate.starts_on, rate.amount))
    return {
        row.key: RateList(row.key, row.name, row.currency, tuple(rates[row.key])) for row in rows
    }
