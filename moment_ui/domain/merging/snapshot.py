"""The snapshot of a merge: what it moved, removed and changed, as JSON, for the undo to read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from moment_ui.db import references
from moment_ui.db.json_rows import as_json, from_json
from moment_ui.db.uniques import uniques
from moment_ui.db.work import Work
from moment_ui.domain.merging.moving import CUSTOMER, Double, Fill, Move, Plan


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells a table's rows from others that got their ids later: values of columns, by id."""

    columns: tuple[str, ...] = ()
    of: Mapping[int, list[Any]] = field(default_factory=dict[int, list[Any]])

    def fits(self, row: Mapping[str, Any]) -> bool:
        """Whether it is the row that was there at the merge; one without a mark is taken for it."""
        mark = self.of.get(row["id"])
        return mark is None or mark == list(
            as_json({name: row[name] for name in self.columns}).values()
        )


@dataclass(slots=True)
class Snapshot:
    """Everything an undo needs. `last` is the highest id of each table at the time of the merge."""

    moves: list[Move] = field(default_factory=list[Move])
    doubles: list[Double] = field(default_factory=list[Double])
    fills: list[Fill] = field(default_factory=list[Fill])
    last: dict[str, int] = field(default_factory=dict[str, int])
    marks: dict[str, Marks] = field(default_factory=dict[str, Marks])


def snapshot_of(work: Work, plan: Plan) -> dict[str, Any]:
    """The snapshot of a plan about to be carried out."""
    theirs = {table.name for table in references.tables() if references.pointing(table, CUSTOMER)}
    tables = theirs | {move.table for move in plan.moves}
    return {
        "moves": [_move(move) for move in plan.moves],
        "doubles": [
            {"table": each.table, "kept": each.kept, "row": as_json(each.row)}
            for each in plan.doubles
        ],
        "fills": [_fill(each) for each in plan.fills],
        "last": {name: references.last_id(work, _table(name)) for name in sorted(tables)},
        "marks": _marks(work, plan),
    }


def read(kept_snapshot: Mapping[str, Any]) -> Snapshot:
    """The snapshot as it was kept. Tables and columns that this version does not have are left out."""
    found = Snapshot(last=dict(kept_snapshot.get("last", {})))
    for table, said in _known(kept_snapshot, "moves"):
        if said["column"] in table.c:
            ids = tuple(said["ids"])
            found.moves.append(Move(table.name, said["column"], said["old"], said["new"], ids))
    for table, said in _known(kept_snapshot, "doubles"):
        found.doubles.append(Double(table.name, from_json(table, said["row"]), said["kept"]))
    for table, said in _known(kept_snapshot, "fills"):
        before, after = (from_json(table, said[name]) for name in ("before", "after"))
        found.fills.append(Fill(table.name, tuple(said["ids"]), before, after))
    for table, said in _known(kept_snapshot, "marks"):
        if all(column in table.c for column in said["by"]):
            of = dict(zip(said["ids"], said["of"], strict=True))
            found.marks[table.name] = Marks(tuple(said["by"]), of)
    return found


def _known(said: Mapping[str, Any], part: str) -> Iterator[tuple[sa.Table, dict[str, Any]]]:
    for each in said.get(part, ()):
        table = references.table_called(each["table"])
        if table is not None:
            yield table, each


def marked_by(table: sa.Table, changing: Iterable[str]) -> list[str]:
    """The columns that tell one row from another: when it was made, else what it is about.

    A table that says neither is told apart by all that a row must have. Never by what is `changing`.
    """
    if "created_at" in table.c:
        return ["created_at"]
    unique = {name for each in uniques(table) for name in each.columns}
    about = {*references.targets_of(table), *unique} - {"id", "company_id", *changing}
    must = {column.name for column in table.c if not column.nullable}
    rest = must - {"id", "company_id", *changing}
    return sorted(name for name in about or rest if name in table.c)


def _marks(work: Work, plan: Plan) -> list[dict[str, Any]]:
    """The marks of all rows that move, are filled in, or take another one's place."""
    ids: dict[str, set[int]] = {}
    changing: dict[str, set[str]] = {}
    for move in plan.moves:
        ids.setdefault(move.table, set()).update(move.ids)
        changing.setdefault(move.table, set()).add(move.column)
    for fill in plan.fills:
        ids.setdefault(fill.table, set()).update(fill.ids)
        changing.setdefault(fill.table, set()).update(fill.after)
    ids.pop(CUSTOMER, None)  # nobody removes a customer
    return [_marks_of(work, _table(name), ids[name], changing[name]) for name in sorted(ids)]


def _marks_of(work: Work, table: sa.Table, ids: set[int], changing: set[str]) -> dict[str, Any]:
    owners = {column.name for column in references.pointing(table, CUSTOMER)}
    columns = marked_by(table, changing | owners)
    rows = references.rows_by_id(work, table, ids, "id", *columns)
    marks = [list(as_json({name: row[name] for name in columns}).values()) for row in rows]
    return {"table": table.name, "by": columns, "ids": [row["id"] for row in rows], "of": marks}


def _move(move: Move) -> dict[str, Any]:
    return {
        "table": move.table,
        "column": move.column,
        "old": move.old,
        "new": move.new,
        "ids": list(move.ids),
    }


def _fill(fill: Fill) -> dict[str, Any]:
    return {
        "table": fill.table,
        "ids": list(fill.ids),
        "before": as_json(fill.before),
        "after": as_json(fill.after),
    }


def _table(name: str) -> sa.Table:
    table = references.table_called(name)
    if table is None:
        raise LookupError(name)
    return table
