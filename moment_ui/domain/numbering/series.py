"""The company's series. Called by the commands of other nouns, which declare the permission.

Taking a number is part of the caller's transaction: a rollback gives it back, so a series has no
gaps; the series' row is locked until then, so two callers never get the same number.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.numbering.errors import TakenByPartner
from moment_ui.domain.numbering.inheriting import Drawn, drawn_from
from moment_ui.domain.numbering.rows import find_row, locked_row, new_row
from moment_ui.domain.numbering.rules import Series, first_free
from moment_ui.models.numbering import NumberSeries, SeriesKind


@dataclass(frozen=True, slots=True)
class Standing:
    """The first number of a series, and the one that comes next."""

    first: int
    next: int


def series_of(work: Work, kind: SeriesKind) -> Series:
    """The range that numbers of this kind are drawn from: the company's own, or the main company's."""
    with drawn_from(work, kind) as drawn:
        row = _row(drawn, kind)
        return Series(row.first, row.last)


def proposed_number(work: Work, kind: SeriesKind) -> int:
    """The number that would be taken now; nothing is reserved. Raises SeriesUsedUp."""
    with drawn_from(work, kind) as drawn:
        return _free(drawn, _row(drawn, kind))


def take_number(work: Work, kind: SeriesKind) -> int:
    """Take the next free number; the series stays locked until the transaction ends.

    An inherited one is the main company's, and free is what nobody has who draws from it.
    Raises SeriesUsedUp.
    """
    with drawn_from(work, kind) as drawn:
        row = locked_row(drawn.run, kind)
        number = _free(drawn, row)
        row.next_number = number + 1
        drawn.run.session.flush()
    return number


@contextmanager
def series_held(work: Work, kind: SeriesKind, number: int) -> Generator[Series]:
    """Lock the series while a number chosen by hand is checked; if it is the next, move on.

    Raises TakenByPartner when a company that draws from the same series has the number.
    """
    with drawn_from(work, kind) as drawn:
        row = locked_row(drawn.run, kind)
        holder = drawn.partner_with(number)
        if holder:
            raise TakenByPartner(number, holder)
        yield Series(row.first, row.last)
        if row.next_number == number:
            row.next_number = number + 1


def move_past(work: Work, kind: SeriesKind, numbers: Iterable[int]) -> None:
    """Go on after numbers that came from elsewhere; those outside the series do not count."""
    with drawn_from(work, kind) as drawn:
        row = locked_row(drawn.run, kind)
        series = Series(row.first, row.last)
        row.next_number = max([row.next_number, *(n + 1 for n in numbers if n in series)])
        drawn.run.session.flush()


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


def _free(drawn: Drawn, row: NumberSeries) -> int:
    start = max(row.next_number, drawn.least)
    return first_free(Series(row.first, row.last), start, drawn.used_from(start))


def _row(drawn: Drawn, kind: SeriesKind) -> NumberSeries:
    return find_row(drawn.run, kind) or new_row(kind)
