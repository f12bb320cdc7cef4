"""Run a report: the visible page, the totals, the choices, all rows, the neighbours of a row."""

from collections.abc import Iterator
from typing import Any, TypeVar

from moment_ui.core.table import Totals
from moment_ui.db.work import Work
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.report import FacetChoice, Neighbours, Report, ReportPage

Row = TypeVar("Row")


def page_of(work: Work, report: Report[Row], address: ReportAddress) -> ReportPage[Row]:
    """The visible rows. Fast; the totals come separately."""
    raise NotImplementedError


def totals_of(work: Work, report: Report[Any], address: ReportAddress) -> Totals:
    """Count and sums of the whole filter; cached by company, filter and data version."""
    raise NotImplementedError


def facets_of(
    work: Work, report: Report[Any], address: ReportAddress
) -> dict[str, tuple[FacetChoice, ...]]:
    """The choices of each choice filter, with how many rows each would show."""
    raise NotImplementedError


def rows_of(work: Work, report: Report[Row], address: ReportAddress) -> Iterator[Row]:
    """Every row of the filter in order, read in chunks; never the whole list at once."""
    raise NotImplementedError


def neighbours(
    work: Work, report: Report[Any], address: ReportAddress, row_id: int
) -> Neighbours | None:
    """The rows before and after one row in the list; None when it is not in the list."""
    raise NotImplementedError
