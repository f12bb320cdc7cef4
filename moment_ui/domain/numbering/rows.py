"""The row of a company's own series: found, locked, or begun with the usual first number."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.models.numbering import NumberSeries, SeriesKind

FIRST_NUMBERS = {
    SeriesKind.CUSTOMER: 10001,
    SeriesKind.PROJECT: 1001,
    SeriesKind.INVOICE: 20001,
    SeriesKind.OFFER: 1001,
}


def find_row(work: Work, kind: SeriesKind, *, lock: bool = False) -> NumberSeries | None:
    """The company's own series, None before its first number; locked until the transaction ends."""
    query = select(NumberSeries).where(col(NumberSeries.kind) == kind)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return work.session.exec(query).first()


def locked_row(work: Work, kind: SeriesKind) -> NumberSeries:
    """The company's own series, begun when it is not yet, locked until the transaction ends."""
    work.session.flush()
    return find_row(work, kind, lock=True) or _started(work, kind)


def new_row(kind: SeriesKind) -> NumberSeries:
    """A series as it begins; not stored."""
    first = FIRST_NUMBERS[kind]
    return NumberSeries(kind=kind, first=first, next_number=first)


def _started(work: Work, kind: SeriesKind) -> NumberSeries:
    row = new_row(kind)
    try:
        with work.session.begin_nested():
            work.session.add(row)
    except IntegrityError:  # somebody else started it in this moment
        return locked_row(work, kind)
    return row
