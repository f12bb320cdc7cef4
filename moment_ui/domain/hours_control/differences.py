"""What differs between both sides of shared projects, row by row: missing, extra, changed, and why."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.hours_control.sides import (
    UNKNOWN,
    Pair,
    Sides,
    direct_rows,
    main_people,
)
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project

MANY = 500


class Kind(StrEnum):
    """How two sides differ in a row."""

    MISSING = "missing"  # at home, and not in the main company
    EXTRA = "extra"  # a mirror without its origin
    CHANGED = "changed"
    UNTIED = "untied"  # both agree, but the row at home does not know of its mirror
    DIRECT = "direct"  # written on the main project by somebody whose home is the partner
    DUPLICATE = "duplicate"  # the same, and a mirror says the same already


class Field(StrEnum):
    """What must agree."""

    PROJECT = "project"
    CO_WORKER = "co-worker"
    DAY = "day"
    MINUTES = "minutes"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Row:
    """A row on one side, in the terms of both: the main project and activity, the co-worker at home.

    Whole minutes. `origin` is the row at home, `tied` whether home knows of the mirror; `locked` when it is
    on an invoice or a draft.
    """

    id: int
    origin: int | None
    project: int | None
    co_worker: int
    day: dt.date
    minutes: int
    activity: int | None
    tied: bool
    locked: bool
    person: str
    activity_name: str
    project_name: str

    def shown(self, field: Field) -> str:
        """What a reader is told of a field; minutes as they are."""
        return {
            Field.PROJECT: self.project_name,
            Field.CO_WORKER: self.person,
            Field.DAY: f"{self.day:%d.%m.%Y}",
            Field.MINUTES: str(self.minutes),
            Field.ACTIVITY: self.activity_name,
        }[field]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that does not agree: how, in which fields, and both sides of it as far as there are two."""

    kind: Kind
    home: Row | None
    main: Row | None
    fields: tuple[Field, ...] = ()

    @property
    def key(self) -> str:
        """What it is called when chosen: a row at home, else one in the main company."""
        return f"h{self.home.id}" if self.home else f"m{self.main.id if self.main else 0}"

    @property
    def either(self) -> Row:
        """The side to tell of: home, where there is one."""
        row = self.home or self.main
        if row is None:
            raise ValueError("A difference has a row on one side at least")
        return row

    @property
    def projects(self) -> set[int | None]:
        """The main projects it concerns: two, where the sides do not agree about that."""
        return {row.project for row in (self.home, self.main) if row is not None}

    @property
    def blocked(self) -> bool:
        """Whether it stays, because the main company has it on an invoice or a draft."""
        stays = self.kind in {Kind.CHANGED, Kind.EXTRA, Kind.DUPLICATE}
        return stays and self.main is not None and self.main.locked


def differences(
    pair: Pair, period: Period, sides: Sides, *, most: int | None = None
) -> list[Difference]:
    """Every row that differs, by day and co-worker; `most` of each project and kind of side, if given."""
    ids = {row_id for its in sides.differing().values() for row_id in sorted(its)[:most]}
    found = list(_of_rows(pair, ids))
    if sides.direct:
        found += list(_direct(pair, period, sides.direct))[:most]
    return sorted(found, key=lambda one: (one.either.day, one.either.person, one.key))


def _of_rows(pair: Pair, ids: Collection[int]) -> Iterator[Difference]:
    """Rows by what they are called at home, wherever they stand on either side."""
    home: dict[int, Row] = {}
    main: dict[int, Row] = {}
    for some in _some(ids):
        home |= {row.id: row for row in home_rows(pair, col(TimeRecord.id).in_(some))}
        of_home = col(TimeRecord.origin_company_id) == pair.home.company_id
        for row in main_rows(pair, of_home, col(TimeRecord.origin_id).in_(some)):
            main[row.origin or 0] = row
    for row_id in ids:
        yield from _compared(home.get(row_id), main.get(row_id))


def _compared(home: Row | None, main: Row | None) -> Iterator[Difference]:
    if home is None and main is None:
        return
    if home is None or main is None:
        yield Difference(Kind.EXTRA if home is None else Kind.MISSING, home, main)
        return
    pairs = {
        Field.PROJECT: (home.project, main.project),
        Field.CO_WORKER: (home.co_worker, main.co_worker),
        Field.DAY: (home.day, main.day),
        Field.MINUTES: (home.minutes, main.minutes),
        Field.ACTIVITY: (home.activity, main.activity),
    }
    fields = tuple(field for field, (ours, theirs) in pairs.items() if ours != theirs)
    if fields:
        yield Difference(Kind.CHANGED, home, main, fields)
    elif not home.tied:
        yield Difference(Kind.UNTIED, home, main)


def _direct(pair: Pair, period: Period, projects: Iterable[int]) -> Iterator[Difference]:
    twin = aliased(TimeRecord)
    same = (
        getattr(twin, name) == getattr(TimeRecord, name)
        for name in ("project_id", "activity_id", "co_worker_id", "day", "minutes")
    )
    twins = sa.select(sa.literal(1)).where(
        col(twin.origin_company_id) == pair.home.company_id, *same
    )
    asked = (*direct_rows(pair, period), col(TimeRecord.project_id).in_(list(projects)))
    doubled = set(
        pair.main.session.scalars(sa.select(col(TimeRecord.id)).where(*asked, twins.exists()))
    )
    for row in main_rows(pair, *asked):
        yield Difference(Kind.DUPLICATE if row.id in doubled else Kind.DIRECT, None, row)


def home_rows(pair: Pair, *asked: Any) -> Iterator[Row]:
    """Rows at home, in the terms of both sides."""
    tied = col(TimeRecord.mirror_company_id) == pair.main.company_id
    columns = (
        col(TimeRecord.id),
        col(TimeRecord.project_id),
        col(TimeRecord.co_worker_id),
        col(Activity.main_activity_id),
        sa.case((tied, 1), else_=0),
    )
    for row_id, project_id, person, activity, is_tied, *rest in _read(pair.home, columns, asked):
        main_project = pair.projects.get(project_id)
        yield _row((row_id, row_id, main_project, person, activity, bool(is_tied)), rest)


def main_rows(pair: Pair, *asked: Any) -> Iterator[Row]:
    """Rows in the main company, in the terms of both sides."""
    people = main_people(pair)
    columns = (
        col(TimeRecord.id),
        col(TimeRecord.origin_id),
        col(TimeRecord.project_id),
        col(TimeRecord.co_worker_id),
        col(TimeRecord.activity_id),
    )
    for row_id, origin, project_id, person, activity, *rest in _read(pair.main, columns, asked):
        known = people.get(person, UNKNOWN)
        yield _row((row_id, origin, project_id, known, activity, True), rest)


def _read(work: Work, columns: tuple[Any, ...], asked: Iterable[Any]) -> Iterable[Any]:
    query = (
        sa.select(
            *columns,
            col(TimeRecord.day),
            col(TimeRecord.minutes),
            col(TimeRecord.status),
            col(TimeRecord.invoice_line_id),
            col(CoWorker.name),
            col(Activity.name),
            col(Project.number),
        )
        .select_from(TimeRecord)
        .join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
        .join(CoWorker, col(CoWorker.id) == col(TimeRecord.co_worker_id))
        .join(Project, col(Project.id) == col(TimeRecord.project_id))
        .where(*asked)
    )
    return records(work, query)


def _row(own: tuple[int, int | None, int | None, int, int | None, bool], rest: list[Any]) -> Row:
    row_id, origin, project, person, activity, tied = own
    day, minutes, status, line_id, name, activity_name, project_name = rest
    locked = status == HoursStatus.INVOICED or line_id is not None
    return Row(
        row_id,
        origin,
        project,
        person,
        day,
        minutes,
        activity,
        tied,
        locked,
        name,
        activity_name,
        project_name,
    )


def _some(ids: Collection[int]) -> Iterator[list[int]]:
    wanted = sorted(ids)
    return (wanted[start : start + MANY] for start in range(0, len(wanted), MANY))
