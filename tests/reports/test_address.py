"""A report's address: everything a list shows, in a query string that nobody has to trust."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.selection import Range
from moment_ui.reports import AUDIT_LOG, CUSTOMERS, INVOICES, REPORTS
from moment_ui.reports.address import MAX_SORT_KEYS, NO_VIEW, ReportAddress, parse
from moment_ui.reports.filters import FilterKind
from moment_ui.reports.report import PAGE_SIZES, Report

KEYS = sorted(
    {"sort", "columns", "page", "size", "view", "list"}
    | {declared.key for report in REPORTS for declared in report.filters}
)
NAMES = sorted({column.key for report in REPORTS for column in report.columns})
WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["active", "overdue", "-1", "1..2", "..", "this-year", "2026-02-30..", "yes"]),
    st.lists(st.sampled_from([*NAMES, *(f"-{name}" for name in NAMES)])).map(",".join),
    st.integers().map(str),
    st.decimals().map(str),
    st.dates().map(str),
    st.tuples(st.dates(), st.dates()).map(lambda days: f"{days[0]}..{days[1]}"),
    st.tuples(st.decimals(), st.decimals()).map(lambda sums: f"{sums[0]}..{sums[1]}"),
    st.lists(st.integers(-5, 2**40)).map(lambda ids: ",".join(map(str, ids))),
)
QUERIES = st.one_of(
    st.text(),
    st.dictionaries(st.sampled_from(KEYS), WORDS).map(
        lambda pairs: urlencode(pairs, errors="replace")
    ),
)
every_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)


@every_report
@given(query=QUERIES)
def test_whatever_is_in_an_address_is_read_and_written_back_the_same(
    report: Report[Any], query: str
):
    address = parse(query, report)
    assert parse(address.query(), report) == address
    assert parse(f"?{address.query()}", report) == address


@every_report
@given(query=QUERIES)
def test_an_address_keeps_within_its_bounds(report: Report[Any], query: str):
    address = parse(query, report)
    assert address.page >= 1
    assert address.size in (None, *PAGE_SIZES)
    assert len(address.sort) <= MAX_SORT_KEYS
    assert {key for key, _value in address.filters} <= {f.key for f in report.filters}
    assert set(address.columns) <= {column.key for column in report.columns}
    hash(address.selection(report))


@given(raw=st.text(), declared=st.sampled_from([f for r in REPORTS for f in r.filters]))
def test_what_a_reader_types_into_a_filter_never_breaks_it(raw: str, declared: Any):
    report = next(report for report in REPORTS if declared in report.filters)
    address = ReportAddress().filtered(declared.key, raw, report)
    assert parse(address.query(), report) == address


def test_an_address_that_says_nothing_is_empty():
    for report in REPORTS:
        assert parse("", report) == ReportAddress()
    assert ReportAddress().query() == ""


def test_filters_sort_columns_page_and_size_are_in_the_address():
    query = "status=active,potential&sort=-outstanding,name&columns=name,number&page=3&size=100"
    address = parse(query, CUSTOMERS)
    assert address.query() == query
    assert [(key.key, key.descending) for key in address.sort] == [
        ("outstanding", True),
        ("name", False),
    ]


def test_choices_are_kept_in_the_declared_order():
    assert parse("status=inactive,nonsense,active", CUSTOMERS).value("status") == (
        "active",
        "inactive",
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("1 234,50..2000", "1234.5..2000"),
        ("2000..1000", "1000..2000"),
        ("100", "100..100"),
        ("−5..", "-5.."),
        ("0.123456", "0.1235..0.1235"),
        ("NaN", None),
        ("1e9", None),
        ("..", None),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, written: str | None):
    address = ReportAddress().filtered("gross", typed, INVOICES)
    assert address.query() == (f"gross={written}" if written else "")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("this-year", "this-year"),
        ("2026-07-01..2026-11-20", "2026-07-01..2026-11-20"),
        ("2026-11-20..2026-07-01", "2026-07-01..2026-11-20"),
        ("..2026-11-20", "..2026-11-20"),
        ("2026-11-20", "2026-11-20..2026-11-20"),
        ("2026-02-30..", None),
        ("9999-12-31..", None),
        ("next-year", None),
    ],
)
def test_periods_are_presets_or_days_with_the_last_one_inside(typed: str, written: str | None):
    address = ReportAddress().filtered("issued", typed, INVOICES)
    assert address.query() == (f"issued={written}" if written else "")


def test_a_fixed_filter_cannot_be_undone_by_an_address():
    report = INVOICES.fixed_to(customer=(17,))
    address = parse("customer=18&state=overdue", report)
    assert address.value("customer") is None
    assert address.selection(report).value("customer") == (17,)
    assert ReportAddress().filtered("customer", "18", report) == ReportAddress()


def test_a_click_on_a_head_sorts_and_the_next_turns_the_direction():
    once = ReportAddress(page=7).sorted_by("gross", INVOICES)
    assert once.query() == "sort=gross"
    assert once.sorted_by("gross", INVOICES).query() == "sort=-gross"
    assert once.sorted_by("net", INVOICES, add=True).query() == "sort=gross,net"
    assert once.sorted_by("gross", INVOICES, add=True).query() == "sort=-gross"


def test_columns_are_shown_hidden_and_moved():
    plain = ReportAddress()
    without = plain.column_toggled("tags", CUSTOMERS)
    assert "tags" not in without.shown_columns(CUSTOMERS)
    assert without.column_moved("name", 0, CUSTOMERS).shown_columns(CUSTOMERS)[0] == "name"
    assert plain.column_toggled("city", CUSTOMERS).shown_columns(CUSTOMERS)[-1] == "city"
    assert without.with_columns((), CUSTOMERS) == plain


def test_the_last_column_stays():
    alone = parse("columns=name", CUSTOMERS)
    assert alone.column_toggled("name", CUSTOMERS) == alone


def test_clearing_leaves_the_default_view_too():
    address = parse("status=active&view=7&columns=name", CUSTOMERS).cleared()
    assert address.view == NO_VIEW
    assert address.filters == ()
    assert address.columns == ("name",)
    assert parse(address.query(), CUSTOMERS) == address


def test_two_addresses_show_the_same_list_whatever_page_they_are_on():
    first, second = (parse(f"status=active&page={page}&view=3", CUSTOMERS) for page in (1, 2))
    assert first.same_list(second)
    assert not first.same_list(parse("status=blocked", CUSTOMERS))


def test_the_list_one_came_from_is_carried_untouched():
    came_from = "status=active&sort=-outstanding&text=Åse & Co"
    address = parse(urlencode({"list": came_from}), INVOICES)
    assert address.came_from == came_from
    assert parse(address.query(), INVOICES).came_from == came_from


def test_no_filter_is_named_like_a_part_of_the_address():
    for report in REPORTS:
        assert not {f.key for f in report.filters} & {"sort", "columns", "page", "size", "list"}


def test_choices_of_references_are_numbers_only():
    references = [f for f in AUDIT_LOG.filters if f.kind is FilterKind.REFERENCES]
    assert [ReportAddress().filtered(f.key, "x,2,-3", AUDIT_LOG).query() for f in references] == [
        "who=2"
    ]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 234,50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234.567", "1234567"),
        ("-1.234.567,8", "-1234567.8"),
        ("1.234", "1.234"),
        ("1234,5", "1234.5"),
        ("12.34.567", None),
        ("1.23,4", None),
        ("1,234,56", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: str | None):
    read = parse(urlencode({"gross": f"{typed}.."}), INVOICES).value("gross")
    assert read == (None if amount is None else Range(Decimal(amount), None))
