"""What the pages of merging show: two customers side by side, what moves, what was merged."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.draft import CustomerDraft, draft_from
from moment_ui.domain.customers.survivors import called
from moment_ui.domain.merging import fields
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.moving import CUSTOMER, Plan
from moment_ui.domain.merging.pairs import check_pair
from moment_ui.domain.merging.picks import Pick, picks
from moment_ui.domain.merging.planning import merge_plan, rates_currency
from moment_ui.domain.merging.review import Review, review, until
from moment_ui.domain.merging.tables import ABOUT, FOLLOWERS, is_whole, label_of
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.merging import CustomerMerge
from moment_ui.models.tag import CustomerTag, Tag

SHOWN_DRAFTS = 20


@dataclass(frozen=True, slots=True)
class Moving:
    """How many rows of a table move; `joined` go because the other customer has the same.

    `aside` are put aside without anything in their place, until an undo brings them back.
    """

    table: str
    label: str
    count: int
    joined: int = 0
    filled: int = 0
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two customers."""

    id: int
    version: int
    number: int
    draft: CustomerDraft
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two customers before a merge: what can be chosen, what moves, what must be confirmed.

    `errors` are what the ordinary rules say of the result, by field.
    """

    stays: Side
    goes: Side
    choice: Choice
    picks: tuple[Pick, ...]
    moving: tuple[Moving, ...]
    questions: tuple[tuple[str, str], ...]
    errors: dict[str, str] = field(default_factory=dict[str, str])
    drafts: tuple[tuple[int, str], ...] = ()
    draft_count: int = 0

    @property
    def rows(self) -> int:
        """How many rows move or are joined."""
        return sum(each.count for each in self.moving)


@dataclass(frozen=True, slots=True)
class Merged:
    """A customer that was merged into another one; `until` is when the undo ends."""

    id: int
    number: int
    name: str
    at: dt.datetime
    by: str
    into: int
    until: dt.datetime
    can_undo: bool


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What undoing a merge would do, and why it cannot be done (no reasons: it can)."""

    merged: Merged
    survivor: str
    survivor_id: int
    back: tuple[tuple[str, int], ...]
    fields: tuple[str, ...]
    gone: tuple[tuple[str, int], ...]
    left: tuple[str, ...]
    notes: tuple[str, ...]
    reasons: tuple[str, ...]
    undone: bool


@needs(Permission.MERGE_CUSTOMERS)
def comparison(
    work: Work, survivor_id: int, loser_id: int, choice: Choice | None = None
) -> Comparison:
    """Two customers side by side; without a choice what is proposed is chosen.

    Raises NotFound, SameCustomer, AlreadyMerged.
    """
    stays, goes = (_customer(work, key) for key in (survivor_id, loser_id))
    check_pair(work, stays, goes)
    one, other = draft_from(stays), draft_from(goes)
    chosen = choice or Choice(fields.proposed(one, other))
    plan = merge_plan(work, stays, goes, chosen)
    errors: dict[str, str] = {}
    try:
        fields.merged(one, other, chosen.taken)
    except Invalid as invalid:
        errors = invalid.fields
    drafts = _drafts(work, goes.key)
    rates = rates_currency(work, stays, goes, chosen)
    asked = fields.questions(one, other, chosen.taken, rates)
    return Comparison(
        stays=_side(work, stays),
        goes=_side(work, goes),
        choice=chosen,
        picks=tuple(picks(work, stays.key, goes.key)),
        moving=_moving(work, plan),
        questions=tuple((each.key, each.question) for each in asked),
        errors=errors,
        drafts=tuple(drafts[:SHOWN_DRAFTS]),
        draft_count=len(drafts),
    )


@needs(Permission.VIEW_CUSTOMERS)
def merges_into(work: Work, customer_id: int) -> list[Merged]:
    """The customers that this one was called too, the latest merge first."""
    loser = aliased(Customer)
    query = (
        select(CustomerMerge)
        .join(loser, col(loser.id) == col(CustomerMerge.loser_id))
        .where(col(loser.merged_into_id) == customer_id, col(CustomerMerge.undone_at).is_(None))
        .order_by(col(CustomerMerge.at).desc(), col(CustomerMerge.id).desc())
    )
    return [_merged(merge) for merge in work.session.exec(query)]


@needs(Permission.MERGE_CUSTOMERS)
def undo_preview(work: Work, merge_id: int) -> UndoPreview:
    """What undoing a merge would do. Raises NotFound."""
    query = select(CustomerMerge).where(CustomerMerge.id == merge_id)
    merge = work.session.exec(query).first()
    if merge is None:
        raise NotFound(_("The merge"))
    survivor = _customer(work, merge.survivor_id)
    found: Review = review(work, merge)
    return UndoPreview(
        merged=_merged(merge),
        survivor=called(survivor),
        survivor_id=survivor.key,
        back=tuple((label_of(table), count) for table, count in sorted(found.counts().items())),
        fields=tuple(found.fields()),
        gone=tuple((label_of(table), count) for table, count in sorted(found.gone.items())),
        left=tuple(dict.fromkeys(found.left)),
        notes=tuple(found.notes),
        reasons=found.reasons,
        undone=merge.undone_at is not None,
    )


def _merged(merge: CustomerMerge) -> Merged:
    return Merged(
        id=merge.key,
        number=merge.loser_number,
        name=merge.loser_name,
        at=merge.at,
        by=merge.user_name,
        into=merge.survivor_id,
        until=until(merge),
        can_undo=merge.undone_at is None and clock.now() < until(merge),
    )


def _customer(work: Work, customer_id: int) -> Customer:
    row = work.session.exec(select(Customer).where(Customer.id == customer_id)).first()
    if row is None:
        raise NotFound(_("The customer"))
    return row


def _side(work: Work, row: Customer) -> Side:
    query = (
        select(Tag.name)
        .join(CustomerTag, col(CustomerTag.tag_id) == col(Tag.id))
        .where(CustomerTag.customer_id == row.id)
        .order_by(Tag.name)
    )
    return Side(row.key, row.version, row.number, draft_from(row), tuple(work.session.exec(query)))


def _moving(work: Work, plan: Plan) -> tuple[Moving, ...]:
    """Counts by table, those that people look for first, though there be none."""
    goes = {move.table: plan.ids_moved(move.table) for move in plan.moves}
    joined = Counter(each.table for each in plan.doubles if each.kept is not None)
    joined -= Counter({name: joined[name] for name in joined if is_whole(name)})
    gone = Counter(each.table for each in plan.doubles)
    filled = {fill.table for fill in plan.fills}
    shown = [name for name, about in ABOUT.items() if about.shown]
    found = [
        Moving(
            name,
            label_of(name),
            len(goes.get(name, ())) + joined[name],
            joined[name],
            int(name in filled and joined[name] > 0),
            gone[name] - joined[name],
        )
        for name in dict.fromkeys((*shown, *goes, *gone))
        if name != CUSTOMER or goes.get(name)
    ]
    return tuple(_with_followers(work, found, goes))


def _with_followers(work: Work, found: list[Moving], goes: dict[str, set[int]]) -> list[Moving]:
    for name, (owner, column, _label) in FOLLOWERS.items():
        table = references.table_called(name)
        place = next((n for n, each in enumerate(found) if each.table == owner), None)
        if table is None or place is None:
            continue
        count = len(references.ids_pointing(work, table.c[column], goes.get(owner, set())))
        found.insert(place + 1, Moving(name, label_of(name), count))
    return found


def _drafts(work: Work, customer_id: int) -> list[tuple[int, str]]:
    query = (
        select(col(Invoice.id), col(Invoice.text))
        .where(col(Invoice.customer_id) == customer_id, col(Invoice.state) == InvoiceState.DRAFT)
        .order_by(sa.desc(col(Invoice.id)))
    )
    return [(key or 0, text) for key, text in work.session.exec(query)]
