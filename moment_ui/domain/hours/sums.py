"""Hours summed by co-worker, project, week and the like: the source of a report whose rows are groups.

It finds the hours of the report that it sums, so both have the same filters, and nobody's sums hold
hours that he or she would not see one by one.
"""

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.errors import NotPermitted
from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import FilterValue, Selection, period_of
from moment_ui.core.table import Total, Totals
from moment_ui.db.elements import Expression
from moment_ui.db.lists import by, in_order, order_by, records
from moment_ui.db.work import Work
from moment_ui.domain.hours.groups import GROUPS, GroupBy
from moment_ui.domain.hours.report import HOURS_OVERVIEW_LIST, OWN_HOURS_LIST, HoursReport
from moment_ui.domain.lists.declared import Facet, by_work
from moment_ui.models.hours import TimeRecord

BY = "by"
"""The filter that says what is summed by."""


@dataclass(frozen=True, slots=True)
class Group:
    """What the hours of a row have in common: which kind of thing, its id or first day, and its name."""

    by: str
    value: int | str | dt.date | None
    name: str


class HoursSum(NamedTuple):
    """A row: whole minutes of `records` time records; `id` is one of them.

    `asked` is the filter they are found by, `within` its days.
    """

    id: int
    groups: tuple[Group, ...]
    records: int
    minutes: int
    billable_minutes: int
    asked: tuple[tuple[str, FilterValue], ...]
    within: Period


@dataclass(frozen=True, kw_only=True, eq=False)
class HoursSums:
    """The sums of `hours`, by `usual` where nothing is said."""

    hours: HoursReport
    usual: str
    among: frozenset[str] = field(default=frozenset(GROUPS))

    def page(self, work: Work, selection: Selection, *, offset: int, limit: int) -> list[HoursSum]:
        """The rows from `offset` on, at most `limit`, in the order of the selection."""
        return self._rows(
            work, selection, self._sorted(work, selection).offset(offset).limit(limit)
        )

    def order(self, work: Work, selection: Selection) -> "array[int]":
        """The ids of all rows, in the order of the selection."""
        return array("q", (row[0] for row in records(work, self._sorted(work, selection))))

    def rows(self, work: Work, ids: Sequence[int]) -> list[HoursSum]:
        """The rows with these ids among the sums of everything; see `within` for those of a list."""
        return self.within(work, Selection(), ids)

    def within(self, work: Work, selection: Selection, ids: Sequence[int]) -> list[HoursSum]:
        """The rows with these ids, as the list sums them, in this order."""
        some = self._grouped(work, selection).having(_FIRST.in_(list(ids)))
        return in_order(self._rows(work, selection, some), ids, lambda row: row.id)

    def totals(self, work: Work, selection: Selection) -> Totals:
        """How many groups, and the sums of all their hours."""
        groups = self._grouped(work, selection).subquery()
        [(count,)] = records(work, sa.select(sa.func.count()).select_from(groups))
        found = self.hours.totals(work, selection.without(BY).unsorted())
        [plain] = found.sums or (Total("", {}),)
        sums = {**plain.sums, "records": Decimal(found.count)} if count else {}
        return Totals(count, (Total("", sums),))

    def counts(self, work: Work, selection: Selection) -> dict[str, dict[str, int]]:
        """Groups per choice of each choice filter, under all the other filters."""
        return {
            key: self._choices(work, facet, selection.without(key))
            for key, facet in self.hours.seen(work, self.hours.facets).items()
        }

    def _by(self, work: Work, selection: Selection) -> dict[str, GroupBy]:
        """What is summed by. Raises NotPermitted for what the actor does not see of hours."""
        if not work.actor.may(self.hours.needs):
            raise NotPermitted
        asked = selection.value(BY)
        keys = asked if isinstance(asked, tuple) else (self.usual,)
        chosen = {str(key): GROUPS[str(key)] for key in keys}
        if not chosen.keys() <= self.among or self.hours.seen(work, chosen) != chosen:
            raise NotPermitted
        return chosen

    def _choices(self, work: Work, facet: Facet, selection: Selection) -> dict[str, int]:
        groups = self._grouped(work, selection, by_work(facet.value, work)).subquery()
        choice = list(groups.c)[-1]
        found = records(work, sa.select(choice, sa.func.count()).group_by(choice))
        return {facet.choice(value): count for value, count in found if value is not None}

    def _grouped(self, work: Work, selection: Selection, *more: Expression) -> sa.Select[Any]:
        """The statement of the groups and their figures; `more` of the rows parts them further."""
        chosen = self._by(work, selection).values()
        values = [value for group in chosen for value in group.values(work)]
        tables = {table for group in chosen for table in group.tables}
        conditions = self.hours.conditions(work, selection.without(BY).unsorted())
        asked = sa.select(self.hours.id, *more).where(*conditions).subquery()
        values += list(asked.c)[1:]
        statement: Any = sa.select(*_FIGURES, *values).select_from(TimeRecord)
        statement = statement.join(asked, asked.c.id == col(TimeRecord.id))
        for join in self.hours.joins:
            if join.table in tables:
                statement = statement.join(join.table, join.on, isouter=join.outer)
        return statement.group_by(*values)

    def _sorted(self, work: Work, selection: Selection) -> sa.Select[Any]:
        """The statement of the rows in order: by the groups' names unless by a figure."""
        keys = {"group": by(*self._names(work, selection)), **_SORTED}
        order = order_by(selection.sort, keys, _FIRST)
        return self._grouped(work, selection).order_by(*order)

    def _names(self, work: Work, selection: Selection) -> list[Expression]:
        return [group.sorting(work) for group in self._by(work, selection).values()]

    def _rows(self, work: Work, selection: Selection, statement: sa.Select[Any]) -> list[HoursSum]:
        chosen = self._by(work, selection)
        asked = selection.without(BY).filters
        period = selection.value("period")
        days = (
            period_of(period, work.today())
            if isinstance(period, Preset | Period)
            else Period(None, None)
        )
        found: list[HoursSum] = []
        for first, count, minutes, billable, *values in records(work, statement):
            left = iter(values)
            groups = tuple(
                _group(key, [next(left) for _each in each.values(work)])
                for key, each in chosen.items()
            )
            found.append(HoursSum(first, groups, count, int(minutes), int(billable), asked, days))
        return found


def _group(by: str, values: list[Any]) -> Group:
    name = "" if isinstance(values[-1], dt.date) else str(values[-1] or "")
    return Group(by, values[0], name)


_FIRST: Any = sa.func.min(col(TimeRecord.id))
_HOURS: Any = sa.func.sum(col(TimeRecord.minutes))
_BILLABLE: Any = sa.func.sum(col(TimeRecord.billable_minutes))
_COUNT: Any = sa.func.count()
_FIGURES = (_FIRST, _COUNT, _HOURS, _BILLABLE)
_SORTED = {"records": by(_COUNT), "hours": by(_HOURS), "billable": by(_BILLABLE)}

OVERVIEW_SUMS = HoursSums(hours=HOURS_OVERVIEW_LIST, usual="co_worker")
"""Company → Hours overview, summed."""

OWN_AMONG = frozenset({"project", "activity", "type", "week", "month"})
OWN_SUMS = HoursSums(hours=OWN_HOURS_LIST, usual="project", among=OWN_AMONG)
"""My pages → Hours report, summed: by nothing that says more of a project than its name."""
