"""Whether a merge can be taken back, what goes back then, and what happened since."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.customers.draft import FIELD_LABELS
from moment_ui.domain.customers.survivors import called
from moment_ui.domain.merging import since
from moment_ui.domain.merging.moving import CUSTOMER, Double, Fill, Move
from moment_ui.domain.merging.since import FOLLOWS, RAISED, table_of
from moment_ui.domain.merging.snapshot import Marks, Snapshot, read
from moment_ui.domain.merging.tables import label_of
from moment_ui.models.customer import Customer
from moment_ui.models.merging import CustomerMerge

UNDO = dt.timedelta(days=30)
_ALL = Marks()


@dataclass(slots=True)
class Review:
    """What an undo does: rows that move back, rows put back, values put back.

    `reasons` stand in its way. `left` are columns, by label, that were changed since and stay;
    `notes` tell what else stays; `gone` counts rows that were removed since, by table. `unsettled`
    are rows of which something stays, by table: what follows from that is worked out anew.
    """

    merge: CustomerMerge
    moves: list[Move] = field(default_factory=list[Move])
    doubles: list[Double] = field(default_factory=list[Double])
    fills: list[Fill] = field(default_factory=list[Fill])
    reasons: tuple[str, ...] = ()
    left: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])
    gone: dict[str, int] = field(default_factory=dict[str, int])
    unsettled: dict[str, set[int]] = field(default_factory=dict[str, set[int]])

    def counts(self) -> dict[str, int]:
        """How many rows of each table go back to the merged one, those that were joined among them."""
        found: dict[str, set[int]] = {}
        for move in self.moves:
            if move.old == self.merge.loser_id:
                found.setdefault(move.table, set()).update(move.ids)
        for double in self.doubles:
            if self.merge.survivor_id not in _owners(double):
                found.setdefault(double.table, set()).add(double.id)
        return {table: len(ids) for table, ids in found.items()}

    def fields(self) -> list[str]:
        """The survivor's own fields that get back what they held, by label."""
        own = (fill for fill in self.fills if fill.table == CUSTOMER)
        names = {n for fill in own if self.merge.survivor_id in fill.ids for n in fill.before}
        return [label for name, label in FIELD_LABELS.items() if name in names - FOLLOWS]


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
    held = since.issued(work, merge, snapshot.moves)
    reasons = [
        *_moves(work, snapshot, found, set(held)),
        *_doubles(work, snapshot, found),
        *since.merged_later(work, merge, snapshot),
    ]
    found.notes += [
        _("Invoice {number} was issued since. It stays where it was sent.").format(number=number)
        for number in held.values()
    ]
    for said, stops in since.staying(work, merge, snapshot, found.moves, set(held)):
        (reasons if stops else found.notes).append(said)
    for fill in reversed(snapshot.fills):
        found.fills += _fill(work, fill, found, snapshot.marks.get(fill.table, _ALL))
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


def _moves(work: Work, snapshot: Snapshot, found: Review, held: set[int]) -> Iterator[str]:
    for move in snapshot.moves:
        now, reason = since.given_away(work, move, snapshot.marks.get(move.table, _ALL))
        if reason:
            yield reason
        if missing := len(move.ids) - len(now):
            found.gone[move.table] = found.gone.get(move.table, 0) + missing
        stay = held if move.table == "invoice" else set[int]()
        back = tuple(key for key, held in now.items() if held == move.new and key not in stay)
        if back:
            found.moves.append(Move(move.table, move.column, move.old, move.new, back))


def _doubles(work: Work, snapshot: Snapshot, found: Review) -> Iterator[str]:
    found.doubles, gone = since.coming_back(work, snapshot)
    for double in gone:
        found.gone[double.table] = found.gone.get(double.table, 0) + 1
    yield from since.orphaned(gone, found.moves)
    yield from since.in_the_way(work, found.doubles)


def _fill(work: Work, fill: Fill, found: Review, marks: Marks) -> Iterator[Fill]:
    """The values that go back: those that still are what the merge made of them."""
    table = table_of(fill.table)
    names = [name for name in fill.after if name in table.c]
    columns = {"id", *names, *marks.columns}
    going: dict[frozenset[str], list[int]] = {}
    for row in references.rows_by_id(work, table, fill.ids, *columns):
        if not marks.fits(row):
            continue
        back = frozenset(name for name in names if row[name] == fill.after[name])
        if back:
            going.setdefault(back, []).append(row["id"])
        if changed := set(names) - back - RAISED:
            found.unsettled.setdefault(table.name, set()).add(row["id"])
            found.left += [_column(fill.table, name) for name in sorted(changed - FOLLOWS)]
    for back, ids in going.items():
        before, after = ({name: side[name] for name in back} for side in (fill.before, fill.after))
        yield Fill(fill.table, tuple(ids), before, after)


def _owners(double: Double) -> set[int]:
    """The customers that a row belongs to."""
    owners = references.pointing(table_of(double.table), CUSTOMER)
    return {double.row[column.name] for column in owners}


def _column(table: str, name: str) -> str:
    if table == CUSTOMER:
        return FIELD_LABELS.get(name, name)
    return f"{label_of(table)}, {FIELD_LABELS.get(name, name.replace('_', ' ')).lower()}"
