"""The snapshot of a merge: what it moved, removed and changed, as JSON, for the undo to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.domain.merging.kept import kept, restored
from moment_ui.domain.merging.moving import Double, Fill, Move, Plan

Marks = Mapping[int, list[Any]]


@dataclass(frozen=True, slots=True)
class MovedRows:
    """A move as it was done. `marks`: what tells a row from another that got its id later."""

    move: Move
    marks: Marks


@dataclass(slots=True)
class Snapshot:
    """Everything an undo needs. `last` is the highest id of each table at the time of the merge."""

    moves: list[MovedRows] = field(default_factory=list[MovedRows])
    doubles: list[Double] = field(default_factory=list[Double])
    fills: list[Fill] = field(default_factory=list[Fill])
    last: dict[str, int] = field(default_factory=dict[str, int])


def snapshot_of(work: Work, plan: Plan) -> dict[str, Any]:
    """The snapshot of a plan about to be carried out."""
    tables = {move.table for move in plan.moves}
    return {
        "moves": [_move(work, move) for move in plan.moves],
        "doubles": [
            {"table": each.table, "kept": each.kept, "row": kept(each.row)} for each in plan.doubles
        ],
        "fills": [_fill(each) for each in plan.fills],
        "last": {name: references.last_id(work, _table(name)) for name in sorted(tables)},
    }


def read(kept_snapshot: Mapping[str, Any]) -> Snapshot:
    """The snapshot as it was kept. Rows of tables this version does not have are left out."""
    found = Snapshot(last=dict(kept_snapshot.get("last", {})))
    for said in kept_snapshot.get("moves", ()):
        if references.table_called(said["table"]) is not None:
            ids = tuple(said["ids"])
            move = Move(said["table"], said["column"], said["old"], said["new"], ids)
            marks = dict(zip(ids, said.get("marks", ()), strict=False))
            found.moves.append(MovedRows(move, marks))
    for said in kept_snapshot.get("doubles", ()):
        if (table := references.table_called(said["table"])) is not None:
            found.doubles.append(Double(table.name, restored(table, said["row"]), said["kept"]))
    for said in kept_snapshot.get("fills", ()):
        if (table := references.table_called(said["table"])) is not None:
            before, after = (restored(table, said[name]) for name in ("before", "after"))
            found.fills.append(Fill(table.name, tuple(said["ids"]), before, after))
    return found


def marked_by(table: sa.Table, moved: str) -> list[str]:
    """The columns that tell one row from another: when it was made, else what it is about."""
    if "created_at" in table.c:
        return ["created_at"]
    unique = {name for each in references.uniques(table) for name in each.columns}
    about = {*references.targets_of(table), *unique} - {"id", "company_id", moved}
    return sorted(name for name in about if name in table.c)


def mark_of(row: Mapping[str, Any], columns: Iterable[str]) -> list[Any]:
    """A row's mark, as JSON keeps it."""
    return list(kept({name: row[name] for name in columns}).values())


def _move(work: Work, move: Move) -> dict[str, Any]:
    table = _table(move.table)
    columns = marked_by(table, move.column)
    rows = references.rows_by_id(work, table, move.ids, "id", *columns)
    marks = {row["id"]: mark_of(row, columns) for row in rows}
    return {
        "table": move.table,
        "column": move.column,
        "old": move.old,
        "new": move.new,
        "ids": list(move.ids),
        "marks": [marks[key] for key in move.ids],
    }


def _fill(fill: Fill) -> dict[str, Any]:
    return {
        "table": fill.table,
        "ids": list(fill.ids),
        "before": kept(fill.before),
        "after": kept(fill.after),
    }


def _table(name: str) -> sa.Table:
    table = references.table_called(name)
    if table is None:
        raise LookupError(name)
    return table
