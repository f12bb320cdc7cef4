"""What an import would do: rows to write, rows to change, and what is wrong with which row."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.imports.fields import Row
from moment_ui.imports.words import in_words
from moment_ui.models.base import CompanyScoped, following

Values = dict[str, Any]
Written = Iterable[tuple[str, int]]  # table and id of each row an undo must know
PROBLEMS_KEPT = 5000
LONGEST_SAID = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: the row's number in the file, the field's key ("" for the row), the reason.

    `said` is what the cell says, as text.
    """

    row: int
    field: str
    reason: str
    said: str = ""


@dataclass(slots=True)
class Update:
    """A stored row that changes: only the columns that differ."""

    model: type[CompanyScoped]
    id: int
    before: Values
    after: Values


@dataclass(slots=True)
class Addition:
    """A row under something that exists already, such as a new activity in an old project."""

    model: type[CompanyScoped]
    row: Values


@dataclass(slots=True)
class Removal:
    """A part of something that has fewer parts now; `before` is the whole row."""

    model: type[CompanyScoped]
    id: int
    before: Values


@dataclass(slots=True)
class Plan:
    """Everything found out about a file before anything is written.

    `fields` are the mapped ones; `sums` are of the rows that are right, by currency and by name
    ("net", "vat", "gross", "amount"), to be compared with the totals of where the file comes from.
    """

    fields: frozenset[str] = frozenset()
    rows: int = 0
    refused: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])
    problem_count: int = 0
    updates: list[Update] = field(default_factory=list[Update])
    additions: list[Addition] = field(default_factory=list[Addition])
    removals: list[Removal] = field(default_factory=list[Removal])
    touched: set[int] = field(default_factory=set[int])
    sums: dict[str, dict[str, Decimal]] = field(default_factory=dict[str, dict[str, Decimal]])

    def add_up(self, currency: str, **amounts: Decimal) -> None:
        """Add amounts of what is right in the file to its sums, which are per currency."""
        sums = self.sums.setdefault(currency, {})
        for name, amount in amounts.items():
            sums[name] = sums.get(name, ZERO) + amount

    def refuse(self, rows: Sequence[Row]) -> None:
        """Leave rows out and keep what is wrong with them."""
        self.refused += len(rows)
        for row in rows:
            for key, reason in row.problems.items():
                said = row.unread.get(key) or in_words(row.get(key))
                self._add(Problem(row.number, key, reason, said[:LONGEST_SAID]))

    def refuse_row(self, number: int, reason: str) -> None:
        """Leave out a row that could not even be read."""
        self.refused += 1
        self._add(Problem(number, "", reason))

    def change(self, model: type[CompanyScoped], key: int, before: Values, after: Values) -> bool:
        """Plan to change the columns that differ; returns whether any does."""
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        if changed:
            old = {name: before.get(name) for name in changed}
            follow, followed = following(model, after), following(model, before)
            self.updates.append(Update(model, key, old | followed, changed | follow))
        return bool(changed)

    def count(self, *, changed: bool) -> None:
        """Count something that exists already."""
        self.updated += changed
        self.unchanged += not changed

    def _add(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(problem)


class Planner(Protocol):
    """Turns rows into a plan. One per kind of file."""

    def take(self, row: Row) -> None:
        """Take the next row, whatever is wrong with it."""
        ...

    def finish(self, tell: Callable[[int], None]) -> None:
        """All rows are in: compare with what is stored. `tell` hears how many are done."""
        ...

    def write(self, work: Work, tell: Callable[[int], None]) -> Written:
        """Write what is new; yields what an undo must remove."""
        ...

    def settle(self, work: Work) -> None:
        """After everything is written: sums that follow."""
        ...
