"""The rows of a project's board: groups, and what is in them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from moment_ui.core.words import _, initials
from moment_ui.core.writing import Writer
from moment_ui.domain.hours.board import Board, Written
from moment_ui.reports.hours.board_view import BY_ACTIVITY, BY_CO_WORKER, BY_COMPANY, BoardRow
from moment_ui.reports.hours.figures import hours, in_budget

Key = tuple[int, ...]


@dataclass(frozen=True)
class Way:
    """A way to put rows together: what a group is, what a row in it is, and the heads of both."""

    group: Callable[[Written], Key]
    row: Callable[[Written], Key]
    group_name: Callable[[Written], str]
    row_name: Callable[[Written], str]
    head: str
    people: bool
    in_order: bool = False


WAYS_TO_GROUP = {
    BY_ACTIVITY: Way(
        lambda w: (w.activity_id,),
        lambda w: (w.co_worker_id, w.company_id),
        lambda w: w.activity,
        lambda w: w.co_worker,
        _("Co-worker"),
        people=True,
        in_order=True,
    ),
    BY_COMPANY: Way(
        lambda w: (w.company_id,),
        lambda w: (w.co_worker_id,),
        lambda w: w.company or _("Own co-workers"),
        lambda w: w.co_worker,
        _("Co-worker"),
        people=True,
    ),
    BY_CO_WORKER: Way(
        lambda w: (w.co_worker_id, w.company_id),
        lambda w: (w.activity_id,),
        lambda w: w.co_worker,
        lambda w: w.activity,
        _("Activity"),
        people=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """Draws the rows of one board."""

    found: Board
    by: str
    write: Writer

    @property
    def way(self) -> Way:
        """How the rows are put together."""
        return WAYS_TO_GROUP[self.by]

    def drawn(self) -> list[BoardRow]:
        """Each group followed by its rows."""
        return [
            row
            for _key, group in groupby(self._ordered(), self.way.group)
            for row in self._part(list(group))
        ]

    def total(self) -> BoardRow:
        """All hours of the project."""
        return replace(self._sums(self.found.written, self.found.budget_minutes), id="all")

    def _ordered(self) -> list[Written]:
        """Groups stay together: activities in their order, people and companies by name, our own first."""
        way, rows = self.way, list(self.found.written)
        if not way.in_order:
            rows.sort(key=lambda each: (each.company, way.group_name(each)))
        place: dict[Key, int] = {}
        for each in rows:
            place.setdefault(way.group(each), len(place))
        return sorted(rows, key=lambda each: place[way.group(each)])

    def _part(self, group: list[Written]) -> Iterator[BoardRow]:
        way = self.way
        yield self._group(group)
        group.sort(key=lambda each: (each.company, way.row_name(each), way.row(each)))
        budget = self._own_budget(group) or self.found.budget_minutes
        for _key, written in groupby(group, way.row):
            yield self._row(list(written), budget)

    def _group(self, group: Sequence[Written]) -> BoardRow:
        first, way = group[0], self.way
        by_activity = self.by == BY_ACTIVITY
        budget = self._own_budget(group)
        row = (
            self._sums(group, budget) if budget else self._shares(group, self.found.budget_minutes)
        )
        return replace(
            row,
            id=_id("g", way.group(first)),
            group=True,
            name=way.group_name(first),
            company="" if by_activity else first.company or _("Own"),
            partner=bool(first.company_id) and not by_activity,
            initials=initials(first.co_worker) if self.by == BY_CO_WORKER else "",
        )

    def _own_budget(self, group: Sequence[Written]) -> int | None:
        """The group's own part of the project's budget; only activities have one."""
        return group[0].budget_minutes if self.by == BY_ACTIVITY else None

    def _row(self, written: Sequence[Written], budget: int | None) -> BoardRow:
        first, way = written[0], self.way
        return replace(
            self._shares(written, budget),
            id=_id("r", (*way.group(first), *way.row(first))),
            name=way.row_name(first),
            company=(first.company or _("Own")) if self.by == BY_ACTIVITY else "",
            partner=bool(first.company_id),
            initials=initials(first.co_worker) if way.people else "",
        )

    def _sums(self, written: Sequence[Written], budget: int | None) -> BoardRow:
        """Hours against a budget of their own."""
        row = self._shares(written, budget)
        over = budget is not None and sum(each.minutes for each in written) > budget
        return replace(
            row, budget=in_budget(budget, self.write), used_css="over" if over else row.used_css
        )

    def _shares(self, written: Sequence[Written], budget: int | None) -> BoardRow:
        """Hours as a part of a budget that others use, too."""
        minutes = sum(each.minutes for each in written)
        used = 100 * minutes // budget if budget else 0
        weeks = zip(*(each.weeks for each in written), strict=True)
        partners = all(each.company_id for each in written) and bool(written)
        return BoardRow(
            cells=[hours(sum(week), self.write) for week in weeks]
            or [hours(0, self.write)] * len(self.found.mondays),
            total=hours(minutes, self.write),
            used=min(used, 100),
            used_css="partner" if partners else "",
            share=_("{percent} %").format(percent=used) if budget else "",
        )


def _id(kind: str, key: Iterable[int]) -> str:
    return "-".join((kind, *map(str, key)))
