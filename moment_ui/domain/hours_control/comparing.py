"""A shared project and a partner, compared in a period: sums, rows that differ, and the last sign-off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.db.group_scope import NotPartners
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.hours_control import sign_offs
from moment_ui.domain.hours_control.differences import Difference, differences
from moment_ui.domain.hours_control.pairs import Together, both
from moment_ui.domain.hours_control.sides import Pair, Sides, both_sides
from moment_ui.domain.hours_control.sign_offs import SignedOff
from moment_ui.models.project import Project

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A shared project with one partner in a period; whole minutes.

    `is_main`: ours is the main project. `open`: whether anything passes now; else nothing could be
    compared. `blocked` of the `rows` that differ stay, because they are on an invoice; of so many as are shown.
    """

    project_id: int
    number: str
    name: str
    partner_id: int
    partner: str
    is_main: bool
    open: bool
    home_minutes: int = 0
    main_minutes: int = 0
    rows: int = 0
    blocked: int = 0
    signed: SignedOff | None = None

    @property
    def difference(self) -> int:
        """Minutes in the main company beyond those at home."""
        return self.main_minutes - self.home_minutes

    @property
    def agrees(self) -> bool:
        """Whether both sides could be compared, and no row differs."""
        return self.open and not self.rows


@dataclass(frozen=True, slots=True)
class Controlled:
    """A shared project with one partner: its line, and the rows that differ, those shown at most `MOST_SHOWN`."""

    line: Line
    differences: tuple[Difference, ...]


def controlled(work: Work, together: Together, period: Period) -> list[Controlled]:
    """What we have with one partner, compared. The caller has asked for permission."""
    try:
        with both(work, together) as pair:
            return list(_compared(work, together, pair, period))
    except NotPartners:
        titles = _titles(work, together)
        return [Controlled(_line(together, key, titles), ()) for key in sorted(titles)]


def _compared(work: Work, together: Together, pair: Pair, period: Period) -> Iterator[Controlled]:
    sides = both_sides(pair, period)
    rows = differences(pair, period, sides, most=MOST_SHOWN)
    differing = sides.differing()
    titles = _titles(work, together)
    signed = sign_offs.latest(work, together.company_id, titles)
    for project_id in sorted(titles):
        main_id = together.main_project(project_id)
        own = sides.of_project(main_id)
        its = tuple(one for one in rows if main_id in one.projects)
        count = len(differing.get(main_id, ())) + own.direct.get(main_id, (0, 0))[0]
        line = replace(
            _line(together, project_id, titles, own),
            rows=count,
            blocked=sum(one.blocked for one in its),
        )
        last = signed.get(project_id)
        if last is not None:
            its_pair = replace(pair, projects=_only(pair, main_id))
            same = last.period == period
            now = (own if same else both_sides(its_pair, last.period)).digest()
            line = replace(line, signed=replace(last, stands=last.digest == now))
        yield Controlled(line, its[:MOST_SHOWN])


def _only(pair: Pair, main_id: int) -> dict[int, int]:
    return {ours: theirs for ours, theirs in pair.projects.items() if theirs == main_id}


def _line(
    together: Together,
    project_id: int,
    titles: Mapping[int, tuple[str, str]],
    sides: Sides | None = None,
) -> Line:
    number, name = titles[project_id]
    at_home, in_main = sides.minutes() if sides else (0, 0)
    return Line(
        project_id,
        number,
        name,
        together.company_id,
        together.name,
        together.is_main,
        sides is not None,
        at_home,
        in_main,
    )


def _titles(work: Work, together: Together) -> dict[int, tuple[str, str]]:
    query = sa.select(col(Project.id), col(Project.number), col(Project.name)).where(
        col(Project.id).in_(together.projects.values())
    )
    return {key: (number, name) for key, number, name in records(work, query)}
