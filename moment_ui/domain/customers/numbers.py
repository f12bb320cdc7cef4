"""A customer's number: the next of the series, or one chosen by hand."""

from sqlmodel import select

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.customers.errors import NumberOutsideSeries, NumberTaken
from moment_ui.domain.numbering.rules import Series
from moment_ui.domain.numbering.series import (
    proposed_number,
    series_held,
    series_of,
    take_number,
)
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import SeriesKind


def next_number(work: Work) -> int:
    """The number a new customer would get now. Raises SeriesUsedUp."""
    return proposed_number(work, SeriesKind.CUSTOMER)


def number_for(work: Work, wanted: int | None, confirmed: frozenset[str]) -> int:
    """Take the wanted number, or the next one.

    Raises NumberTaken, TakenByPartner, SeriesUsedUp, and NumberOutsideSeries unless confirmed.
    """
    if wanted is None:
        return take_number(work, SeriesKind.CUSTOMER)
    with series_held(work, SeriesKind.CUSTOMER, wanted) as series:
        _check_number(work, wanted, series, confirmed)
    return wanted


def check_free(work: Work, wanted: int) -> None:
    """Whether nobody has the number. Raises NumberTaken."""
    holder = work.session.exec(select(Customer.name).where(Customer.number == wanted)).first()
    if holder is not None:
        raise NumberTaken(holder, next_number(work))


def outside_series(work: Work, wanted: int) -> str:
    """A warning when a number does not belong to the series, else ""."""
    series = series_of(work, SeriesKind.CUSTOMER)
    if wanted in series:
        return ""
    return _("Outside the series {series}. Your accounting system may expect one of it.").format(
        series=series
    )


def _check_number(work: Work, wanted: int, series: Series, confirmed: frozenset[str]) -> None:
    check_free(work, wanted)
    if wanted not in series:
        warning = NumberOutsideSeries(wanted, str(series))
        if warning.key not in confirmed:
            raise warning
