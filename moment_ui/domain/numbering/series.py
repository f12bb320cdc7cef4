"""The company's series. Called by the commands of other nouns, which declare the permission.

Taking a number is part of the caller's transaction: a rollback gives it back, so a series has no
gaps; the series' row is locked until then, so two callers never get the same number.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.numbering.rules import Series, first_free
from moment_ui.models.numbering import NumberSeries, SeriesKind


@dataclass(frozen=True, slots=True)
class Standing:
    """The first number of a series, and the one that comes next."""

    first: int
    next: int


UsedFrom = Callable[[int], Iterable[int]]  # the numbers in use from this one on, ascending

FIRST_NUMBERS = {
    SeriesKind.CUSTOMER: 10001,
    SeriesKind.PROJECT: 1001,
    SeriesKind.INVOICE: 20001,
    SeriesKind.OFFER: 1001,
}


def series_of(work: Work, kind: SeriesKind) -> Series:
    """The range of the company's series of this kind."""
    row = _find(work, kind)
    return Series(row.first, row.last) if row else Series(FIRST_NUMBERS[kind])


def proposed_number(work: Work, kind: SeriesKind, used_from: UsedFrom) -> int:
    """The number that would be taken now; nothing is reserved. Raises SeriesUsedUp."""
    row = _find(work, kind) or _new_row(kind)
    return _free(row, used_from)


def take_number(work: Work, kind: SeriesKind, used_from: UsedFrom) -> int:
    """Take the next free number; the series stays locked until the transaction ends.

    Raises SeriesUsedUp.
    """
    row = _locked(work, kind)
    number = _free(row, used_from)
    row.next_number = number + 1
    work.session.flush()
    return number


@contextmanager
def series_held(work: Work, kind: SeriesKind, number: int) -> Generator[Series]:
    """Lock the series while a number chosen by hand is checked; if it is the next, move on."""
    row = _locked(work, kind)
    yield Series(row.first, row.last)
    if row.next_number == number:
        row.next_number = number + 1


def move_past(work: Work, kind: SeriesKind, numbers: Iterable[int]) -> None:
    """Go on after numbers that came from elsewhere; those outside the series do not count."""
    row = _locked(work, kind)
    series = Series(row.first, row.last)
    row.next_number = max([row.next_number, *(n + 1 for n in numbers if n in series)])
    work.session.flush()


def standings(work: Work) -> dict[int, Standing]:
    """Where each series that was begun stands, by its id."""
    columns = col(NumberSeries.id), col(NumberSeries.first), col(NumberSeries.next_number)
    rows = work.session.exec(select(*columns))
    return {key or 0: Standing(first, number) for key, first, number in rows}


def give_back(work: Work, series_id: int, number: int, *, given: int) -> bool:
    """Let a series go on from `number` again, unless it does not stand at `given` any more."""
    query = select(NumberSeries).where(NumberSeries.id == series_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None or row.next_number != given:
        return False
    row.next_number = number
    work.session.flush()
    return True


def _free(row: NumberSeries, used_from: UsedFrom) -> int:
    return first_free(Series(row.first, row.last), row.next_number, used_from(row.next_number))


def _find(work: Work, kind: SeriesKind, *, lock: bool = False) -> NumberSeries | None:
    query = select(NumberSeries).where(col(NumberSeries.kind) == kind)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return work.session.exec(query).first()


def _locked(work: Work, kind: SeriesKind) -> NumberSeries:
    return _find(work, kind, lock=True) or _started(work, kind)


def _started(work: Work, kind: SeriesKind) -> NumberSeries:
    row = _new_row(kind)
    try:
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError:  # somebody else started it in this moment
        return _locked(work, kind)
    return row


def _new_row(kind: SeriesKind) -> NumberSeries:
    first = FIRST_NUMBERS[kind]
    return NumberSeries(kind=kind, first=first, next_number=first)
