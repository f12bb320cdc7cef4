"""What a merge moves: worked out from the metadata, then done. Preview and merge use one plan.

Every column that refers to the merged customer comes to refer to the one that stays. Where that
would make a row twice (the same tag, the same contact), the row of the one that stays is kept, empty
texts of it are filled in from the other, and whatever refers to the other refers to it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.domain.merging.doubles import doubles, lacking
from moment_ui.domain.merging.tables import fills_in

CUSTOMER = "customer"
Replaced = dict[str, dict[int, int]]
"""By table: the ids that give way, and what takes their place."""


@dataclass(frozen=True, slots=True)
class Move:
    """Rows of which a column comes to refer to another row."""

    table: str
    column: str
    old: int
    new: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Double:
    """A row that goes: `kept` says the same, or None, when it would say nothing any more."""

    table: str
    row: dict[str, Any]
    kept: int | None = None

    @property
    def id(self) -> int:
        """The id of the row that goes."""
        return self.row["id"]


@dataclass(frozen=True, slots=True)
class Fill:
    """Columns of rows that get other values, and what they hold before."""

    table: str
    ids: tuple[int, ...]
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(slots=True)
class Plan:
    """Everything a merge does to rows besides the two customers' own."""

    moves: list[Move] = field(default_factory=list[Move])
    doubles: list[Double] = field(default_factory=list[Double])
    fills: list[Fill] = field(default_factory=list[Fill])

    def ids_moved(self, table: str) -> set[int]:
        """The rows of a table that move."""
        return {key for move in self.moves if move.table == table for key in move.ids}


def plan_moves(work: Work, loser: int, survivor: int, *, left: Collection[str] = ()) -> Plan:
    """What merging moves; rows of the tables `left` go instead of moving. Reads, writes nothing."""
    plan = Plan()
    replaced: Replaced = {CUSTOMER: {loser: survivor}}
    for table in references.tables():
        columns = [column for name in replaced for column in references.pointing(table, name)]
        if table.name == CUSTOMER:
            _plan_family(work, columns, (loser, survivor), plan)
        elif table.name in left and columns:
            found = references.candidates(work, columns, {loser}, [])
            plan.doubles += [Double(table.name, each.row) for each in found]
        elif columns:
            _plan_table(work, table, columns, replaced, plan)
    return plan


def carry_out(work: Work, plan: Plan) -> None:
    """Do what the plan says: those that refer before those referred to, doubles before moves."""
    for table in reversed(references.tables()):
        moves = [move for move in plan.moves if move.table == table.name]
        within = references.pointing(table, table.name) if table.name != CUSTOMER else []
        first = [move for move in moves if move.column in {column.name for column in within}]
        for move in first:
            _move(work, table, move)
        if gone := [each.id for each in plan.doubles if each.table == table.name]:
            references.remove(work, table, gone)
        for fill in (each for each in plan.fills if each.table == table.name):
            references.change(work, table, fill.ids, fill.after)
        for move in (each for each in moves if each not in first):
            _move(work, table, move)


def _move(work: Work, table: sa.Table, move: Move) -> None:
    references.repoint(work, table.c[move.column], move.old, move.new, move.ids)


def _plan_family(
    work: Work, columns: list[sa.Column[Any]], two: tuple[int, int], plan: Plan
) -> None:
    """Customers that refer to customers: others follow, the one that stays never refers to itself."""
    loser, survivor = two
    for column in columns:
        ids = [key for key, _held in references.ids_pointing(work, column, {loser})]
        if others := tuple(key for key in ids if key not in two):
            plan.moves.append(Move(CUSTOMER, column.name, loser, survivor, others))
        if survivor in ids:
            values = {column.name: loser}, {column.name: None}
            plan.fills.append(Fill(CUSTOMER, (survivor,), *values))


def _plan_table(
    work: Work, table: sa.Table, columns: list[sa.Column[Any]], replaced: Replaced, plan: Plan
) -> None:
    targets = references.targets_of(table)
    maps = {column.name: replaced[targets[column.name]] for column in columns}
    _plan_doubles(work, table, columns, replaced, plan)
    gone = {each.id for each in plan.doubles if each.table == table.name}
    if table.name in replaced:
        within = references.pointing(table, table.name)
        columns = [*columns, *within]
        maps |= {column.name: replaced[table.name] for column in within}
    for column in columns:
        pointing = references.ids_pointing(work, column, maps[column.name].keys())
        for old, ids in references.grouped(pointing):
            if moved := tuple(key for key in ids if key not in gone):
                new = maps[column.name][old]
                plan.moves.append(Move(table.name, column.name, old, new, moved))


def _plan_doubles(
    work: Work, table: sa.Table, columns: list[sa.Column[Any]], replaced: Replaced, plan: Plan
) -> None:
    """Which rows go because another one says the same; from now on that one takes their place."""
    targets = references.targets_of(table)
    maps = {column.name: replaced[targets[column.name]] for column in columns}
    keys = references.uniques(table, maps.keys())
    pairs = bool(table.info.get("pair"))
    if not (keys or pairs):
        return
    ids = {key for each in maps.values() for pair in each.items() for key in pair}
    found = references.candidates(work, columns, ids, keys)
    for each, kept in doubles(found, keys, maps, pairs=pairs):
        plan.doubles.append(Double(table.name, each.row, kept.id if kept else None))
        if kept is None:
            continue
        replaced.setdefault(table.name, {})[each.id] = kept.id
        if fills_in(table.name):
            more = _mapped(lacking(table, kept.row, each.row, {*maps}), targets, replaced)
            if more:
                before = {name: kept.row[name] for name in more}
                plan.fills.append(Fill(table.name, (kept.id,), before, more))
                kept.row.update(more)


def _mapped(
    values: Mapping[str, Any], targets: Mapping[str, str], replaced: Replaced
) -> dict[str, Any]:
    """The values, with what takes the place of rows that go."""
    return {
        name: replaced.get(targets.get(name, ""), {}).get(value, value)
        for name, value in values.items()
    }
