"""What a merge moves: worked out from the metadata, then done. Preview and merge use one plan.

Every column that refers to the merged customer comes to refer to the one that stays. Where that
would make a row twice (the same tag, the same contact), one of them is kept, empty texts of it are
filled in from the other, and whatever refers to the other refers to it. A row that is whole with what
belongs to it (a price list with its rates) goes whole. Where only one row may be the first of a
customer, the one that moves is no longer the first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from moment_ui.db import references
from moment_ui.db.uniques import uniques
from moment_ui.db.work import Work
from moment_ui.domain.merging.doubles import clashes, lacking
from moment_ui.domain.merging.tables import adds_up, fills_in, is_whole

CUSTOMER = "customer"
Replaced = dict[str, dict[int, int]]
"""By table: the ids that give way, and what takes their place."""
Lost = Mapping[str, Collection[int]]
"""By table: rows that go, and nothing takes their place."""


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
    """A row that goes: `kept` says the same, or None, when nothing takes its place."""

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


@dataclass(slots=True)
class _Planning:
    """A plan while it is made: what gives way, what goes for good, and whose doubles are kept."""

    work: Work
    loser: int
    survivor: int
    others: Collection[str]
    plan: Plan = field(default_factory=Plan)
    replaced: Replaced = field(default_factory=Replaced)
    lost: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    def gone(self, table: str) -> set[int]:
        """The rows of a table that go."""
        return {each.id for each in self.plan.doubles if each.table == table}

    def maps(self, table: sa.Table, columns: Collection[sa.Column[Any]]) -> Replaced:
        """By column: what it refers to and what takes its place."""
        targets = references.targets_of(table)
        return {column.name: self.replaced[targets[column.name]] for column in columns}


def plan_moves(
    work: Work, loser: int, survivor: int, *, others: Collection[str] = (), lost: Lost | None = None
) -> Plan:
    """What merging moves. Reads, writes nothing.

    `others`: tables where of two rows that say the same the one of the customer that goes is kept.
    `lost`: rows that go instead of moving.
    """
    planning = _Planning(work, loser, survivor, others)
    planning.replaced[CUSTOMER] = {loser: survivor}
    planning.lost = {name: set(ids) for name, ids in (lost or {}).items()}
    for table in references.tables():
        columns = [
            column for name in planning.replaced for column in references.pointing(table, name)
        ]
        _plan_lost(planning, table)
        if table.name == CUSTOMER:
            _plan_family(planning, columns)
        elif columns:
            _plan_table(planning, table, columns)
    return planning.plan


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


def _plan_lost(planning: _Planning, table: sa.Table) -> None:
    """Rows that go for good, and with them what belongs to rows of other tables that do."""
    work, lost = planning.work, planning.lost
    ids = set(lost.get(table.name, ()))
    for owner, owners in lost.items():
        for column in references.owning(table, owner):
            ids |= {key for key, _held in references.ids_pointing(work, column, owners)}
    if ids:
        rows = references.rows_by_id(work, table, ids)
        planning.plan.doubles += [Double(table.name, row) for row in rows]
        lost[table.name] = ids


def _plan_family(planning: _Planning, columns: list[sa.Column[Any]]) -> None:
    """Customers that refer to customers: others follow, the one that stays never refers to itself."""
    loser, survivor, plan = planning.loser, planning.survivor, planning.plan
    for column in columns:
        pointing = references.ids_pointing(planning.work, column, {loser})
        ids = [key for key, _held in pointing]
        if others := tuple(key for key in ids if key not in {loser, survivor}):
            plan.moves.append(Move(CUSTOMER, column.name, loser, survivor, others))
        if survivor in ids:
            values = {column.name: loser}, {column.name: None}
            plan.fills.append(Fill(CUSTOMER, (survivor,), *values))


def _plan_table(planning: _Planning, table: sa.Table, columns: list[sa.Column[Any]]) -> None:
    replaced, plan = planning.replaced, planning.plan
    maps = planning.maps(table, columns)
    _plan_clashes(planning, table, columns)
    gone = planning.gone(table.name)
    if table.name in replaced:
        within = references.pointing(table, table.name)
        columns = [*columns, *within]
        maps |= {column.name: replaced[table.name] for column in within}
    for column in columns:
        pointing = references.ids_pointing(planning.work, column, maps[column.name].keys())
        for old, ids in references.grouped(pointing):
            if moved := tuple(key for key in ids if key not in gone):
                new = maps[column.name][old]
                plan.moves.append(Move(table.name, column.name, old, new, moved))


def _plan_clashes(planning: _Planning, table: sa.Table, columns: list[sa.Column[Any]]) -> None:
    """Which rows go because another one says the same, and which are no longer the first."""
    maps = planning.maps(table, columns)
    keys = uniques(table, maps.keys())
    pairs = bool(table.info.get("pair"))
    if not (keys or pairs):
        return
    ids = {key for each in maps.values() for pair in each.items() for key in pair}
    gone = planning.gone(table.name)
    found = [
        each
        for each in references.candidates(planning.work, columns, ids, keys)
        if each.id not in gone
    ]
    told = clashes(found, keys, maps, pairs=pairs, others=table.name in planning.others)
    for each, rank in told.second:
        values = {rank: each.row[rank]}, {rank: not each.row[rank]}
        planning.plan.fills.append(Fill(table.name, (each.id,), *values))
    for each, kept in told.gone:
        planning.plan.doubles.append(Double(table.name, each.row, kept.id if kept else None))
        if kept is not None:
            _join(planning, table, (each, kept), {*maps})


def _join(
    planning: _Planning,
    table: sa.Table,
    two: tuple[references.Candidate, references.Candidate],
    owners: set[str],
) -> None:
    """Let the kept row take the other's place, whole, or with what it lacks filled in."""
    each, kept = two
    replaced = planning.replaced
    replaced.setdefault(table.name, {})[each.id] = kept.id
    if is_whole(table.name):
        planning.lost.setdefault(table.name, set()).add(each.id)
    _add_up(planning, table, each, kept)
    if not fills_in(table.name):
        return
    targets = references.targets_of(table)
    if more := _mapped(lacking(table, kept.row, each.row, owners), targets, replaced):
        before = {name: kept.row[name] for name in more}
        planning.plan.fills.append(Fill(table.name, (kept.id,), before, more))
        kept.row.update(more)


def _add_up(
    planning: _Planning, table: sa.Table, each: references.Candidate, kept: references.Candidate
) -> None:
    """Let the kept row hold what both held, where two say how much of something."""
    for name in adds_up(table.name):
        both = kept.row[name] + each.row[name]
        fill = Fill(table.name, (kept.id,), {name: kept.row[name]}, {name: both})
        planning.plan.fills.append(fill)
        kept.row[name] = both


def _mapped(
    values: Mapping[str, Any], targets: Mapping[str, str], replaced: Replaced
) -> dict[str, Any]:
    """The values, with what takes the place of rows that go."""
    return {
        name: replaced.get(targets.get(name, ""), {}).get(value, value)
        for name, value in values.items()
    }
