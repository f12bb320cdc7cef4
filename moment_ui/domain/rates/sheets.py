"""Sheets of dated rates: rows are roles and co-workers, columns the days rates begin.

The rates of a price list, of a price model and of the co-workers themselves stand in tables of their
own and are written in the same way. Who may write, and which row is locked meanwhile, is for commands.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import Changes
from moment_ui.domain.rates.errors import NothingToCopy, PastRate, PeriodExists, RateChanged
from moment_ui.domain.rates.rules import Rate, Subject, holding, raised
from moment_ui.models.price_model import ModelRate
from moment_ui.models.project import CoWorker
from moment_ui.models.rates import CoWorkerRate, CoWorkerRateKind, HourlyRate

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate that was written: what it was before and is now; None is no rate of its own.

    `list_id` is the sheet's owner: a price list, a price model, or a kind of co-workers' rates.
    """

    list_id: int
    subject: Subject
    starts_on: dt.date
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of rates, and its column that names the owner."""

    table: type[HourlyRate] | type[ModelRate] | type[CoWorkerRate]
    owner: str
    by_role: bool = True

    def of(self, owner_id: int) -> dict[str, Any]:
        """What rows of the owner hold in the owner's column."""
        return {self.owner: owner_id}

    def subject(self, row: Any) -> Subject:
        """Whom a row is for."""
        return Subject(row.role if self.by_role else "", row.co_worker_id)

    def named(self, subject: Subject) -> dict[str, Any]:
        """The columns that name the subject."""
        columns: dict[str, Any] = {"co_worker_id": subject.co_worker_id}
        return columns | {"role": subject.role} if self.by_role else columns


@dataclass(frozen=True, slots=True)
class PeopleSheet(Sheet):
    """The co-workers' own rates; the owner is a kind: 1 what is billed, 2 what is paid."""

    table: type[HourlyRate] | type[ModelRate] | type[CoWorkerRate] = CoWorkerRate
    owner: str = "kind"
    by_role: bool = False

    def of(self, owner_id: int) -> dict[str, Any]:
        """The kind with that number. Raises NotFound."""
        return {"kind": kind_of(owner_id)}


KINDS = {1: CoWorkerRateKind.PRICE, 2: CoWorkerRateKind.COST}
LISTS = Sheet(HourlyRate, "price_list_id")
MODELS = Sheet(ModelRate, "price_model_id")
PEOPLE = PeopleSheet()


def kind_of(owner_id: int) -> CoWorkerRateKind:
    """The kind of co-workers' rates with that number. Raises NotFound."""
    if owner_id not in KINDS:
        raise NotFound(_("The price list"))
    return KINDS[owner_id]


def rates_of(work: Work, sheet: Sheet, owner_id: int) -> tuple[Rate, ...]:
    """The owner's rates."""
    table: Any = sheet.table
    query = select(table).filter_by(**sheet.of(owner_id))
    return tuple(
        Rate(sheet.subject(row), row.starts_on, row.amount) for row in work.session.exec(query)
    )


def write(work: Work, sheet: Sheet, change: RateChange, confirmed: frozenset[str]) -> None:
    """Write a rate, or take it away.

    Raises NotFound, RateChanged when it is not `before` any more, and PastRate for a period that has
    begun unless confirmed.
    """
    if change.subject.co_worker_id is not None:
        _check_co_worker(work, change.subject.co_worker_id)
    row = _held(work, sheet, change)
    if change.before is not None and change.starts_on <= work.today():
        _ask_about_past(change.starts_on, confirmed)
    put(work, sheet, change, row)


def begin_period(
    work: Work, sheet: Sheet, owner_id: int, step: tuple[dt.date, Decimal, str]
) -> list[RateChange]:
    """Every row's rate of a day, changed by so many percent in a currency, from then on.

    `step` is the day, the percent and the currency. Raises PeriodExists, NothingToCopy.
    """
    starts_on, percent, currency = step
    rates = rates_of(work, sheet, owner_id)
    if any(rate.starts_on == starts_on for rate in rates):
        raise PeriodExists
    held = holding(rates, starts_on)
    if not held:
        raise NothingToCopy
    changes = [
        RateChange(owner_id, subject, starts_on, None, raised(rate.amount, percent, currency))
        for subject, rate in held.items()
    ]
    for change in changes:
        put(work, sheet, change)
    return changes


def end_period(
    work: Work, sheet: Sheet, owner_id: int, starts_on: dt.date, confirmed: frozenset[str]
) -> list[RateChange]:
    """Take a period away: the rates before it hold on. Raises PastRate unless confirmed."""
    if starts_on <= work.today():
        _ask_about_past(starts_on, confirmed)
    changes = [
        RateChange(owner_id, rate.subject, starts_on, rate.amount, None)
        for rate in rates_of(work, sheet, owner_id)
        if rate.starts_on == starts_on
    ]
    for change in changes:
        put(work, sheet, change, _found(work, sheet, change))
    return changes


def taken_back(work: Work, sheet: Sheet, change: RateChange) -> RateChange:
    """Undo a change; returns what that changed. Raises RateChanged."""
    back = RateChange(change.list_id, change.subject, change.starts_on, change.after, change.before)
    put(work, sheet, back, _held(work, sheet, back))
    return back


def put(work: Work, sheet: Sheet, change: RateChange, row: Any = None) -> None:
    """Let the row that stands there, if any, hold what the change says."""
    if change.after is None:
        if row is not None:
            work.session.delete(row)
    elif row is None:
        named = sheet.of(change.list_id) | sheet.named(change.subject)
        row = sheet.table(**named, starts_on=change.starts_on, amount=change.after)
        work.session.add(row)
    else:
        row.amount = change.after
    work.session.flush()


def in_words(work: Work, changes: Sequence[RateChange]) -> Changes:
    """Changes of rates as the audit log tells them."""
    query = select(col(CoWorker.id), CoWorker.name)
    people = dict(work.session.exec(query).all())
    told: dict[str, tuple[object, object]] = {}
    for one in changes:
        who = people.get(one.subject.co_worker_id, "")
        name = ", ".join(filter(None, (one.subject.role, who))) or _("Everybody")
        told[f"{name}, {one.starts_on:%d.%m.%Y}"] = (one.before, one.after)
    return told


def _found(work: Work, sheet: Sheet, change: RateChange) -> Any:
    table: Any = sheet.table
    columns = sheet.of(change.list_id) | sheet.named(change.subject)
    query = select(table).filter_by(**columns, starts_on=change.starts_on)
    return work.session.exec(query).first()


def _held(work: Work, sheet: Sheet, change: RateChange) -> Any:
    row = _found(work, sheet, change)
    if (row.amount if row else None) != change.before:
        raise RateChanged
    return row


def _check_co_worker(work: Work, co_worker_id: int) -> None:
    if work.session.exec(select(CoWorker.id).where(CoWorker.id == co_worker_id)).first() is None:
        raise NotFound(_("The co-worker"))


def _ask_about_past(starts_on: dt.date, confirmed: frozenset[str]) -> None:
    question = PastRate(starts_on)
    if question.key not in confirmed:
        raise question
