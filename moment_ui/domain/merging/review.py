"""Whether a merge can be taken back, what goes back then, and what happened since."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.customers.draft import FIELD_LABELS
from moment_ui.domain.customers.survivors import called
from moment_ui.domain.merging.moving import CUSTOMER, Double, Fill, Move
from moment_ui.domain.merging.snapshot import MovedRows, Snapshot, mark_of, marked_by, read
from moment_ui.domain.merging.tables import label_of
from moment_ui.models.customer import Customer
from moment_ui.models.merging import CustomerMerge

UNDO = dt.timedelta(days=30)
_OWN = frozenset(
    {"version", "updated_at", "search", "sort_name", "name_key", "email_key", "phone_key"}
)
"""Columns of a customer that nobody chooses."""


@dataclass(slots=True)
class Review:
    """What an undo does: rows that move back, rows put back, values put back.

    `reasons` stand in its way. `left` are columns, by label, that were changed since and stay;
    `notes` tell what else stays; `gone` counts rows that were removed since, by table.
    """

    merge: CustomerMerge
    moves: list[Move] = field(default_factory=list[Move])
    doubles: list[Double] = field(default_factory=list[Double])
    fills: list[Fill] = field(default_factory=list[Fill])
    reasons: tuple[str, ...] = ()
    left: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    gone: dict[str, int] = field(default_factory=dict[str, int])

    def counts(self) -> dict[str, int]:
        """How many rows of each table go back; those that stood beside others among them."""
        found: dict[str, set[int]] = {}
        for move in self.moves:
            if move.old == self.merge.loser_id:
                found.setdefault(move.table, set()).update(move.ids)
        for double in self.doubles:
            found.setdefault(double.table, set()).add(double.id)
        return {table: len(ids) for table, ids in found.items()}


def merge_locked(work: Work, merge_id: int) -> CustomerMerge:
    """The merge, with its two customers locked in the order of their ids. Raises NotFound."""
    query = select(CustomerMerge).where(CustomerMerge.id == merge_id)
    merge = work.session.exec(query.with_for_update()).first()
    if merge is None:
        raise NotFound(_("The merge"))
    locked_rows(work, Customer, [merge.survivor_id, merge.loser_id], _("The customer"))
    return merge


def review(work: Work, merge: CustomerMerge) -> Review:
    """What undoing the merge would do now; reads only."""
    found = Review(merge)
    early = list(_standing(work, merge))
    if early:
        found.reasons = tuple(early)
        return found
    snapshot = read(merge.snapshot)
    reasons = [
        *_moves(work, snapshot, found),
        *_doubles(work, snapshot, found),
        *_since(work, snapshot, found),
    ]
    for fill in reversed(snapshot.fills):
        found.fills += _fill(work, fill, found)
    found.reasons = tuple(dict.fromkeys(reasons))
    return found


def until(merge: CustomerMerge) -> dt.datetime:
    """Until when a merge can be undone."""
    return merge.at + UNDO


def _standing(work: Work, merge: CustomerMerge) -> Iterator[str]:
    """Whether the two still stand as the merge left them."""
    if merge.undone_at is not None:
        yield _("It is undone already.")
        return
    if clock.now() >= until(merge) or not merge.snapshot:
        yield _("It is more than 30 days ago, and what an undo needs is no longer kept.")
        return
    query = select(Customer).where(Customer.id == merge.survivor_id)
    survivor = work.session.exec(query).one()
    if survivor.merged_into_id is not None:
        other = work.session.exec(
            select(Customer).where(Customer.id == survivor.merged_into_id)
        ).one()
        yield _("{name} was merged into {other} since. Undo that merge first.").format(
            name=called(survivor), other=called(other)
        )


def _moves(work: Work, snapshot: Snapshot, found: Review) -> Iterator[str]:
    for moved in snapshot.moves:
        table, move = _table(moved.move.table), moved.move
        if move.column not in table.c:
            continue
        now = _rows_now(work, table, moved)
        back = tuple(key for key, holds in now.items() if holds == move.new)
        elsewhere = sum(holds not in (move.new, move.old) for holds in now.values())
        if elsewhere:
            yield _("{what}: {count} belong to somebody else by now.").format(
                what=label_of(move.table), count=elsewhere
            )
        if missing := len(move.ids) - len(now):
            found.gone[move.table] = found.gone.get(move.table, 0) + missing
        if back:
            found.moves.append(Move(move.table, move.column, move.old, move.new, back))


def _rows_now(work: Work, table: sa.Table, moved: MovedRows) -> dict[int, Any]:
    """What the column holds in each row that moved; rows that got the id of one that went are not it."""
    column = moved.move.column
    marks = marked_by(table, column)
    rows = references.rows_by_id(work, table, moved.move.ids, "id", column, *marks)
    return {
        row["id"]: row[column]
        for row in rows
        if moved.marks.get(row["id"], mark_of(row, marks)) == mark_of(row, marks)
    }


def _doubles(work: Work, snapshot: Snapshot, found: Review) -> Iterator[str]:
    """Rows that were joined with others: whatever they refer to must still be there."""
    back = {(each.table, each.id) for each in snapshot.doubles}
    for double in snapshot.doubles:
        table = _table(double.table)
        missing = [
            target
            for column, target in references.targets_of(table).items()
            if (key := double.row.get(column)) is not None
            and (target, key) not in back
            and not references.exists(work, _table(target), _table(target).c.id == key)
        ]
        for target in missing:
            yield _("{what}: what one of them belonged to ({target}) was removed since.").format(
                what=label_of(double.table), target=label_of(target).lower()
            )
        if _is_taken(work, table, double):
            yield _("{what}: somebody added the same since as what would come back.").format(
                what=label_of(double.table)
            )
        found.doubles.append(double)


def _is_taken(work: Work, table: sa.Table, double: Double) -> bool:
    """Whether a row that cannot stand beside this one was added since."""
    for key in references.uniques(table):
        names = [str(getattr(value, "name", "")) for value in key.values]
        values = [double.row.get(name) for name in names]
        if key.only is not None or None in values or "" in names:
            continue
        same = [value == said for value, said in zip(key.values, values, strict=True)]
        if references.exists(work, table, *same, table.c.id != (double.kept or 0)):
            return True
    return False


def _since(work: Work, snapshot: Snapshot, found: Review) -> Iterator[str]:
    """Rows added to the survivor since that refer to rows that go back, and the other way round."""
    moved: dict[str, set[int]] = {}
    for move in found.moves:
        moved.setdefault(move.table, set()).update(move.ids)
    for name in moved.keys() - {CUSTOMER}:
        table, last = _table(name), snapshot.last.get(name, 0)
        for column, target in references.targets_of(table).items():
            if target not in moved or target == CUSTOMER:
                continue
            rows = references.ids_pointing(work, table.c[column], moved[target])
            newer = [key for key, _held in rows if key > last and key not in moved[name]]
            if newer and target == name:
                yield _(
                    "{what}: {count} added since belong together with some that would go back."
                ).format(what=label_of(name), count=len(newer))
            elif newer:
                found.notes.append(
                    _("{what}: {count} added since stay, though their {target} go back.").format(
                        what=label_of(name), count=len(newer), target=label_of(target).lower()
                    )
                )


def _fill(work: Work, fill: Fill, found: Review) -> Iterator[Fill]:
    """The values that go back: those that still are what the merge made of them."""
    table = _table(fill.table)
    names = [name for name in fill.after if name in table.c]
    for row in references.rows_by_id(work, table, fill.ids, "id", *names):
        back = {name for name in names if row[name] == fill.after[name]}
        changed = set(names) - back
        if table.name == CUSTOMER:
            changed -= _OWN
        found.left += [_column(fill.table, name) for name in sorted(changed)]
        if back:
            yield Fill(
                fill.table,
                (row["id"],),
                {name: fill.before[name] for name in back},
                {name: fill.after[name] for name in back},
            )


def _column(table: str, name: str) -> str:
    if table == CUSTOMER:
        return FIELD_LABELS.get(name, name)
    return f"{label_of(table)}, {FIELD_LABELS.get(name, name.replace('_', ' ')).lower()}"


def _table(name: str) -> sa.Table:
    table = references.table_called(name)
    if table is None:
        raise LookupError(name)
    return table
