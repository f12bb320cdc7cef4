"""A page of a report as the screen draws it: strings in the reader's language. No database."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from moment_ui.core.actor import Actor
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
from moment_ui.reports.cells import DRAWERS, Pen
from moment_ui.reports.chips import Names, chips
from moment_ui.reports.report import PAGE_SIZES, Report, ReportPage
from moment_ui.reports.view import HeadView, PagerView, RowView, SizeView, TableView, TotalView

Row = TypeVar("Row")

Unit = tuple[str, str]
"""A currency, and what stands before its amounts: the code with a space, or nothing."""

START = "page=1"
"""The first page of a list whose address is otherwise empty."""


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
    address = address.within(report)
    totals, write = found.totals, writer(actor.locale, actor.timezone)
    columns = chosen_columns(report.columns, address.columns)
    unit = _common_currency(columns, found.page, totals)
    return TableView(
        title=report.title,
        query=address.query(),
        count=totals.count if totals else -1,
        count_text=write.number(totals.count, 0) if totals else "",
        filtered=bool(address.filters),
        clear_query=address.cleared().query(),
        heads=_heads(report, columns, address, unit),
        rows=_rows(report, columns, found.page, Pen(write, with_code=_with_code(columns, unit))),
        totals=_totals(report, columns, totals, write) if totals else [],
        chips=chips(report, address, write, found.names),
        pager=_pager(found.page, address, totals, write),
    )


def _with_code(columns: tuple[Column[Any], ...], unit: str) -> bool:
    return not unit and "currency" not in {column.key for column in columns}


def _heads(
    report: Report[Any], columns: tuple[Column[Any], ...], address: ReportAddress, unit: str
) -> list[HeadView]:
    places = {key.key: (i, key) for i, key in enumerate(address.sort or report.sort, start=1)}
    heads: list[HeadView] = []
    for column in columns:
        head = HeadView(column.key, column.label, column.kind.value)
        head.align = "num" if column.kind in RIGHT_ALIGNED else ""
        head.unit = unit if column.kind is Kind.MONEY else ""
        if column.sortable:
            head.query = address.sorted_by(column.key, report).query()
            head.add_query = address.sorted_by(column.key, report, add=True).query()
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
    values = [(column.value, DRAWERS[column.kind]) for column in columns]
    links = [report.links.get(column.key) for column in columns]
    rows: list[RowView] = []
    for row in page.rows:
        cells = [draw(value(row), pen) for value, draw in values]
        rows.append(
            RowView(
                id=report.row_id(row),
                href=report.href(row),
                name=report.row_name(row),
                cells=[cell.text for cell in cells],
                tones=[cell.tone for cell in cells],
                hints=[cell.hint for cell in cells],
                extras=[cell.extra for cell in cells],
                links=[link(row) if link else "" for link in links],
            )
        )
    return rows


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
        line = TotalView(currency=total.currency)
        unit = (total.currency, f"{total.currency}\N{NO-BREAK SPACE}" if coded else "")
        line.cells = [_sum(column, sums, unit, write) for column in columns]
        lines.append(line)
    lines[0].label = _total_label(report, totals, "" if several else lines[0].currency, write)
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
    return write.count(sums[column.key])


def _pager(
    page: ReportPage[Any], address: ReportAddress, totals: Totals | None, write: Writer
) -> PagerView:
    first = (page.page - 1) * page.size + 1
    last = first + len(page.rows) - 1
    count = totals.count if totals else None
    pages = max(1, -(-count // page.size)) if count is not None else None
    pager = PagerView(sizes=_sizes(page, address))
    shown = f"{write.number(first, 0)}{NIL}{write.number(last, 0)}" if page.rows else "0"
    if count is None or pages is None:
        pager.rows = shown
    else:
        pager.rows = _("{rows} of {count}").format(rows=shown, count=write.number(count, 0))
        pager.pages = _("{page} of {pages}").format(
            page=write.number(page.page, 0), pages=write.number(pages, 0)
        )
    if page.page > 1:
        pager.first = _turn(address, 1)
        pager.previous = _turn(address, min(page.page - 1, pages or page.page))
    if page.more:
        pager.next = _turn(address, page.page + 1)
        pager.last = _turn(address, pages) if pages else ""
    return pager


def _turn(address: ReportAddress, page: int) -> str:
    return address.turned_to(page).query() or START


def _sizes(page: ReportPage[Any], address: ReportAddress) -> list[SizeView]:
    return [
        SizeView(
            size=size,
            label=_("{count} a page").format(count=size),
            chosen=size == page.size,
            query=address.sized(size).query(),
        )
        for size in PAGE_SIZES
    ]
