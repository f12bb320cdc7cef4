"""What must hold of every list, whatever is asked of it: proven on a book of every standing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moment_ui.core.money import Money
from moment_ui.core.table import Column, Toned
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.hours.sums import BY, OVERVIEW_SUMS, OWN_SUMS
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult
from moment_ui.reports import INVOICES, REPORTS
from moment_ui.reports.address import ReportAddress, parse
from moment_ui.reports.filters import Filter, FilterKind
from moment_ui.reports.marks import SEND_RESULT, UNKNOWN_RESULT
from moment_ui.reports.report import Report
from moment_ui.reports.run import counts_of, page_of, rows_of, totals_of
from moment_ui.reports.screen import look
from moment_ui.reports.walk import neighbours
from tests.book import fill_book
from tests.world import World

TEXTS = ("as", "beta", "7001", "0007", "bok b", "NORD", "%", "_", "å", "ingen slik")
PERIODS = ("this-year", "last-month", "this-quarter", "2026-03-01..2026-06-30", "..2026-11-15")
AMOUNTS = ("0..", "..0", "100..700", "-250.5..-250.5", "1000..")
FINDS_LITTLE = {
    FilterKind.TEXT: "zzzz",
    FilterKind.NUMBERS: "1",
    FilterKind.AMOUNTS: "1",
    FilterKind.PERIOD: "1999-01-01",
    FilterKind.CODES: "XX",
    FilterKind.REFERENCES: "1",
    FilterKind.FLAG: "yes",
}
often = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SUMMED = (OVERVIEW_SUMS.within, OWN_SUMS.within)
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)


@pytest.fixture
def book(world: World) -> Iterator[Work]:
    """A reading work in Nord, whose lists are full."""
    fill_book(world)
    with reading(world.nord.administrator) as work:
        yield work


def values(declared: Filter) -> st.SearchStrategy[str]:
    """What an address may say of one filter."""
    if declared.kind is FilterKind.CHOICES:
        choices = st.sets(st.sampled_from([choice.value for choice in declared.choices]))
        return choices.map(",".join)
    return {
        FilterKind.TEXT: st.sampled_from(TEXTS),
        FilterKind.NUMBERS: st.sampled_from(["70000..70100", "..20003", "70007"]),
        FilterKind.AMOUNTS: st.sampled_from(AMOUNTS),
        FilterKind.PERIOD: st.sampled_from(PERIODS),
        FilterKind.CODES: st.sampled_from(["NOK", "SEK,EUR", "NO", "SE", "log_in", "customer"]),
        FilterKind.REFERENCES: st.sampled_from(["1", "2", "1,2,3", "99999"]),
        FilterKind.FLAG: st.just("yes"),
    }[declared.kind]


@st.composite
def addresses(draw: st.DrawFn, report: Report[Any]) -> ReportAddress:
    """An address with up to three filters and three sort keys."""
    filters = draw(st.lists(st.sampled_from(report.filters), max_size=3, unique=True))
    address = parse(f"sort={draw(sorts(report))}", report)
    for declared in filters:
        address = address.filtered(declared.key, draw(values(declared)), report)
    return address


def sorts(report: Report[Any]) -> st.SearchStrategy[str]:
    """Up to three sort keys in either direction."""
    keys = [column.key for column in report.columns if column.sortable]
    both = st.sampled_from([*keys, *(f"-{key}" for key in keys)])
    return st.lists(both, max_size=3).map(",".join)


def summed(report: Report[Any], rows: list[Any]) -> dict[tuple[str, str], Decimal]:
    """Every sum that the rows make, by currency and column; nil sums left out."""
    sums: dict[tuple[str, str], Decimal] = {}
    for column in report.columns:
        for row in rows if column.adds_up else ():
            currency, amount = figure(column, row)
            sums[currency, column.key] = sums.get((currency, column.key), Decimal(0)) + amount
    return {key: amount for key, amount in sums.items() if amount}


def figure(column: Column[Any], row: Any) -> tuple[str, Decimal]:
    """One cell's currency and amount; counts have no currency."""
    value = column.value(row)
    money = value.money if isinstance(value, Toned) else value
    if isinstance(money, Money):
        return money.currency, money.amount
    if money is None:
        return "", Decimal(0)
    assert isinstance(money, int)
    return "", Decimal(money)


@every_report
@often
@given(data=st.data())
def test_totals_are_the_sums_of_all_rows(book: Work, report: Report[Any], data: st.DataObject):
    address = data.draw(addresses(report))
    rows = list(rows_of(book, report, address))
    totals = totals_of(book, report, address)
    told = {(t.currency, key): amount for t in totals.sums for key, amount in t.sums.items()}
    assert totals.count == len(rows)
    assert {key: amount for key, amount in told.items() if amount} == summed(report, rows)


@every_report
@often
@given(data=st.data())
def test_pages_one_after_the_other_are_the_whole_list(
    book: Work, report: Report[Any], data: st.DataObject
):
    address = data.draw(addresses(report)).sized(25)
    rows: list[Any] = []
    page = page_of(book, report, address)
    while page.rows:
        rows += page.rows
        if not page.more:
            break
        page = page_of(book, report, address.turned_to(page.page + 1))
    assert rows == list(rows_of(book, report, address))
    assert len({report.row_id(row) for row in rows}) == len(rows)


@every_report
@often
@given(data=st.data())
def test_turning_every_sort_key_turns_the_list(
    book: Work, report: Report[Any], data: st.DataObject
):
    address = data.draw(addresses(report))
    keys = address.sort or report.sort
    turned = replace(address, sort=tuple(replace(k, descending=not k.descending) for k in keys))
    rows = list(rows_of(book, report, address))
    if len({key.descending for key in keys}) == 1:
        assert list(rows_of(book, report, turned)) == rows[::-1]


@every_report
@often
@given(data=st.data())
def test_neighbours_are_those_of_the_list(book: Work, report: Report[Any], data: st.DataObject):
    address = data.draw(addresses(report))
    ids = [report.row_id(row) for row in rows_of(book, report, address)]
    assert neighbours(book, report, address, 987654) is None
    for place in {0, len(ids) // 2, len(ids) - 1} if ids else ():
        found = neighbours(book, report, address, ids[place])
        assert found is not None
        assert (found.position, found.count) == (place + 1, len(ids))
        assert found.previous == (ids[place - 1] if place else None)
        assert found.next == (ids[place + 1] if place + 1 < len(ids) else None)


@pytest.mark.parametrize(
    "report",
    [one for one in REPORTS if any(each.kind is FilterKind.CHOICES for each in one.filters)],
    ids=lambda report: report.key,
)
@often
@given(data=st.data())
def test_a_choice_shows_as_many_rows_as_it_says(
    book: Work, report: Report[Any], data: st.DataObject
):
    address = data.draw(addresses(report))
    counts = counts_of(book, report, address)
    key = data.draw(st.sampled_from(sorted(counts)))
    for value, count in list(counts[key].items())[:3]:
        alone = address.filtered(key, "", report).filtered(key, value, report)
        assert totals_of(book, report, alone).count == count, (key, value)


@every_report
def test_every_column_is_drawn_and_sorts_and_every_filter_filters(book: Work, report: Report[Any]):
    everything = totals_of(book, report, parse("", report)).count
    of_all = _behind(book, report, parse("", report))
    shown = parse("columns=" + ",".join(column.key for column in report.columns), report)
    rows = look(book, report, shown).rows
    assert {len(row.cells) for row in rows} == {len(report.columns)}
    for column in report.columns:
        if column.sortable:
            address = parse(f"sort={column.key},-{column.key}", report)
            assert address.sort
            assert len(list(rows_of(book, report, address))) == everything
    for declared in report.filters:
        if declared.key == BY:
            continue  # it leaves nothing out
        raw = FINDS_LITTLE.get(declared.kind) or declared.choices[0].value
        address = parse("", report).filtered(declared.key, raw, report)
        assert address.filters, declared.key
        assert _behind(book, report, address) < of_all, declared.key


def _behind(book: Work, report: Report[Any], address: ReportAddress) -> int:
    """How many rows there are; where rows are groups, how many are in all of them."""
    totals = totals_of(book, report, address)
    summed = {key: value for total in totals.sums for key, value in total.sums.items()}
    return int(summed.get("records", 0)) if report.within in SUMMED else totals.count


@every_report
def test_a_list_shows_nothing_of_the_other_company(book: Work, world: World, report: Report[Any]):
    mine = str(list(rows_of(book, report, parse("", report))))
    assert world.sor.mark not in mine
    with reading(world.sor.administrator) as work:
        theirs = {report.row_id(row) for row in rows_of(work, report, parse("", report))}
        other = totals_of(work, report, parse("", report))
    ids = [report.row_id(row) for row in rows_of(book, report, parse("", report))]
    assert not theirs & set(ids)
    assert list(report.source.rows(book, sorted(theirs))) == []
    assert other.sums == () or other != totals_of(book, report, parse("", report))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("your_reference=KARI", [5001]),
        ("order_reference=50%25", [5002]),
        ("contract_reference=ramme", [5003]),
        ("sent=2026-10-01..2026-10-31", [5004]),
    ],
)
def test_invoices_are_found_by_their_references_and_when_they_were_sent(
    world: World, query: str, numbers: list[int]
) -> None:
    given = {
        5001: {"your_reference": "Kari Nordmann"},
        5002: {"order_reference": "PO 50% 17"},
        5003: {"contract_reference": "Rammeavtale 3"},
        5004: {
            "sent_at": dt.datetime(2026, 10, 31, 22, 30, tzinfo=dt.UTC)
        },  # half past eleven in Oslo
    }
    with writing(world.nord.economy) as work:
        for number, values in given.items():
            row = work.session.get_one(Invoice, world.nord.invoices[number])
            for name, value in values.items():
                setattr(row, name, value)
    with reading(world.nord.economy) as work:
        found = [row.number for row in rows_of(work, INVOICES, parse(query, INVOICES))]
    assert found == numbers


def test_an_invoice_shows_what_became_of_its_newest_sending_its_notes_and_its_accounts(
    world: World,
) -> None:
    ids = world.nord.invoices
    long_ago = dt.datetime(2026, 10, 1, 8, tzinfo=dt.UTC)
    sendings = [
        (5001, SendResult.FAILED),
        (5001, SendResult.SENT),
        (5002, SendResult.SENT),
        (5002, SendResult.FAILED),
        (5003, SendResult.PENDING),
    ]
    with writing(world.nord.economy) as work:
        for at, (number, result) in enumerate(sendings):
            sent = InvoiceMessage(
                invoice_id=ids[number],
                act=str(at),
                channel=SendChannel.EMAIL,
                result=result,
                begun_at=long_ago,
            )
            work.session.add(sent)
        for number in (5003, 5004):
            note = work.session.get_one(Invoice, ids[number])
            note.credit_of_id = ids[5001]
        for account in ("3100", "3000", "3100"):
            line = InvoiceLine(invoice_id=ids[5002], account=account)
            work.session.add(line)

    def found(query: str) -> dict[int, tuple[Any, ...]]:
        with reading(world.nord.economy) as work:
            rows = list(rows_of(work, INVOICES, parse(query, INVOICES)))
        shown = {column.key: column.value for column in INVOICES.columns}
        keys = ("sent_result", "credited_by", "accounts")
        return {row.number: tuple(shown[key](row) for key in keys) for row in rows if row.number}

    every = found("")
    assert every[5001][:2] == (SEND_RESULT[SendResult.SENT], "5003, 5004")
    assert every[5002][0] == SEND_RESULT[SendResult.FAILED]
    assert every[5002][2].endswith("3000, 3100")
    assert every[5003][0] == UNKNOWN_RESULT
    assert every[5004][0] is None
    assert set(found("sent_result=sent")) == {5001}
    assert set(found("sent_result=failed,unknown")) == {5002, 5003}
