"""What happened after a merge that its undo meets: rows given away, removed, added, merged again."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.uniques import uniques
from moment_ui.db.work import Work
from moment_ui.domain.customers.survivors import called
from moment_ui.domain.merging.moving import CUSTOMER, Double, Fill, Move
from moment_ui.domain.merging.naming import names_of
from moment_ui.domain.merging.printed import issued_since
from moment_ui.domain.merging.snapshot import Marks, Snapshot, read
from moment_ui.domain.merging.tables import label_of
from moment_ui.models.customer import Customer
from moment_ui.models.merging import CustomerMerge

Rows = set[tuple[str, int]]
RAISED = frozenset({"version", "updated_at"})
"""Columns that every change raises."""
FOLLOWS = RAISED | {"search", "sort_name", "name_key", "email_key", "phone_key"}
"""Columns that nobody chooses: they follow from others."""


def given_away(work: Work, move: Move, marks: Marks) -> tuple[dict[int, Any], str]:
    """What the column holds now in each row that is still there, and why that stops an undo, if so."""
    table = table_of(move.table)
    columns = {"id", move.column, *marks.columns}
    rows = references.rows_by_id(work, table, move.ids, *columns)
    now = {row["id"]: row[move.column] for row in rows if marks.fits(row)}
    away = {key: held for key, held in now.items() if held not in {move.new, move.old}}
    if not away:
        return now, ""
    what, names = label_of(move.table), names_of(work, table, away)
    if references.targets_of(table)[move.column] != CUSTOMER:
        return now, _("{what} moved elsewhere since: {names}.").format(what=what, names=names)
    held = [key for key in away.values() if key is not None]
    query = select(Customer).where(col(Customer.id).in_(held)).order_by(col(Customer.number))
    whom = ", ".join(called(row) for row in work.session.exec(query)) or _("nobody")
    reason = _(
        "{what} given to another customer since: {names} (now {whom}). Give them back first."
    )
    return now, reason.format(what=what, names=names, whom=whom)


def coming_back(work: Work, snapshot: Snapshot) -> tuple[list[Double], list[Double]]:
    """The rows that went at the merge: those that can come back, and those that cannot.

    A row whose tag or contact was removed since would have been removed with it, had it stood.
    """
    order = {table.name: place for place, table in enumerate(references.tables())}
    back: list[Double] = []
    gone: list[Double] = []
    coming: Rows = set()
    for double in sorted(snapshot.doubles, key=lambda each: order.get(each.table, 0)):
        table = table_of(double.table)
        there = all(
            (target, double.row[column]) in coming or _exists(work, target, double.row[column])
            for column, target in references.targets_of(table).items()
            if double.row.get(column) is not None
        )
        (back if there else gone).append(double)
        if there:
            coming.add((double.table, double.id))
    return back, gone


def in_the_way(work: Work, doubles: Iterable[Double]) -> Iterator[str]:
    """Rows added since that cannot stand beside those that would come back."""
    for double in doubles:
        table = table_of(double.table)
        for key in uniques(table):
            names = [str(getattr(value, "name", "")) for value in key.values]
            values = [double.row.get(name) for name in names]
            if key.only is not None or None in values or "" in names:
                continue
            same = [value == said for value, said in zip(key.values, values, strict=True)]
            if others := references.matching(work, table, *same, table.c.id != (double.kept or 0)):
                yield _(
                    "{what} added since that are the same as what would come back: {names}."
                ).format(what=label_of(double.table), names=names_of(work, table, list(others)))


def orphaned(gone: Iterable[Double], moves: Iterable[Move]) -> Iterator[str]:
    """Rows that would go back to a row that cannot come back."""
    lost = {(double.table, double.id) for double in gone}
    for move in moves:
        target = references.targets_of(table_of(move.table))[move.column]
        if (target, move.old) in lost:
            yield _("{what}: what they belonged to ({target}) was removed since.").format(
                what=label_of(move.table), target=label_of(target).lower()
            )


def merged_later(work: Work, merge: CustomerMerge, snapshot: Snapshot) -> Iterator[str]:
    """Merges into the same customer since that joined something with what would go back."""
    mine, fields = _touched(snapshot, merge), _fields(snapshot, merge)
    mine -= {(double.table, double.kept or 0) for double in snapshot.doubles}
    query = select(CustomerMerge).where(
        CustomerMerge.survivor_id == merge.survivor_id,
        col(CustomerMerge.undone_at).is_(None),
        col(CustomerMerge.id) > merge.key,
    )
    for later in work.session.exec(query.order_by(col(CustomerMerge.id).desc())):
        theirs = read(later.snapshot)
        tables = {table for table, _key in _touched(theirs, later) & mine}
        if tables or _fields(theirs, later) & fields:
            what = ", ".join(sorted(label_of(table).lower() for table in tables)) or _("fields")
            yield _(
                "{number} {name} was merged into the same customer since, and some of what both had "
                "is joined ({what}). Undo that merge first."
            ).format(number=later.loser_number, name=later.loser_name, what=what)


def issued(work: Work, merge: CustomerMerge, moves: Iterable[Move]) -> dict[int, str]:
    """Invoices among those moved that were drafts at the merge and are issued by now, by id."""
    ids = {key for move in moves if move.table == "invoice" for key in move.ids}
    return issued_since(work, ids, merge.at)


def staying(
    work: Work, merge: CustomerMerge, snapshot: Snapshot, back: Iterable[Move], held: set[int]
) -> Iterator[tuple[str, bool]]:
    """What stays with the survivor although what it belongs to goes back, and whether that stops it.

    `held` are invoices that stay although they moved.
    """
    going: dict[str, set[int]] = {}
    for move in back:
        going.setdefault(move.table, set()).update(move.ids)
    going.pop(CUSTOMER, None)
    for name in [each for each in snapshot.last if each != CUSTOMER]:
        table = references.table_called(name)
        owners = [] if table is None else references.pointing(table, CUSTOMER)
        if table is None or not owners:
            continue
        for column, target in references.targets_of(table).items():
            if target not in going:
                continue
            rows = references.ids_pointing(work, table.c[column], going[target])
            keys = {key for key, _held in rows if key not in going.get(name, ())}
            keys = {key for key in keys if key > snapshot.last[name] or key in held}
            mine = _owned(work, table, owners, keys, merge.survivor_id)
            if mine:
                yield _beside(work, table, target, mine), target == name


def table_of(name: str) -> sa.Table:
    """The table of this name. Raises LookupError."""
    table = references.table_called(name)
    if table is None:
        raise LookupError(name)
    return table


def _beside(work: Work, table: sa.Table, target: str, keys: set[int]) -> str:
    names, what = names_of(work, table, keys), label_of(table.name)
    if target == table.name:
        said = _("{what} made since that belong together with some that would go back: {names}.")
        return said.format(what=what, names=names)
    said = _("{what} made since stay, though their {target} go back: {names}.")
    return said.format(what=what, names=names, target=label_of(target).lower())


def _owned(
    work: Work, table: sa.Table, owners: list[sa.Column[Any]], keys: set[int], customer_id: int
) -> set[int]:
    names = [column.name for column in owners]
    rows = references.rows_by_id(work, table, keys, "id", *names) if keys else []
    return {row["id"] for row in rows if customer_id in {row[name] for name in names}}


def _exists(work: Work, target: str, key: int) -> bool:
    table = table_of(target)
    return references.exists(work, table, table.c.id == key)


def _touched(snapshot: Snapshot, merge: CustomerMerge) -> Rows:
    """The rows that a merge moved, joined or changed, but for the two customers' own."""
    rows: Rows = {(move.table, key) for move in snapshot.moves for key in move.ids}
    for move in snapshot.moves:
        rows.add((references.targets_of(table_of(move.table))[move.column], move.new))
    for double in snapshot.doubles:
        rows |= {(double.table, double.id), (double.table, double.kept or double.id)}
    for fill in snapshot.fills:
        rows |= {(fill.table, key) for key in fill.ids if not _only_follows(fill)}
    return rows - {(CUSTOMER, merge.survivor_id), (CUSTOMER, merge.loser_id)}


def _only_follows(fill: Fill) -> bool:
    return fill.after.keys() <= FOLLOWS


def _fields(snapshot: Snapshot, merge: CustomerMerge) -> set[str]:
    """The survivor's own fields that a merge changed."""
    own = (fill for fill in snapshot.fills if fill.table == CUSTOMER)
    return {name for fill in own if merge.survivor_id in fill.ids for name in fill.after} - FOLLOWS
