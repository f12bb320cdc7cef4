"""A page of a report as the screen draws it: strings in the reader's language. No database."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from moment_ui.core.actor import Actor
from moment_ui.core.selection import SortKey
from moment_ui.core.table import (
    RIGHT_ALIGNED,
    Column,
    Kind,
    Toned,
    Total,
    Totals,
    chosen_columns,
)
from moment_ui.core.words import _
from moment_ui.core.writing import NIL, Writer, writer
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.cells import DRAWERS, Pen, leading
from moment_ui.reports.chips import Names, chips
from moment_ui.reports.report import Report, ReportPage
from moment_ui.reports.view import OWN, HeadView, PagerView, RowView, TableView, TotalView

Row = TypeVar("Row")

Unit = tuple[str, str]
"""A currency, and what stands before its amounts: the code with a space, or nothing."""


@dataclass(frozen=True, slots=True)
class Findings(Generic[Row]):
    """What a report found: the page, and the totals and the names in its filter once known."""

    page: ReportPage[Row]
    totals: Totals | None = None
    names: Names = field(default_factory=dict[str, dict[str, str]])


def present(
    report: Report[Row], address: ReportAddress, found: Findings[Row], actor: Actor
) -> TableView:
    """The findings as strings. Without totals their lines and the pager's end are left out."""
    report = report.for_actor(actor)
    address = address.within(report).turned_to(found.page.page)
    totals, write = found.totals, writer(actor.locale, actor.timezone)
    columns = chosen_columns(report.columns, address.columns)
    unit = _common_currency(columns, found.page, totals)
    return TableView(
        title=report.title,
        query=address.query(),
        page=address.page,
        count=totals.count if totals else -1,
        count_text=write.number(totals.count, 0) if totals else "",
        filtered=bool(address.filters),
        pages=_pages(report, found.page.rows),
        heads=_heads(columns, address.sort or report.sort, unit),
        rows=_rows(report, columns, found.page, Pen(write, with_code=_with_code(columns, unit))),
        totals=_totals(report, columns, totals, write) if totals else [],
        chips=chips(report, address, write, found.names),
        pager=_pager(found.page, totals, write),
    )


def _with_code(columns: tuple[Column[Any], ...], unit: str) -> bool:
    return not unit and "currency" not in {column.key for column in columns}


def _heads(
    columns: tuple[Column[Any], ...], sort: tuple[SortKey, ...], unit: str
) -> list[HeadView]:
    places = {key.key: (i, key) for i, key in enumerate(sort, start=1)}
    heads: list[HeadView] = []
    for column in columns:
        head = HeadView(column.key, column.label, column.kind.value, sortable=column.sortable)
        head.align = "num" if column.kind in RIGHT_ALIGNED else ""
        head.unit = unit if column.kind is Kind.MONEY else ""
        if column.key in places:
            head.place, key = places[column.key]
            head.sort = "descending" if key.descending else "ascending"
        heads.append(head)
    return heads


def _rows(
    report: Report[Row],
    columns: tuple[Column[Row], ...],
    page: ReportPage[Row],
    pen: Pen,
) -> list[RowView]:
    drawn = [(column.value, DRAWERS[column.kind]) for column in columns]
    linked = [
        (place, report.links[column.key])
        for place, column in enumerate(columns)
        if column.key in report.links
    ]
    pages = _pages(report, page.rows)
    rows: list[RowView] = []
    for row in page.rows:
        row_id = report.row_id(row)
        name = report.row_name(row)
        cells = [draw(value(row), pen) for value, draw in drawn]
        for place, link in linked:
            target = link(row)
            own = target == f"{pages}{row_id}"
            cells[place] = leading(cells[place], OWN if own else target, name if own else "")
        rows.append(RowView(row_id, name, cells))
    return rows


def _pages(report: Report[Row], rows: tuple[Row, ...]) -> str:
    """What the paths of the first row's page, and of most others, begin with: all but its id."""
    return report.href(rows[0]).removesuffix(str(report.row_id(rows[0]))) if rows else ""


def _common_currency(
    columns: tuple[Column[Any], ...], page: ReportPage[Any], totals: Totals | None
) -> str:
    """The currency of every amount in the list, "" when there are several or none."""
    if totals:
        currencies = {total.currency for total in totals.sums if total.currency}
    else:
        money = [column.value for column in columns if column.kind is Kind.MONEY]
        currencies = {_currency(value(row)) for row in page.rows for value in money} - {""}
    return currencies.pop() if len(currencies) == 1 else ""


def _currency(value: Any) -> str:
    money = value.money if isinstance(value, Toned) else value
    return money.currency if money else ""


def _totals(
    report: Report[Any], columns: tuple[Column[Any], ...], totals: Totals, write: Writer
) -> list[TotalView]:
    """A line per currency; plain counts stand in the first."""
    plain = {
        key: value
        for total in totals.sums
        if not total.currency
        for key, value in total.sums.items()
    }
    per_currency = [total for total in totals.sums if total.currency]
    several = len(per_currency) > 1
    coded = several and _with_code(columns, "")
    lines: list[TotalView] = []
    for total in per_currency or [Total("", {})]:
        sums = total.sums if lines else {**plain, **total.sums}
        line = TotalView(label=total.currency, currency=total.currency)
        unit = (total.currency, f"{total.currency}\N{NO-BREAK SPACE}" if coded else "")
        line.cells = [_sum(column, sums, unit, write) for column in columns]
        lines.append(line)
    lines[0].label = _total_label(report, totals, lines[0].currency, write)
    span = next((i for i, cell in enumerate(lines[0].cells) if cell), len(columns))
    for line in lines:
        line.label_span = max(1, span)
    return lines


def _total_label(report: Report[Any], totals: Totals, currency: str, write: Writer) -> str:
    noun = report.one if totals.count == 1 else report.many
    text = _("Total of {count} {rows}").format(count=write.number(totals.count, 0), rows=noun)
    return f"{text}, {currency}" if currency else text


def _sum(column: Column[Any], sums: dict[str, Decimal], unit: Unit, write: Writer) -> str:
    currency, code = unit
    if column.key == "currency":
        return currency
    if not column.adds_up or column.key not in sums:
        return ""
    if column.kind is Kind.MONEY:
        return f"{code}{write.amount(sums[column.key], currency)}"
    whole = int(sums[column.key])
    return write.hours(whole) if column.kind is Kind.HOURS else write.count(whole)


def _pager(page: ReportPage[Any], totals: Totals | None, write: Writer) -> PagerView:
    first = (page.page - 1) * page.size + 1
    last = first + len(page.rows) - 1
    pager = PagerView(size=str(page.size), has_previous=page.page > 1, has_next=page.more)
    pager.rows = f"{write.number(first, 0)}{NIL}{write.number(last, 0)}" if page.rows else "0"
    if totals is not None:
        count, pages = totals.count, max(1, -(-totals.count // page.size))
        pager.rows = _("{rows} of {count}").format(rows=pager.rows, count=write.number(count, 0))
        pager.pages = _("{page} of {pages}").format(
            page=write.number(page.page, 0), pages=write.number(pages, 0)
        )
    return pager
