"""What hours can be summed by: for each the values that rows share, and the tables these stand in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.calendar import first_of_month, monday_of, spaced
from moment_ui.db.elements import Expression
from moment_ui.db.work import Work
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project
from moment_ui.models.timesheet import HoursType


@dataclass(frozen=True, slots=True, eq=False)
class GroupBy:
    """One way to sum. `values`: what rows share, and last, where there are two, its name; of `tables`."""

    values: Callable[[Work], tuple[Expression, ...]]
    tables: frozenset[Any] = frozenset()

    def sorting(self, work: Work) -> Expression:
        """What groups are sorted by: their name, or their day."""
        values = self.values(work)
        return sa.func.lower(values[-1]) if self.tables else values[-1]


def _columns(*columns: Any, of: tuple[Any, ...]) -> GroupBy:
    return GroupBy(lambda _work: columns, frozenset(of))


def monday_in(work: Work) -> Any:
    """The Monday of a time record's week."""
    return monday_of(work, col(TimeRecord.day))


def _month(work: Work) -> tuple[Expression, ...]:
    """The first day of the row's month."""
    return (first_of_month(work, col(TimeRecord.day)),)


_TITLE = spaced(col(Project.number), col(Project.name))

GROUPS: dict[str, GroupBy] = {
    "co_worker": _columns(col(CoWorker.id), col(CoWorker.name), of=(CoWorker,)),
    "company": _columns(col(Company.slug), col(Company.name), of=(CoWorker, Company)),
    "project": _columns(col(Project.id), _TITLE, of=(Project,)),
    "customer": _columns(col(Customer.id), col(Customer.name), of=(Project, Customer)),
    "activity": _columns(col(Activity.name), of=(Activity,)),
    "type": _columns(col(HoursType.id), col(HoursType.name), of=(HoursType,)),
    "week": GroupBy(lambda work: (monday_in(work),)),
    "month": GroupBy(_month),
}
"""By what the address calls them, the widest use first."""
