"""Merging two customers, undoing it, and saying that two are two: one transaction each."""

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.customers.draft import draft_from, texts_of
from moment_ui.domain.customers.queries import last_change
from moment_ui.domain.customers.survivors import called
from moment_ui.domain.merging import fields
from moment_ui.domain.merging.errors import CannotUndo, ChangedMeanwhile
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.moving import Plan, carry_out
from moment_ui.domain.merging.pairs import alone, dismissed_pairs, two_locked
from moment_ui.domain.merging.planning import customers_become, merge_plan, rates_currency
from moment_ui.domain.merging.putting_back import put_back
from moment_ui.domain.merging.review import merge_locked, review
from moment_ui.domain.merging.snapshot import snapshot_of
from moment_ui.models.customer import Customer
from moment_ui.models.merging import CustomerMerge, NotDuplicates

TOPICS = (
    *("customers", "contacts", "projects", "invoices", "offers", "files", "tags", "notes"),
    *("invoicing", "rates"),
)
Versions = tuple[int, int]


@needs(Permission.MERGE_CUSTOMERS)
def merge_customers(
    work: Work,
    survivor_id: int,
    loser_id: int,
    choice: Choice,
    *,
    versions: Versions | None = None,
) -> int:
    """Make one customer of two; returns the id of the merge, by which it can be undone.

    Everything that refers to the one that goes refers to the one that stays afterwards; the one
    that goes becomes inactive and its number an alias. `versions` are those of the two that were
    compared. Raises NotFound, SameCustomer, AlreadyMerged, ChangedMeanwhile, Busy, Invalid, and
    NeedsConfirmation as `fields.questions` says.
    """
    with alone(work):
        stays, goes = two_locked(work, survivor_id, loser_id)
        _check_versions(work, (stays, goes), versions)
        before, other = draft_from(stays), draft_from(goes)
        rates = rates_currency(work, stays, goes, choice)
        for question in fields.questions(before, other, choice.taken, rates):
            if question.key not in choice.confirmed:
                raise question
        draft = fields.merged(before, other, choice.taken)
        plan = merge_plan(work, stays, goes, choice)
        plan.fills += customers_become(stays, goes, draft)
        merge = _noted(work, stays, goes, plan)
        carry_out(work, plan)
        references.forget_loaded(work)
        _record(work, stays, goes, differences(texts_of(before), texts_of(draft)))
    return merge.key


@needs(Permission.MERGE_CUSTOMERS)
def undo_merge(work: Work, merge_id: int) -> int:
    """Take a merge back; returns the id of the customer that is there again.

    What was added to the survivor since stays with it; a chosen field that was changed since stays as
    it is. Raises NotFound, Busy, and CannotUndo with every reason.
    """
    with alone(work):
        merge = merge_locked(work, merge_id)
        found = review(work, merge)
        if found.reasons:
            raise CannotUndo(found.reasons)
        put_back(work, found)
        references.forget_loaded(work)
        merge.undone_at = clock.now()
        merge.snapshot = {}
        stays, goes = (_reloaded(work, key) for key in (merge.survivor_id, merge.loser_id))
        record(work, "undo_merge", stays, called(stays), {"merged": (called(goes), "")})
        record(work, "undo_merge", goes, called(goes), {"merged into": (called(stays), "")})
        _tell(work)
    return merge.loser_id


@needs(Permission.MERGE_CUSTOMERS)
def dismiss_duplicates(work: Work, pairs: Sequence[tuple[int, int]]) -> int:
    """Remember that the two of each pair are not the same; returns how many pairs are new.

    Raises NotFound when one of them does not exist in the company.
    """
    wanted = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    ids = sorted({key for pair in wanted for key in pair})
    locked_rows(work, Customer, ids, _("A customer"))
    new = sorted(wanted - dismissed_pairs(work, ids))
    for one, other in new:
        row = NotDuplicates(one_id=one, other_id=other, user_name=work.actor.name, at=clock.now())
        work.session.add(row)
    work.emit("duplicates")
    return len(new)


@needs(Permission.MERGE_CUSTOMERS)
def bring_back_duplicates(work: Work, pairs: Sequence[tuple[int, int]]) -> int:
    """Forget that these are not the same; returns how many pairs were forgotten."""
    forgotten = 0
    for one, other in pairs:
        ids = (one, other)
        statement = sa.delete(NotDuplicates).where(
            col(NotDuplicates.one_id).in_(ids), col(NotDuplicates.other_id).in_(ids)
        )
        forgotten += cast("Any", work.session).exec(statement).rowcount
    work.emit("duplicates")
    return forgotten


def _check_versions(work: Work, two: tuple[Customer, Customer], versions: Versions | None) -> None:
    for customer, version in zip(two, versions or (), strict=False):
        if customer.version != version:
            raise ChangedMeanwhile(called(customer), last_change(work, customer.key))


def _noted(work: Work, stays: Customer, goes: Customer, plan: Plan) -> CustomerMerge:
    merge = CustomerMerge(
        survivor_id=stays.key,
        loser_id=goes.key,
        loser_number=goes.number,
        loser_name=goes.name,
        moved=sum(len(move.ids) for move in plan.moves),
        snapshot=snapshot_of(work, plan),
        user_id=work.actor.user_id or None,
        user_name=work.actor.name,
        at=clock.now(),
    )
    work.session.add(merge)
    work.session.flush()
    return merge


def _reloaded(work: Work, customer_id: int) -> Customer:
    return work.session.get_one(Customer, customer_id)


def _record(work: Work, stays: Customer, goes: Customer, changes: Any) -> None:
    one, other = called(stays), called(goes)
    record(work, "merge_customers", stays, one, {**changes, "merged": ("", other)})
    record(work, "merge_customers", goes, other, {"merged into": ("", one)})
    _tell(work)


def _tell(work: Work) -> None:
    for topic in TOPICS:
        work.emit(topic)
