"""Which number of a series is free, and whether a number belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from moment_ui.domain.numbering.errors import SeriesUsedUp


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers from `first` to `last` (open when None)."""

    first: int
    last: int | None = None

    def __contains__(self, number: int) -> bool:
        return self.first <= number and (self.last is None or number <= self.last)

    def __str__(self) -> str:
        return f"{self.first}–{self.last}" if self.last else f"{self.first}–"


def first_free(series: Series, start: int, used: Iterable[int]) -> int:
    """The first number from `start` that is not in `used` (ascending, from `start` on).

    Raises SeriesUsedUp when that is beyond the series.
    """
    number = max(start, series.first)
    for other in used:
        if other > number:
            break
        if other == number:
            number += 1
    if number not in series:
        raise SeriesUsedUp(series.last or 0)
    return number
