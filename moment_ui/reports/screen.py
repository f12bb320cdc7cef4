"""What the screen of a list reads, one unit of work each: the address to open, rows, totals, ids."""

from array import array
from dataclasses import replace
from typing import Any

from moment_ui.db.work import Work
from moment_ui.domain.views.queries import ViewRow, find_view, my_choice
from moment_ui.reports.address import NO_VIEW, ReportAddress, parse
from moment_ui.reports.chips import names_of
from moment_ui.reports.present import Findings, present
from moment_ui.reports.report import PAGE_SIZE, Report
from moment_ui.reports.run import find, known_totals, page_of, selection_of
from moment_ui.reports.view import TableView


def opening(
    work: Work, report: Report[Any], asked: ReportAddress, *, kept_as: str
) -> ReportAddress:
    """What to show for an address that leaves things open.

    A bare address shows the view it names, else the reader's default view; an address without
    columns or page size shows those the reader chose last. Views and choices are `kept_as`.
    """
    choice = my_choice(work, kept_as)
    address = asked
    if asked.same_list(ReportAddress()) and asked.view != NO_VIEW:
        view = find_view(work, kept_as, asked.view) if asked.view else choice.default
        address = in_view(report, view, asked) if view else asked
    if not address.columns and choice.columns:
        address = address.with_columns(choice.columns, report)
    if address.size is None and choice.page_size not in {None, PAGE_SIZE}:
        address = replace(address.sized(choice.page_size or PAGE_SIZE), page=address.page)
    return address


def in_view(report: Report[Any], view: ViewRow, asked: ReportAddress) -> ReportAddress:
    """What a saved view shows; page, size and the list one came from are those asked for."""
    kept = parse(view.query, report)
    return replace(kept, view=view.id, page=asked.page, size=asked.size, came_from=asked.came_from)


def look(work: Work, report: Report[Any], address: ReportAddress) -> TableView:
    """The page of rows; with the totals when they are known already."""
    found = Findings(
        page_of(work, report, address),
        known_totals(work, report, address),
        names_of(work, report, address),
    )
    return present(report, address, found, work.actor)


def totals_look(work: Work, report: Report[Any], address: ReportAddress) -> TableView:
    """The page again, now with the totals."""
    return present(report, address, find(work, report, address), work.actor)


def order(work: Work, report: Report[Any], address: ReportAddress) -> "array[int]":
    """The ids of everything the filter holds, in the order of the list."""
    return report.source.order(work, selection_of(work, report, address))
